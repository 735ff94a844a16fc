"""The frozen, tagged messages between client and worker: one JSON object to a frame."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from ml.api.images import BufferReference, Depth
from ml.api.params import Scalar


class Lane(Enum):
    """Whose job goes first: what the artist waits for, then previews, then batches."""

    INTERACTIVE = "interactive"
    PREVIEW = "preview"
    BATCH = "batch"


class Message(BaseModel):
    """A frame: frozen, unknown fields refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Run(Message):
    """Run `generator` on the buffers by port name; `output_depth` is how the image comes back."""

    tag: Literal["run"] = "run"
    job: int
    generator: str
    params: dict[str, Scalar]
    inputs: dict[str, tuple[BufferReference, ...]]
    texts: dict[str, str] = {}
    output_depth: Depth = "uint16"
    lane: Lane = Lane.INTERACTIVE
    device: str = "auto"
    weights: dict[str, str] = {}


class Cancel(Message):
    """Stop `job` at the next check."""

    tag: Literal["cancel"] = "cancel"
    job: int


class Lend(Message):
    """The answer to `Offered`: where the client wants the arrays of the result."""

    tag: Literal["lend"] = "lend"
    job: int
    image: BufferReference
    coverage: BufferReference | None = None


class Finish(Message):
    """Let `job` end with what it has by now, if it can; else it goes on to its end."""

    tag: Literal["finish"] = "finish"
    job: int


class Stop(Message):
    """End the worker after the running job."""

    tag: Literal["stop"] = "stop"


class Ping(Message):
    """Are you alive? Answered by `Beat` from the listening thread, also in mid job."""

    tag: Literal["ping"] = "ping"


class Ready(Message):
    """The worker listens. `device` is what "auto" means here, in words for the status bar."""

    tag: Literal["ready"] = "ready"
    device: str
    device_title: str
    memory_bytes: int


class Beat(Message):
    """Alive; `job` is what runs, `memory_bytes` what the process holds."""

    tag: Literal["beat"] = "beat"
    job: int | None = None
    memory_bytes: int = 0


class Started(Message):
    """The job has left the queue and runs on `device`."""

    tag: Literal["started"] = "started"
    job: int
    device: str


class Progressed(Message):
    """`fraction` 0..1; `left_s` is None until it can be told."""

    tag: Literal["progressed"] = "progressed"
    job: int
    fraction: float
    stage: str = ""
    left_s: float | None = None


class Previewed(Message):
    """A small picture of the result so far: base64 of PNG bytes, at most 256 px a side."""

    tag: Literal["previewed"] = "previewed"
    job: int
    png: str


class Noted(Message):
    """One plain sentence about what was reduced or chosen (memory ladder, missing model).

    `model` is the id of the card that would have helped, where one is missing: whoever shows the
    sentence says how to get it.
    """

    tag: Literal["noted"] = "noted"
    job: int
    sentence: str
    model: str = ""


class Offered(Message):
    """A result of these shapes is there; the client, who owns all memory, answers with `Lend`.

    Coverage is uint8, rows x columns.
    """

    tag: Literal["offered"] = "offered"
    job: int
    image_shape: tuple[int, ...]
    image_depth: Depth
    coverage_shape: tuple[int, ...] | None = None


class Done(Message):
    """The lent buffers are written; the client's `take_result(job)` has the arrays.

    `peak_bytes` is the most main memory that the worker held meanwhile; 0 where it cannot tell.
    """

    tag: Literal["done"] = "done"
    job: int
    seconds: float
    device: str
    info: dict[str, Scalar] = {}
    texts: dict[str, str] = {}
    peak_bytes: int = 0


class Failed(Message):
    """The job ended without a result: `code` names the kind of error (see ml.api.errors)."""

    tag: Literal["failed"] = "failed"
    job: int
    code: str
    message: str
    details: str = ""


AnyToWorker = Run | Lend | Cancel | Finish | Stop | Ping
AnyFromWorker = Ready | Beat | Started | Progressed | Previewed | Noted | Offered | Done | Failed
# Built when the first frame goes or comes, which is after the window stands.
_LATER = ConfigDict(defer_build=True)
to_worker: TypeAdapter[AnyToWorker] = TypeAdapter(
    Annotated[AnyToWorker, Field(discriminator="tag")], config=_LATER
)
from_worker: TypeAdapter[AnyFromWorker] = TypeAdapter(
    Annotated[AnyFromWorker, Field(discriminator="tag")], config=_LATER
)


def encode(message: Message) -> bytes:
    """A frame as it goes through the pipe."""
    return message.model_dump_json().encode()
