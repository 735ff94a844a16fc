"""`run` writes the result and nothing else, and answers every mistake in one sentence."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from editor.cli import studio
from editor.colour.profiles import DISPLAY_P3
from editor.files.decoder import decode
from editor.files.mask_file import write_mask
from editor.files.open import open_document
from editor.files.raster import Picture
from editor.files.writer import export

Call = Callable[..., tuple[int, str, str]]
EXIF = b"II*\x00\x08\x00\x00\x00\x01\x00\x0f\x01\x02\x00\x04\x00\x00\x00Abc\x00\x00\x00\x00\x00"


def sentence(answer: tuple[int, str, str], words: str, code: int = 2) -> None:
    """Exactly one line that says it, and the exit code."""
    found, out, err = answer
    assert words in err
    assert found == code
    assert len(err.strip().splitlines()) == 1
    assert out == ""


def test_the_result_is_written_and_the_rest_is_byte_identical(
    call: Call, image: Path, mask: Path, tmp_path: Path
) -> None:
    output = tmp_path / "result.png"
    code, out, err = call(
        "run",
        "fake",
        "--image",
        image,
        "--mask",
        mask,
        "--output",
        output,
        "--colour",
        "1",
        "--json",
    )
    assert code == 0
    report = json.loads(out.splitlines()[-1])
    assert report["output"] == str(output)
    assert report["parameters"]["colour"] == 1.0
    assert report["device"] == "cpu"
    before, after = decode(image).pixels, decode(output).pixels
    inside = np.zeros(before.shape[:2], bool)
    inside[10:20, 12:30] = True
    assert (after[inside] == 255).all()
    np.testing.assert_array_equal(after[~inside], before[~inside])


@pytest.mark.parametrize(("depth", "channels"), [("uint8", 4), ("uint16", 3), ("uint16", 4)])
def test_depth_alpha_profile_and_exif_are_kept(
    call: Call, mask: Path, tmp_path: Path, depth: str, channels: int
) -> None:
    pixels = np.random.default_rng(2).integers(0, np.iinfo(depth).max, (40, 60, channels), depth)
    given, output = tmp_path / "given.png", tmp_path / "result.tif"
    export(Picture(pixels, profile=DISPLAY_P3, exif=EXIF), given)
    words = ("--image", given, "--mask", mask, "--output", output, "--quiet")
    assert call("run", "fake", *words) == (0, "", "")
    before, after = decode(given), decode(output)
    assert after.pixels.dtype == np.dtype(depth)
    assert after.profile == DISPLAY_P3
    assert before.exif
    assert after.exif is not None
    assert b"Abc" in after.exif
    outside = np.ones((40, 60), bool)
    outside[10:20, 12:30] = False
    seen = (
        before.pixels[..., 3] > 0 if channels == 4 else np.ones((40, 60), bool)
    )  # invisible pixels have no colour to keep
    np.testing.assert_array_equal(after.pixels[outside & seen], before.pixels[outside & seen])


def test_layers_are_kept_as_openraster(call: Call, image: Path, mask: Path, tmp_path: Path) -> None:
    output = tmp_path / "result.ora"
    words = ("--image", image, "--mask", mask, "--output", output, "--quiet")
    assert call("run", "fake", *words)[0] == 0
    document = open_document(output)
    assert [layer.name for layer in document.layers][-1] == "Result"
    assert len(document.layers) == 2


def test_a_canvas_is_expanded_and_filled(call: Call, image: Path, tmp_path: Path) -> None:
    output = tmp_path / "wide.png"
    words = ("--expand", 0, 0, 20, 0, "--colour", 1, "--output", output, "--quiet")
    assert call("run", "fake", "--image", image, *words) == (0, "", "")
    after = decode(output).pixels
    assert after.shape == (40, 80, 3)
    assert (after[:, 60:] == 255).all()
    np.testing.assert_array_equal(after[:, :52], decode(image).pixels[:, :52])


def test_progress_and_time_left_go_to_standard_error(
    call: Call, image: Path, mask: Path, tmp_path: Path
) -> None:
    words = ["--image", image, "--mask", mask, "--output", tmp_path / "r.png"]
    code, out, err = call("run", "fake", *words, "--act", "wait", "--seconds", "4")
    assert (code, out) == (0, "")
    assert "Fake: started on cpu" in err
    assert "waiting" in err
    assert " s left" in err
    assert call("run", "fake", *words, "--act", "speak", "--quiet") == (0, "", "")
    assert "This is a note." in call("run", "fake", *words, "--act", "speak")[2]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--fits", "1"], "has no option --fits; did you mean --fits-from?"),
        (["--colour", "2"], "Colour must be a number from 0 to 1; '2' was given."),
        (["--colour", "-1"], "Colour must be a number from 0 to 1; '-1' was given."),
        (["--count", "x"], "Count must be a whole number from 0 to 10000; 'x' was given."),
        (["--act", "dance"], "Act must be one of paint, wait"),
        (["--act"], "--act"),
        (["stray"], "'stray' is not understood"),
        (["--device", "cuda:9"], "There is no device 'cuda:9' here"),
        (["--expand", "1", "2", "3", "4"], "Give either a mask or --expand"),
    ],
)
def test_a_wrong_word_is_one_sentence(
    call: Call, image: Path, mask: Path, tmp_path: Path, words: list[str], said: str
) -> None:
    output = tmp_path / "r.png"
    given = ["--image", image, "--mask", mask, "--output", output, "--quiet", *words]
    sentence(call("run", "fake", *given), said)
    assert not output.exists()


def test_missing_words_are_named(call: Call, image: Path, mask: Path, tmp_path: Path) -> None:
    sentence(call("run", "fake", "--image", image, "--mask", mask), "--output FILE")
    sentence(call("run", "fake", "--image", image, "--output", tmp_path / "r.png"), "needs --mask")
    sentence(call("run", "fakr", "--image", image), "did you mean 'fake'?")
    sentence(call("run", "--image", image), "Name the generator first")


def test_bad_files_are_one_sentence(call: Call, image: Path, mask: Path, tmp_path: Path) -> None:
    output = tmp_path / "r.png"

    def attempt(picture: Path = image, hole: Path = mask) -> tuple[int, str, str]:
        words = ("--image", picture, "--mask", hole, "--output", output, "--quiet")
        return call("run", "fake", *words)

    cut = tmp_path / "cut.png"
    cut.write_bytes(image.read_bytes()[: image.stat().st_size // 2])
    text = tmp_path / "text.png"
    text.write_text("this is no picture")
    small, empty, full = (tmp_path / f"{name}.png" for name in ("small", "empty", "full"))
    write_mask(np.full((10, 10), 255, np.uint8), small)
    write_mask(np.zeros((40, 60), np.uint8), empty)
    write_mask(np.full((40, 60), 255, np.uint8), full)
    sentence(attempt(picture=tmp_path / "none.png"), "none.png")
    sentence(attempt(picture=cut), "cut.png")
    sentence(attempt(picture=text), "text.png")
    sentence(attempt(hole=cut), "cut.png")
    sentence(attempt(hole=small), "10 × 10")
    sentence(attempt(hole=empty), "The mask is empty")
    sentence(attempt(hole=full), "covers the whole picture")
    assert not output.exists()


def test_outputs_that_cannot_be_written_cost_no_work(
    call: Call, image: Path, mask: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_work(*words: object) -> None:
        raise AssertionError("the worker was started for nothing")

    monkeypatch.setattr(studio.Studio, "_start", no_work)

    def attempt(output: Path) -> tuple[int, str, str]:
        return call("run", "fake", "--image", image, "--mask", mask, "--output", output)

    sentence(attempt(tmp_path), "is a folder")
    sentence(attempt(tmp_path / "no" / "r.png"), "does not exist")
    sentence(attempt(tmp_path / "r.gif"), "ending that says its format")
    sentence(attempt(tmp_path / "r"), "ending that says its format")


def test_a_failure_leaves_the_old_output_as_it_was(
    call: Call, image: Path, mask: Path, tmp_path: Path
) -> None:
    output = tmp_path / "r.png"
    output.write_bytes(b"dear old file")
    words = ("--image", image, "--mask", mask, "--output", output, "--quiet")
    sentence(call("run", "fake", *words, "--act", "raise"), "not foreseen", code=1)
    sentence(call("run", "fake", *words, "--act", "die"), "worker ended", code=1)
    sentence(call("run", "hungry", *words, "--fits-from", "99"), "not enough memory", code=1)
    sentence(call("run", "weighty", *words), "pentimento models install heavy")
    assert output.read_bytes() == b"dear old file"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mask.png", "photo.png", "r.png"]


def test_a_full_disk_is_a_sentence_and_the_old_output_stays(
    call: Call, image: Path, mask: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "r.png"
    output.write_bytes(b"dear old file")
    monkeypatch.setattr("editor.files.atomic.free_bytes", lambda folder: 10)
    words = ("--image", image, "--mask", mask, "--output", output, "--quiet")
    code, out, err = call("run", "fake", *words)
    assert (code, out) == (2, "")
    assert len(err.strip().splitlines()) == 1
    assert output.read_bytes() == b"dear old file"


def test_details_are_told_only_when_asked_for(
    call: Call, image: Path, mask: Path, tmp_path: Path
) -> None:
    words = ("--image", image, "--mask", mask, "--output", tmp_path / "r.png", "--quiet")
    answer = call("run", "fake", *words, "--act", "raise", "--details")
    assert answer[0] == 1
    assert "ZeroDivisionError: on purpose" in answer[2]


def test_help_is_made_from_the_declaration(call: Call) -> None:
    code, shown, _ = call("run", "fake", "--help")
    assert code == 0
    for word in ("--image FILE", "--mask FILE", "--colour 0..1", "(default: 0.5)", "--expand"):
        assert word in shown


PROGRAM = """
import sys
import fake_catalog
from editor.cli import run, studio
from editor.cli.main import main
if __name__ == "__main__":
    run.CATALOG, studio.CATALOG = fake_catalog.CATALOG, "fake_catalog:CATALOG"
    sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.skipif(os.name != "posix", reason="sends the signal of Ctrl+C")
def hear_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize("act", ["wait", "swallow"])
def test_ctrl_c_stops_cleanly(image: Path, mask: Path, tmp_path: Path, act: str) -> None:
    output = tmp_path / "r.png"
    words = ["run", "fake", "--image", image, "--mask", mask, "--output", output]
    program = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *map(str, words), "--act", act, "--seconds", "250"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # Tests started in the background hand on an ignored Ctrl+C; a terminal does not.
        preexec_fn=hear_interrupts,
    )
    assert program.stderr is not None
    assert "started" in program.stderr.readline()
    # To the whole group, as a terminal does: worker and decoder hear it too.
    os.killpg(program.pid, signal.SIGINT)
    out, err = program.communicate(timeout=200)
    assert program.returncode == 130
    assert err.strip().splitlines()[-1] == "Stopped."
    assert "Traceback" not in err
    assert out == ""
    assert not output.exists()
    end_s = time.monotonic() + 60
    while time.monotonic() < end_s:
        try:
            os.killpg(program.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("a process of the group still lives")
