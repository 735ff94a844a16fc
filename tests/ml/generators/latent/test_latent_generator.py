"""Points of a tiny random DCGAN as pictures, and what is said without a model."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from ml.api.errors import BadInput, WeightsMissing
from ml.api.generator import Inputs, Resources
from ml.api.latents import latents_text, read_latents
from ml.api.progress import NoProgress
from ml.generators.latent.generator import Latent, side_by_side
from ml.generators.latent.spec import LatentParams
from ml.store.own_files import OwnFiles
from ml.store.weights import save_weights
from ml.systems.dcgan.network import Generator, Size, Variant
from ml.systems.dcgan.runner import open_dcgan


def published(path: Path, variant: Variant = Variant.TORCH, **changes: object) -> Path:
    torch.manual_seed(3)
    size = Size(16, 4, 1, variant)
    arrays = {
        f"generator.{name}": value.numpy() for name, value in Generator(size).state_dict().items()
    }
    told = {"system": "dcgan", "variant": variant.value, "side_px": 16, "base": 4, "channels": 1}
    path.parent.mkdir(parents=True, exist_ok=True)
    save_weights(path, arrays, {**told, "law": "uniform", **changes})  # type: ignore[dict-item]
    return path


@pytest.fixture
def weights(tmp_path: Path) -> dict[str, Path]:
    published(tmp_path / "user" / "digits.safetensors")
    return OwnFiles(tmp_path).weights()


def made(weights: dict[str, Path], text: str = "", width: int = 32, **values: object):
    generator = Latent()
    generator.load(Resources(weights=weights))
    inputs = Inputs(
        {"image": (np.zeros((16, width, 3), np.float32),)}, {"latent": text} if text else {}
    )
    return generator.run(inputs, LatentParams(**values), NoProgress())  # type: ignore[arg-type]


def test_the_models_folder_knows_a_published_dcgan(weights: dict[str, Path]) -> None:
    assert [*weights] == ["latent/digits.safetensors"]


def test_a_seed_draws_a_point(weights: dict[str, Path]) -> None:
    one, same, other = made(weights), made(weights), made(weights, seed=5)
    assert one.info["model"] == "digits.safetensors"
    assert (one.image.shape, one.info["side_px"]) == ((16, 32, 3), 16)
    assert np.array_equal(one.image, same.image)
    assert not np.array_equal(one.image, other.image)
    assert one.coverage is not None
    assert one.coverage[:, 8:24].all()
    assert not one.coverage[:, :8].any()


def test_points_lie_side_by_side_and_come_back(weights: dict[str, Path]) -> None:
    points = np.random.default_rng(0).uniform(-1, 1, (2, 100))
    both = made(weights, latents_text(points))
    alone = made(weights, latents_text(points[1]), width=16)
    assert both.info["points"] == 2
    assert np.allclose(both.image[:, 16:], alone.image, atol=1e-5)
    assert np.allclose(read_latents(both.texts["latent"]), points, atol=1e-6)


def test_directions_are_the_strongest_first(weights: dict[str, Path]) -> None:
    directions = read_latents(made(weights).texts["directions"])
    assert directions.shape == (8, 100)
    assert np.allclose(directions @ directions.T, np.eye(8), atol=1e-5)
    generator = open_dcgan(weights["latent/digits.safetensors"], "cpu")
    first = generator._generator.stem[0].weight.detach().flatten(1).numpy()  # type: ignore[index]
    strengths = np.linalg.norm(directions @ first, axis=1)
    assert (np.diff(strengths) <= 1e-6).all()
    assert strengths[0] > 1.05 * np.linalg.norm(first) / 10


@pytest.mark.parametrize("variant", list(Variant))
def test_both_variants_open(tmp_path: Path, variant: Variant) -> None:
    runner = open_dcgan(published(tmp_path / "a.safetensors", variant), "cpu")
    assert runner.pictures(runner.drawn(1, 3)).shape == (3, 16, 16, 3)
    assert runner.directions(4).shape == (4, 100)


def test_without_a_model_it_says_what_to_do() -> None:
    with pytest.raises(WeightsMissing, match="train dcgan"):
        made({})


def test_what_cannot_be_used_is_named(weights: dict[str, Path], tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"no model x.*there are digits\.safetensors"):
        made(weights, model="x")
    with pytest.raises(BadInput, match="Latent 1 has 3 numbers; 100 are needed"):
        made(weights, "1 2 3")
    wrong = published(tmp_path / "wrong.safetensors", base=8)
    with pytest.raises(BadInput, match="another network than it says"):
        made({"latent/wrong.safetensors": wrong})


def test_pictures_are_enlarged_to_their_column() -> None:
    squares = np.stack([np.full((4, 4, 3), value, np.float32) for value in (0.2, 0.9)])
    image, coverage = side_by_side(squares, np.zeros((20, 24, 1), np.float32))
    assert np.allclose(image[10, 6], 0.2)
    assert np.allclose(image[10, 18], 0.9)
    assert coverage.sum() == 2 * 12 * 12
