"""How long it will take and how much memory, from how it was."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from editor.pace_file import PaceFile, read_paces, write_paces
from editor.paces import KEPT, RUNS_KEPT, Known, Paces, fitted
from ml.catalog import find

MEGA = 1_000_000


@pytest.fixture
def written() -> list[Known]:
    return []


@pytest.fixture
def paces(written: list[Known]) -> Paces:
    return Paces({}, written.append)


UPSCALE = find("upscale")
INPAINT = find("inpaint")
SELECT = find("select_object")


def seconds(paces: Paces, spec: object, params: object, pixels: int) -> float:
    found = paces.expect(spec, params, pixels)
    assert found is not None
    return found.seconds


def test_the_first_run_tells_and_later_ones_correct(paces: Paces, written: list[Known]) -> None:
    twice, four = UPSCALE.params(factor=2.0), UPSCALE.params(factor=4.0)
    assert paces.expect(UPSCALE, twice, MEGA) is None
    paces.learn(UPSCALE, twice, pixels=MEGA // 2, seconds=5.0)
    assert seconds(paces, UPSCALE, twice, MEGA) == pytest.approx(10.0)
    assert paces.expect(UPSCALE, four, MEGA) is None
    for _ in range(5):
        paces.learn(UPSCALE, twice, pixels=MEGA // 2, seconds=2.0)
    assert seconds(paces, UPSCALE, twice, MEGA // 2) == pytest.approx(2.0)
    again = Paces(written[-1], written.append)
    assert again.expect(UPSCALE, twice, MEGA) == paces.expect(UPSCALE, twice, MEGA)


@pytest.mark.parametrize("noise", [0.0, 0.1, 0.25])
@pytest.mark.parametrize(("rest", "pace"), [(0.0, 3.0), (2.0, 0.5), (0.2, 12.0)])
def test_within_30_percent_after_five_runs_of_similar_size(
    paces: Paces, rest: float, pace: float, noise: float
) -> None:
    """Made runs: a cold start that takes three times as long, then a line with noise."""
    chance, params = random.Random(7), INPAINT.params()
    for number in range(5):
        size = chance.uniform(0.85, 1.15)
        took = (rest + pace * size) * (1 + chance.uniform(-noise, noise))
        paces.learn(
            INPAINT,
            params,
            pixels=round(size * MEGA),
            seconds=took * (3.0 if number == 0 else 1.0),
            size_bytes=round((300 + 120 * size) * MEGA),
        )
    for size in (0.9, 1.0, 1.1):
        found = paces.expect(INPAINT, params, round(size * MEGA))
        assert found.seconds == pytest.approx(rest + pace * size, rel=0.3)
        assert found.size_bytes == pytest.approx((300 + 120 * size) * MEGA, rel=0.1)


# Filling a disc, as `bench paces` measured it on two busy cores: megapixels, seconds, bytes. The
# first run of each also loads libraries. A sixth of the growing ones took 57 s while other programs
# held both cores: that can be foretold by nobody.
SIMILAR = (
    (0.262, 27.32, 280e6),
    (0.272, 2.81, 287e6),
    (0.283, 2.75, 289e6),
    (0.294, 2.62, 290e6),
    (0.306, 5.06, 295e6),
    (0.317, 3.28, 296e6),
)
GROWING = (
    (0.160, 7.85, 222e6),
    (0.211, 3.89, 234e6),
    (0.279, 3.33, 239e6),
    (0.367, 4.50, 249e6),
    (0.484, 5.26, 261e6),
)


@pytest.mark.parametrize("runs", [SIMILAR, GROWING], ids=["similar", "growing"])
def test_recorded_runs_foretell_the_last_of_them(
    paces: Paces, runs: tuple[tuple[float, float, float], ...]
) -> None:
    params = INPAINT.params()
    for size, took, held in runs[:-1]:
        paces.learn(
            INPAINT, params, pixels=round(size * MEGA), seconds=took, size_bytes=round(held)
        )
    size, took, held = runs[-1]
    found = paces.expect(INPAINT, params, round(size * MEGA))
    assert found.seconds == pytest.approx(took, rel=0.3)
    assert found.size_bytes == pytest.approx(held, rel=0.1)


def test_one_odd_run_moves_nothing() -> None:
    line = [(size, 1.0 + 2.0 * size) for size in (1.0, 2.0, 4.0, 8.0, 16.0)]
    assert fitted(line, 3.0) == pytest.approx(7.0)
    assert fitted([*line[:2], (4.0, 90.0), *line[3:]], 12.0) == pytest.approx(25.0, rel=0.2)


def test_it_never_foretells_less_for_more() -> None:
    falling = [(1.0, 9.0), (4.0, 5.0), (9.0, 2.0)]
    assert fitted(falling, 100.0) >= fitted(falling, 50.0) > 0


def test_a_machine_that_became_faster_is_believed(paces: Paces) -> None:
    params = INPAINT.params()
    for took in [10.0] * 12 + [4.0] * 6:
        paces.learn(INPAINT, params, pixels=MEGA, seconds=took)
    assert seconds(paces, INPAINT, params, MEGA) == pytest.approx(4.0)


def test_a_seed_or_a_place_changes_no_time(paces: Paces) -> None:
    paces.learn(SELECT, SELECT.params(points="1,2"), pixels=MEGA, seconds=3.0)
    assert seconds(paces, SELECT, SELECT.params(box="1,2,3,4"), MEGA) == pytest.approx(3.0)


def test_numbers_that_change_nothing_are_found_out(paces: Paces) -> None:
    """One way alone tells nothing of another; two that took the same tell of a third."""
    one, two, three = (INPAINT.params(feather=number) for number in (2, 8, 30))
    paces.learn(INPAINT, one, pixels=MEGA, seconds=5.0)
    assert paces.expect(INPAINT, three, MEGA) is None
    paces.learn(INPAINT, two, pixels=MEGA, seconds=5.5)
    assert seconds(paces, INPAINT, three, MEGA) == pytest.approx(5.25)
    draft = INPAINT.params(quality="draft")
    assert paces.expect(INPAINT, draft, MEGA) is None
    paces.learn(INPAINT, three, pixels=MEGA, seconds=50.0)
    assert paces.expect(INPAINT, INPAINT.params(feather=60), MEGA) is None


def test_memory_that_nobody_knows_is_left_out(paces: Paces) -> None:
    params = INPAINT.params()
    paces.learn(INPAINT, params, pixels=MEGA, seconds=5.0)
    assert paces.expect(INPAINT, params, MEGA).size_bytes == 0
    paces.learn(INPAINT, params, pixels=MEGA, seconds=5.0, size_bytes=400 * MEGA)
    assert paces.expect(INPAINT, params, 2 * MEGA).size_bytes == 400 * MEGA


def test_nothing_is_learned_from_nothing_and_old_ones_make_room(written: list[Known]) -> None:
    paces = Paces({}, written.append)
    paces.learn(UPSCALE, UPSCALE.params(), pixels=0, seconds=1.0)
    assert written == []
    paces = Paces({f"old {n}": ((1.0, 1.0, 0.0),) for n in range(KEPT)}, written.append)
    for _ in range(2 * RUNS_KEPT):
        paces.learn(UPSCALE, UPSCALE.params(), pixels=10, seconds=1.0)
    assert len(written[-1]) == KEPT
    assert "old 0" not in written[-1]
    assert max(map(len, written[-1].values())) == RUNS_KEPT


# ---- on the disk


def at_once(work: object, then: object, on_error: object) -> None:
    work()


def test_what_was_learned_is_there_after_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "new" / "paces.json"
    PaceFile(path, at_once).table.learn(INPAINT, INPAINT.params(), pixels=MEGA, seconds=6.0)
    again = PaceFile(path, at_once).table
    assert seconds(again, INPAINT, INPAINT.params(), MEGA) == pytest.approx(6.0)


def test_the_newest_table_is_the_one_that_is_written(tmp_path: Path) -> None:
    path, orders = tmp_path / "paces.json", []
    file = PaceFile(path, lambda work, *_: orders.append(work))
    for took in (1.0, 2.0):
        file.table.learn(INPAINT, INPAINT.params(), pixels=MEGA, seconds=took)
    for work in reversed(orders):
        work()
    assert [len(runs) for runs in read_paces(path).values()] == [2]
    file.close()
    file.table.learn(INPAINT, INPAINT.params(), pixels=MEGA, seconds=3.0)
    assert len(orders) == 2


@pytest.mark.parametrize("text", ["", "{", "[]", '{"a": [[1, 2]]}', '{"a": "b"}', "\x00"])
def test_a_broken_table_is_no_harm(tmp_path: Path, text: str) -> None:
    path = tmp_path / "paces.json"
    path.write_text(text)
    assert read_paces(path) == {}
    write_paces(path, {"a": ((1.0, 2.0, 3.0),)})
    assert read_paces(path) == {"a": ((1.0, 2.0, 3.0),)}
