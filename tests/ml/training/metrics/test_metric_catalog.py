"""Measures are asked for by name, say what they lack, and give just what they declare."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ml.training.metrics.catalog import (
    METRICS,
    Better,
    MetricNotPossible,
    UnknownMetric,
    measured,
    possible,
    value,
)
from ml.training.metrics.classifier import ClassifierPlan
from ml.training.metrics.comparison import Comparison, Plans
from ml.training.metrics.fidelity import Channel, View
from ml.training.metrics.kernel import KernelPlan
from ml.training.metrics.relative import RelativePlan
from ml.training.teachers import TeacherMissing, teacher_file

PLANS = Plans(
    view=View(Channel.RGB),
    kernel=KernelPlan(subsets=5),
    relative=RelativePlan(side_px=16, epochs=2, batch=4),
    classifier=ClassifierPlan(classes=2, side_px=16, width=4, epochs=1),
)


class ByBrightness:
    def labels(self, picture: np.ndarray) -> np.ndarray:
        return (picture.mean(axis=2) > 127).astype(np.uint8)


def pictures(seed: int, count: int = 4) -> list[np.ndarray]:
    chance = np.random.default_rng(seed)
    return [chance.integers(0, 256, (64, 64, 3)).astype(np.uint8) for _ in range(count)]


@pytest.fixture(scope="module")
def everything() -> Comparison:
    made = pictures(0)
    return Comparison(
        made=made,
        real=pictures(1),
        paired=True,
        training=pictures(2),
        made_classes=[0, 1, 0, 1],
        real_classes=[0, 1, 0, 1],
        training_classes=[0, 1, 0, 1],
        labels=[ByBrightness().labels(picture) for picture in made],
        label_classes=2,
        segmenter=ByBrightness(),
        rivals={"theirs": pictures(3)},
        plans=PLANS,
    )


@pytest.mark.parametrize("name", METRICS)
def test_each_measure_gives_what_it_declares(name: str, everything: Comparison):
    metric = METRICS[name]
    for teacher in metric.teachers:
        try:
            teacher_file(teacher)
        except TeacherMissing as missing:
            pytest.skip(str(missing))
    found = measured([name], everything)
    assert {each.name for each in metric.values} <= set(found)
    assert all(isinstance(number, float) and np.isfinite(number) for number in found.values())
    assert all(value(key) is not None for key in found)


def test_names_of_numbers_are_unique_and_teachers_can_be_installed():
    names = [each.name for metric in METRICS.values() for each in metric.values]
    assert len(set(names)) == len(names)
    # A machine that only trains has no store.
    cards = {
        card.id for card in pytest.importorskip("ml.store.catalog", exc_type=ImportError).CARDS
    }
    assert {teacher for metric in METRICS.values() for teacher in metric.teachers} <= cards


def test_perfect_pictures_lie_at_the_better_end(everything: Comparison):
    made = everything.made
    worse = Comparison(made=made, real=pictures(1), paired=True)
    perfect = Comparison(made=made, real=made, paired=True)
    for name in ("psnr", "ssim"):
        (declared,) = METRICS[name].values
        assert declared.better is Better.HIGHER
        assert measured([name], perfect)[declared.name] > measured([name], worse)[declared.name]


def test_what_is_possible_depends_on_what_is_given(everything: Comparison):
    assert possible(everything) == tuple(METRICS)
    assert possible(Comparison(made=pictures(0))) == ()
    assert possible(Comparison(made=pictures(0), real=pictures(1))) == ("fid", "kid")


def test_messages_say_what_is_missing():
    with pytest.raises(UnknownMetric, match="no measure called fad. There are: psnr, ssim"):
        measured(["fad"], Comparison(made=pictures(0)))
    with pytest.raises(MetricNotPossible, match="PSNR needs a true picture for each made one"):
        measured(["psnr"], Comparison(made=pictures(0), real=pictures(1)))


def test_the_page_on_measures_names_every_measure_and_number():
    page = Path(__file__).parents[4].joinpath("docs", "measures.md").read_text(encoding="utf-8")
    for metric in METRICS.values():
        assert f"`{metric.name}`" in page
        for each in metric.values:
            assert f"`{each.name}`" in page
