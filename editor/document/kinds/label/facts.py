"""What a label layer is besides its numbers: the palette, and how its labels are shown and held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import cast

from pydantic import ValidationError

from editor.document.errors import BadRecord
from editor.document.record import Json
from ml.api.labels import LANDSCAPE, LARGEST_INDEX, Palette

MOST_CONTOUR_PX = 16


@dataclass(frozen=True, slots=True)
class LabelFacts:
    """`locked` labels are neither painted over nor painted with; `hidden` ones are not shown.

    With `contour_px` above 0 only the rims of labels are shown, that wide.
    """

    palette: Palette = LANDSCAPE
    locked: frozenset[int] = frozenset()
    hidden: frozenset[int] = frozenset()
    contour_px: int = 0

    def with_palette(self, palette: Palette) -> LabelFacts:
        """Another palette; what was said of labels that it lacks is forgotten."""
        known = {*palette.indices, palette.unlabelled}
        return replace(
            self, palette=palette, locked=self.locked & known, hidden=self.hidden & known
        )

    def with_locked(self, index: int, *, is_on: bool) -> LabelFacts:
        return replace(self, locked=_switched(self.locked, index, is_on=is_on))

    def with_hidden(self, index: int, *, is_on: bool) -> LabelFacts:
        return replace(self, hidden=_switched(self.hidden, index, is_on=is_on))

    def name_of(self, index: int) -> str:
        """What an artist calls the number."""
        label = self.palette.find(index)
        if label is not None:
            return label.name
        return "unlabelled" if index == self.palette.unlabelled else f"label {index}"

    def to_json(self) -> dict[str, Json]:
        return {
            "palette": self.palette.model_dump_json(),
            "locked": [*sorted(self.locked)],
            "hidden": [*sorted(self.hidden)],
            "contour_px": self.contour_px,
        }


def read_facts(fields: Mapping[str, Json]) -> LabelFacts:
    """Raises BadRecord."""
    try:
        palette = Palette.model_validate_json(str(fields["palette"]))
        contour_px = fields["contour_px"]
        locked, hidden = _indices(fields["locked"]), _indices(fields["hidden"])
    except (KeyError, ValidationError) as error:
        raise BadRecord("the palette of a label layer is broken") from error
    if not isinstance(contour_px, int) or not 0 <= contour_px <= MOST_CONTOUR_PX:
        raise BadRecord("the contours of a label layer are broken")
    return LabelFacts(palette, locked, hidden, contour_px)


def _indices(value: Json) -> frozenset[int]:
    if not isinstance(value, list) or not all(_is_index(one) for one in value):
        raise BadRecord("a list of labels is broken")
    return frozenset(cast("list[int]", value))


def _is_index(value: Json) -> bool:
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    return is_whole and 0 <= cast("int", value) <= LARGEST_INDEX


def _switched(held: frozenset[int], index: int, *, is_on: bool) -> frozenset[int]:
    return held | {index} if is_on else held - {index}
