"""A journal brings a document back as it was after the last whole step, however it was cut."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from editor.document import mask_operations
from editor.document.adjustments.blur import BlurParams
from editor.document.blending import BlendMode
from editor.document.brush import Brush
from editor.document.commands import (
    AddLayer,
    Compound,
    MoveLayers,
    RemoveLayer,
    ReplaceLayer,
    SetLayerMask,
    SetProperty,
    ShiftLayers,
    delete_channel,
    duplicate_layers,
    group_layers,
    merge_down,
    replace_mask,
    resize_canvas,
    save_channel,
    stamp_visible,
)
from editor.document.document import Document, Metadata
from editor.document.kinds.adjustment.layer import AdjustmentLayer
from editor.document.layers import ColourLabel, Locks, PixelLayer, Spot
from editor.document.mask import Mask
from editor.document.stroke import StrokeSession
from editor.document.targets import LayerPixels, SelectionTarget
from editor.recovery.baseline import RecoveryFailed
from editor.recovery.journal import Journal
from editor.recovery.restore import discard, pending, restore
from editor.recovery.writer import FILE_NAME
from ml.api.regions import Box


def picture(seed=0, depth="uint8", size=(300, 400)):
    """A document of one layer, and the pixels that it was made from."""
    random = np.random.default_rng(seed)
    pixels = random.integers(0, np.iinfo(depth).max + 1, (*size, 4), dtype=depth)
    document = Document(size[1], size[0], depth, b"a profile")
    document.metadata = Metadata(exif=b"Exif", xmp=b"<x/>", dpi=(300.0, 299.5))
    document.insert_layer(PixelLayer.from_pixels("Background", pixels))
    document.name = "Picture"
    return document


@pytest.fixture
def opened(tmp_path):
    """A document that comes from a file, and the function that opens that file."""
    path = tmp_path / "photo.npy"
    source = picture(1)
    np.save(path, source.layers[0].render(source.canvas))

    def open_document(place):
        pixels = np.load(place)
        document = Document(pixels.shape[1], pixels.shape[0])
        document.insert_layer(PixelLayer.from_pixels("Background", pixels))
        document.path = place
        return document

    return open_document(path), open_document


def refuse(path):
    raise AssertionError(f"nothing should open {path}")


def stroke(document, target, *points):
    session = StrokeSession(document, target, Brush(40), colour=(0.3, 0.5, 0.9, 1))
    for x, y in points:
        session.add(x, y)
    document.history.push_done(session.finish())


def work(document):
    """Change the document in every way; yields its digest after each step."""
    yield document.digest()

    def apply(command):
        document.apply(command)
        return document.digest()

    yield apply(AddLayer.of(document, picture(5, document.depth, (90, 120)).layers[0]))
    layer_id = document.active.id
    stroke(document, LayerPixels(layer_id), (20, 30), (90, 60))
    yield document.digest()
    stroke(document, SelectionTarget(), (100, 80), (140, 110))
    yield document.digest()
    document.history.undo()
    yield document.digest()
    document.history.redo()
    yield document.digest()
    for opacity in (0.9, 0.7, 0.3):
        yield apply(SetProperty.of(document, layer_id, "opacity", opacity))
    document.history.undo()
    yield document.digest()
    yield apply(SetLayerMask.of(document, layer_id, Mask.of_box(Box(0, 0, 50, 60))))
    inverted = mask_operations.invert(document.selection, document.canvas)
    yield apply(replace_mask(document, SelectionTarget(), inverted, "Invert"))
    yield apply(resize_canvas(document, Box(-20, 10, 310, 280)))
    blend = SetProperty.of(document, layer_id, "blend", BlendMode.SCREEN)
    yield apply(Compound("Both", [blend, RemoveLayer.of(document, document.layers[0].id)]))
    for _ in range(3):
        document.history.undo()
        yield document.digest()
    document.history.redo()
    yield document.digest()


def work_in_the_tree(document):
    """Groups, adjustments, locks, merges and kept selections."""
    yield document.digest()

    def apply(command):
        document.apply(command)
        return document.digest()

    yield apply(AddLayer.of(document, picture(5, document.depth, (90, 120)).layers[0]))
    ids = [layer.id for layer in document.layers]
    yield apply(group_layers(document, ids))
    group = document.active
    yield apply(SetProperty.of(document, group.id, "passes_through", False))
    yield apply(AddLayer(AdjustmentLayer.of("blur", document.depth), Spot(group.id, 1)))
    blur = document.active
    for radius in (2.0, 6.0):
        stronger = document.layer(blur.id).share()
        stronger.params = BlurParams(radius_px=radius)
        yield apply(ReplaceLayer(document.layer(blur.id), stronger, "Change blur"))
    yield apply(SetProperty.of(document, blur.id, "clips", True))
    yield apply(SetProperty.of(document, blur.id, "label", ColourLabel.GREEN))
    yield apply(SetProperty.of(document, ids[0], "locks", Locks(alpha=True)))
    yield apply(duplicate_layers(document, [group.id]))
    yield apply(ShiftLayers.of(document, [document.active.id], 9, -4))
    yield apply(MoveLayers.of(document, [ids[0]], Spot(None, 0)))
    document.history.undo()
    yield document.digest()
    yield apply(save_channel(document, "Sky"))
    yield apply(merge_down(document, document.active.id))
    yield apply(stamp_visible(document))
    yield apply(delete_channel(document, "Sky"))
    document.history.undo()
    yield document.digest()


@pytest.mark.parametrize("depth", ["uint8", "uint16"])
@pytest.mark.parametrize("do", [work, work_in_the_tree])
def test_all_work_comes_back_with_its_history(tmp_path, do, depth) -> None:
    document = picture(0, depth)
    journal = Journal(document, tmp_path)
    states = list(do(document))
    assert journal.flush()
    journal.close()

    (recovery,) = pending(tmp_path)
    assert recovery.name == "Picture"
    assert recovery.steps == len(states) - 1
    back = restore(recovery, refuse)
    assert back.is_whole
    assert back.document.digest() == states[-1] == document.digest()
    assert (back.document.profile, back.document.metadata) == (b"a profile", document.metadata)
    assert back.document.history.position == document.history.position
    titles = [entry.title for entry in document.history.entries]
    assert [entry.title for entry in back.document.history.entries] == titles
    while document.history.can_undo:
        document.history.undo()
        back.document.history.undo()
        assert back.document.digest() == document.digest()
    assert back.document.digest() == states[0]


def test_a_journal_cut_at_any_byte_gives_the_state_of_its_whole_steps(tmp_path) -> None:
    document = picture(0, size=(120, 150))
    journal = Journal(document, tmp_path)
    file = journal.folder / FILE_NAME
    states, ends = [], [0]
    for digest in work(document):
        states.append(digest)
        if len(states) > 1:
            assert journal.flush()
            ends.append(file.stat().st_size)
    journal.close()
    whole = file.read_bytes()
    assert ends[-1] == len(whole)
    random = np.random.default_rng(0)
    near = [end + by for end in ends[1:] for by in (-1, 0, 1)]
    anywhere = random.integers(1, len(whole), 60).tolist()
    for size in sorted({*near, *anywhere} - {len(whole) + 1}):
        file.write_bytes(whole[:size])
        steps = sum(1 for end in ends[1:] if end <= size)
        found = pending(tmp_path)
        assert [recovery.steps for recovery in found] == ([steps] if steps else [])
        if steps:
            assert restore(found[0], refuse).document.digest() == states[steps]


def test_a_damaged_byte_ends_the_work_before_it(tmp_path) -> None:
    document = picture(0, size=(60, 60))
    journal = Journal(document, tmp_path)
    stroke(document, SelectionTarget(), (20, 20))
    journal.flush()
    first, good = (journal.folder / FILE_NAME).stat().st_size, document.digest()
    stroke(document, SelectionTarget(), (40, 40))
    journal.close()
    data = bytearray((journal.folder / FILE_NAME).read_bytes())
    data[(first + len(data)) // 2] ^= 1
    (journal.folder / FILE_NAME).write_bytes(data)
    (recovery,) = pending(tmp_path)
    assert restore(recovery, refuse).document.digest() == good


def test_an_open_journal_is_not_offered_and_an_unused_one_leaves_nothing(tmp_path) -> None:
    home = tmp_path / "recovery"
    document = picture()
    journal = Journal(document, home)
    assert journal.flush()
    assert not home.exists()
    stroke(document, SelectionTarget(), (20, 20))
    assert journal.flush()
    assert pending(home) == ()
    journal.close()
    (recovery,) = pending(home)
    discard(recovery)
    assert list(home.iterdir()) == []


def test_a_discarded_journal_leaves_nothing(tmp_path) -> None:
    document = picture()
    journal = Journal(document, tmp_path)
    stroke(document, SelectionTarget(), (20, 20))
    journal.discard()
    assert list(tmp_path.iterdir()) == []
    stroke(document, SelectionTarget(), (50, 20))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("harm", ["none", "deleted", "overwritten"])
def test_an_opened_file_is_the_start_even_if_it_is_gone_later(tmp_path, opened, harm) -> None:
    document, open_document = opened
    path = document.path
    journal = Journal(document, tmp_path / "recovery")
    states = list(work(document))
    journal.close()
    assert (journal.folder / FILE_NAME).stat().st_size < path.stat().st_size
    if harm == "deleted":
        path.unlink()
    elif harm == "overwritten":
        path.write_bytes(b"something else")
    (recovery,) = pending(tmp_path / "recovery")
    back = restore(recovery, open_document)
    assert back.document.digest() == states[-1]
    assert back.document.path == path
    assert not back.document.history.is_clean


def test_work_on_a_lost_file_is_refused_with_a_sentence(tmp_path, opened) -> None:
    document, open_document = opened
    journal = Journal(document, tmp_path / "recovery")
    stroke(document, SelectionTarget(), (20, 20))
    journal.close()
    document.path.write_bytes(b"something else")
    for copy in journal.folder.glob("opened*"):
        copy.unlink()
    (recovery,) = pending(tmp_path / "recovery")
    with pytest.raises(RecoveryFailed, match="was changed or moved"):
        restore(recovery, open_document)


def test_a_file_that_changes_before_the_first_step_is_not_the_start(tmp_path, opened) -> None:
    document, _ = opened
    journal = Journal(document, tmp_path / "recovery")
    document.path.write_bytes(b"somebody else saved here")
    stroke(document, SelectionTarget(), (20, 20))
    journal.close()
    (recovery,) = pending(tmp_path / "recovery")
    assert restore(recovery, refuse).document.digest() == document.digest()


def test_saving_starts_anew_and_keeps_what_was_done_meanwhile(tmp_path, opened) -> None:
    document, open_document = opened
    journal = Journal(document, tmp_path / "recovery")
    stroke(document, LayerPixels(document.active.id), (20, 20))
    cut = journal.begin_save()
    saved = tmp_path / "saved.npy"
    np.save(saved, document.layers[0].render(document.canvas))
    stroke(document, LayerPixels(document.active.id), (90, 20))
    journal.end_save(cut, saved)
    document.history.undo()
    document.history.undo()
    before_save = document.digest()
    stroke(document, SelectionTarget(), (50, 50))
    document.history.undo()
    document.history.redo()
    journal.close()
    (recovery,) = pending(tmp_path / "recovery")
    back = restore(recovery, open_document)
    assert back.document.digest() == document.digest()
    assert back.document.path == saved
    back.document.history.undo()
    assert back.document.digest() == before_save
    assert len(list(journal.folder.glob("opened-*"))) == 1


def test_after_a_save_there_is_nothing_to_recover(tmp_path, opened) -> None:
    document, _ = opened
    journal = Journal(document, tmp_path / "recovery")
    stroke(document, SelectionTarget(), (20, 20))
    cut = journal.begin_save()
    journal.end_save(cut, document.path)
    journal.close()
    assert pending(tmp_path / "recovery") == ()


def test_a_recovered_document_goes_on_in_its_journal(tmp_path) -> None:
    document = picture()
    journal = Journal(document, tmp_path)
    stroke(document, SelectionTarget(), (20, 20))
    stroke(document, SelectionTarget(), (60, 60))
    document.history.undo()
    journal.close()
    with (journal.folder / FILE_NAME).open("ab") as file:
        file.write(b"a torn tail")
    (recovery,) = pending(tmp_path)
    first = restore(recovery, refuse)
    journal = Journal.resume(first)
    first.document.history.redo()
    stroke(first.document, SelectionTarget(), (100, 60))
    assert journal.flush()
    assert pending(tmp_path) == ()
    journal.close()
    (recovery,) = pending(tmp_path)
    second = restore(recovery, refuse)
    assert second.document.digest() == first.document.digest()
    assert second.document.history.position == 3


def test_a_full_disk_is_told_once_and_nothing_is_left_out(tmp_path, monkeypatch) -> None:
    from editor.recovery import journal_file, writer

    monkeypatch.setattr(writer, "RETRY_EVERY_S", 0.01)
    real, said, told = journal_file.os.write, [], threading.Event()
    is_full = True

    def write(descriptor, data):
        if is_full:
            real(descriptor, bytes(data[: len(data) // 2]))
            raise OSError(28, "No space left on device")
        return real(descriptor, data)

    def on_trouble(sentence):
        said.append(sentence)
        told.set()

    document = picture()
    journal = Journal(document, tmp_path, on_trouble=on_trouble)
    monkeypatch.setattr(journal_file.os, "write", write)
    stroke(document, SelectionTarget(), (20, 20))
    assert told.wait(60)
    stroke(document, SelectionTarget(), (70, 20))
    is_full = False
    assert journal.flush()
    assert journal.trouble == ""
    journal.close()
    assert said == [
        "Unsaved work cannot be kept safe now (No space left on device): save the picture."
    ]
    (recovery,) = pending(tmp_path)
    assert restore(recovery, refuse).document.digest() == document.digest()


def test_writing_down_a_step_copies_no_pixels(tmp_path) -> None:
    """What the caller waits for is a few references: the arrays are the document's own."""
    document = picture(size=(1000, 1000))
    journal = Journal(document, tmp_path)
    written = []
    journal._writer.write = written.append
    document.apply(AddLayer.of(document, picture(2, size=(1000, 1000)).layers[0]))
    journal._writer.write = lambda record: None
    journal.close()
    own = {id(document.active.pixels.tile(*key)) for key in document.active.pixels.keys()}
    assert {id(tile) for tile in written[0].tiles.values()} == own
