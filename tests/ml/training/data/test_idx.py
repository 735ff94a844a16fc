"""IDX files: what is in them comes out, and what is none is a sentence."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ml.training.commands.command import main
from ml.training.data.idx import NotIdx, read_idx, unpack

PICTURES = np.random.default_rng(2).integers(0, 256, (5, 4, 3)).astype(np.uint8)
CLASSES = np.array([7, 0, 7, 1, 9], np.uint8)


def idx(values: np.ndarray) -> bytes:
    head = bytes([0, 0, 8, values.ndim])
    return head + np.array(values.shape, ">u4").tobytes() + values.tobytes()


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    images, labels = tmp_path / "images", tmp_path / "labels.gz"
    images.write_bytes(idx(PICTURES))
    labels.write_bytes(gzip.compress(idx(CLASSES)))
    return images, labels


def test_pictures_land_in_the_folder_of_their_class(
    files: tuple[Path, Path], tmp_path: Path
) -> None:
    assert unpack(*files, tmp_path / "out", "val", 4) == 4
    found = sorted(str(one.relative_to(tmp_path)) for one in (tmp_path / "out").rglob("*.png"))
    names = ["0/00001", "1/00003", "7/00000", "7/00002"]
    assert found == [f"out/val/{name}.png" for name in names]
    with Image.open(tmp_path / "out/val/7/00002.png") as picture:
        assert np.array_equal(np.asarray(picture), PICTURES[2])


@pytest.mark.parametrize(
    "content",
    [b"", b"text, no numbers", idx(PICTURES)[:-1], idx(PICTURES) + b"x", b"\x1f\x8bnothing"],
)
def test_what_is_no_idx_file_is_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "images"
    path.write_bytes(content)
    with pytest.raises(NotIdx, match=r"images .*(no IDX|shorter or longer|damaged)"):
        read_idx(path)


def test_files_that_do_not_belong_together(files: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(NotIdx, match="one number for each"):
        unpack(files[0], files[0], tmp_path, "train")


def test_the_command(
    files: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    images, labels = map(str, files)
    words = [
        "train",
        "unpack",
        "--images",
        images,
        "--labels",
        labels,
        "--output",
        str(tmp_path / "made"),
    ]
    assert main(words) == 0
    assert "5 pictures" in capsys.readouterr().out
    assert main(words[:4]) == 2
    assert main([*words, "--most", "-1"]) == 2
