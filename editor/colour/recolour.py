"""A document's layers in another profile or depth, as one step that can be taken back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, cast

import numpy as np

from editor.colour.profiles import Conversion, Intent
from editor.document.colour_step import ColourMeaning, SetColours
from editor.document.compound import Compound
from editor.document.document import Document
from editor.document.history import Command
from editor.document.layer_steps import ReplaceLayer
from editor.document.layers import GroupLayer, Layer, PixelLayer, children_of
from editor.document.tiles import Depth, Pixels, TilePlane

_COLOUR = re.compile(r"#([0-9a-fA-F]{6})(?=[0-9a-fA-F]{2}\b|\b)")


@dataclass(frozen=True)
class ColourWish:
    """The colours to come: a profile (None for sRGB), how to get there, and a depth."""

    profile: bytes | None
    depth: Depth
    intent: Intent = Intent.RELATIVE
    black_point: bool = True


def assign_profile(document: Document, profile: bytes | None) -> Command:
    """The same numbers, which from now on mean other colours."""
    old = ColourMeaning.of(document)
    return SetColours(old, ColourMeaning(profile, document.depth))


def convert_colours(document: Document, wish: ColourWish) -> Command:
    """The same colours in other numbers, on every layer; takes its time with large documents.

    May be asked of a snapshot in a thread. Raises ProfileUnusable.
    """
    old = ColourMeaning.of(document)
    new = ColourMeaning(wish.profile, wish.depth)
    title = "Convert depth" if old.profile == new.profile else "Convert to colour profile"
    recolouring = _Recolouring(document, wish)
    changes = [ReplaceLayer(layer, recolouring.layer(layer), title) for layer in document.layers]
    return Compound(title, [SetColours(old, new, title), *changes])


class _Recolouring:
    def __init__(self, document: Document, wish: ColourWish) -> None:
        self._depth: Depth = wish.depth
        self._conversion = Conversion(
            document.profile, wish.profile, intent=wish.intent, black_point=wish.black_point
        )

    def layer(self, layer: Layer) -> Layer:
        """A twin of the same id in the new colours."""
        if isinstance(layer, PixelLayer):
            return PixelLayer(layer.name, self._plane(layer.pixels)).like(layer)
        if isinstance(layer, GroupLayer):
            children = tuple(self.layer(child) for child in children_of(layer))
            group = GroupLayer(layer.name, children, depth=self._depth).like(layer)
            group.passes_through, group.is_open = layer.passes_through, layer.is_open
            return group
        return self._live(layer)

    def _live(self, layer: Layer) -> Layer:
        """A layer that is drawn from its parameters: their colours change, and its depth."""
        twin = cast(Any, layer.share())
        params = getattr(twin, "params", None)
        if params is not None and hasattr(twin, "with_params"):
            changed = {
                name: _COLOUR.sub(self._word, value)
                for name, value in params.model_dump().items()
                if isinstance(value, str) and _COLOUR.search(value)
            }
            twin = twin.with_params(params.model_copy(update=changed)) if changed else twin
        for name, value in vars(twin).items():
            if isinstance(value, TilePlane) and value.channels == 4:
                setattr(twin, name, self._plane(value))
        if hasattr(twin, "_depth"):
            twin._depth = self._depth
        return cast(Layer, twin)

    def _word(self, found: re.Match[str]) -> str:
        numbers = np.frombuffer(bytes.fromhex(found[1]), np.uint8).reshape(1, 1, 3)
        return "#" + self._conversion.apply(numbers).tobytes().hex()

    def _plane(self, plane: TilePlane) -> TilePlane:
        """Tile by tile: never a second whole copy beside the result."""
        result = TilePlane(4, self._depth)
        for row, col in list(plane.keys()):
            tile = plane.tile(row, col)
            if tile is not None:
                result.put(row, col, self._tile(tile))
        return result

    def _tile(self, tile: Pixels) -> Pixels:
        """Converted in the deeper of the two depths, so that it is rounded only once."""
        deep = in_other_depth(tile, "uint16") if self._depth == "uint16" else tile
        return in_other_depth(self._conversion.apply(deep), self._depth)


def in_other_depth(pixels: Pixels, depth: Depth) -> Pixels:
    """Whole range to whole range: 255 is 65535; 16 bit to 8 is rounded to nearest."""
    if pixels.dtype.name == depth:
        return pixels
    if depth == "uint16":
        return pixels.astype(np.uint16) * np.uint16(257)
    return ((pixels.astype(np.uint32) + 128) // 257).astype(np.uint8)
