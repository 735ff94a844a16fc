"""Models are installed whole or not at all, and checked before they are handed out."""

from __future__ import annotations

import hashlib
import io
import pickle
import tomllib
import zipfile
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

import editor.platform.folders as editors
import ml.store.folders as ours
from ml.store.card import ModelCard, WeightFormat
from ml.store.catalog import CARDS
from ml.store.failures import (
    ConversionFailed,
    DigestMismatch,
    ModelDamaged,
    ModelMissing,
    StoreError,
    UnknownModel,
)
from ml.store.store import ModelStore

ONNX = b"not really a network, but bytes all the same" * 100


def card_of(path: Path, weight_format: WeightFormat, **changes: object) -> ModelCard:
    content = path.read_bytes()
    fields = {
        "id": "tiny",
        "title": "A tiny model",
        "licence": 'MIT "quoted"\\',
        "source": path.as_uri(),
        "sha256": hashlib.sha256(content).hexdigest(),
        "size_bytes": len(content),
        "system": "none",
        "format": weight_format,
    }
    return ModelCard.model_validate(fields | changes)


@pytest.fixture
def onnx(tmp_path: Path) -> Path:
    path = tmp_path / "source.onnx"
    path.write_bytes(ONNX)
    return path


def store_with(tmp_path: Path, *cards: ModelCard) -> ModelStore:
    return ModelStore(tmp_path / "models", cards=cards, shipped=tmp_path / "nothing")


def test_life_of_a_model(tmp_path: Path, onnx: Path) -> None:
    store = store_with(tmp_path, card_of(onnx, WeightFormat.ONNX))
    assert [state.is_installed for state in store.list()] == [False]
    with pytest.raises(ModelMissing, match="pentimento models install tiny"):
        store.path_of("tiny")
    seen: list[int] = []
    path = store.install("tiny", lambda done, total: seen.append(done))
    assert path == store.path_of("tiny") == store.installed()["tiny"]
    assert path.read_bytes() == ONNX
    assert seen[-1] == len(ONNX)
    onnx.unlink()
    assert store.install("tiny") == path, "a whole model needs no network"
    store.remove("tiny")
    assert store.installed() == {}
    assert [entry.name for entry in store.folder.iterdir()] == [".tiny.lock"]


def test_one_archive_serves_two_models_that_everybody_should_have(tmp_path: Path) -> None:
    archive = tmp_path / "both.zip"
    contents = {"one": b"first" * 50, "two": b"second" * 50, "three": b"third" * 50}
    with zipfile.ZipFile(archive, "w") as opened:
        for name, content in contents.items():
            opened.writestr(name, content)
    cards = [
        ModelCard(
            id=name,
            title=name,
            licence="MIT",
            source=f"{archive.as_uri()}#{name}",
            sha256=hashlib.sha256(content).hexdigest(),
            size_bytes=len(content),
            system="none",
            format=WeightFormat.ONNX,
            recommended=name != "three",
        )
        for name, content in contents.items()
    ]
    store = store_with(tmp_path, *cards)
    store.install("one")
    archive.unlink()
    assert store.install("two").read_bytes() == contents["two"]
    assert not list(store.folder.glob(".*.incoming"))
    with pytest.raises(StoreError):
        store.install("three")


def test_the_record_holds_the_card(tmp_path: Path, onnx: Path) -> None:
    card = card_of(onnx, WeightFormat.ONNX)
    path = store_with(tmp_path, card).install("tiny")
    record = tomllib.loads((path.parent / "card.toml").read_text())
    assert record["licence"] == card.licence
    assert record["stored_sha256"] == card.sha256


def test_another_file_is_refused(tmp_path: Path, onnx: Path) -> None:
    store = store_with(tmp_path, card_of(onnx, WeightFormat.ONNX))
    onnx.write_bytes(ONNX[:-1] + b"x")
    with pytest.raises(DigestMismatch):
        store.install("tiny")
    assert store.installed() == {}


def test_damage_is_noticed_and_mended(tmp_path: Path, onnx: Path) -> None:
    store = store_with(tmp_path, card_of(onnx, WeightFormat.ONNX))
    path = store.install("tiny")
    store.path_of("tiny")
    path.write_bytes(b"y" + ONNX[1:])
    with pytest.raises(ModelDamaged, match="install"):
        store.verify("tiny")
    assert store.install("tiny").read_bytes() == ONNX


