"""`measure MADE --against REAL` on folders."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ml.training.commands.command import main
from ml.training.metrics import labelled
from ml.training.metrics.fidelity import Channel, View, psnr_db
from ml.training.metrics.folders import class_names, classes_of, open_folder, partners
from ml.training.metrics.pictures import PicturesDiffer, TooFewPictures
from ml.training.metrics.segmenter import SegmenterPlan
from ml.training.teachers import FOLDERS_VARIABLE


def fill(folder: Path, *names: str, seed: int = 0) -> Path:
    chance = np.random.default_rng(seed)
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(chance.integers(0, 256, (16, 20, 3)).astype(np.uint8)).save(path)
    return folder


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    monkeypatch.setenv(FOLDERS_VARIABLE, "")
    made = fill(tmp_path / "made", "one.png", "two.png")
    real = fill(tmp_path / "real", "two.png", "one.bmp", "more.png", seed=1)
    return str(made), str(real)


def test_partners_are_found_by_name_whatever_the_kind_of_file(folders: tuple[str, str]) -> None:
    made, real = partners(Path(folders[0]), Path(folders[1]))
    assert [path.name for path in made.paths] == ["one.png", "two.png"]
    assert [path.name for path in real.paths] == ["one.bmp", "two.png"]


def test_numbers_of_paired_folders(
    folders: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    made, real = folders
    assert main(["measure", made, "--against", real, "--paired", "--border", "2", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    pairs = partners(Path(made), Path(real))
    view = View(Channel.RGB, 2)
    expected = np.mean([psnr_db(pairs[1][i], pairs[0][i], view) for i in range(2)])
    assert told["made"] == 2
    assert told["measures"]["psnr_db"] == pytest.approx(expected)
    assert set(told["measures"]) == {"psnr_db", "ssim"}


def test_the_table_says_the_unit_the_direction_and_what_is_left_out(
    folders: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["measure", folders[0], "--against", folders[1], "--paired"]) == 0
    shown = capsys.readouterr().out
    assert "dB" in shown
    assert "higher is better" in shown
    assert "models install inception-fid" in shown


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "models install inception-fid"),
        (["--measures", "psnr"], "PSNR needs a true picture"),
        (["--measures", "sharpness"], "There is no measure called sharpness"),
        (["--training", "nowhere"], "nowhere is no folder"),
        (["--classes"], "must hold a folder of pictures for each class"),
    ],
)
def test_what_is_missing_is_said_in_a_sentence(
    words: list[str],
    sentence: str,
    folders: tuple[str, str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["measure", folders[0], "--against", folders[1], *words]) == 2
    told = capsys.readouterr().err
    assert sentence in told
    assert "Traceback" not in told


def test_a_made_picture_without_its_truth(folders: tuple[str, str]) -> None:
    fill(Path(folders[0]), "lonely.png")
    with pytest.raises(PicturesDiffer, match=r"lonely\.png has no picture of its name"):
        partners(Path(folders[0]), Path(folders[1]))


def test_folders_as_classes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = ("cat/1.png", "cat/2.png", "dog/1.png", "dog/2.png")
    made = fill(tmp_path / "made", *names)
    real, training = fill(tmp_path / "real", *names), fill(tmp_path / "training", *names)
    known = class_names(real)
    assert known == ("cat", "dog")
    assert classes_of(open_folder(made), made, known) == [0, 0, 1, 1]
    words = ["--training", str(training), "--classes", "--measures", "gan_train_test", "--json"]
    assert main(["measure", str(made), "--against", str(real), *words]) == 0
    measures = json.loads(capsys.readouterr().out)["measures"]
    # All three folders hold the same pictures, so both classifiers are one.
    assert measures["gan_train"] == measures["gan_test"] == measures["real_accuracy"]
    fill(made, "bird/1.png")
    with pytest.raises(PicturesDiffer, match="no folder called cat, dog"):
        classes_of(open_folder(made), made, known)


def test_a_broken_picture_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made, real = fill(tmp_path / "made", "a.png"), fill(tmp_path / "real", "a.png")
    (made / "a.png").write_bytes(b"no picture")
    assert main(["measure", str(made), "--against", str(real), "--measures", "psnr", "--paired"])
    assert "a.png is no picture that can be read" in capsys.readouterr().err


def test_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(TooFewPictures, match="no pictures in"):
        open_folder(tmp_path)


def test_a_segmenter_taught_by_real_pictures_judges_made_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Bright is class 1, dark is class 0, and 7 is no class."""
    monkeypatch.setenv("PENTIMENTO_TRAINING_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(labelled, "SegmenterPlan", quick_plan)
    chance = np.random.default_rng(0)
    for place, count in (("real/train", 8), ("real/val", 2), ("made", 3)):
        for number in range(count):
            numbers = np.zeros((16, 16), np.uint8)
            numbers[:, int(chance.integers(4, 12)) :] = 1
            picture = np.repeat((numbers * 200 + 20)[:, :, None], 3, axis=2)
            picture = picture + chance.integers(0, 20, picture.shape).astype(np.uint8)
            numbers[:2] = 7
            for folder, array in ((place, picture), (f"{place}_labels", numbers)):
                (tmp_path / folder).mkdir(parents=True, exist_ok=True)
                Image.fromarray(array).save(tmp_path / folder / f"{number}.png")
    made, real = tmp_path / "made", tmp_path / "real"
    words = ["measure", str(made), "--against", str(real / "val"), "--measures", "segmentation"]
    taught = [*words, "--taught-by", str(real), "--no-class", "7", "--json"]
    assert main([*taught, "--labels", str(tmp_path / "made_labels")]) == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["measures"]["pixel_accuracy"] > 0.9
    assert "Teaching a segmenter 2 classes by 8 real pictures." in told.err
    assert main(taught) == 2
    assert "State both --labels and --taught-by" in capsys.readouterr().err
    assert main([*taught, "--labels", str(real / "val_labels")]) == 2
    assert "2 has no map of its name" in capsys.readouterr().err


def quick_plan(classes: int) -> SegmenterPlan:
    return SegmenterPlan(classes, side_px=16, width=4, epochs=20, batch=4, lr=1e-2)
