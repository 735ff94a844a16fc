"""How long it will take, from how long it took."""

from __future__ import annotations

import pytest

from editor.paces import KEPT, Known, Paces
from ml.catalog import find


@pytest.fixture
def written() -> list[Known]:
    return []


def test_the_first_run_tells_and_later_ones_correct(written: list[Known]) -> None:
    spec = find("upscale")
    assert spec is not None
    paces = Paces({}, written.append)
    twice, four = spec.params(factor=2.0), spec.params(factor=4.0)
    assert paces.expect_s(spec, twice, 1_000_000) is None
    paces.learn(spec, twice, pixels=500_000, seconds=5.0)
    assert paces.expect_s(spec, twice, 1_000_000) == pytest.approx(10.0)
    assert paces.expect_s(spec, twice, 250_000) == pytest.approx(2.5)
    assert paces.expect_s(spec, four, 1_000_000) is None
    for _ in range(5):
        paces.learn(spec, twice, pixels=500_000, seconds=2.0)
    # Within 30 % after five runs, though the first one was slow to load.
    assert paces.expect_s(spec, twice, 1_000_000) == pytest.approx(4.0, rel=0.3)
    again = Paces(written[-1], written.append)
    assert again.expect_s(spec, twice, 1_000_000) == paces.expect_s(spec, twice, 1_000_000)


def test_a_seed_or_a_place_changes_no_time(written: list[Known]) -> None:
    spec = find("select_object")
    assert spec is not None
    paces = Paces({}, written.append)
    paces.learn(spec, spec.params(points="1,2"), pixels=1_000_000, seconds=3.0)
    assert paces.expect_s(spec, spec.params(box="1,2,3,4"), 1_000_000) == pytest.approx(3.0)


def test_nothing_is_learned_from_nothing_and_old_ones_make_room(written: list[Known]) -> None:
    spec = find("upscale")
    assert spec is not None
    paces = Paces({}, written.append)
    paces.learn(spec, spec.params(), pixels=0, seconds=1.0)
    assert written == []
    paces = Paces({f"old {n}": 1.0 for n in range(KEPT)}, written.append)
    paces.learn(spec, spec.params(), pixels=10, seconds=1.0)
    assert len(written[-1]) == KEPT
    assert "old 0" not in written[-1]
