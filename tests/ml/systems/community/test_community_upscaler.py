"""Other people's upscalers run through spandrel in tiles, and are a plain sentence where not."""

from __future__ import annotations

import importlib
import importlib.util
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file
from torch import nn

from editor.models import make_ready
from ml.api.errors import BadInput, GeneratorError
from ml.api.generator import Inputs, Outputs, Resources
from ml.api.progress import NoProgress
from ml.enlarging.wish import FAMILY
from ml.generators.upscale.generator import Upscale
from ml.generators.upscale.spec import UPSCALE, UpscaleParams
from ml.store.own_files import OwnFiles, family_of
from ml.store.store import ModelStore
from ml.systems.community import extra, upscaler
from ml.systems.community.upscaler import NotUsable, open_upscaler

needs_spandrel = pytest.mark.skipif(
    importlib.util.find_spec("spandrel") is None, reason="the community extra is not installed"
)


class Repeats(nn.Module):
    """Stands for a network: every pixel thrice, and how often it was asked."""

    purpose, scale, input_channels, output_channels = "SR", 3, 3, 3

    def __init__(self, channels: int = 3) -> None:
        super().__init__()
        self.model = nn.Identity()
        self.input_channels = self.output_channels = channels

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        assert image.shape[1] == self.input_channels
        return image.repeat_interleave(3, dim=2).repeat_interleave(3, dim=3)


def file_of(folder: Path, *names: str) -> Path:
    path = folder / "net.safetensors"
    save_file({name: torch.zeros(2) for name in names}, path)
    return path


def enlarged(path: Path, image: np.ndarray, factor: float = 3, **chosen: object) -> Outputs:
    generator = Upscale()
    generator.load(Resources(weights={f"{FAMILY}/mine.pth": path}, tile_px=64))
    params = UpscaleParams(factor=factor, model="mine.pth", **chosen)  # type: ignore[arg-type]
    return generator.run(Inputs({"image": (image,)}), params, NoProgress())


@pytest.mark.parametrize("channels", [1, 3])
def test_a_file_of_the_person_enlarges_in_tiles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, channels: int
) -> None:
    monkeypatch.setattr(upscaler, "load_spandrel", lambda name: None)
    monkeypatch.setattr(upscaler, "network_of", lambda tensors, name: Repeats(channels))
    path = file_of(tmp_path, "conv_first.weight", "body.0.rdb1.conv1.weight")
    image = np.random.default_rng(0).random((70, 130, 3), np.float32)
    made = enlarged(path, image)
    np.testing.assert_allclose(made.image, image.repeat(3, 0).repeat(3, 1), atol=1e-5)
    assert made.info["model"] == "mine.pth"
    assert enlarged(path, image[:20, :20], 7.5).image.shape == (150, 150, 3), "in two passes"
    assert enlarged(path, image[:20, :20], 7.5).info["model_factor"] == 9


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"purpose": "Inpainting"}, "something else than enlarging"),
        ({"scale": 1}, "something else than enlarging"),
        ({"input_channels": 6}, "pictures of 6 channels"),
    ],
)
def test_a_network_for_something_else_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: dict[str, object], words: str
) -> None:
    network = Repeats()
    for name, value in change.items():
        setattr(network, name, value)
    monkeypatch.setattr(upscaler, "load_spandrel", lambda name: None)
    monkeypatch.setattr(upscaler, "network_of", lambda tensors, name: network)
    with pytest.raises(GeneratorError, match=words):
        enlarged(file_of(tmp_path, "a"), np.zeros((8, 8, 3), np.float32))


def test_without_the_extra_the_command_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extra.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(GeneratorError, match=r"mine\.pth needs the community extra: run `python3"):
        enlarged(file_of(tmp_path, "a"), np.zeros((8, 8, 3), np.float32))


NAMES = {
    "esrgan": ("conv_first.weight", "body.0.rdb1.conv1.weight"),
    "esrgan old": ("model.0.weight", "model.1.sub.0.RDB1.conv1.0.weight"),
    "compact": ("body.0.weight", "body.1.weight", "body.2.weight", "body.2.bias"),
    "swinir": ("conv_first.weight", "layers.0.residual_group.blocks.0.norm1.weight"),
    "dat": ("before_RG.1.weight", "layers.0.blocks.0.attn.qkv.weight"),
    "span": ("conv_1.sk.weight", "block_1.c1_r.sk.weight"),
}


@pytest.mark.parametrize("kind", NAMES)
def test_files_are_told_by_their_tensors_and_offered(tmp_path: Path, kind: str) -> None:
    store = ModelStore(tmp_path, cards=(), shipped=tmp_path / "none")
    store.own.folder.mkdir()
    path = file_of(store.own.folder, *NAMES[kind])
    assert family_of(path) == FAMILY
    assert store.names(FAMILY) == (path.name,)
    make_ready(UPSCALE, UpscaleParams(model=path.name), store)


def test_files_of_another_architecture_are_clear_words(tmp_path: Path) -> None:
    store = ModelStore(tmp_path, cards=(), shipped=tmp_path / "none")
    store.own.folder.mkdir()
    path = file_of(store.own.folder, "unet.down.0.weight")
    with pytest.raises(BadInput, match="architecture unknown here; Enlarge cannot use it"):
        make_ready(UPSCALE, UpscaleParams(model=path.name), store)
    file_of(store.own.folder, "a.convl2g", "a.convg2g", "a.bn_l")
    with pytest.raises(BadInput, match="a model for inpaint"):
        make_ready(UPSCALE, UpscaleParams(model=path.name), store)


@needs_spandrel
@pytest.mark.parametrize("kind", ["compact", "esrgan"])
def test_real_architectures_run_from_a_checkpoint(tmp_path: Path, kind: str) -> None:
    extra.load_spandrel("x")
    made = importlib.import_module(
        f"spandrel.architectures.{'Compact' if kind == 'compact' else 'ESRGAN'}"
    )
    torch.manual_seed(0)
    if kind == "compact":
        network = made.Compact(num_in_ch=3, num_out_ch=3, num_feat=8, num_conv=2, upscale=4)
    else:
        network = made.ESRGAN(in_nc=3, out_nc=3, num_filters=8, num_blocks=1, scale=4)
    own = OwnFiles(tmp_path)
    own.folder.mkdir()
    torch.save({"params_ema": network.state_dict()}, own.folder / "mine.pth")
    assert [one.family for one in own.list()] == [FAMILY]
    path = own.make_ready(FAMILY, "mine.pth")
    image = np.random.default_rng(1).random((40, 90, 4), np.float32)
    result = enlarged(path, image, 4)
    assert result.image.shape == (160, 360, 4)
    assert np.isfinite(result.image).all()
    network.eval()
    with torch.inference_mode():
        whole = network(torch.from_numpy(image[..., :3].transpose(2, 0, 1).copy())[None])
    assert whole.shape == (1, 3, 160, 360)
    other = tmp_path / "other.safetensors"
    save_file({"conv_first.weight": torch.zeros(3)}, other)
    with pytest.raises(NotUsable, match="no network that spandrel can read"):
        open_upscaler(other, "other.safetensors", "cpu")
