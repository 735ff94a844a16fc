"""A save reports the state that it made itself, not what another window made just after it."""

from __future__ import annotations

from benchmarks.torture.variants import small_variant
from editor.files import atomic
from editor.files.atomic import SaveOptions, Stamp
from editor.files.native import save


def test_what_another_window_saved_right_after_is_not_taken_for_ours(tmp_path, monkeypatch):
    path = tmp_path / "a.ora"
    real = atomic.sync_folder

    def replaced(folder):
        real(folder)
        other = tmp_path / "other"
        other.write_bytes(b"the work of another window")
        other.replace(path)

    monkeypatch.setattr(atomic, "sync_folder", replaced)
    ours = save(small_variant(1), path, SaveOptions()).stamp
    assert ours is not None
    assert ours != Stamp.of(path)
