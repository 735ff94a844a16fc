"""One declaration of a generator or research system, free of torch, from which all else follows."""

from __future__ import annotations

from enum import Enum
from typing import Literal

from pydantic import BaseModel, ConfigDict

from ml.api.params import Params, Scalar
from ml.api.regions import ContextRule


class PortKind(Enum):
    """What may pass through a port."""

    IMAGE = "image"
    MASK = "mask"
    LABELS = "labels"
    REFERENCE = "reference"
    TEXT = "text"
    CLASS = "class"
    LATENT = "latent"
    FRAMES = "frames"
    VOXELS = "voxels"
    VECTOR = "vector"


class Port(BaseModel):
    """One input or output; `name` is the word of the command line (`--mask m.png`).

    `partial` is set for a mask that must be neither empty nor full.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    kind: PortKind
    title: str
    help: str
    required: bool = True
    many: bool = False
    partial: bool = False


class Sizes(BaseModel):
    """The picture sizes that the generator takes, in pixels a side."""

    model_config = ConfigDict(frozen=True)

    minimum: int = 1
    maximum: int | None = None
    multiple: int = 1


class Tiling(Enum):
    """Who cuts a large picture into tiles: the runner, the generator itself, or nobody."""

    ALLOWED = "allowed"
    INTERNAL = "internal"
    FORBIDDEN = "forbidden"


class GeneratorSpec(BaseModel):
    """Everything that panel, command line, plugins and worker know of a generator.

    `entry` is "module:Class", imported in the worker only. `context` is given where the generator
    changes a masked part and needs only its surroundings: the caller sends that box alone.
    `half_precision` allows the worker to ask for it when memory runs out.
    `weights` are ids of model cards that must be installed; `optional_weights` are used if
    they are. `layer_name` is what the layer with a result is called. `demos` are the parameters
    that `demo` shows, each a set of values that differ from the defaults.
    """

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)

    id: str
    kind: Literal["generator", "system"] = "generator"
    title: str
    summary: str
    layer_name: str = "Result"
    inputs: tuple[Port, ...]
    outputs: tuple[Port, ...]
    params: type[Params]
    sizes: Sizes = Sizes()
    tiling: Tiling = Tiling.INTERNAL
    context: ContextRule | None = None
    deterministic: bool = True
    half_precision: bool = False
    weights: tuple[str, ...] = ()
    optional_weights: tuple[str, ...] = ()
    paper: str = ""
    demos: tuple[dict[str, Scalar], ...] = ({},)
    entry: str

    def port(self, name: str) -> Port | None:
        """The input port called `name`, or None."""
        return next((port for port in self.inputs if port.name == name), None)
