"""Weights that we trained are found beside the installed ones, checked, and stay."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from pathlib import Path

import numpy as np
import pytest

import resources.index
from editor.cli.main import main
from ml.store.failures import (
    ModelBundled,
    ModelDamaged,
    SourceUnreachable,
    UnknownModel,
    WeightsMismatch,
)
from ml.store.sources import locate, parse
from ml.store.store import ModelStore
from ml.store.weights import load_parts, network_weights, save_weights

ROOT = Path(__file__).resolve().parents[3]


def publish(folder: Path, card_id: str = "tiny-x2", parts: int = 2) -> Path:
    """A published folder with one tensor in each file."""
    home = folder / card_id
    home.mkdir(parents=True)
    lines = [f'id = "{card_id}"', 'title = "A tiny one"', 'licence = "MIT"', 'system = "tiny"']
    lines += ['command = "train tiny"', "step = 7"]
    for number in range(1, parts + 1):
        path = home / f"tiny-{number}of{parts}.safetensors"
        array = np.full((2, number), number, np.float16)
        save_weights(path, {f"net.layer{number}": array}, {"system": "tiny", "scale": 2})
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        lines += ["[[parts]]", f'file = "{path.name}"', f'sha256 = "{digest}"']
        lines += [f"size_bytes = {path.stat().st_size}"]
    (home / "card.toml").write_text("\n".join(lines))
    return home


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    publish(tmp_path / "shipped")
    return ModelStore(tmp_path / "models", cards=(), shipped=tmp_path / "shipped")


def test_bundled_weights_are_like_installed_ones(store: ModelStore) -> None:
    (state,) = store.list()
    assert (state.is_installed, state.is_bundled) == (True, True)
    assert state.card.title == "A tiny one"
    first = store.path_of("tiny-x2")
    assert first.name == "tiny-1of2.safetensors"
    assert store.installed() == {"tiny-x2": first}
    assert store.install("tiny-x2") == first, "there is nothing to install"
    assert state.card.size_bytes == sum(p.stat().st_size for p in first.parent.glob("*.saf*"))


def test_bundled_weights_stay(store: ModelStore) -> None:
    with pytest.raises(ModelBundled, match="comes with the program"):
        store.remove("tiny-x2")
    assert store.path_of("tiny-x2").is_file()
    with pytest.raises(UnknownModel, match="There are: tiny-x2"):
        store.card("tiny")
    with pytest.raises(SourceUnreachable, match="comes with the program"):
        locate(parse(store.card("tiny-x2").source))


@pytest.mark.parametrize("harm", ["flip", "cut", "lose"])
def test_a_damaged_part_is_noticed(store: ModelStore, harm: str) -> None:
    second = store.path_of("tiny-x2").with_name("tiny-2of2.safetensors")
    content = bytearray(second.read_bytes())
    content[-1] ^= 1
    if harm == "lose":
        second.unlink()
    else:
        second.write_bytes(bytes(content) if harm == "flip" else bytes(content[:-1]))
    with pytest.raises(ModelDamaged, match=r"tiny-2of2\.safetensors"):
        store.verify("tiny-x2")


def test_a_persons_own_training_goes_first_and_can_be_removed(store: ModelStore) -> None:
    own = publish(store.folder, parts=1)
    assert store.path_of("tiny-x2").parent == own
    assert [state.is_bundled for state in store.list()] == [False]
    store.remove("tiny-x2")
    assert not own.exists()
    assert store.list()[0].is_bundled


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x = ",
        'id = "other"',
        'id = "odd"\ntitle = "t"\nlicence = "l"\nsystem = "s"\nparts = []',
    ],
)
def test_other_folders_are_passed_over(store: ModelStore, text: str) -> None:
    odd = store.shipped / "odd"
    odd.mkdir()
    (odd / "card.toml").write_text(text)
    assert list(store.installed()) == ["tiny-x2"]


def test_a_card_cannot_lead_out_of_its_folder(store: ModelStore, tmp_path: Path) -> None:
    home = publish(tmp_path / "shipped", "leading-out", parts=1)
    card = (home / "card.toml").read_text()
    (home / "card.toml").write_text(card.replace("tiny-1of1", "../tiny-x2/tiny-1of2"))
    assert list(store.installed()) == ["tiny-x2"]


def test_parts_are_read_together(store: ModelStore) -> None:
    first = store.path_of("tiny-x2")
    shapes = {"net.layer1": (2, 1), "net.layer2": (2, 2)}
    for start in (first, first.with_name("tiny-2of2.safetensors")):
        arrays = load_parts(start, shapes)
        assert {name: array.shape for name, array in arrays.items()} == shapes
    assert network_weights(arrays, "net")["layer2"].tolist() == [[2, 2], [2, 2]]
    assert network_weights(arrays, "ne") == {}
    with pytest.raises(WeightsMismatch, match="is for another network"):
        load_parts(first, {"net.layer1": (2, 1)})
    first.with_name("tiny-2of2.safetensors").unlink()
    with pytest.raises(WeightsMismatch, match=r"tiny-2of2\.safetensors is missing"):
        load_parts(first)


def test_the_command_line_lists_them(
    store: ModelStore, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(resources.index, "weights", lambda: store.shipped)

    def call(*words: str) -> tuple[int, str, str]:
        code = main(["models", *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    assert re.search(r"^tiny-x2 +bundled +\S+ MB  A tiny one$", call("list")[1], re.MULTILINE)
    entry = next(entry for entry in json.loads(call("list", "--json")[1]) if entry["bundled"])
    assert (entry["id"], entry["installed"]) == ("tiny-x2", True)
    assert "tiny-x2: whole" in call("verify")[1]
    code, out, err = call("remove", "tiny-x2")
    assert (code, out, "comes with the program" in err) == (2, "", True)


def test_what_is_bundled_is_whole_and_packaged() -> None:
    store = ModelStore(Path("/nowhere"), cards=())
    for state in store.list():
        folder = store.path_of(state.card.id).parent
        assert folder.parent == resources.index.weights()
        assert load_parts(store.path_of(state.card.id))
        card = tomllib.loads((folder / "card.toml").read_text(encoding="utf-8"))
        assert card["data"], "a card names what its weights were trained on"
        assert all(part["size_bytes"] <= 16 << 20 for part in card["parts"])
    packaged = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]
    assert {"*.safetensors", "*.toml"} <= set(packaged["package-data"]["*"])
