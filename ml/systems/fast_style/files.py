"""Opens what was learned: networks of the factory, one of another hand, and single styles."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor

from ml.systems.fast_style.network import BASE, RESIDUALS, Shape, StylePainter
from ml.systems.fast_style.onnx_weights import NotOnnx, tensors_of

HEADER = "pentimento"
"""The key of a file's header under which facts stand as JSON."""
NETWORK = "painter."
NORM = "style_norms."
"""What the tensors of a single style begin with, which is kept beside the network it is for."""


class NoLearnedStyle(ValueError):
    """A file that holds neither a network nor a style for one."""


@dataclass(frozen=True)
class OneStyle:
    """Gains and offsets for the network called `base`; by number of the norm, each (channels)."""

    base: str
    norms: tuple[tuple[Tensor, Tensor], ...]


@dataclass(frozen=True)
class Known:
    """A network and what its styles are called."""

    painter: StylePainter
    names: tuple[str, ...]


def read_network(path: Path) -> Known:
    """A file of the factory or the ONNX network of 26 styles. Raises `NoLearnedStyle`."""
    try:
        if path.suffix.lower() == ".onnx":
            return _of_onnx(path.read_bytes())
        return _of_factory(path)
    except (SafetensorError, OSError, ValueError, RuntimeError, KeyError) as error:
        raise NoLearnedStyle(f"{path.name} holds no network for styles.") from error


def read_style(path: Path) -> OneStyle | None:
    """A single style, or None where the file holds something else."""
    if path.suffix.lower() == ".onnx":
        return None
    try:
        with safe_open(str(path), "pt") as file:
            names = [name for name in file.keys() if name.startswith(NORM)]  # noqa: SIM118
            if not names:
                return None
            facts = json.loads((file.metadata() or {}).get(HEADER, "{}"))
            pairs = [
                (
                    file.get_tensor(f"{NORM}{number}.weight").float(),
                    file.get_tensor(f"{NORM}{number}.bias").float(),
                )
                for number in range(len(names) // 2)
            ]
        return OneStyle(str(facts["base"]), tuple(pairs))
    except (SafetensorError, OSError, ValueError, KeyError) as error:
        raise NoLearnedStyle(f"{path.name} is damaged: learn the style again.") from error


def style_bytes(painter: StylePainter, base: str, title: str) -> bytes:
    """The first style of a network as a file of a few kilobytes."""
    tensors: dict[str, Tensor] = {}
    for number, norm in enumerate(painter.norms()):
        tensors[f"{NORM}{number}.weight"] = norm.weight[0].detach().cpu().clone()
        tensors[f"{NORM}{number}.bias"] = norm.bias[0].detach().cpu().clone()
    return save(tensors, {HEADER: json.dumps({"base": base, "title": title}, sort_keys=True)})


def with_style(painter: StylePainter, style: OneStyle) -> StylePainter:
    """The network with this style and no other. Raises `NoLearnedStyle` where it does not fit."""
    made = single(painter, torch.eye(painter.shape.styles)[0])
    norms = list(made.norms())
    fits = len(norms) == len(style.norms) and all(
        norm.weight.shape[1:] == gain.shape and norm.bias.shape[1:] == offset.shape
        for norm, (gain, offset) in zip(norms, style.norms, strict=False)
    )
    if not fits:
        raise NoLearnedStyle("This style was learned on another network: learn it again.")
    with torch.no_grad():
        for norm, (gain, offset) in zip(norms, style.norms, strict=True):
            norm.weight.copy_(gain[None])
            norm.bias.copy_(offset[None])
    return made


def single(painter: StylePainter, shares: Tensor) -> StylePainter:
    """A twin with one style: the mixture of all by `shares` (styles)."""
    old = painter.shape
    shape = Shape(old.into, old.out, old.residuals, 1, old.ends_in_norm)
    made = StylePainter(shape)
    weights = painter.state_dict()
    for name, value in made.state_dict().items():
        known = weights[name]
        if known.shape != value.shape:
            known = (shares.to(known)[:, None] * known).sum(dim=0, keepdim=True)
        value.copy_(known)
    return made.requires_grad_(False).eval()


def _of_factory(path: Path) -> Known:
    with safe_open(str(path), "pt") as file:
        facts = json.loads((file.metadata() or {}).get(HEADER, "{}"))
        tensors = {
            name.removeprefix(NETWORK): file.get_tensor(name).float()
            for name in file.keys()  # noqa: SIM118 - no mapping
            if name.startswith(NETWORK)
        }
    names = tuple(str(name) for name in facts.get("styles", [])) or ("",)
    return Known(_filled(StylePainter(_shape(facts, len(names))), tensors), names)


def _shape(facts: Mapping[str, Any], styles: int) -> Shape:
    residuals = int(facts.get("residuals", RESIDUALS))
    if "whole" not in facts:
        return Shape.of_base(int(facts.get("base", BASE)), residuals)
    whole, half, quarter = (int(facts[name]) for name in ("whole", "half", "quarter"))
    return Shape((whole, half, quarter), (half, whole), residuals, styles)


def _of_onnx(content: bytes) -> Known:
    """Dumoulin's network as TensorFlow's example for telephones had it; no biases."""
    known = tensors_of(content)
    count = sum(name.startswith("res.") and name.endswith(".0.w") for name in known)
    if not count:
        raise NotOnnx("No residual blocks.")
    places = {f"contract.{n}": f"into.{n}" for n in range(3)}
    for block in range(count):
        places[f"res.{block}.0"] = f"residuals.{block}.first"
        places[f"res.{block}.1"] = f"residuals.{block}.second"
    places |= {"expand.0": "up_half", "expand.1": "up_full"}
    tensors: dict[str, Tensor] = {}
    for theirs, ours in places.items():
        tensors[f"{ours}.0.weight"] = torch.from_numpy(known[f"{theirs}.w"])
        tensors[f"{ours}.0.bias"] = torch.zeros(len(known[f"{theirs}.w"]))
        tensors[f"{ours}.1.weight"] = torch.from_numpy(known[f"{theirs}.norm.gamma"])
        tensors[f"{ours}.1.bias"] = torch.from_numpy(known[f"{theirs}.norm.beta"])
    tensors["to_picture.weight"] = torch.from_numpy(known["expand.2.w"])
    tensors["to_picture.bias"] = torch.zeros(3)
    tensors["last_norm.weight"] = torch.from_numpy(known["expand.2.norm.gamma"])
    tensors["last_norm.bias"] = torch.from_numpy(known["expand.2.norm.beta"])
    widths = [len(known[f"contract.{n}.w"]) for n in range(3)]
    out = [len(known[f"expand.{n}.w"]) for n in range(2)]
    styles = len(known["contract.0.norm.gamma"])
    shape = Shape((widths[0], widths[1], widths[2]), (out[0], out[1]), count, styles, True)
    names = tuple(str(number) for number in range(1, styles + 1))
    return Known(_filled(StylePainter(shape), tensors), names)


def _filled(painter: StylePainter, tensors: Mapping[str, Tensor]) -> StylePainter:
    painter.load_state_dict(dict(tensors))
    return painter.requires_grad_(False).eval()
