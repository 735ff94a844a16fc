"""What the Mask menu does is one step each, and nothing where nothing changes."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from editor.actions_mask import MaskWork
from editor.desk import Desk
from editor.dialogs.asker import Asker
from editor.document.commands import replace_mask
from editor.document.document import Document
from editor.document.layers import PixelLayer
from editor.document.targets import SelectionTarget
from ml.api.regions import Box


@pytest.fixture
def document() -> Document:
    made = Document(400, 300)
    made.insert_layer(PixelLayer.from_pixels("Photo", np.full((300, 400, 3), 90, np.uint8)))
    return made


class Answers:
    """Answers the question for pixels with `number`."""

    number: int | None = 5

    def pixels(self, title: str, default: int) -> int | None:
        return self.number

    def mask_to_open(self, folder: Path) -> Path | None:
        return None


def work_on(document: Document | None) -> tuple[MaskWork, Answers]:
    answers = Answers()
    desk = SimpleNamespace(
        paper=document, document=document, no_document=lambda: "Open a picture first."
    )
    return MaskWork(cast("Desk", desk), cast("Asker", answers)), answers


def at(document: Document, x: int, y: int) -> int:
    return int(document.selection.read(Box(x, y, x + 1, y + 1))[0, 0])


def steps(document: Document) -> int:
    return len(document.history.entries)


def test_each_action_is_one_step(document: Document) -> None:
    work, _ = work_on(document)
    box = document.selection.of_box(Box(100, 100, 200, 200))
    first = replace_mask(document, SelectionTarget(), box, "Box")
    assert first is not None
    document.apply(first)
    work.grow()
    assert document.selection.bounds == Box(95, 95, 205, 205)
    work.shrink()
    assert document.selection.bounds == Box(100, 100, 200, 200)
    work.invert()
    assert (at(document, 150, 150), at(document, 10, 10)) == (0, 255)
    work.feather()
    assert 0 < at(document, 99, 150) < 255
    work.clear()
    assert document.selection.is_empty
    work.select_all()
    assert document.selection.bounds == document.canvas
    assert steps(document) == 7
    for _ in range(7):
        document.history.undo()
    assert document.selection.is_empty


def test_what_changes_nothing_is_no_step(document: Document) -> None:
    work, answers = work_on(document)
    work.clear()
    work.grow()
    work.import_mask()
    answers.number = None
    work.select_all()
    work.feather()
    assert steps(document) == 1


def test_without_a_mask_or_a_picture_the_reason_is_said(document: Document) -> None:
    assert work_on(document)[0].empty() == "Paint a mask first."
    alone, _ = work_on(None)
    assert alone.empty() == "Open a picture first."
    for act in (alone.clear, alone.select_all, alone.invert, alone.grow, alone.import_mask):
        act()