def test_unknown_names_are_a_sentence(tmp_path: Path, onnx: Path) -> None:
    store = store_with(tmp_path, card_of(onnx, WeightFormat.ONNX))
    for call in (store.path_of, store.install, store.remove, store.verify):
        with pytest.raises(UnknownModel, match="There are: tiny"):
            call("large")


def test_missing_source_leaves_nothing(tmp_path: Path, onnx: Path) -> None:
    store = store_with(tmp_path, card_of(onnx, WeightFormat.ONNX))
    onnx.unlink()
    with pytest.raises(StoreError):
        store.install("tiny")
    assert store.installed() == {}


def test_bundled_models_count(tmp_path: Path, onnx: Path) -> None:
    card = card_of(onnx, WeightFormat.ONNX)
    carried = store_with(tmp_path, card).folder
    store_with(tmp_path, card).install("tiny")
    store = ModelStore(tmp_path / "empty", cards=(card,), bundled=carried)
    assert store.path_of("tiny").read_bytes() == ONNX


def pickled(tmp_path: Path, value: object) -> Path:
    path = tmp_path / "weights.ckpt"
    path.write_bytes(pickle.dumps(value, protocol=3))
    return path


def test_numpy_pickle_becomes_safetensors(tmp_path: Path) -> None:
    kernel = np.arange(12, dtype=np.float32).reshape(3, 4)
    path = pickled(tmp_path, {"block": {"kernel": kernel, "step": 7}})
    stored = store_with(tmp_path, card_of(path, WeightFormat.PICKLE)).install("tiny")
    assert stored.name == "weights.safetensors"
    loaded = load_file(stored)
    assert list(loaded) == ["block.kernel"]
    np.testing.assert_array_equal(loaded["block.kernel"], kernel)


def test_torch_pickle_becomes_safetensors(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")
    path = tmp_path / "weights.pth"
    torch.save({"params_ema": {"conv.weight": torch.ones(2, 3)}, "epoch": 3}, path)
    stored = store_with(tmp_path, card_of(path, WeightFormat.PICKLE)).install("tiny")
    assert {name: array.shape for name, array in load_file(stored).items()} == {
        "conv.weight": (2, 3)
    }


class Canary:
    """A pickle that writes a file when it is loaded carelessly."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return (Path.touch, (self.path,))


@pytest.mark.parametrize("suffix", [".ckpt", ".pth", "zip"])
def test_a_hostile_pickle_does_nothing(tmp_path: Path, suffix: str) -> None:
    torch = pytest.importorskip("torch")
    canary = tmp_path / "canary"
    path = tmp_path / f"w{suffix}"
    if suffix == "zip":
        torch.save(Canary(canary), path)
    else:
        path.write_bytes(pickle.dumps(Canary(canary)))
    with pytest.raises(ConversionFailed, match="cannot be converted"):
        store_with(tmp_path, card_of(path, WeightFormat.PICKLE)).install("tiny")
    assert not canary.exists()
    pickle.load(io.BytesIO(pickle.dumps(Canary(canary))))
    assert canary.exists(), "the test itself must be able to fail"


def test_weights_that_are_no_numbers_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "w.safetensors"
    save_file({"a": np.array([1.0, np.nan], np.float32)}, path)
    store = store_with(tmp_path, card_of(path, WeightFormat.SAFETENSORS))
    with pytest.raises(StoreError, match="not numbers"):
        store.install("tiny")
    assert store.installed() == {}


def test_cards_have_one_id_each_and_a_licence() -> None:
    ids = [card.id for card in CARDS]
    assert len(set(ids)) == len(ids)
    assert all(card.licence and card.title and card.system for card in CARDS)


def test_the_default_folder_is_the_persons(isolated_home: Path) -> None:
    assert ModelStore().folder == isolated_home / "data" / "models"


@pytest.mark.parametrize("home", [None, "~/elsewhere"])
def test_editor_and_backend_agree_on_folders(
    home: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for variable in ("PENTIMENTO_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(variable, raising=False)
    if home:
        monkeypatch.setenv("PENTIMENTO_HOME", home)
    assert ours.data_folder() == editors.data_folder()
    assert ours.cache_folder() == editors.cache_folder()
    assert tmp_path in ours.data_folder().parents
