"""What the deck of Sbai 2018 shows of layers: edit one, delete an object's, search by them."""

from __future__ import annotations

import colorsys
from collections.abc import Callable

import numpy as np

from plugins.api import DocumentFacts, Editor, LayerFacts, NotPossible, PaintShape, Region

_Rgb = tuple[float, float, float]
_Change = Callable[[_Rgb], _Rgb]
STEP = 0.08
HUE_STEP = 1 / 12
INSIDE = 0.6
"""So much of a shape lies under the mask where it goes with the object."""
HALF = 127
MOST_COMPARED = 64


def lighten(editor: Editor) -> None:
    """The active shape a step lighter."""
    _painted(editor, "Lighten the shape", lambda rgb: _lit(rgb, STEP))


def darken(editor: Editor) -> None:
    """The active shape a step darker."""
    _painted(editor, "Darken the shape", lambda rgb: _lit(rgb, -STEP))


def turn_hue(editor: Editor) -> None:
    """The active shape a twelfth of the circle of colours on."""
    _painted(editor, "Turn the shape's hue", _turned)


def remove_object(editor: Editor) -> None:
    """Delete the shapes that lie under the mask: what is beneath them comes to light."""
    facts = editor.document()
    gone = [layer for layer in _shapes(facts) if _share_under_mask(editor, facts, layer) > INSIDE]
    if not gone:
        raise NotPossible("No shape lies mostly under the mask: brush over all of the object.")
    with editor.edit(facts, "Remove shapes") as step:
        for layer in gone:
            step.remove_layer(layer.id)
    editor.tell(f"{len(gone)} shapes were deleted.")


def find_similar(editor: Editor) -> None:
    """Name the open picture whose shapes are nearest to those of the one in front."""
    here = editor.document()
    own = _shapes(here)
    if not own:
        raise NotPossible("The picture in front has no vector layers: make some first.")
    others = [facts for facts in editor.documents() if facts.id != here.id and _shapes(facts)]
    if not others:
        raise NotPossible("No other open picture has vector layers.")
    found = min(others, key=lambda facts: distance(own, _shapes(facts)))
    apart = distance(own, _shapes(found))
    editor.tell(f"“{found.name}” is nearest, {apart:.2f} apart.")


def distance(one: list[LayerFacts], other: list[LayerFacts]) -> float:
    """The mean way from each shape's parameters to the nearest of the other picture, both ways."""
    a, b = (np.array([layer.parameters for layer in rows[:MOST_COMPARED]]) for rows in (one, other))
    apart = np.sqrt(((a[:, None] - b[None]) ** 2).sum(axis=2))
    return float((apart.min(axis=1).mean() + apart.min(axis=0).mean()) / 2)


def _shapes(facts: DocumentFacts) -> list[LayerFacts]:
    return [layer for layer in facts.layers if layer.parameters]


def _share_under_mask(editor: Editor, facts: DocumentFacts, layer: LayerFacts) -> float:
    left, top = max(layer.left, 0), max(layer.top, 0)
    right, bottom = min(layer.right, facts.width), min(layer.bottom, facts.height)
    if left >= right or top >= bottom or not layer.visible:
        return 0.0
    region = Region(left, top, right, bottom)
    alpha = editor.pixels(facts.id, region, layer=layer.id)[..., 3].astype(np.float64)
    under = alpha * (editor.mask(facts.id, region) > HALF)
    return float(under.sum() / max(float(alpha.sum()), 1.0))


def _painted(editor: Editor, title: str, change: _Change) -> None:
    facts = editor.document()
    layer = next((one for one in _shapes(facts) if one.id == facts.active_layer), None)
    if layer is None:
        raise NotPossible("Choose a shape of the vector layers first.")
    colour = change(layer.colour)
    with editor.edit(facts, title) as step:
        step.paint_shape(PaintShape(layer.id, colour))


def _lit(colour: _Rgb, step: float) -> _Rgb:
    hue, light, saturation = colorsys.rgb_to_hls(*colour)
    return colorsys.hls_to_rgb(hue, min(1.0, max(0.0, light + step)), saturation)


def _turned(colour: _Rgb) -> _Rgb:
    hue, light, saturation = colorsys.rgb_to_hls(*colour)
    return colorsys.hls_to_rgb((hue + HUE_STEP) % 1.0, light, saturation)
