"""The bench measures what it says, on pictures made here."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from benchmarks.sessions import BenchProblem
from benchmarks.super_resolution import session
from benchmarks.super_resolution.command import main
from benchmarks.super_resolution.methods import METHODS, PEERS_PYTHON, Answer, Method, enlarge_all
from benchmarks.super_resolution.ours import bicubic, lanczos
from benchmarks.super_resolution.peers.files import WEIGHTS, PeerMissing, weight_file
from benchmarks.super_resolution.peers.liif import edsr_liif
from benchmarks.super_resolution.pictures import Scene, scenes
from ml.training.examples.degradations.chain import Degradation
from ml.training.upscaling.measures import pair_of


def waves() -> np.ndarray:
    down, across = np.mgrid[0:96, 0:120]
    grey = 128 + 100 * np.sin(down / 3) * np.cos(across / 4)
    return np.repeat(grey[..., None], 3, axis=2).astype(np.uint8)


def test_bicubic_and_lanczos_are_what_they_are_called() -> None:
    pair = pair_of(waves(), 4, Degradation.CLEAN)
    made = {"bicubic": bicubic()(pair.low, 4), "lanczos": lanczos()(pair.low, 4)}
    theirs = Image.fromarray(pair.low).resize((120, 96), Image.Resampling.BICUBIC)
    assert np.abs(made["bicubic"].astype(int) - np.asarray(theirs))[8:-8, 8:-8].max() <= 1
    assert made["lanczos"].shape == pair.high.shape
    assert (made["lanczos"] != made["bicubic"]).any()


def test_it_runs_and_tells_in_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    one = [Scene("set", "waves", waves)]
    monkeypatch.setattr(session, "scenes", lambda data, quick: one)

    def answered(method: Method, lows: Sequence[np.ndarray], factor: int) -> Answer:
        if method.is_peer:
            return Answer(problem="it is not here")
        return Answer(tuple(lanczos()(low, factor) for low in lows), (0.5,) * len(lows), 99.0)

    monkeypatch.setattr(session, "enlarge_all", answered)
    words = ["--factors", "2", "--json", "--no-lpips"]
    assert main([*words, "--pictures", str(tmp_path / "strips")]) == 0
    said = capsys.readouterr()
    lines = said.out.strip().splitlines()
    rows = json.loads(lines[-1])["rows"]
    ours = {method.name for method in METHODS if not method.is_peer}
    assert {row["method"] for row in rows} == ours
    assert all(10 < row["psnr_y"] < 60 and 0 < row["ssim_y"] <= 1 for row in rows)
    assert all((row["cpu_s"], row["peak_mb"]) == (0.5, 99.0) for row in rows)
    assert any(line.startswith("| x2 | set | 1 | bicubic |") for line in lines)
    assert "EDSR-LIIF is left out: it is not here" in said.err
    assert (tmp_path / "strips" / "x2-set-waves.png").is_file()


def test_a_method_runs_in_a_process_of_its_own() -> None:
    low = waves()[:20, :30]
    resampled = Method("lanczos", "benchmarks.super_resolution.ours:lanczos")
    answer = enlarge_all(resampled, [low, low[:10]], 2)
    assert not answer.problem
    np.testing.assert_array_equal(answer.made[0], lanczos()(low, 2))
    assert answer.made[1].shape == (20, 60, 3)
    assert answer.peak_mb > 10
    assert all(spent_s >= 0 for spent_s in answer.cpu_s)
    broken = Method("broken", "benchmarks.super_resolution.ours:nobody")
    assert "nobody" in enlarge_all(broken, [low], 2).problem


def test_peers_say_what_they_need(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(PEERS_PYTHON, raising=False)
    outside = Method("peer", "a:b", is_peer=True, runs_outside=True)
    assert PEERS_PYTHON in enlarge_all(outside, [], 4).problem
    monkeypatch.setenv(WEIGHTS, str(tmp_path))
    with pytest.raises(PeerMissing, match="it comes in package"):
        weight_file("a.bin", "package")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.bin").write_bytes(b"1")
    assert weight_file("a.bin", "package").read_bytes() == b"1"


def test_the_peer_of_any_factor_does_what_its_paper_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """With a perceptron that hands the code's first value on, the result is that value's blend."""
    monkeypatch.setenv(WEIGHTS, str(tmp_path))
    torch.save({"model": {"sd": liif_state()}}, tmp_path / "edsr-baseline-liif.pth")
    low = np.full((6, 7, 3), 200, np.uint8)
    made = edsr_liif()(low, 3)
    assert made.shape == (18, 21, 3)
    assert np.abs(made[4:-4, 4:-4].astype(int) - 200).max() <= 1


def liif_state() -> dict[str, torch.Tensor]:
    width, code = 4, 4 * 9
    state: dict[str, torch.Tensor] = {}

    def conv(name: str, given: int, *, keeps: bool) -> None:
        weight = torch.zeros(width, given, 3, 3)
        if keeps:
            weight[0, 0, 1, 1] = 1.0
        state[f"encoder.{name}.weight"] = weight
        state[f"encoder.{name}.bias"] = torch.zeros(width)

    conv("head.0", 3, keeps=True)
    for block in range(16):
        conv(f"body.{block}.body.0", width, keeps=False)
        conv(f"body.{block}.body.2", width, keeps=False)
    conv("body.16", width, keeps=False)
    sizes = [code + 4, 8, 8, 8, 8, 3]
    for number, (given, made) in enumerate(zip(sizes[:-1], sizes[1:], strict=True)):
        weight = torch.zeros(made, given)
        # The middle of the nine unfolded places of the first feature.
        weight[:, 4 if number == 0 else 0] = 1.0
        state[f"imnet.layers.{2 * number}.weight"] = weight
        state[f"imnet.layers.{2 * number}.bias"] = torch.zeros(made)
    return state


def test_wrong_words_are_one_sentence(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["--sets", "Set6"]) == 2
    assert "Set5" in capsys.readouterr().err
    assert main(["--methods", "magic"]) == 2
    assert "no method 'magic'" in capsys.readouterr().err
    assert main(["--factors", "5"]) == 2
    assert "must be 2, 3 or 4" in capsys.readouterr().err
    assert main(["--data", str(tmp_path), "--no-lpips"]) == 2
    assert "bench" in capsys.readouterr().err


def test_pictures_are_those_that_were_fixed(tmp_path: Path) -> None:
    assert {scene.collection for scene in scenes(None, quick=True)} == {"samples"}
    (tmp_path / "bench" / "Set5").mkdir(parents=True)
    with pytest.raises(BenchProblem, match="is missing or another picture"):
        scenes(tmp_path, quick=True)
