"""`list`, `models`, `bench`, `demo` and the words that name nothing."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from editor.cli import demo
from editor.cli.progress_line import ProgressLine, left_words
from editor.files.decoder import decode
from ml.api.messages import Noted, Progressed
from ml.catalog import CATALOG
from ml.store.store import ModelStore

Call = Callable[..., tuple[int, str, str]]


def test_list_is_one_json_array(call: Call) -> None:
    code, out, err = call("list", "--json")
    assert (code, err) == (0, "")
    assert len(out.splitlines()) == 1
    entries = json.loads(out)
    assert [entry["id"] for entry in entries] == [spec.id for spec in CATALOG]
    inpaint = next(entry for entry in entries if entry["id"] == "inpaint")
    assert inpaint["kind"] == "generator"
    assert [port["name"] for port in inpaint["ports"]["inputs"]] == ["image", "mask", "source"]
    assert inpaint["ports"]["outputs"][0]["kind"] == "image"
    grow = next(field for field in inpaint["parameters"] if field["name"] == "grow")
    assert (grow["low"], grow["high"], grow["default"], grow["unit"]) == (0, 256, 4, "px")


def test_list_for_people_names_every_word(call: Call) -> None:
    code, out, _ = call("list")
    assert code == 0
    for word in ("inpaint (generator)", "--mask", "--mode", "auto, patch, learned", "0 to 256 px"):
        assert word in out


def test_list_loads_nothing_heavy() -> None:
    program = (
        "import sys; from editor.cli.main import main; main(['list']);"
        "print([name for name in ('torch', 'PySide6', 'cv2', 'numba', 'onnxruntime', 'PIL')"
        " if name in sys.modules])"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert said.stdout.splitlines()[-1] == "[]"


def test_run_needs_neither_torch_nor_qt_in_its_own_process() -> None:
    program = (
        "import sys, editor.cli.run, editor.cli.demo;"
        "print([name for name in ('torch', 'PySide6', 'onnxruntime', 'ml.engine')"
        " if name in sys.modules])"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["lst"], "There is no command 'lst'; did you mean 'list'?"),
        (["frobnicate"], "There is no command 'frobnicate'; there are: "),
        (["list", "--jsn"], "has no option --jsn; did you mean --json?"),
        (["models", "instal"], "did you mean 'install'?"),
        (["models", "install"], "Name the model to install"),
        (["models", "install", "migam"], "did you mean 'migan'?"),
        (["models", "remove", "migan"], "not installed, so there is nothing to remove"),
        (["models", "verify", "migan"], "is not installed. Install it with"),
        (["bench", "inpant"], "did you mean 'inpaint'?"),
        (["demo"], "demo --output DIR"),
    ],
)
def test_wrong_words_are_one_sentence(call: Call, words: list[str], said: str) -> None:
    code, out, err = call(*words)
    assert code == 2
    assert said in err
    assert len(err.strip().splitlines()) == 1
    assert out == ""


def test_no_words_and_help_say_what_there_is(call: Call) -> None:
    for words in ([], ["--help"], ["help"]):
        code, out, _ = call(*words)
        assert code == 0
        for command in ("run", "list", "models", "bench", "demo"):
            assert f"  {command} " in out
    assert call("bench")[0] == 0
    assert call("models", "--help")[0] == 0
    assert call("run")[0] == 0


def test_models_are_listed_verified_and_removed(call: Call) -> None:
    code, out, _ = call("models", "list", "--json")
    assert code == 0
    migan = next(entry for entry in json.loads(out) if entry["id"] == "migan")
    assert migan["installed"] is False
    assert migan["licence"]
    store = ModelStore()
    folder = store.folder / "migan"
    folder.mkdir(parents=True)
    (folder / "model.onnx").write_bytes(b"not the model")
    (folder / "card.toml").write_text('stored_bytes = 3\nstored_sha256 = "x"\n')
    assert "installed" in call("models")[1]
    code, _, err = call("models", "verify")
    assert code == 2
    assert "has changed since it was installed" in err
    assert call("models", "remove", "migan") == (0, "migan: removed\n", "")
    assert not folder.exists()
    code, out, err = call("models", "verify")
    assert (code, err) == (0, "")
    assert "migan" not in out


def test_demo_makes_pictures_and_one_sheet(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "samples", lambda: demo_samples()[:2])
    folder = tmp_path / "new" / "shown"
    code, out, err = call("demo", "--output", folder, "--json", "--quiet")
    assert (code, err) == (0, "")
    made = json.loads(out)
    assert len(made["pictures"]) == 2
    for path in (*made["pictures"], made["sheet"]):
        assert decode(Path(path)).width > 400
    assert {path.name for path in folder.iterdir()} == {
        Path(made["sheet"]).name,
        *(Path(path).name for path in made["pictures"]),
    }


demo_samples = demo.samples


def test_a_demo_folder_that_cannot_be_made_is_a_sentence(call: Call, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    code, _, err = call("demo", "--output", tmp_path / "file" / "x")
    assert code == 2
    assert "cannot be made" in err


class Terminal:
    """A stream that says it is a terminal."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> int:
        self.text += text
        return len(text)

    def flush(self) -> None:
        pass

    def isatty(self) -> bool:
        return True


def test_on_a_terminal_one_line_rewrites_itself_and_goes_away() -> None:
    terminal = Terminal()
    line = ProgressLine("Remove", stream=terminal)  # type: ignore[arg-type]
    line(Progressed(job=1, fraction=0.25, stage="filling", left_s=61.0))
    line(Progressed(job=1, fraction=0.5, stage="filling", left_s=4.2))
    line.end()
    shown = [part.rstrip() for part in terminal.text.split("\r")]
    assert shown == [
        "",
        "Remove:  25%  filling  1 min left",
        "Remove:  50%  filling  4 s left",
        "",
        "",
    ]
    assert "\n" not in terminal.text


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "1 s"), (59, "59 s"), (61, "1 min"), (600, "10 min"), (3900, "1 h 5 min")],
)
def test_time_left_is_no_more_exact_than_an_estimate(seconds: float, words: str) -> None:
    assert left_words(seconds) == words


def test_a_missing_model_comes_with_the_command_that_gets_it() -> None:
    terminal = io.StringIO()
    line = ProgressLine("Remove", stream=terminal)
    line(Noted(job=1, sentence="No learned model is installed.", model="migan"))
    line(Noted(job=1, sentence="It runs in tiles."))
    wanted = "No learned model is installed. Get one with: pentimento models install migan"
    assert line.notes == [wanted, "It runs in tiles."]
    assert wanted in terminal.getvalue()
