"""The slow method: round by round, ended when it is enough, kept where it was stopped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file
from thin_style import scene

from ml.api.errors import Cancelled, GeneratorError
from ml.api.generator import Inputs, Outputs, Resources
from ml.api.messages import Message, Previewed
from ml.api.progress import NoProgress, Progress
from ml.engine.cancel import CancelToken
from ml.engine.progress import JobProgress
from ml.generators.style import optimised
from ml.generators.style.generator import Style
from ml.generators.style.spec import StyleParams
from ml.layers.pooled_features import PooledVgg19
from ml.systems.neural_style.losses import TAPS


@pytest.fixture(autouse=True)
def thin(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A sixteenth of the network's width, in a file as the store has it."""
    network = PooledVgg19(TAPS, narrower=16)
    network.draw()
    path = tmp_path / "weights.safetensors"
    save_file(dict(network.layers.state_dict()), path)
    monkeypatch.setattr(optimised, "PooledVgg19", lambda taps: PooledVgg19(taps, narrower=16))
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield path
    torch.set_num_threads(before)


def painted(path: Path, progress: Progress, **values: object) -> Outputs:
    generator = Style()
    generator.load(Resources(weights={"vgg19": path}))
    given = Inputs({"image": (scene(60, 80),), "reference": (scene(40, 40, 1),)})
    params = StyleParams(method="optimised", largest=64, **values)  # type: ignore[arg-type]
    return generator.run(given, params, progress)


def test_every_round_is_shown_and_the_curve_is_told(thin: Path) -> None:
    sent: list[Message] = []
    now = iter(range(10_000))
    progress = JobProgress(1, sent.append, CancelToken(), clock=lambda: float(next(now)))
    made = painted(thin, progress, rounds=6)
    assert made.image.shape == (60, 80, 3)
    assert made.info["rounds"] == 6
    curve = [float(word) for word in str(made.info["loss_curve"]).split()]
    assert curve == sorted(curve, reverse=True)
    assert len(curve) == 6
    assert sum(isinstance(message, Previewed) for message in sent) == 6


def test_when_it_is_enough_what_there_is_is_kept(thin: Path) -> None:
    token = CancelToken()
    rounds = 0

    def count(message: Message) -> None:
        nonlocal rounds
        rounds += isinstance(message, Previewed)
        if rounds == 3:
            token.finish()

    now = iter(range(10_000))
    progress = JobProgress(1, count, token, clock=lambda: float(next(now)))
    made = painted(thin, progress, rounds=500)
    assert made.info["rounds"] == 3
    assert np.isfinite(made.image).all()


def test_a_cancel_throws_it_away(thin: Path) -> None:
    class Stopping(NoProgress):
        def part(self, start: float, end: float) -> Progress:
            return self

        def preview(self, image: object) -> None:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        painted(thin, Stopping(), rounds=3)


def test_noise_is_another_beginning_and_strength_tells(thin: Path) -> None:
    from_photo = painted(thin, NoProgress(), rounds=2, strength=0.0).image
    from_noise = painted(thin, NoProgress(), rounds=2, beginning="noise").image
    photo = scene(60, 80)
    assert np.abs(from_photo - photo).mean() < np.abs(from_noise - photo).mean()


def test_a_damaged_model_is_said(tmp_path: Path) -> None:
    path = tmp_path / "broken.safetensors"
    path.write_bytes(b"nothing")
    with pytest.raises(GeneratorError, match="damaged"):
        painted(path, NoProgress())
