"""The kind of layer that holds words."""

from __future__ import annotations

from editor.document.geometry import PlaneMap
from editor.document.kinds.text.fonts import FontBook, system_fonts
from editor.document.kinds.text.layout import TextLayout
from editor.document.kinds.text.params import MOST_PX, MOST_WIDTH_PX, SMALLEST_PX, TextParams
from editor.document.kinds.text.typesetting import draw_text, scaled_text, set_text
from editor.document.layer_traits import LayerTraits
from editor.document.tiles import Depth, Pixels, TilePlane
from ml.api.params import to_scalars
from ml.api.regions import Box

_NAME_LETTERS = 24
_HAIR = 1e-6


class TextLayer(LayerTraits):
    """Words, their font and looks, and the pixels they were drawn to.

    `way` brings the text as it is set into the layer's own frame: turned, sheared or bent words
    stay words. The pixels are kept and saved, so that a text looks the same on a machine without
    its font until somebody changes it.
    """

    kind = "text"

    def __init__(
        self,
        params: TextParams,
        pixels: TilePlane,
        *,
        way: PlaneMap | None = None,
        layer_id: str | None = None,
    ) -> None:
        super().__init__(name_of(params), layer_id)
        self.way = way or PlaneMap.identity()
        self.params = params
        self.pixels = pixels

    @classmethod
    def of(
        cls,
        params: TextParams,
        depth: Depth = "uint8",
        fonts: FontBook | None = None,
        way: PlaneMap | None = None,
    ) -> TextLayer:
        """The text drawn; in the fonts of this machine where none are given."""
        return cls(params, draw_text(params, fonts or system_fonts(), depth, way), way=way)

    @property
    def bounds(self) -> Box:
        return self.pixels.bounds.moved(*self.position)

    @property
    def depth(self) -> Depth:
        return self.pixels.depth

    @property
    def size_bytes(self) -> int:
        return self.pixels.size_bytes + self.mask_bytes

    def render(self, box: Box, level: int = 0) -> Pixels:
        x, y = self.position
        return self.pixels.read_level(level, box.moved(-(x >> level), -(y >> level)))

    def with_params(self, params: TextParams, fonts: FontBook | None = None) -> TextLayer:
        """A twin that says and looks like `params`; for `ReplaceLayer`.

        Its name follows its words unless the artist gave it one.
        """
        twin = TextLayer.of(params, self.depth, fonts, self.way).like(self)
        if self.name == name_of(self.params):
            twin.name = name_of(params)
        twin.invalidate(twin.bounds)
        return twin

    def layout(self, fonts: FontBook | None = None) -> tuple[TextLayout, PlaneMap]:
        """Where its letters lie, and what brings that to where they are seen on the canvas."""
        layout, there = set_text(self.params, fonts or system_fonts(), self.way)
        return layout, PlaneMap.moving(*self.position) @ there

    @property
    def to_canvas(self) -> PlaneMap:
        """From the frame in which the text is set to the canvas."""
        return PlaneMap.moving(*self.position) @ self.way

    def transformed(self, way: PlaneMap, fonts: FontBook | None = None) -> TextLayer:
        """The text after a map of the canvas: set larger or smaller where that is all it is.

        The mask stays as it was: who asked brings it along.
        """
        there = way @ self.to_canvas
        (a, b, _), (d, e, _), _ = there.rows
        x, y = there.apply(0.0, 0.0)
        params, position = self.params, (round(x), round(y))
        is_larger = there.is_affine and abs(b) + abs(d) + abs(a - e) < _HAIR and a > 0
        if is_larger and _can_be_set(params, a):
            params, own = scaled_text(params, a), PlaneMap.identity()
        else:
            own = PlaneMap.moving(-position[0], -position[1]) @ there
        twin = TextLayer.of(params, self.depth, fonts, own).like(self)
        twin.position = position
        twin.invalidate(twin.bounds)
        return twin

    def share(self) -> TextLayer:
        return TextLayer(self.params, self.pixels.share(), way=self.way).like(self)

    def digest(self) -> str:
        facts = f"{to_scalars(self.params)} {self.way.rows}"
        return f"{self.traits_digest()} {facts} {self.pixels.digest()}"


def _can_be_set(params: TextParams, factor: float) -> bool:
    """Whether the text has a size that can be chosen once it is `factor` times as large."""
    is_size = SMALLEST_PX <= params.size_px * factor <= MOST_PX
    return is_size and params.width_px * factor <= MOST_WIDTH_PX


def name_of(params: TextParams) -> str:
    """What a text is called in the list of layers: its first words."""
    words = " ".join(params.text.split())
    if not words:
        return "Text"
    return words if len(words) <= _NAME_LETTERS else words[: _NAME_LETTERS - 1].rstrip() + "…"
