"""Files that a person dropped in are told apart without being run, and converted once."""

from __future__ import annotations

import os
import pickle
import zipfile
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from ml.store.failures import ConversionFailed, ModelMissing
from ml.store.own_files import OwnFiles, family_of
from ml.store.store import ModelStore

LAMA = {
    "generator.model.1.bn_l.running_mean": np.zeros(2, np.float32),
    "generator.model.5.conv1.ffc.convl2g.weight": np.ones((2, 2), np.float32),
    "generator.model.5.conv1.ffc.convg2g.conv1.0.weight": np.ones(3, np.float32),
}


@pytest.fixture
def own(tmp_path: Path) -> OwnFiles:
    (tmp_path / "user").mkdir()
    return OwnFiles(tmp_path)


def torch_file(path: Path) -> Path:
    torch = pytest.importorskip("torch")
    torch.save({"state_dict": {k: torch.from_numpy(v) for k, v in LAMA.items()}}, path)
    return path


def test_files_are_told_by_the_names_of_their_tensors(own: OwnFiles) -> None:
    save_file(LAMA, own.folder / "a-lama.safetensors")
    save_file({"conv_first.weight": np.zeros(1)}, own.folder / "b-other.safetensors")
    torch_file(own.folder / "c-lama.PTH")
    (own.folder / "d-text.pt").write_text("convl2g convg2g are words of a text")
    (own.folder / "e-network.onnx").write_bytes(b"convl2g convg2g bn_l")
    (own.folder / "read me.txt").write_text("convl2g convg2g bn_l")
    families = {one.name: one.family for one in own.list()}
    assert families == {
        "a-lama.safetensors": "inpaint",
        "b-other.safetensors": "",
        "c-lama.PTH": "inpaint",
        "d-text.pt": "",
        "e-network.onnx": "",
    }


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06" + bytes(18), b"PK\x03\x04 nonsense"])
def test_a_broken_archive_belongs_to_nobody(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.pt"
    path.write_bytes(content)
    assert family_of(path) == ""


def test_an_archive_that_unpacks_to_gigabytes_is_read_a_little(tmp_path: Path) -> None:
    path = tmp_path / "bomb.pt"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x/data.pkl", bytes(64 << 20) + b"convl2g convg2g bn_l")
    assert family_of(path) == ""


def test_safetensors_are_used_where_they_lie(own: OwnFiles) -> None:
    path = own.folder / "lama.safetensors"
    save_file(LAMA, path)
    assert own.weights() == {"inpaint/lama.safetensors": path}
    assert own.make_ready("inpaint", path.name) == path


def test_a_pickle_is_used_once_it_is_converted(own: OwnFiles) -> None:
    path = torch_file(own.folder / "lama.pth")
    assert own.weights() == {}
    ready = own.make_ready("inpaint", "lama.pth")
    assert own.weights() == {"inpaint/lama.pth": ready}
    assert {name: array.shape for name, array in load_file(ready).items()} == {
        name: array.shape for name, array in LAMA.items()
    }
    before = ready.stat().st_mtime_ns
    assert own.make_ready("inpaint", "lama.pth").stat().st_mtime_ns == before
    os.utime(path, ns=(1, 1))
    assert own.weights() == {}, "another file under the same name is another model"
    again = own.make_ready("inpaint", "lama.pth")
    assert list(ready.parent.iterdir()) == [again]


class Canary:
    """Writes a file when it is unpickled carelessly; speaks the right words."""

    words = "convl2g convg2g bn_l"

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return (Path.touch, (self.path,), {"words": self.words})


@pytest.mark.parametrize("is_archive", [True, False])
def test_a_hostile_file_does_nothing(own: OwnFiles, tmp_path: Path, *, is_archive: bool) -> None:
    canary, path = tmp_path / "canary", own.folder / "evil.pt"
    content = pickle.dumps(Canary(canary))
    if is_archive:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("x/data.pkl", content)
            archive.writestr("x/constants.pkl", pickle.dumps(()))
    else:
        path.write_bytes(content)
    assert [one.family for one in own.list()] == ["inpaint"]
    with pytest.raises(ConversionFailed, match=r"evil\.pt cannot be converted"):
        own.make_ready("inpaint", "evil.pt")
    assert not canary.exists()
    assert own.weights() == {}


def test_a_file_that_is_not_there_is_a_sentence(own: OwnFiles) -> None:
    with pytest.raises(ModelMissing, match=r"There is no file lama\.pt"):
        own.make_ready("inpaint", "lama.pt")


def test_the_store_names_what_can_be_chosen(tmp_path: Path) -> None:
    store = ModelStore(tmp_path, cards=(), shipped=tmp_path / "none")
    assert store.names("inpaint") == ()
    store.own.folder.mkdir()
    save_file(LAMA, store.own.folder / "lama.safetensors")
    assert store.names("inpaint") == ("lama.safetensors",)
    assert store.names("upscale") == ()
    assert list(store.weights()) == ["inpaint/lama.safetensors"]
    assert store.installed() == {}
