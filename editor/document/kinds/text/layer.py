"""The kind of layer that holds words."""

from __future__ import annotations

from editor.document.kinds.text.fonts import FontBook, system_fonts
from editor.document.kinds.text.params import TextParams
from editor.document.kinds.text.typesetting import draw_text
from editor.document.layer_traits import LayerTraits
from editor.document.tiles import Depth, Pixels, TilePlane
from ml.api.params import to_scalars
from ml.api.regions import Box

_NAME_LETTERS = 24


class TextLayer(LayerTraits):
    """Words, their font and looks, and the pixels they were drawn to.

    The pixels are kept and saved, so that a text looks the same on a machine without its font
    until somebody changes it.
    """

    kind = "text"

    def __init__(
        self,
        params: TextParams,
        pixels: TilePlane,
        *,
        layer_id: str | None = None,
    ) -> None:
        super().__init__(name_of(params), layer_id)
        self.params = params
        self.pixels = pixels

    @classmethod
    def of(
        cls, params: TextParams, depth: Depth = "uint8", fonts: FontBook | None = None
    ) -> TextLayer:
        """The text drawn; in the fonts of this machine where none are given."""
        return cls(params, draw_text(params, fonts or system_fonts(), depth))

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
        twin = TextLayer.of(params, self.depth, fonts).like(self)
        if self.name == name_of(self.params):
            twin.name = name_of(params)
        twin.invalidate(twin.bounds)
        return twin

    def share(self) -> TextLayer:
        return TextLayer(self.params, self.pixels.share()).like(self)

    def digest(self) -> str:
        return f"{self.traits_digest()} {to_scalars(self.params)} {self.pixels.digest()}"


def name_of(params: TextParams) -> str:
    """What a text is called in the list of layers: its first words."""
    words = " ".join(params.text.split())
    if not words:
        return "Text"
    return words if len(words) <= _NAME_LETTERS else words[: _NAME_LETTERS - 1].rstrip() + "…"
