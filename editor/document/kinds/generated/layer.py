"""The kind of layer that a generator made: its result, and how to make it again."""

from __future__ import annotations

from collections.abc import Mapping

from editor.document.kinds.generated.recipe import Recipe
from editor.document.kinds.pixel.layer import PixelLayer
from editor.document.layer_traits import LayerTraits
from editor.document.mask import Mask
from editor.document.tiles import Depth, Pixels, TilePlane
from ml.api.params import Scalar
from ml.api.regions import Box


class GeneratedLayer(LayerTraits):
    """A generator's result that remembers its recipe; it never runs by itself.

    `key` stands for the recipe and the inputs that `pixels` were made from, see `inputs_key`:
    where that is another one now, the layer is stale. `asked` is the mask that was filled.
    """

    kind = "generated"

    def __init__(
        self,
        name: str,
        recipe: Recipe,
        pixels: TilePlane,
        *,
        key: str = "",
        asked: Mask | None = None,
    ) -> None:
        super().__init__(name)
        self.recipe = recipe
        self.pixels = pixels
        self.key = key
        self.asked = asked

    @classmethod
    def of(
        cls, layer: PixelLayer, recipe: Recipe, *, key: str, asked: Mask | None
    ) -> GeneratedLayer:
        """The live layer in place of `layer`, with its pixels, traits and id."""
        return cls(layer.name, recipe, layer.pixels, key=key, asked=asked).like(layer)

    @property
    def bounds(self) -> Box:
        return self.pixels.bounds.moved(*self.position)

    @property
    def depth(self) -> Depth:
        return self.pixels.depth

    @property
    def size_bytes(self) -> int:
        asked = self.asked.size_bytes if self.asked is not None else 0
        return self.pixels.size_bytes + self.mask_bytes + asked

    def render(self, box: Box, level: int = 0) -> Pixels:
        x, y = self.position
        return self.pixels.read_level(level, box.moved(-(x >> level), -(y >> level)))

    def with_params(self, params: Mapping[str, Scalar]) -> GeneratedLayer:
        """A twin whose recipe says `params`; its pixels stay. For `ReplaceLayer`."""
        twin = self.share()
        twin.recipe = self.recipe.with_params(params)
        twin.invalidate(twin.bounds)
        return twin

    def with_result(self, made: PixelLayer, *, recipe: Recipe, key: str) -> GeneratedLayer:
        """A twin with a newer result; name, opacity and the like stay. For `ReplaceLayer`."""
        twin = GeneratedLayer(self.name, recipe, made.pixels, key=key, asked=self.asked)
        twin.like(self)
        twin.position, twin.mask = made.position, made.mask
        twin.invalidate(twin.bounds)
        return twin

    def share(self) -> GeneratedLayer:
        twin = GeneratedLayer(self.name, self.recipe, self.pixels.share(), key=self.key)
        twin.asked = self.asked.share() if self.asked is not None else None
        return twin.like(self)

    def digest(self) -> str:
        asked = self.asked.digest() if self.asked is not None else "-"
        made = f"{self.recipe} {self.key} {asked}"
        return f"{self.traits_digest()} {made} {self.pixels.digest()}"
