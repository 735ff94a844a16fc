"""Files of LaMa's make run through spandrel, and are a plain sentence where that is absent."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from ml.api.errors import GeneratorError
from ml.api.generator import Inputs, Resources
from ml.api.progress import NoProgress
from ml.generators.inpaint.generator import Inpaint
from ml.generators.inpaint.spec import InpaintParams, Mode
from ml.store.own_files import OwnFiles
from ml.systems.community import extra, inpainter
from ml.systems.community.inpainter import NotUsable, open_inpainter, unwrapped

needs_spandrel = pytest.mark.skipif(
    importlib.util.find_spec("spandrel") is None, reason="the community extra is not installed"
)


def test_without_the_extra_the_command_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(NotUsable, match=r"lama\.pt needs the community extra: run `python3 start"):
        open_inpainter(tmp_path / "lama.safetensors", "lama.pt", "cpu")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with pytest.raises(NotUsable, match="from its source"):
        open_inpainter(tmp_path / "lama.safetensors", "lama.pt", "cpu")


def test_the_generator_says_so_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extra.importlib.util, "find_spec", lambda name: None)
    generator = Inpaint()
    generator.load(Resources(weights={"inpaint/lama.pt": tmp_path / "w.safetensors"}))
    with pytest.raises(GeneratorError, match="community extra"):
        generator.run(picture(), InpaintParams(model="lama.pt"), NoProgress())


@pytest.mark.parametrize("prefix", ["", "generator.", "model.", "model.generator.", "a.b."])
def test_wrappings_are_taken_off(prefix: str) -> None:
    whole = torch.ones(2, dtype=torch.float16)
    tensors = {
        f"{prefix}model.1.bn_l.running_mean": whole,
        f"{prefix}model.1.bn_l.num_batches_tracked": torch.tensor(3),
        "discriminator.model0.0.weight": whole,
        "evaluator.fid.model.1.weight": whole,
    }
    found = unwrapped(tensors)
    assert set(found) == {
        "generator.model.1.bn_l.running_mean",
        "generator.model.1.bn_l.num_batches_tracked",
    }
    assert found["generator.model.1.bn_l.running_mean"].dtype == torch.float32


def picture() -> Inputs:
    image = np.random.default_rng(0).random((96, 96, 3)).astype(np.float32)
    mask = np.zeros((96, 96), bool)
    mask[40:60, 30:50] = True
    return Inputs({"image": (image,), "mask": (mask,)})


@pytest.fixture(scope="module")
def lama(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A LaMa that has learned nothing, as its state dict."""
    inpainter.load_spandrel("lama")
    network = importlib.import_module("spandrel.architectures.LaMa").LaMa(in_nc=4, out_nc=3)
    path = tmp_path_factory.mktemp("lama") / "lama.safetensors"
    save_file({name: value.contiguous() for name, value in network.state_dict().items()}, path)
    return path


@needs_spandrel
def test_only_the_hole_is_filled_and_always_alike(lama: Path) -> None:
    network = open_inpainter(lama, "lama.safetensors", "cpu")
    colours = np.random.default_rng(1).integers(0, 256, (72, 64, 3), np.uint8)
    hole = np.zeros((72, 64), bool)
    hole[20:40, 10:30] = True
    first, second = network.run(colours, hole), network.run(colours, hole)
    np.testing.assert_array_equal(first, second)
    np.testing.assert_array_equal(first[~hole], colours[~hole])
    assert (first[hole] != colours[hole]).any()
    other = colours.copy()
    other[hole] = 7
    np.testing.assert_array_equal(network.run(other, hole), first)


@needs_spandrel
@pytest.mark.slow
@pytest.mark.parametrize("kind", ["checkpoint", "torchscript"])
def test_a_dropped_file_fills_through_the_generator(lama: Path, tmp_path: Path, kind: str) -> None:
    own = OwnFiles(tmp_path)
    own.folder.mkdir()
    name = "best.ckpt" if kind == "checkpoint" else "big-lama.pt"
    if kind == "checkpoint":
        tensors = {f"generator.{k.removeprefix('model.')}": v for k, v in load_file(lama).items()}
        torch.save({"state_dict": tensors, "epoch": 3}, own.folder / name)
    else:
        save_torchscript(lama, own.folder / name)
    own.make_ready("inpaint", name)
    generator = Inpaint()
    generator.load(Resources(weights=own.weights()))
    params = InpaintParams(mode=Mode.LEARNED, model=name, grow=0, feather=0, match=0.0)
    result = generator.run(picture(), params, NoProgress())
    assert result.info["network"] == name
    wanted = picture()
    hole = wanted.mask("mask")
    np.testing.assert_allclose(result.image[~hole], wanted.image("image")[~hole], atol=1e-6)
    assert np.abs(result.image[hole] - wanted.image("image")[hole]).max() > 0.05


class Wrapper(torch.nn.Module):
    """What the usual exporter puts around the generator."""

    def __init__(self, generator: torch.nn.Module) -> None:
        super().__init__()
        self.model = torch.nn.ModuleDict({"generator": generator})

    def forward(self, image: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        return self.model["generator"](image, mask)


def save_torchscript(lama: Path, path: Path) -> None:
    network = importlib.import_module("spandrel.architectures.LaMa").LaMa(in_nc=4, out_nc=3)
    network.load_state_dict(load_file(lama))
    example = torch.rand(1, 3, 64, 64), torch.zeros(1, 1, 64, 64)
    traced = torch.jit.trace(Wrapper(network.model).eval(), example, check_trace=False)
    torch.jit.save(traced, str(path))


@needs_spandrel
def test_a_network_for_something_else_is_a_sentence(tmp_path: Path) -> None:
    inpainter.load_spandrel("x")
    path = tmp_path / "w.safetensors"
    save_file({"generator.model.1.bn_l.running_mean": torch.zeros(3)}, path)
    with pytest.raises(NotUsable, match=r"x\.pth is no network that spandrel can read"):
        open_inpainter(path, "x.pth", "cpu")
    path.write_bytes(b"text")
    with pytest.raises(NotUsable, match="cannot be read"):
        open_inpainter(path, "x.pth", "cpu")


def test_a_network_for_other_pictures_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inpainter, "load_spandrel", lambda name: None)
    monkeypatch.setattr(inpainter, "tensors_of", lambda path, name: {})
    grey = SimpleNamespace(purpose="Inpainting", input_channels=2, model=torch.nn.Identity())
    monkeypatch.setattr(inpainter, "network_of", lambda tensors, name: grey)
    with pytest.raises(NotUsable, match=r"grey\.pt fills other pictures"):
        open_inpainter(tmp_path / "w.safetensors", "grey.pt", "cpu")
    grey.input_channels = 3
    assert open_inpainter(tmp_path / "w.safetensors", "grey.pt", "cpu").side_px == 512
