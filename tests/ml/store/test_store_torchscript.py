"""TorchScript archives: their tensors are read, their program is not."""

from __future__ import annotations

import pickle
import zipfile
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from ml.store.convert import convert_pickle, read_pickle
from ml.store.failures import ConversionFailed
from ml.store.torchscript import is_torchscript, read_torchscript


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, np.ndarray]]:
    torch = pytest.importorskip("torch")
    torch.manual_seed(0)
    net = torch.nn.Sequential(
        torch.nn.Conv2d(3, 4, 3), torch.nn.BatchNorm2d(4), torch.nn.Conv2d(4, 2, 1)
    )
    net[2].weight = torch.nn.Parameter(torch.randn(4, 2, 1, 1).transpose(0, 1))
    path = tmp_path_factory.mktemp("archive") / "net.pt"
    torch.jit.trace(net.eval(), torch.zeros(1, 3, 8, 8)).save(path)
    return path, {name: value.detach().numpy() for name, value in net.state_dict().items()}


def test_every_tensor_comes_out_under_its_name(archive: tuple[Path, dict[str, np.ndarray]]) -> None:
    path, expected = archive
    assert is_torchscript(path)
    found = read_pickle(path)
    assert set(found) == set(expected)
    for name, value in expected.items():
        np.testing.assert_array_equal(found[name], value)


def test_conversion_in_its_own_process(
    archive: tuple[Path, dict[str, np.ndarray]], tmp_path: Path
) -> None:
    path, expected = archive
    convert_pickle(path, tmp_path / "w.safetensors")
    np.testing.assert_array_equal(
        load_file(tmp_path / "w.safetensors")["2.weight"], expected["2.weight"]
    )


def test_the_program_is_never_read(
    archive: tuple[Path, dict[str, np.ndarray]], tmp_path: Path
) -> None:
    without_code = tmp_path / "no_code.pt"
    with zipfile.ZipFile(archive[0]) as old, zipfile.ZipFile(without_code, "w") as new:
        for entry in old.infolist():
            if "/code/" not in entry.filename:
                new.writestr(entry.filename, old.read(entry))
    assert set(read_pickle(without_code)) == set(archive[1])


class _Touch:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return (Path.touch, (self.path,))


def _archive_of(path: Path, pickled: bytes, **storages: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("net/constants.pkl", pickle.dumps(()))
        made.writestr("net/data.pkl", pickled)
        for key, content in storages.items():
            made.writestr(f"net/data/{key}", content)
    return path


def test_a_call_in_the_pickle_is_refused(tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    path = _archive_of(tmp_path / "hostile.pt", pickle.dumps(_Touch(canary)))
    with pytest.raises(ConversionFailed, match="which is no tensor"):
        read_torchscript(path)
    assert not canary.exists()


@pytest.mark.parametrize(
    ("offset", "shape", "strides"),
    [(0, (5,), (1,)), (3, (2,), (1,)), (0, (2, 2), (4, 1)), (0, (8,), (0,)), (-1, (2,), (1,))],
)
def test_a_tensor_outside_its_storage_is_refused(
    tmp_path: Path, offset: int, shape: tuple[int, ...], strides: tuple[int, ...]
) -> None:
    path = tmp_path / "outside.pt"
    _archive_of(path, _module_pickle(offset, shape, strides), k=np.zeros(4, "<f4").tobytes())
    with pytest.raises(ConversionFailed, match="storage"):
        read_torchscript(path)


def _module_pickle(offset: int, shape: tuple[int, ...], strides: tuple[int, ...]) -> bytes:
    """A module with one tensor `w` in the storage `k` of four floats, written by hand."""

    def numbers(values: tuple[int, ...]) -> bytes:
        return b"(" + b"".join(b"I%d\n" % value for value in values) + b"t"

    return (
        b"\x80\x02c__torch__.net\nNet\n)\x81}(X\x01\x00\x00\x00w"
        b"ctorch._utils\n_rebuild_tensor_v2\n("
        b"(X\x07\x00\x00\x00storagectorch\nFloatStorage\nX\x01\x00\x00\x00kX\x03\x00\x00\x00cpuI4\ntQ"
        + b"I%d\n" % offset
        + numbers(shape)
        + numbers(strides)
        + b"\x89}tRub."
    )


def test_a_tensor_inside_its_storage_is_read(tmp_path: Path) -> None:
    storage = np.arange(4, dtype="<f4")
    path = tmp_path / "inside.pt"
    _archive_of(path, _module_pickle(1, (2,), (2,)), k=storage.tobytes())
    np.testing.assert_array_equal(read_torchscript(path)["w"], [1, 3])
