"""A learned style becomes a file that the program finds again; what is damaged does not."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
import torch

from editor.learned_styles import LEARNED_STYLE, free_path, keep_learned, learned_in
from ml.api.errors import GeneratorError
from ml.generators.style import spec
from ml.store.own_files import OwnFiles
from ml.systems.fast_style.files import read_style, style_bytes
from ml.systems.fast_style.network import Shape, StylePainter


def learned() -> tuple[StylePainter, bytes]:
    torch.manual_seed(1)
    painter = StylePainter(Shape((4, 6, 8), (6, 4), 1))
    for norm in painter.norms():
        torch.nn.init.normal_(norm.weight)
    return painter, style_bytes(painter, "styles-26", "mine")


def test_what_was_learned_is_found_among_the_artists_own_models(tmp_path: Path) -> None:
    painter, content = learned()
    assert LEARNED_STYLE == spec.LEARNED_STYLE
    found = learned_in({LEARNED_STYLE: base64.b64encode(content).decode()})
    assert found == content
    own = OwnFiles(tmp_path)
    path = keep_learned(content, "starry night", own.folder)
    assert [(one.name, one.family) for one in own.list()] == [(path.name, "style")]
    style = read_style(path)
    assert style is not None
    assert style.base == "styles-26"
    for norm, (gain, offset) in zip(painter.norms(), style.norms, strict=True):
        torch.testing.assert_close(gain, norm.weight[0])
        torch.testing.assert_close(offset, norm.bias[0])


def test_names_are_free_and_safe(tmp_path: Path) -> None:
    first = keep_learned(b"a", "../my / style", tmp_path)
    second = keep_learned(b"b", "../my / style", tmp_path)
    assert first.parent == second.parent == tmp_path
    assert [first.read_bytes(), second.read_bytes()] == [b"a", b"b"]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([first.name, second.name])
    assert free_path("???", tmp_path).name == "style.safetensors"


@pytest.mark.parametrize("words", ["%%%", base64.b64encode(b"short").decode(), "AAAA" * 9])
def test_damage_is_refused(words: str) -> None:
    with pytest.raises(GeneratorError, match="Learn it again"):
        learned_in({LEARNED_STYLE: words})
    assert learned_in({}) is None
