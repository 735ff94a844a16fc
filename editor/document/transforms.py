"""The steps that bring layers, or the whole picture, through a map of the plane."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol, cast, runtime_checkable

from editor.document.channels import AddChannel, RemoveChannel
from editor.document.commands import ResizeCanvas, resize_canvas
from editor.document.compound import Compound
from editor.document.document import Channel, Document
from editor.document.geometry import PlaneMap
from editor.document.guides import Guides
from editor.document.guides_step import SetGuides
from editor.document.history import Command
from editor.document.layer_commands import ReplaceLayer
from editor.document.layer_shifts import ShiftLayers
from editor.document.layer_steps import require_movable
from editor.document.layers import Layer, PixelLayer, as_labelled, walk
from editor.document.mask import Mask
from editor.document.progress import Progress
from editor.document.resample import Warp, target_keys, warped
from editor.document.resample_filters import Resampling
from editor.document.targets import LayerLabels, LayerMask, LayerPixels, SelectionTarget, Target
from editor.document.tile_change import TileChange
from editor.document.tiles import TilePlane
from ml.api.regions import Box


@runtime_checkable
class Transformable(Protocol):
    """A layer of another kind that can follow a map by its own facts, like text by its size."""

    def transformed(self, way: PlaneMap) -> Layer:
        """A layer of the same id after `way`, given in pixels of the canvas.

        It has the mask that the layer had; `carried` brings that along.
        """
        ...


@dataclass(frozen=True)
class Reshape:
    """A map of the canvas, and how pixels between pixels are found."""

    way: PlaneMap
    method: Resampling = Resampling.BICUBIC
    progress: Progress = field(default_factory=Progress)
    title: str = "Transform"
    deletes: bool = False
    """Whether what then lies outside the new canvas is gone; for whole pictures."""


@dataclass(frozen=True)
class _Job:
    """One plane that must be made anew."""

    target: Target
    plane: TilePlane
    warp: Warp


def transform_layers(document: Document, layer_ids: Sequence[str], how: Reshape) -> Command | None:
    """Layers, and all that lies in them, with their masks; None where nothing changes.

    Whole moves only set positions. Raises Locked. To be called off the window's thread on a
    snapshot: the command fits the document that the snapshot was taken of.
    """
    roots = document.roots_of(layer_ids)
    if how.way.is_whole_move:
        (_, _, dx), (_, _, dy), _ = how.way.rows
        step = ShiftLayers.of(document, layer_ids, round(dx), round(dy))
        return step if (step.dx, step.dy) != (0, 0) else None
    layers = list(walk(tuple(roots)))
    for layer in layers:
        require_movable(document, layer.id)
    jobs = [job for layer in layers for job in _layer_jobs(layer, how)]
    parts = [*_done(jobs, how), *_replaced(layers, how)]
    return Compound(how.title, parts) if parts else None


def transform_picture(document: Document, size: tuple[int, int], how: Reshape) -> Command:
    """The whole picture, with selection, channels and guides, onto a canvas of `size`."""
    layers = list(document.walk())
    new = Box.of_size(*size)
    clip = new if how.deletes else None
    jobs = [job for layer in layers for job in _layer_jobs(layer, how, document.canvas, clip)]
    warp = Warp(how.way, how.method, document.canvas, new, how.progress)
    kept = [Channel(one.name, one.mask) for one in document.channels]
    if document.selection.keys():
        jobs.append(_Job(SelectionTarget(), document.selection, warp))
    steps = sum(len(target_keys(channel.mask, warp)) for channel in kept)
    old = (document.width, document.height)
    parts: list[Command] = [ResizeCanvas(old, size, (0, 0), how.title)]
    parts += [*_done(jobs, how, steps), *_replaced(layers, how)]
    masks = [cast(Mask, kept_inside(warped(one.mask, warp), new)) for one in kept]
    parts += _with_channels(kept, masks)
    parts += _with_guides(document, document.guides.through(how.way))
    return Compound(how.title, parts)


def recut(document: Document, canvas: Box, *, deletes: bool, title: str) -> Command:
    """`canvas`, in pixels of the present one, as the new canvas.

    With `deletes` what lies outside is gone, else layers only reach beyond the canvas.
    """
    parts: list[Command] = []
    if deletes:
        for layer in document.walk():
            parts += _cut_parts(layer, canvas, title)
    parts.append(resize_canvas(document, canvas, title))
    moving = PlaneMap.moving(-canvas.left, -canvas.top)
    parts += _with_guides(document, document.guides.through(moving))
    return Compound(title, parts)


def content_box(document: Document) -> Box:
    """Where any visible layer with an end holds something, inside the canvas."""
    around = Box(0, 0, 0, 0)
    for layer in document.walk():
        if layer.visible and (isinstance(layer, PixelLayer) or as_labelled(layer)):
            around = around.union(layer.bounds)
    return around.intersection(document.canvas)


# -- parts -----------------------------------------------------------------------------------


def _layer_jobs(
    layer: Layer, how: Reshape, held: Box | None = None, clip: Box | None = None
) -> Iterator[_Job]:
    x, y = layer.position
    own = PlaneMap.moving(-x, -y) @ how.way @ PlaneMap.moving(x, y)
    rim = None if held is None else held.moved(-x, -y)
    cut = None if clip is None else clip.moved(-x, -y)
    warp = Warp(own, how.method, rim, cut, how.progress)
    if isinstance(layer, PixelLayer):
        yield _Job(LayerPixels(layer.id), layer.pixels, warp)
    # Who can follow by their own facts are replaced, with their mask.
    if layer.mask is not None and not isinstance(layer, Transformable):
        yield _Job(LayerMask(layer.id), layer.mask, warp)


def _done(jobs: Sequence[_Job], how: Reshape, further: int = 0) -> Iterator[Command]:
    how.progress.expect(sum(len(target_keys(job.plane, job.warp)) for job in jobs) + further)
    for job in jobs:
        after = warped(job.plane, job.warp)
        if job.warp.clip is not None:
            after = kept_inside(after, job.warp.clip)
        change = TileChange.between(job.target, job.plane, after, how.title)
        if change is not None:
            yield change


def carried(layer: Layer, how: Reshape) -> Layer | None:
    """A layer that follows by its own facts, with its mask after the map; None for other kinds."""
    if not isinstance(layer, Transformable):
        return None
    after = layer.transformed(how.way)
    if layer.mask is not None:
        x, y = layer.position
        to_x, to_y = after.position
        own = PlaneMap.moving(-to_x, -to_y) @ how.way @ PlaneMap.moving(x, y)
        after.mask = cast(Mask, warped(layer.mask, Warp(own, how.method)))
    return after


def _replaced(layers: Sequence[Layer], how: Reshape) -> Iterator[Command]:
    for layer in layers:
        after = carried(layer, how)
        if after is not None:
            yield ReplaceLayer(layer, after)


def _cut_parts(layer: Layer, canvas: Box, title: str) -> Iterator[Command]:
    own = canvas.moved(-layer.position[0], -layer.position[1])
    planes: list[tuple[Target, TilePlane | None]] = [(LayerMask(layer.id), layer.mask)]
    if isinstance(layer, PixelLayer):
        planes.append((LayerPixels(layer.id), layer.pixels))
    labelled = as_labelled(layer)
    if labelled is not None:
        planes.append((LayerLabels(layer.id), labelled.labels))
    for target, plane in planes:
        if plane is not None:
            change = TileChange.between(target, plane, kept_inside(plane, own), title)
            if change is not None:
                yield change


def kept_inside(plane: TilePlane, box: Box) -> TilePlane:
    """A twin without what lies outside `box`; tiles inside stay the same arrays."""
    twin = plane.share()
    extent = plane.extent
    for outside in (
        Box(extent.left, extent.top, extent.right, min(box.top, extent.bottom)),
        Box(extent.left, max(box.bottom, extent.top), extent.right, extent.bottom),
        Box(extent.left, max(box.top, extent.top), min(box.left, extent.right), box.bottom),
        Box(max(box.right, extent.left), max(box.top, extent.top), extent.right, box.bottom),
    ):
        if not outside.is_empty:
            twin.fill(outside.intersection(extent), 0)
    return twin


def _with_channels(kept: Sequence[Channel], masks: Sequence[Mask]) -> list[Command]:
    """Each kept selection taken out and put back in its place as it is now."""
    parts: list[Command] = []
    for index, (channel, mask) in enumerate(zip(kept, masks, strict=True)):
        parts.append(RemoveChannel(channel, index))
        parts.append(AddChannel(Channel(channel.name, mask), index))
    return parts


def _with_guides(document: Document, guides: Guides) -> list[Command]:
    return [] if guides == document.guides else [SetGuides(document.guides, guides)]
