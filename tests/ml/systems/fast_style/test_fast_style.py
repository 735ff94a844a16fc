"""The size of Johnson's network, statistics that are kept, and a style that is learned in steps."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file
from thin_style import scene
from torch import Tensor

from ml.api.errors import GeneratorError, WeightsMissing
from ml.api.generator import Inputs, Resources
from ml.api.progress import NoProgress
from ml.generators.style.generator import Style
from ml.generators.style.spec import StyleParams
from ml.layers.features import feature_network
from ml.systems.fast_style.adaptation import LONGEST_S, Lesson, adapt
from ml.systems.fast_style.losses import LIGHT_TAPS
from ml.systems.fast_style.network import Shape, Statistics, StylePainter


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def picture(rows: int, columns: int, seed: int = 0) -> Tensor:
    return torch.from_numpy(scene(rows, columns, seed).transpose(2, 0, 1).copy())[None]


def small() -> StylePainter:
    torch.manual_seed(3)
    return StylePainter(Shape.of_base(4, residuals=1))


def test_the_network_is_as_large_as_the_one_of_the_examples() -> None:
    with torch.device("meta"):
        painter = StylePainter()
        made = painter(torch.empty(1, 3, 64, 100))
    assert sum(parameter.numel() for parameter in painter.parameters()) == 1_679_235
    assert made.shape == (1, 3, 64, 100)


def test_normalisation_is_that_of_torch() -> None:
    painter, signal = small(), torch.rand(2, 4, 9, 7)
    norm = next(painter.norms())
    with torch.no_grad():
        norm.weight.copy_(torch.tensor([1.0, 2.0, 0.5, -1.0]))
        norm.bias.copy_(torch.tensor([0.0, 0.1, 0.2, 0.3]))
    gain, offset = norm.weight[0], norm.bias[0]
    expected = torch.nn.functional.instance_norm(signal, weight=gain, bias=offset)
    torch.testing.assert_close(norm(signal), expected, atol=1e-5, rtol=1e-4)


def test_kept_statistics_make_parts_alike() -> None:
    painter, whole = small().eval(), picture(48, 96)
    painter.take_statistics(Statistics.KEEP)
    with torch.no_grad():
        made = painter(whole)
        painter.take_statistics(Statistics.KEPT)
        part = painter(whole[..., 32:])
        painter.take_statistics(Statistics.OWN)
        alone = painter(whole[..., 32:])
    inside = (slice(None), slice(None), slice(None), slice(32, None))
    torch.testing.assert_close(part[inside], made[..., 64:], atol=1e-4, rtol=1e-3)
    assert float((alone[inside] - made[..., 64:]).abs().max()) > 1e-3


def test_a_style_is_learned_by_gains_and_offsets_alone() -> None:
    painter, features = small(), feature_network("random", LIGHT_TAPS, narrower=16)
    before = {name: value.clone() for name, value in painter.state_dict().items()}
    lesson = Lesson([picture(32, 32), picture(32, 32, 1)], picture(32, 32, 2), style_weight=1.0)
    steps = list(adapt(painter, features, lesson, steps=30))
    assert steps[-1].loss < 0.9 * steps[0].loss
    for name, value in painter.state_dict().items():
        is_norm = name.endswith((".1.weight", ".1.bias"))
        assert torch.equal(value, before[name]) != is_norm, name


def test_learning_ends_after_five_minutes() -> None:
    now = iter(np.arange(0.0, 1e6, 100.0))
    painter, features = small(), feature_network("random", LIGHT_TAPS, narrower=16)
    lesson = Lesson([picture(16, 16)], picture(16, 16, 1))
    steps = list(adapt(painter, features, lesson, steps=1000, clock=lambda: float(next(now))))
    assert len(steps) == LONGEST_S / 100.0
    assert steps[-1].gone >= 1.0


def test_a_trained_file_paints_and_tiles_do_not_show(tmp_path: Path) -> None:
    painter = small()
    path = tmp_path / "mine.safetensors"
    tensors = {f"painter.{name}": value for name, value in painter.state_dict().items()}
    save_file(tensors, path, {"pentimento": json.dumps({"base": 4, "residuals": 1})})
    photo = scene(90, 141)
    made = []
    for tile_px in (1024, 48):
        generator = Style()
        generator.load(Resources(weights={"style/mine": path}, tile_px=tile_px))
        params = StyleParams(method="learned", strength=1.0)
        made.append(generator.run(Inputs({"image": (photo,)}), params, NoProgress()).image)
    assert made[0].shape == photo.shape
    np.testing.assert_allclose(made[1], made[0], atol=1e-4)


def test_without_a_learned_style_the_way_out_is_said(tmp_path: Path) -> None:
    generator, given = Style(), Inputs({"image": (scene(32, 32),)})
    generator.load(Resources())
    with pytest.raises(WeightsMissing, match="choose the method “fast”"):
        generator.run(given, StyleParams(method="learned"), NoProgress())
    (tmp_path / "no.safetensors").write_bytes(b"nothing")
    generator.load(Resources(weights={"style/no": tmp_path / "no.safetensors"}))
    with pytest.raises(GeneratorError, match="holds no learned style"):
        generator.run(given, StyleParams(method="learned"), NoProgress())
