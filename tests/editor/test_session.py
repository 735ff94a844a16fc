"""The session knows what is open, what is in front, and what is not saved."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from editor.document.document import Document
from editor.document.layer_commands import SetProperty
from editor.document.layers import PixelLayer
from editor.session import Session


def document(path: str = "") -> Document:
    made = Document(8, 8)
    made.insert_layer(PixelLayer.from_pixels("a", np.zeros((8, 8, 3), np.uint8)))
    made.path = Path(path) if path else None
    made.history.mark_clean()
    return made


def change(made: Document) -> None:
    made.apply(SetProperty.of(made, made.layers[0].id, "opacity", 0.5))


def test_the_newest_is_in_front_and_a_closed_one_leaves_its_neighbour() -> None:
    session = Session()
    one, two, three = (session.add(document(), name) for name in ("1", "2", "3"))
    assert session.current is three
    session.bring(two)
    session.close(two)
    assert session.current is three
    session.close(three)
    assert session.current is one
    session.close(one)
    assert session.current is None
    assert session.document is None
    assert len(session) == 0


def test_a_changed_picture_is_dirty_until_it_is_saved(tmp_path: Path) -> None:
    session = Session()
    sheet = session.add(document("/x/photo.jpg"), "photo.jpg")
    assert not sheet.is_dirty
    change(sheet.document)
    assert sheet.is_dirty
    assert sheet.title != sheet.name
    assert session.dirty == (sheet,)
    mark = sheet.begin_save()
    sheet.end_save(mark, tmp_path / "photo.ora")
    assert not sheet.is_dirty
    assert sheet.name == "photo.ora"
    assert sheet.native == tmp_path / "photo.ora"


def test_what_is_done_during_a_save_is_still_unsaved(tmp_path: Path) -> None:
    sheet = Session().add(document(), "a")
    change(sheet.document)
    mark = sheet.begin_save()
    sheet.document.history.undo()
    sheet.end_save(mark, tmp_path / "a.ora")
    assert sheet.is_dirty
    assert sheet.native == tmp_path / "a.ora"


def test_only_our_own_files_are_saved_over() -> None:
    session = Session()
    assert session.add(document("/x/a.jpg"), "a.jpg").native is None
    assert session.add(document("/x/a.ora"), "a.ora").native == Path("/x/a.ora")


def test_names_are_suggested_beside_the_picture() -> None:
    sheet = Session().add(document("/x/photo.jpg"), "photo.jpg")
    assert sheet.suggested(".ora") == Path("/x/photo.ora")
    assert Session().add(document(), "").suggested(".png").name == "Untitled.png"


def test_a_loss_is_said_once() -> None:
    sheet = Session().add(document(), "a")
    assert sheet.new_losses(("masks",)) == ("masks",)
    assert sheet.new_losses(("masks", "blend")) == ("blend",)


def test_titles_are_told() -> None:
    session = Session()
    told: list[str] = []
    session.titles_changed.connect(lambda: told.append("title"))
    sheet = session.add(document(), "a")
    change(sheet.document)
    assert told
    session.close(sheet)
    told.clear()
    change(sheet.document)
    assert told == []


def test_a_file_that_is_open_is_found() -> None:
    session = Session()
    sheet = session.add(document("/x/a.png"), "a.png")
    assert session.with_path(Path("/x/a.png")) is sheet
    assert session.with_path(Path("/x/b.png")) is None
    assert session.find(sheet.id) is sheet
    assert session.find("nobody") is None
