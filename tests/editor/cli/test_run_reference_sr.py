"""`run reference_sr`: several references, and every mistake as one sentence before any work."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor.cli.arguments import read_run
from editor.cli.problems import UsageProblem
from ml.api.errors import BadInput
from ml.generators.reference_sr.spec import REFERENCE_SR

GIVEN = ["--image", "a.png", "--output", "o.png"]


def test_references_are_named_one_by_one_or_together() -> None:
    words = ["--reference", "r.png", "--reference", "s.png", "t.png", "--within", "m.png"]
    told = read_run(REFERENCE_SR, [*GIVEN, *words, "--factor", "2"])
    assert told.files["reference"] == (Path("r.png"), Path("s.png"), Path("t.png"))
    assert told.files["within"] == (Path("m.png"),)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--factor", "9"), "Factor must be a number from 1.25 to 4"),
        (("--factor", "much"), "Factor must be a number"),
        (("--boldness", "2"), "Boldness must be a number from 0 to 1"),
    ],
)
def test_values_out_of_range_are_one_sentence(more: tuple[str, ...], said: str) -> None:
    with pytest.raises(BadInput, match=said) as caught:
        read_run(REFERENCE_SR, [*GIVEN, "--reference", "r.png", *more])
    assert "\n" not in caught.value.message


def test_a_run_without_a_reference_is_refused() -> None:
    with pytest.raises(UsageProblem, match="needs --reference"):
        read_run(REFERENCE_SR, GIVEN)
