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
    PALETTE = "palette"
    REFERENCE = "reference"
    REFERENCE_MASK = "reference_mask"
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


class Placing(Enum):
    """Where a result goes."""

    LAYER = "layer"
    """On top, as a layer with a mask; it is as large as the picture that was given."""
    PICTURE = "picture"
    """In place of the picture: canvas and layers give way to one layer of the result's own size."""
    SELECTION = "selection"
    """The result is a mask that joins the document's selection."""
    LAYER_MASK = "layer_mask"
    """The result is a mask for the active layer: what it leaves out is hidden, not lost."""
    LABELS = "labels"
    """The result is a label map and becomes a label layer; its numbers are taken as they are."""


class GeneratorSpec(BaseModel):
    """Everything that panel, command line, plugins and worker know of a generator.

    `entry` is "module:Class", imported in the worker only. `context` is given where the generator
    changes a masked part and needs only its surroundings: the caller sends that box alone.
    `tile_px` is the side of the tiles that it cuts by itself, while memory allows.
    `half_precision` allows the worker to ask for it when memory runs out.
    `weights` are ids of model cards that must be installed; `optional_weights` are used if
    they are; own weight files of the person that belong to `family` go along. `layer_name` is
    what the layer with a result is called; `placing` says whether it joins the others or takes
    the place of all, which is how a picture grows or shrinks. `keeps_on_stop` are the methods
    whose result is kept when they are stopped, because they improve it in rounds. `demos` are the
    parameters that `demo` shows, each a set of values that differ from the defaults.
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
    placing: Placing = Placing.LAYER
    deterministic: bool = True
    half_precision: bool = False
    tile_px: int | None = None
    weights: tuple[str, ...] = ()
    optional_weights: tuple[str, ...] = ()
    family: str = ""
    paper: str = ""
    keeps_on_stop: tuple[str, ...] = ()
    demos: tuple[dict[str, Scalar], ...] = ({},)
    entry: str

    def port(self, name: str) -> Port | None:
        """The input port called `name`, or None."""
        return next((port for port in self.inputs if port.name == name), None)
