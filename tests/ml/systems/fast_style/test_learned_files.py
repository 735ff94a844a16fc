"""Networks of several styles: read from files, mixed, learned further, kept as single styles."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from safetensors.torch import save_file
from thin_style import scene
from torch import Tensor

from ml.api.errors import BadInput, Cancelled, WeightsMissing
from ml.api.generator import Inputs, Resources
from ml.api.progress import NoProgress
from ml.generators.style import learning
from ml.generators.style.generator import Style
from ml.generators.style.learned import shares_of_manner
from ml.generators.style.spec import LEARNED_STYLE, StyleParams
from ml.layers.features import feature_network
from ml.systems.fast_style.adaptation import Lesson, adapt, nearest
from ml.systems.fast_style.files import (
    NoLearnedStyle,
    read_network,
    read_style,
    single,
    style_bytes,
    with_style,
)
from ml.systems.fast_style.losses import LIGHT_TAPS
from ml.systems.fast_style.manners import MannerMissing, manners
from ml.systems.fast_style.network import Shape, StylePainter
from ml.systems.fast_style.onnx_weights import NotOnnx, tensors_of

SHAPE = Shape((4, 6, 8), (6, 4), 2, 3, True)


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def painter(shape: Shape = SHAPE) -> StylePainter:
    """Styles that differ."""
    torch.manual_seed(2)
    made = StylePainter(shape)
    for norm in made.norms():
        torch.nn.init.normal_(norm.weight, 1.0, 0.5)
        torch.nn.init.normal_(norm.bias, 0.0, 0.5)
    return made.requires_grad_(False).eval()


def picture(side: int, seed: int = 0) -> Tensor:
    return torch.from_numpy(scene(side, side, seed).transpose(2, 0, 1).copy())[None]


def number(value: int) -> bytes:
    """As protobuf writes it."""
    found = b""
    while value > 127:
        found += bytes([value & 127 | 128])
        value >>= 7
    return found + bytes([value])


def field(place: int, content: bytes) -> bytes:
    return number(place << 3 | 2) + number(len(content)) + content


def onnx_bytes(tensors: dict[str, NDArray[np.float32]]) -> bytes:
    """A model that holds nothing but tensors."""
    graph = b""
    for name, values in tensors.items():
        dims = b"".join(number(1 << 3) + number(side) for side in values.shape)
        kind = number(2 << 3) + number(1)
        graph += field(5, dims + kind + field(8, name.encode()) + field(9, values.tobytes()))
    return field(7, graph)


def as_onnx(known: StylePainter) -> bytes:
    """A painter without biases under the names of the other hand."""
    blocks = {f"contract.{n}": known.into[n] for n in range(3)}
    for n in range(known.shape.residuals):
        blocks[f"res.{n}.0"] = known.residuals[n].first
        blocks[f"res.{n}.1"] = known.residuals[n].second
    blocks |= {"expand.0": known.up_half, "expand.1": known.up_full}
    found: dict[str, NDArray[np.float32]] = {}
    for name, block in blocks.items():
        block[0].bias.zero_()
        found |= {
            f"{name}.w": block[0].weight.numpy(),
            f"{name}.norm.gamma": block[1].weight.numpy(),
        }
        found[f"{name}.norm.beta"] = block[1].bias.numpy()
    known.to_picture.bias.zero_()
    found["expand.2.w"] = known.to_picture.weight.numpy()
    assert known.last_norm is not None
    found["expand.2.norm.gamma"] = known.last_norm.weight.numpy()
    found["expand.2.norm.beta"] = known.last_norm.bias.numpy()
    return onnx_bytes(found)


def test_a_network_of_another_hand_paints_the_same(tmp_path: Path) -> None:
    known, path = painter(), tmp_path / "many.onnx"
    path.write_bytes(as_onnx(known))
    found = read_network(path)
    assert found.painter.shape == SHAPE
    assert found.names == ("1", "2", "3")
    shares = torch.tensor([[0.2, 0.3, 0.5]])
    torch.testing.assert_close(
        found.painter(picture(32), shares), known(picture(32), shares), atol=1e-6, rtol=1e-5
    )


def test_tensors_are_read_and_what_is_cut_off_is_refused() -> None:
    values = np.arange(300, dtype=np.float32).reshape(2, 150)
    content = onnx_bytes({"a": values, "b": values[:, :1]})
    found = tensors_of(content)
    np.testing.assert_array_equal(found["a"], values)
    assert found["b"].shape == (2, 1)
    with pytest.raises(NotOnnx):
        tensors_of(content[:-5])


def test_a_mixture_of_styles_is_one_style() -> None:
    known, shares = painter(), torch.tensor([0.5, 0.0, 0.5])
    alone = single(known, shares)
    torch.testing.assert_close(
        alone(picture(24)), known(picture(24), shares[None]), atol=1e-6, rtol=1e-5
    )
    apart = known(picture(24), torch.eye(3)[:1]) - known(picture(24), torch.eye(3)[1:2])
    assert float(apart.abs().max()) > 0.01


def test_learning_begins_with_the_nearest_style() -> None:
    known, features = painter(), feature_network("random", LIGHT_TAPS, narrower=16)
    wanted = torch.eye(3)[2:]
    style = known(picture(32), wanted)
    lesson = Lesson([picture(32)], style, content_weight=0.0, smooth_weight=0.0)
    begun = nearest(known, features, lesson)
    torch.testing.assert_close(begun(picture(24)), known(picture(24), wanted))


def test_a_learned_style_is_kept_and_found_again(tmp_path: Path) -> None:
    base, features = painter(), feature_network("random", LIGHT_TAPS, narrower=16)
    lesson = Lesson([picture(32)], picture(32, 3))
    learned = single(base, torch.eye(3)[0])
    list(adapt(learned, features, lesson, steps=5))
    content = style_bytes(learned, "base", "mine")
    assert len(content) < 4_000
    (tmp_path / "mine.safetensors").write_bytes(content)
    style = read_style(tmp_path / "mine.safetensors")
    assert style is not None
    assert style.base == "base"
    torch.testing.assert_close(with_style(base, style)(picture(24)), learned(picture(24)))
    other = painter(Shape((4, 6, 12), (6, 4), 2, 3, True))
    with pytest.raises(NoLearnedStyle, match="another network"):
        with_style(other, style)


def test_words_choose_and_mix_the_styles_of_a_network(tmp_path: Path) -> None:
    (tmp_path / "many.onnx").write_bytes(as_onnx(painter()))
    known = read_network(tmp_path / "many.onnx")
    assert shares_of_manner(known, "").tolist() == [1.0, 0.0, 0.0]
    assert shares_of_manner(known, "3").tolist() == [0.0, 0.0, 1.0]
    assert shares_of_manner(known, "1: 3, 2: 1").tolist() == [0.75, 0.25, 0.0]
    for words, said in (
        ("9", "no style '9'"),
        ("1: x", "number such as 2"),
        ("1: 0", "more than 0"),
    ):
        with pytest.raises(BadInput, match=said):
            shares_of_manner(known, words)


def test_the_generator_learns_a_style_and_paints_in_it_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "base.safetensors"
    made = painter(Shape((4, 6, 8), (6, 4), 1, 2))
    facts = {"whole": 4, "half": 6, "quarter": 8, "residuals": 1, "styles": ["a", "b"]}
    tensors = {f"painter.{name}": value for name, value in made.state_dict().items()}
    save_file(tensors, path, {"pentimento": json.dumps(facts)})
    thin = feature_network("random", LIGHT_TAPS, narrower=16)
    monkeypatch.setattr(learning, "_features", lambda _: thin)
    monkeypatch.setattr(learning, "STEPS", 8)
    weights = {"vgg19": path, "style/base": path}
    photo, style = scene(50, 70), scene(60, 60, 4)
    given = Inputs({"image": (photo,), "reference": (style,)})
    generator = Style()
    generator.load(Resources(weights=weights))
    learned = generator.run(given, StyleParams(method="learn"), NoProgress())
    assert learned.info["steps"] == 8
    assert learned.image.shape == photo.shape
    mine = tmp_path / "mine.safetensors"
    mine.write_bytes(base64.b64decode(learned.texts[LEARNED_STYLE]))
    generator.load(Resources(weights={**weights, "style/mine": mine}))
    again = StyleParams(method="learned", model="mine", strength=1.0)
    painted = generator.run(given, again, NoProgress())
    np.testing.assert_allclose(painted.image, learned.image, atol=1e-5)
    generator.load(Resources(weights={"style/mine": mine}))
    with pytest.raises(WeightsMissing, match="learned on 'base'"):
        generator.run(given, again, NoProgress())


def test_styles_to_train_with_are_ours_or_in_a_folder(tmp_path: Path) -> None:
    ours = manners(("mosaic",), "", 32)
    assert ours[0].shape == (32, 32, 3)
    with pytest.raises(MannerMissing, match="state a folder"):
        manners(("nobody",), str(tmp_path), 32)


class Stopping(NoProgress):
    """Cancels at the call of that number."""

    def __init__(self, after: int) -> None:
        self.left = after

    def part(self, start: float, end: float) -> Stopping:
        return self

    def set(self, fraction: float, stage: str = "") -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled("Stopped.")


def test_odd_pictures_are_learned_from_and_a_cancel_is_felt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "many.onnx"
    path.write_bytes(as_onnx(painter()))
    thin = feature_network("random", LIGHT_TAPS, narrower=16)
    monkeypatch.setattr(learning, "_features", lambda _: thin)
    monkeypatch.setattr(learning, "STEPS", 2)
    generator = Style()
    generator.load(Resources(weights={"vgg19": path, "style/many": path}))
    for photo, style in ((scene(1, 1), scene(30, 30)), (scene(20, 90), scene(1, 1))):
        given = Inputs({"image": (photo,), "reference": (style,)})
        made = generator.run(given, StyleParams(method="learn"), NoProgress()).image
        assert made.shape == photo.shape
        assert np.isfinite(made).all()
        for after in range(4):
            with pytest.raises(Cancelled):
                generator.run(given, StyleParams(method="learn"), Stopping(after))
    with pytest.raises(BadInput, match="no style to learn"):
        generator.run(
            Inputs({"image": (scene(20, 20),)}), StyleParams(method="learn"), NoProgress()
        )
    assert (
        generator.run(
            Inputs({"image": (scene(20, 20),)}),
            StyleParams(method="learned", manner="2"),
            NoProgress(),
        ).info["manner"]
        == "2"
    )
