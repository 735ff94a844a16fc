"""`convert` takes an SVG in as shapes, and gives shapes out as SVG and PDF."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from editor.cli.convert import main
from editor.cli.problems import UsageProblem
from editor.document.kinds.vector.layer import VectorLayer
from editor.files.open import open_document
from editor.files.problems import SaveFailed, UnreadableFile

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><g id="Sky_blue">'
    '<path id="Large_cloud" d="M2 2h30v20h-30z" fill="#08f"/></g>'
    '<circle cx="20" cy="15" r="6" fill="red" opacity=".5"/>{more}</svg>'
)


def drawing(folder: Path, more: str = "") -> Path:
    path = folder / "in.svg"
    path.write_text(DRAWING.format(more=more), encoding="utf-8")
    return path


def test_an_svg_becomes_layers(tmp_path: Path) -> None:
    assert main([str(drawing(tmp_path)), str(tmp_path / "out.ora")]) == 0
    back = open_document(tmp_path / "out.ora")
    shapes = [layer for layer in back.walk() if isinstance(layer, VectorLayer)]
    assert (back.width, back.height) == (40, 30)
    assert [layer.name for layer in shapes] == ["Large cloud", "Shape 2"]
    assert shapes[1].opacity == pytest.approx(0.5, abs=0.01)


def test_shapes_go_out_as_svg_and_pdf(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(drawing(tmp_path)), str(tmp_path / "out.svg")])
    main([str(tmp_path / "out.svg"), str(tmp_path / "out.pdf")])
    text = (tmp_path / "out.svg").read_text(encoding="utf-8")
    assert text.count("<path") == 2
    assert 'id="Large_cloud"' in text
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF-1.")
    assert "2 paths" in capsys.readouterr().err


def test_what_is_no_shape_is_drawn_as_pixels_or_said(tmp_path: Path) -> None:
    path = drawing(tmp_path, '<path d="M0 0L9 9" stroke="red" fill="none"/>')
    main([str(path), str(tmp_path / "out.ora")])
    assert not any(
        isinstance(one, VectorLayer) for one in open_document(tmp_path / "out.ora").walk()
    )
    main([str(path), str(tmp_path / "out.svg")])
    assert (tmp_path / "out.svg").read_text(encoding="utf-8").count("<path") == 2


def test_what_cannot_be_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "bad.svg").write_text("<svg", encoding="utf-8")
    with pytest.raises(UnreadableFile, match="open it as a picture"):
        main([str(tmp_path / "bad.svg"), str(tmp_path / "out.svg")])
    with pytest.raises(UsageProblem):
        main([str(tmp_path / "bad.svg"), str(tmp_path / "out.nothing")])

    Image.new("RGB", (8, 8)).save(tmp_path / "in.png")
    with pytest.raises(SaveFailed, match="no vector layers"):
        main([str(tmp_path / "in.png"), str(tmp_path / "out.svg")])
