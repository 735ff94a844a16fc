"""What the Select menu does is one step each, and nothing where nothing changes."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from editor.actions_select import SelectWork
from editor.desk import Desk
from editor.dialogs.asker import Asker
from editor.document.commands import replace_mask
from editor.document.document import Document
from editor.document.layers import PixelLayer
from editor.document.mask import Mask
from editor.document.targets import SelectionTarget
from editor.steps import Steps
from editor.toolbox import Toolbox
from ml.api.regions import Box


@pytest.fixture
def document() -> Document:
    """Grey with two red squares."""
    made = Document(400, 300)
    pixels = np.full((300, 400, 3), 90, np.uint8)
    pixels[20:40, 20:40] = pixels[200:220, 300:320] = (200, 10, 10)
    made.insert_layer(PixelLayer.from_pixels("Photo", pixels))
    return made


class Answers:
    """Answers the question for pixels with `number`."""

    number: int | None = 5

    def pixels(self, title: str, default: int) -> int | None:
        return self.number


class Later:
    """A background that works when the test says so."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def run(
        self,
        work: Callable[[], Any],
        then: Callable[[Any], None],
        on_error: Callable[[Exception], None],
    ) -> None:
        self.waiting.append(lambda: then(work()))

    def work_off(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()


class AtOnce(Later):
    """A background that works at once."""

    def run(
        self,
        work: Callable[[], Any],
        then: Callable[[Any], None],
        on_error: Callable[[Exception], None],
    ) -> None:
        then(work())


def work_on(
    document: Document | None, background: Later | None = None
) -> tuple[SelectWork, Answers]:
    answers = Answers()
    desk = SimpleNamespace(
        paper=document,
        document=document,
        no_document=lambda: "" if document else "Open a picture first.",
        background=background or AtOnce(),
        toolbox=Toolbox(),
    )
    steps = Steps(cast("Desk", desk))
    return SelectWork(cast("Desk", desk), cast("Asker", answers), steps), answers


def at(document: Document, x: int, y: int) -> int:
    return int(document.selection.read(Box(x, y, x + 1, y + 1))[0, 0])


def titles(document: Document) -> list[str]:
    return [step.title for step in document.history.entries]


def select(document: Document, box: Box) -> None:
    step = replace_mask(document, SelectionTarget(), Mask.of_box(box), "Box")
    assert step is not None
    document.apply(step)


def test_each_action_is_one_step(document: Document) -> None:
    work, _ = work_on(document)
    select(document, Box(100, 100, 200, 200))
    work.grow()
    assert document.selection.bounds == Box(95, 95, 205, 205)
    work.shrink()
    assert document.selection.bounds == Box(100, 100, 200, 200)
    work.invert()
    assert (at(document, 150, 150), at(document, 10, 10)) == (0, 255)
    work.feather()
    assert 0 < at(document, 99, 150) < 255
    work.none()
    assert document.selection.is_empty
    work.all()
    assert document.selection.bounds == document.canvas
    assert titles(document) == [
        "Box",
        "Grow the selection",
        "Shrink the selection",
        "Invert the selection",
        "Feather the selection",
        "Deselect",
        "Select all",
    ]
    for _ in range(7):
        document.history.undo()
    assert document.selection.is_empty


def test_what_changes_nothing_is_no_step(document: Document) -> None:
    work, answers = work_on(document)
    work.none()
    work.grow()
    work.again()
    answers.number = None
    work.all()
    work.feather()
    assert titles(document) == ["Select all"]


def test_what_was_selected_last_comes_back(document: Document) -> None:
    work, _ = work_on(document)
    assert work.nothing_before() == "Nothing was selected yet."
    select(document, Box(10, 10, 50, 50))
    work.remember()
    assert work.nothing_before() == "Something is selected already."
    work.none()
    work.remember()
    assert work.nothing_before() == ""
    work.again()
    assert document.selection.bounds == Box(10, 10, 50, 50)


def test_similar_finds_the_colour_anywhere_and_growing_only_what_touches(
    document: Document,
) -> None:
    work, _ = work_on(document)
    select(document, Box(25, 25, 30, 30))
    work.grow_by_colour()
    assert document.selection.bounds == Box(20, 20, 40, 40)
    work.similar()
    assert document.selection.bounds == Box(20, 20, 320, 220)
    assert at(document, 100, 100) == 0
    assert at(document, 310, 210) == 255


def test_alpha_and_light_make_selections(document: Document) -> None:
    work, _ = work_on(document)
    top = np.zeros((30, 40, 4), np.uint8)
    top[..., 0], top[..., 3] = 255, 128
    document.insert_layer(PixelLayer.from_pixels("Top", top, position=(50, 60)))
    work.from_alpha()
    assert document.selection.bounds == Box(50, 60, 90, 90)
    assert at(document, 60, 70) == 128
    work.from_light()
    assert at(document, 200, 150) == 90
    assert at(document, 30, 30) == round(0.2126 * 200 + 0.7152 * 10 + 0.0722 * 10)


def test_orders_given_while_one_is_under_way_follow_on_what_it_did(document: Document) -> None:
    later = Later()
    work, _ = work_on(document, later)
    select(document, Box(100, 100, 200, 200))
    work.grow()
    work.grow()
    work.invert()
    assert titles(document) == ["Box"]
    later.work_off()
    assert titles(document)[1:] == [
        "Grow the selection",
        "Grow the selection",
        "Invert the selection",
    ]
    assert at(document, 91, 150) == 0
    assert at(document, 80, 150) == 255


def test_a_step_made_from_an_old_state_is_made_again(document: Document) -> None:
    later = Later()
    work, _ = work_on(document, later)
    select(document, Box(100, 100, 200, 200))
    work.grow()
    select(document, Box(10, 10, 20, 20))
    later.work_off()
    assert document.selection.bounds == Box(5, 5, 25, 25)
    document.history.undo()
    assert document.selection.bounds == Box(10, 10, 20, 20)


def test_without_a_selection_or_a_picture_the_reason_is_said(document: Document) -> None:
    assert work_on(document)[0].nothing() == "Select something first."
    alone, _ = work_on(None)
    assert alone.nothing() == "Open a picture first."
    for act in (alone.none, alone.all, alone.invert, alone.grow, alone.again, alone.similar):
        act()
