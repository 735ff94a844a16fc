"""The guess speaks the landscape palette, follows the picture's borders and knows where sky is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from ml.api.errors import Cancelled
from ml.api.generator import Inputs, Resources
from ml.api.labels import LANDSCAPE
from ml.api.palette_files import palette_of_text
from ml.api.progress import NoProgress
from ml.generators.label_guess.generator import LabelGuess
from ml.generators.label_guess.spec import LabelGuessParams
from ml.generators.label_to_photo.generator import LabelToPhoto
from ml.generators.label_to_photo.spec import LabelPhotoParams, Quality
from ml.labels.borders import sharpened
from ml.labels.guess import guess_labels, without_low_sky
from ml.labels.network import features_of, scores_of
from ml.layers.features import Vgg19, feature_network

SKY, GRASS = LANDSCAPE.named("sky").index, LANDSCAPE.named("grass").index


def meadow(rows: int = 60, columns: int = 90) -> np.ndarray:
    """A blue sky over a green, rough meadow."""
    picture = np.empty((rows, columns, 3), np.float32)
    picture[: rows // 2] = (0.45, 0.65, 0.95)
    picture[rows // 2 :] = (0.3, 0.6, 0.15)
    rough = np.random.default_rng(1).normal(0, 0.04, (rows - rows // 2, columns, 1))
    picture[rows // 2 :] += rough
    return picture.clip(0, 1).astype(np.float32)


def nothing() -> None:
    """Nobody stops it."""


def test_rules_tell_sky_from_meadow() -> None:
    found, has_network = guess_labels(meadow(), {}, nothing)
    assert not has_network
    assert found.shape == (60, 90)
    assert (found[:24] == SKY).mean() > 0.95
    assert np.isin(found[40:], (GRASS, LANDSCAPE.named("tree").index)).mean() > 0.9


def test_scores_are_brought_to_the_border_of_the_picture() -> None:
    """A coarse score that is off by some pixels ends where the picture changes."""
    picture = np.zeros((100, 100, 3), np.float32)
    picture[:52] = 1.0
    scores = np.zeros((10, 10, 2), np.float32)
    scores[:5, :, 0] = scores[5:, :, 1] = 3.0
    found = sharpened(picture, scores).argmax(axis=2)
    assert (found[:51] == 0).all()
    assert (found[53:] == 1).all()


def test_sky_in_the_lower_half_is_its_mirror() -> None:
    chance = np.zeros((20, 10, 2), np.float32)
    chance[..., 1] = 0.4
    chance[:6, :, 0] = 0.9
    chance[14:18, 2:6, 0] = 0.9
    found = without_low_sky(chance, 0).argmax(axis=2)
    assert (found[:6] == 0).all()
    assert (found[6:] == 1).all()


def test_the_network_scores_cells_by_name(tmp_path: Path) -> None:
    """With an untrained backbone: the shapes, and that the layer on top is what decides."""
    torch.manual_seed(0)
    network = Vgg19(("relu3_1", "relu4_1", "relu5_1"))
    backbone, head = tmp_path / "v.safetensors", tmp_path / "h.safetensors"
    save_file(network.layers.state_dict(), backbone)
    width = 256 + 512 * 3 + 3 + 3 + 3 + 3
    weight = torch.zeros(width, 2)
    weight[width - 6] = torch.tensor([-4.0, 4.0])  # how far down the cell lies
    told = {"labels": "sky,grass"}
    save_file({"weight": weight, "bias": torch.tensor([2.0, -2.0])}, head, told)
    names, scores = scores_of(meadow(), backbone, head)
    assert names == ("sky", "grass")
    assert scores.shape == (32, 48, 2)
    assert (scores[:10].argmax(axis=2) == 0).all()
    assert (scores[-10:].argmax(axis=2) == 1).all()


def test_features_tell_height_and_colour() -> None:
    network = feature_network("random", ("relu3_1", "relu4_1", "relu5_1"), narrower=32)
    with torch.inference_mode():
        found = features_of(meadow(), network)
    colour, down = found[-12:-9], found[-6]
    assert torch.allclose(colour[:, 2, 2], torch.tensor([0.45, 0.65, 0.95]), atol=0.02)
    assert float(down[0, 0]) == 0.0
    assert float(down[-1, 0]) == 1.0


def test_the_generator_leaves_what_is_clear_unlabelled_and_says_what_helped() -> None:
    picture = np.dstack([meadow(), np.ones((60, 90), np.float32)])
    picture[:, :10, 3] = 0
    told: list[tuple[str, str]] = []

    class Listening(NoProgress):
        def note(self, sentence: str, *, model: str = "") -> None:
            told.append((sentence, model))

    guesser = LabelGuess()
    guesser.load(Resources())
    result = guesser.run(Inputs({"image": (picture,)}), LabelGuessParams(), Listening())
    assert result.image.dtype == np.uint16
    assert (result.image[:, :10] == LANDSCAPE.unlabelled).all()
    assert (result.image[:20, 20:] == SKY).all()
    assert palette_of_text(result.texts["palette"]) == LANDSCAPE
    assert result.info["guessed_by"] == "rules"
    assert [model for _, model in told] == ["vgg19"]


def test_a_cancel_is_heard() -> None:
    def stop() -> None:
        raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        guess_labels(meadow(), {}, stop)


def test_references_without_a_map_are_guessed_when_that_is_wanted() -> None:
    labels = np.full((48, 64), SKY, np.uint8)
    labels[20:] = GRASS
    inputs = Inputs({"labels": (labels,), "reference": (meadow(),)})
    params = LabelPhotoParams(guess=True, quality=Quality.LIVE)
    made = LabelToPhoto().run(inputs, params, NoProgress()).image
    blue = made[..., 2] > made[..., 1]
    assert (blue == (labels == SKY)).mean() > 0.95
