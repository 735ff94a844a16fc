"""The training commands: a run from its words to its weights, a sentence for what is wrong."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from dataset_files import write_pictures
from PIL import Image

from ml.training.commands import train
from ml.training.commands.command import judge
from ml.training.commands.places import runs_folder
from ml.training.commands.terminal import TrainingLine, progress_words
from ml.training.experiment_file import read_run, run_id
from ml.training.loop import checkpoint as checkpoints
from ml.training.loop.guard import Diverged
from ml.training.progress import Progress

SYSTEM = "small_regression"
Call = Callable[..., tuple[int, str, str]]


def test_a_run_finds_its_own_place_and_is_not_begun_twice(call: Call, photos: Path) -> None:
    code, out, err = call("train", SYSTEM, "--data", photos, "--steps", 3)
    assert (code, out.splitlines()[0].startswith("Done: 3 steps in ")) == (0, True), err
    (folder,) = (runs_folder() / SYSTEM).iterdir()
    assert folder.name == run_id(read_run(folder))
    assert "After 0 steps: items 3" in err
    code, out, err = call("train", SYSTEM, "--data", photos, "--steps", 3)
    assert (code, out) == (2, "")
    assert "add --resume to go on with it" in err
    assert call("train", SYSTEM, "--data", photos, "--steps", 4)[0] == 0, "that is another run"
    assert len(list((runs_folder() / SYSTEM).iterdir())) == 2


def test_resume_ends_as_if_never_stopped(call: Call, photos: Path, tmp_path: Path) -> None:
    call("train", SYSTEM, "--data", photos, "--run", tmp_path / "whole", "--quiet")
    now_s = iter(range(10**6))
    words = ("train", SYSTEM, "--data", photos, "--run", tmp_path / "cut", "--minutes", 0.05)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(train.Deadline.__init__, "__defaults__", (lambda: next(now_s),))
        code, out, _ = call(*words)
    assert code == 0, "the time was limited by the person: nothing has failed"
    assert "Stopped after step" in out
    assert f"Go on with: python -m ml.training train {SYSTEM} --resume --run " in out
    # The cut run goes on without being told anything but its folder.
    code, out, err = call("train", SYSTEM, "--resume", "--run", tmp_path / "cut")
    assert (code, "Done: 10 steps" in out, "Going on from step" in err) == (0, True, True), err
    whole, cut = (checkpoints.read(tmp_path / name / checkpoints.NAME) for name in ("whole", "cut"))
    assert cut.digest == whole.digest
    assert read_run(tmp_path / "cut") == read_run(tmp_path / "whole")


def test_an_interrupt_keeps_the_state_and_says_how_to_go_on(
    call: Call, photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(line: TrainingLine, step: int, measures: object) -> None:
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(TrainingLine, "evaluated", interrupt)
    words = ("train", SYSTEM, "--data", photos, "--run", tmp_path / "run", "--steps", 50)
    code, out, _ = call(*words)
    assert code == 130
    assert "of 50; everything is kept in" in out
    assert int(checkpoints.read(tmp_path / "run" / checkpoints.NAME).facts["step"]) < 50


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["trian"], "There is no command 'trian'; did you mean train?"),
        (["train", "small_regresion"], "did you mean small_regression?"),
        (["train", "--data", "x"], "Name the system first"),
        (["train", SYSTEM], "Say what the data is: --data DIR"),
        (["train", SYSTEM, "--data", "/nowhere"], "There is no folder /nowhere"),
        (["train", SYSTEM, "--stepps", "3"], "no option --stepps; did you mean --steps?"),
        (["train", SYSTEM, "--steps", "many"], "--steps needs a whole number"),
        (["train", SYSTEM, "--steps", "0"], "--steps must be at least 1"),
        (["train", SYSTEM, "--accumulate", "3"], "--accumulate 3 does not divide --batch 4"),
        (["train", SYSTEM, "--average", "1"], "--average must be from 0 to below 1"),
        (["train", SYSTEM, "--optimiser.lr", "0"], "--optimiser.lr must be above 0"),
        (["train", SYSTEM, "--data.val-every", "1"], "val_every must be at least 2"),
        (["train", SYSTEM, "--warm-start", "/no.safetensors"], "/no.safetensors is no file"),
        (["train", SYSTEM, "--resume"], "There is no run of small_regression in"),
        (["train", SYSTEM, "--resume", "--run", "/nowhere"], "/nowhere is no run"),
        (["train", "pack", "picturs"], "did you mean pictures?"),
        (["train", "pack", SYSTEM], "Say what to pack and where it goes"),
        (["sample", "/nowhere", "--output", "x"], "is no file, no folder and no system"),
        (["sample", SYSTEM], "Say where the pictures go"),
        (["sample", SYSTEM, "--output", "x"], "was not trained on this machine yet"),
        (["evaluate", SYSTEM], "train it first: python -m ml.training train"),
        (["evaluate", "x", "--split", "train"], "invalid choice"),
        (["publish", SYSTEM], "Say where they go"),
    ],
)
def test_what_is_wrong_is_one_sentence(call: Call, words: list[str], said: str) -> None:
    code, out, err = call(*words)
    assert code == 2
    assert said in err
    assert len(err.strip().splitlines()) == 1
    assert out == ""


def test_data_of_another_kind_or_broken_says_which(call: Call, tmp_path: Path) -> None:
    folder = write_pictures(tmp_path / "photos", 5)
    (folder / "000.png").write_bytes(b"no picture")
    code, _, err = call("train", SYSTEM, "--data", folder)
    assert code == 2
    assert "000.png" in err


def test_help_and_list_tell_what_there_is(call: Call) -> None:
    for words in ([], ["--help"], ["train"], ["train", "--help"]):
        code, out, _ = call(*words)
        assert (code, "train" in out) == (0, True)
    assert f"{SYSTEM} " in call("train", "--list")[1]
    out = call("train", SYSTEM, "--help")[1]
    for word in ("--optimiser.lr", "--width NUMBER", "--data.halve", "(default: 0.01)", "--resume"):
        assert word in out


def test_packs_stand_for_folders(call: Call, photos: Path, tmp_path: Path) -> None:
    code, out, _ = call("train", "pack", SYSTEM, "--data", photos, "--output", tmp_path / "packs")
    assert code == 0
    (pack,) = (tmp_path / "packs").iterdir()
    assert out.startswith(str(pack))
    code, _, err = call("train", SYSTEM, "--data", pack, "--steps", 2, "--run", tmp_path / "run")
    assert code == 0, err
    assert call("evaluate", tmp_path / "run")[0] == 0


def test_samples_are_drawn_and_the_same_again(call: Call, photos: Path, tmp_path: Path) -> None:
    call("train", SYSTEM, "--data", photos, "--steps", 2)
    first, second, other = (tmp_path / name for name in ("first", "second", "other"))
    for output, seed in ((first, 1), (second, 1), (other, 2)):
        code, out, err = call("sample", SYSTEM, "--output", output, "--seed", seed, "--count", 2)
        assert (code, out.strip()) == (0, str(output / "light.png")), err
    assert (first / "light.png").read_bytes() == (second / "light.png").read_bytes()
    assert (first / "light.png").read_bytes() != (other / "light.png").read_bytes()
    with Image.open(first / "light.png") as opened:
        assert opened.size == (130, 48), "two pictures and the gap between them"


def test_what_is_measured_can_be_read_by_a_script(call: Call, photos: Path) -> None:
    call("train", SYSTEM, "--data", photos, "--steps", 2)
    code, out, _ = call("evaluate", SYSTEM, "--json")
    facts = json.loads(out)
    assert (code, facts["measures"], facts["step"], facts["split"]) == (0, {"items": 3}, 2, "val")
    code, out, _ = call("evaluate", SYSTEM, "--split", "test")
    assert (code, "1 test items" in out) == (0, True)


def test_failures_that_are_no_input_have_another_code() -> None:
    assert judge(Diverged("no numbers")) == ("no numbers", 1)
    assert judge(FileNotFoundError(2, "No such file", "x.png")) == ("x.png: No such file.", 2)
    sentence, code = judge(RuntimeError("odd"))
    assert (code, "--details" in sentence, "odd" in sentence) == (1, True, True)


def test_progress_says_how_long(capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress(25, 100, "all", 12.3, 190.0, 0.4, 1, {"pixels": 0.5, "broken": None})
    text = progress_words("small", progress)
    assert text == (
        "small:  25%  step 25 of 100  3 min left  12.3 images/s  waiting 40%  skipped 1  pixels 0.5"
    )
    clock = iter([0.0, 0.0, 1.0, 11.0, 11.0])
    line = TrainingLine("small", clock=lambda: next(clock))
    for _ in range(3):
        line.progress(progress)
    assert capsys.readouterr().err.count("25%") == 2, "a log gets a line now and then"


def test_only_the_first_of_several_processes_speaks(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RANK", "1")
    TrainingLine("small").message("twice")
    assert capsys.readouterr().err == ""
