"""Published weights are whole, small enough to travel, and say what they are."""

from __future__ import annotations

import hashlib
import json
import os
import tomllib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from ml.store.bundled import read_published
from ml.store.weights import hyper_parameters_of, load_parts
from ml.training.loop import checkpoint as checkpoints
from ml.training.publishing import weight_parts
from ml.training.publishing.card import CardFacts, CardWrong, DataFacts, read_facts
from ml.training.publishing.publish import PublishRefused, measures_at, publish, seconds_of
from ml.training.publishing.weight_parts import (
    WeightsWrong,
    header_of,
    parts_of,
    read_parts,
    write_parts,
)

SYSTEM = "small_regression"
Call = Callable[..., tuple[int, str, str]]
FACTS = """
id = "small-x1"
title = "A small one"
licence = "CC0"
note = "For tests."
known_failures = ["dark pictures"]
[[data]]
name = "clouds"
licence = "CC0"
sources = ["made here"]
"""


@pytest.fixture
def run(call: Call, photos: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "run"
    assert call("train", SYSTEM, "--data", photos, "--run", folder, "--quiet")[0] == 0
    return folder


def test_a_publication_is_read_by_the_store(call: Call, run: Path, tmp_path: Path) -> None:
    facts = tmp_path / "facts.toml"
    facts.write_text(FACTS)
    code, out, err = call("publish", run, "--output", tmp_path / "out", "--facts", facts)
    assert code == 0, err
    found = read_published(tmp_path / "out" / "small-x1")
    assert found is not None
    found.check()
    assert (found.card.title, found.card.licence) == ("A small one", "CC0")
    assert out.splitlines()[0].startswith(str(found.path))
    header = hyper_parameters_of(found.path)
    assert (header["system"], header["step"], header["option.width"]) == (SYSTEM, 10, 4)
    kept = checkpoints.read(run / checkpoints.NAME).tensors
    arrays = load_parts(found.path)
    assert arrays["network.0.weight"].dtype == np.float16
    for name, array in arrays.items():
        average = kept[f"average/{name.replace('.', '/', 1)}"].numpy()
        np.testing.assert_array_equal(array, average.astype(np.float16))
    assert not np.array_equal(arrays["network.0.weight"], kept["network/network/0.weight"].numpy())


def test_the_card_says_how_the_weights_came_to_be(call: Call, run: Path, tmp_path: Path) -> None:
    call("publish", run, "--output", tmp_path, "--id", "small", "--note", 'a "note"')
    card = tomllib.loads((tmp_path / "small" / "card.toml").read_text())
    assert card["command"] == f"train {SYSTEM} --data DIR"
    assert (card["step"], card["steps"], card["system"]) == (10, 10, SYSTEM)
    assert card["parameters"] == 4 * 3 * 9 + 4 + 3 * 4 * 9 + 3
    assert card["metrics"] == {"items": 3.0}
    assert card["options"]["width"] == 4
    assert set(card["fingerprints"]) == {"train", "val"}
    assert card["seconds"] >= 0
    (part,) = card["parts"]
    content = (tmp_path / "small" / part["file"]).read_bytes()
    assert part["sha256"] == hashlib.sha256(content).hexdigest()
    assert str(tmp_path) not in (tmp_path / "small" / "card.toml").read_text()


def test_published_weights_measure_and_start_a_run(call: Call, run: Path, tmp_path: Path) -> None:
    call("publish", run, "--output", tmp_path, "--id", "small")
    weights = tmp_path / "small" / "small.safetensors"
    photos = tmp_path / "photos"
    for word in (weights, weights.parent):
        code, out, err = call("evaluate", word, "--data", photos, "--json")
        assert code == 0, err
        assert json.loads(out)["step"] == 10
    words = ("train", SYSTEM, "--data", photos, "--warm-start", weights, "--steps", 1)
    code, _, err = call(*words, "--run", tmp_path / "warm")
    assert (code, "Starting from published weights: 4 tensors taken" in err) == (0, True)
    code, _, err = call("publish", weights, "--output", tmp_path)
    assert (code, "is published already" in err) == (2, True)


def test_publishing_again_replaces_and_keeps_other_files(run: Path, tmp_path: Path) -> None:
    publish(run, tmp_path / "out", CardFacts("small", note="first"))
    (tmp_path / "out" / "small" / "NOTES.md").write_text("mine")
    paths = publish(run, tmp_path / "out", CardFacts("small", note="second"))
    assert [path.name for path in paths] == ["small.safetensors", "card.toml"]
    assert "second" in paths[-1].read_text()
    assert sorted(p.name for p in (tmp_path / "out" / "small").iterdir()) == [
        "NOTES.md",
        "card.toml",
        "small.safetensors",
    ]
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["small"]


def test_a_folder_of_something_else_is_left_alone(run: Path, tmp_path: Path) -> None:
    (tmp_path / "small").mkdir()
    (tmp_path / "small" / "thesis.txt").write_text("years")
    with pytest.raises(PublishRefused, match="choose another --output"):
        publish(run, tmp_path, CardFacts("small"))
    assert (tmp_path / "small" / "thesis.txt").read_text() == "years"


@pytest.mark.parametrize("moves", [0, 1])
def test_a_kill_while_replacing_leaves_a_whole_one(run: Path, tmp_path: Path, moves: int) -> None:
    out = tmp_path / "out"
    publish(run, out, CardFacts("small", note="first"))
    left = iter(range(moves))
    real = os.replace

    def die(source: object, target: object) -> None:
        if Path(str(source)).is_dir() and next(left, None) is None:
            raise KeyboardInterrupt
        real(source, target)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ml.training.publishing.publish.os.replace", die)
        with pytest.raises(KeyboardInterrupt):
            publish(run, out, CardFacts("small", note="second"))
    whole = [path for path in out.iterdir() if (path / "card.toml").is_file()]
    assert any("first" in (path / "card.toml").read_text() for path in whole)
    publish(run, out, CardFacts("small", note="third"))
    assert [path.name for path in out.iterdir()] == ["small"]
    assert "third" in (out / "small" / "card.toml").read_text()


def test_large_weights_are_cut_into_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weight_parts, "PART_BYTES", 4096)
    monkeypatch.setattr(weight_parts, "HEADER_BYTES", 1024)
    chance = np.random.default_rng(0)
    arrays = {f"net.{i}": chance.normal(size=(10, 60)).astype(np.float32) for i in range(5)}
    parts = write_parts(tmp_path, "big", arrays, {"system": "s"})
    assert [part.file for part in parts] == [f"big-{n}of3.safetensors" for n in (1, 2, 3)]
    assert all(part.size_bytes <= 4096 for part in parts)
    first = tmp_path / parts[0].file
    read, header = read_parts(tmp_path / parts[2].file)
    assert read.keys() == arrays.keys()
    assert (header["system"], header["part"], header["parts"]) == ("s", 3, 3)
    assert load_parts(first).keys() == arrays.keys(), "the store reads them alike"
    (tmp_path / parts[1].file).unlink()
    with pytest.raises(WeightsWrong, match="is missing"):
        parts_of(first)


