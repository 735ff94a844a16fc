"""The upscaling bench measures what it says, on the bundled samples alone."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from benchmarks.upscale import session
from benchmarks.upscale.command import main
from benchmarks.upscale.methods import methods
from benchmarks.upscale.pictures import Scene, scenes
from ml.training.examples.degradations.chain import Degradation
from ml.training.upscaling.measures import pair_of


def waves() -> np.ndarray:
    down, across = np.mgrid[0:96, 0:120]
    grey = 128 + 100 * np.sin(down / 3) * np.cos(across / 4)
    return np.repeat(grey[..., None], 3, axis=2).astype(np.uint8)


def test_bicubic_and_lanczos_are_what_they_are_called() -> None:
    pair = pair_of(waves(), 4, Degradation.CLEAN)
    made = {name: enlarge(pair.low) for name, enlarge in methods(4, Path("nowhere")).items()}
    assert set(made) == {"bicubic", "lanczos"}
    theirs = Image.fromarray(pair.low).resize((120, 96), Image.Resampling.BICUBIC)
    assert np.abs(made["bicubic"].astype(int) - np.asarray(theirs))[8:-8, 8:-8].max() <= 1
    assert made["lanczos"].shape == pair.high.shape
    assert (made["lanczos"] != made["bicubic"]).any()


def test_it_runs_and_tells_in_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    one = [Scene("set", "waves", waves)]
    monkeypatch.setattr(session, "scenes", lambda data, quick: one)
    words = ["--factors", "2", "--json", "--no-lpips", "--weights", str(tmp_path)]
    assert main([*words, "--pictures", str(tmp_path / "strips")]) == 0
    said = capsys.readouterr().out.strip().splitlines()
    rows = json.loads(said[-1])["rows"]
    assert {row["method"]: row["n"] for row in rows} == {"bicubic": 1, "lanczos": 1}
    assert all(10 < row["psnr_y"] < 60 and 0 < row["ssim_y"] <= 1 for row in rows)
    assert any(line.startswith("| x2 | set | 1 | bicubic |") for line in said)
    assert (tmp_path / "strips" / "x2-set-waves.png").is_file()


def test_wrong_words_are_one_sentence(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["--factors", "5"]) == 2
    assert "must be 2, 3 or 4" in capsys.readouterr().err
    assert main(["--data", str(tmp_path), "--no-lpips"]) == 2
    assert "bench" in capsys.readouterr().err


def test_held_out_photographs_come_from_the_manifest(tmp_path: Path) -> None:
    (tmp_path / "bench" / "Set5").mkdir(parents=True)
    (tmp_path / "photos").mkdir()
    for name in ("a.jpg", "b.jpg"):
        Image.fromarray(waves()).save(tmp_path / "photos" / name)
    (tmp_path / "photos" / "manifest.csv").write_text("file,split\na.jpg,train\nb.jpg,val\n")
    found = [scene for scene in scenes(tmp_path, quick=False) if scene.collection == "photos"]
    assert [scene.name for scene in found] == ["b.jpg"]
    assert found[0].load().shape == (48, 60, 3)
