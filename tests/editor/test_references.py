"""The shelves of references: order, doubles, limits, and what is remembered of which picture."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from editor.colour.profiles import DISPLAY_P3
from editor.document.document import Document
from editor.reference_pictures import in_profile, reference_pixels
from editor.references import DOCUMENTS_KEPT, MOST, References, Remembered
from editor.session import Session, Sheet

A, B, C, D = (Path(name) for name in ("a.png", "b.png", "c.png", "d.png"))


class Memory:
    """What settings would hold."""

    def __init__(self) -> None:
        self.known: Remembered = {}
        self.writes = 0

    def remember(self, known: Remembered) -> None:
        self.known = dict(known)
        self.writes += 1


@pytest.fixture
def memory() -> Memory:
    return Memory()


@pytest.fixture
def session() -> Session:
    return Session()


def shelves(session: Session, memory: Memory) -> References:
    return References(session, memory.known, memory.remember)


def opened(session: Session, path: str = "") -> Sheet:
    document = Document(4, 4)
    document.path = Path(path) if path else None
    return session.add(document, "p")


def test_pictures_go_where_they_are_dropped_and_are_there_once(
    session: Session, memory: Memory
) -> None:
    references, sheet = shelves(session, memory), opened(session)
    references.add(sheet, [A, B, A])
    assert references.of(sheet) == (A, B)
    references.add(sheet, [C], 1)
    assert references.of(sheet) == (A, C, B)
    references.add(sheet, [A], 3)
    assert references.of(sheet) == (C, B, A)
    references.add(sheet, [A, D], 0)
    assert references.of(sheet) == (A, D, C, B)


def test_moving_stops_at_the_ends(session: Session, memory: Memory) -> None:
    references, sheet = shelves(session, memory), opened(session)
    references.add(sheet, [A, B, C])
    references.move(sheet, C, 1)
    assert references.of(sheet) == (A, B, C)
    references.move(sheet, C, -5)
    assert references.of(sheet) == (C, A, B)
    references.move(sheet, D, 1)
    assert references.of(sheet) == (C, A, B)


def test_a_shelf_has_an_end(session: Session, memory: Memory) -> None:
    references, sheet = shelves(session, memory), opened(session)
    references.add(sheet, [Path(f"{n}.png") for n in range(MOST + 5)])
    assert len(references.of(sheet)) == MOST


def test_changes_are_told_and_what_changes_nothing_is_not(session: Session, memory: Memory) -> None:
    references, sheet = shelves(session, memory), opened(session, "work.ora")
    told: list[object] = []
    references.changed.connect(told.append)
    references.add(sheet, [A])
    references.add(sheet, [A])
    references.remove(sheet, B)
    assert told == [sheet]
    assert memory.writes == 1


def test_a_saved_picture_gets_its_shelf_back_and_an_unsaved_one_nothing(
    session: Session, memory: Memory
) -> None:
    references = shelves(session, memory)
    saved, unsaved = opened(session, "work.ora"), opened(session)
    references.add(saved, [A, B])
    references.add(unsaved, [C])
    assert memory.known == {"work.ora": ("a.png", "b.png")}
    session.close(saved)
    session.close(unsaved)
    again = Session()
    later = shelves(again, memory)
    assert later.of(opened(again, "work.ora")) == (A, B)
    assert later.of(opened(again)) == ()


def test_a_picture_that_is_saved_later_is_remembered_when_it_closes(
    session: Session, memory: Memory
) -> None:
    references, sheet = shelves(session, memory), opened(session)
    references.add(sheet, [A])
    sheet.document.path = Path("late.ora")
    session.close(sheet)
    assert memory.known == {"late.ora": ("a.png",)}


def test_an_emptied_shelf_is_forgotten_and_old_ones_make_room(
    session: Session, memory: Memory
) -> None:
    references = shelves(session, memory)
    first = opened(session, "0.ora")
    references.add(first, [A])
    references.remove(first, A)
    assert memory.known == {}
    for number in range(DOCUMENTS_KEPT + 3):
        references.add(opened(session, f"{number}.ora"), [A])
    assert len(memory.known) == DOCUMENTS_KEPT
    assert "0.ora" not in memory.known
    assert f"{DOCUMENTS_KEPT + 2}.ora" in memory.known


def test_pictures_come_small_in_srgb_and_on_white(tmp_path: Path) -> None:
    pixels = np.zeros((60, 90, 4), np.uint8)
    pixels[:, :45] = (200, 30, 40, 255)
    path = tmp_path / "half.png"
    Image.fromarray(pixels).save(path)
    shown = reference_pixels(path, 30)
    assert shown.shape == (20, 30, 3)
    np.testing.assert_array_equal(shown[5, 5], (200, 30, 40))
    np.testing.assert_array_equal(shown[5, 25], (255, 255, 255))


def test_a_colour_is_written_as_the_document_means_it() -> None:
    assert in_profile((0.2, 0.4, 0.6), None) == pytest.approx((0.2, 0.4, 0.6), abs=1e-4)
    red, green, blue = in_profile((1.0, 0.0, 0.0), DISPLAY_P3)
    # Pure red of sRGB in Display P3, as everybody computes it.
    assert (red, green, blue) == pytest.approx((0.9175, 0.2003, 0.1386), abs=3e-3)