@pytest.mark.parametrize(
    ("value", "said"),
    [(7e4, "net.a reach 70000, more than half"), (np.nan, "net.a are not finite")],
)
def test_what_half_precision_cannot_hold_is_named(tmp_path: Path, value: float, said: str) -> None:
    arrays = {"net.b": np.ones(3, np.float32), "net.a": np.array([1.0, value], np.float32)}
    with pytest.raises(WeightsWrong, match=said):
        write_parts(tmp_path, "w", arrays, {})
    assert list(tmp_path.iterdir()) == []


def test_one_tensor_beyond_a_file_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weight_parts, "PART_BYTES", 4096)
    monkeypatch.setattr(weight_parts, "HEADER_BYTES", 1024)
    with pytest.raises(WeightsWrong, match="net.a alone are larger"):
        write_parts(tmp_path, "w", {"net.a": np.zeros(5000, np.float32)}, {})


def test_a_disk_that_changes_bytes_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.replace

    def damage(source: Path, target: Path) -> None:
        content = bytearray(source.read_bytes())
        content[-1] ^= 1
        source.write_bytes(bytes(content))
        real(source, target)

    monkeypatch.setattr("ml.training.writing.os.replace", damage)
    with pytest.raises(WeightsWrong, match="check the disk"):
        write_parts(tmp_path, "w", {"net.a": np.ones(4, np.float32)}, {})


def test_whole_numbers_keep_their_kind(tmp_path: Path) -> None:
    write_parts(tmp_path, "w", {"n.count": np.array(7, np.int64)}, {})
    assert load_file(tmp_path / "w.safetensors")["n.count"].dtype == np.int64


def test_files_of_others_are_told_apart(tmp_path: Path) -> None:
    save_file({"a": np.ones(2, np.float32)}, tmp_path / "w.safetensors")
    assert header_of(tmp_path / "w.safetensors") == {}
    (tmp_path / "x.safetensors").write_bytes(b"\xff" * 40)
    with pytest.raises(WeightsWrong, match="is no weight file"):
        header_of(tmp_path / "x.safetensors")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id = ", "is no file of facts"),
        ("title = 't'", "must say the id"),
        ("id = 'x'\nlicense = 'y'", "unknown entry license; did you mean licence?"),
        ("id = 'x'\n[[data]]\nname = 'y'", "must say its name and licence"),
    ],
)
def test_wrong_facts_are_a_sentence(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "facts.toml"
    path.write_text(text)
    with pytest.raises(CardWrong) as caught:
        read_facts(path)
    assert said in str(caught.value)


def test_facts_are_read_as_they_were_meant(tmp_path: Path) -> None:
    path = tmp_path / "facts.toml"
    path.write_text(FACTS)
    facts = read_facts(path)
    assert facts.data == (DataFacts("clouds", "CC0", ("made here",)),)
    assert facts.known_failures == ("dark pictures",)


def test_seconds_and_measures_come_from_the_record() -> None:
    lines = [
        {"kind": "measures", "step": 0, "measures": {"psnr": 20.0}},
        {"kind": "step", "step": 10, "steps_per_s": 5.0},
        {"kind": "step", "step": 30, "steps_per_s": 10.0},
        {"kind": "measures", "step": 30, "measures": {"psnr": 30, "note": "x"}},
        {"kind": "measures", "step": 60, "measures": {"psnr": 40}},
    ]
    assert seconds_of(lines) == 4.0
    assert measures_at(lines, 40) == {"psnr": 30.0}
