"""The sheet has a cell for everything, and GIMP is told of every layer what the file says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks.openraster import programs
from benchmarks.openraster.command import main
from benchmarks.openraster.programs import CannotShow, Program, gimp_script
from benchmarks.openraster.sheet import make_sheet
from editor.document.blending import BlendMode
from editor.document.composite import flatten
from editor.document.tiles import Depth
from editor.files.native import save


@pytest.mark.parametrize("depth", ["uint8", "uint16"])
def test_every_mode_has_cells_of_its_own(depth: Depth) -> None:
    document, cells = make_sheet("modes", depth)
    assert document.depth == depth
    names = [cell.name for cell in cells]
    assert len(set(names)) == len(names)
    for mode in BlendMode:
        assert sum(name.startswith(f"{mode.title}, ") for name in names) == 2
    flat = flatten(document)
    shown = {cell.name: flat[cell.box.slices].tobytes() for cell in cells}
    assert len(set(shown.values())) == len(shown), "two cells that look alike prove nothing"
    assert not np.array_equal(flat, np.zeros_like(flat))


def test_gimp_hears_of_every_layer_from_below(tmp_path: Path) -> None:
    document, _ = make_sheet("modes", "uint8")
    save(document, tmp_path / "sheet.ora")
    script = gimp_script(tmp_path / "sheet.ora", tmp_path / "shown.png")
    assert script.count("gimp-image-insert-layer") == len(document.layers)
    assert script.count("LAYER-MODE-HSV-HUE-LEGACY") == 2
    assert script.count("gimp-item-set-visible one0 FALSE") == 1
    assert script.index("layer0000.png") < script.index("layer0001.png")
    assert script.count("(") == script.count(")")


def test_a_program_that_is_not_there_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(programs.shutil, "which", lambda name: None)
    with pytest.raises(CannotShow, match="krita is not installed"):
        Program("krita").show(tmp_path / "a.ora", tmp_path / "a.png")
    assert main(["--quick", "--json", "--output", str(tmp_path)]) == 0
    assert '"skipped": "gimp is not installed."' in capsys.readouterr().out.splitlines()[-1]
