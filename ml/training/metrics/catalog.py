"""All measures by name, so that a recipe, a command and a table can ask for them alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from ml.training.metrics import judged
from ml.training.metrics.comparison import Bench, Comparison, Need


class Better(Enum):
    """Where good pictures lie on a scale."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"
    """An error bar, or a value to compare others with."""


@dataclass(frozen=True)
class Value:
    """One number of a measure. A unit of 1 is a plain number, often a share."""

    name: str
    unit: str
    better: Better
    help: str


@dataclass(frozen=True)
class Metric:
    """One measure: what it gives, what it must be given, whose networks it looks through."""

    name: str
    title: str
    values: tuple[Value, ...]
    needs: tuple[Need, ...]
    compute: Callable[[Bench], dict[str, float]]
    teachers: tuple[str, ...] = ()


class UnknownMetric(KeyError):
    """No measure has this name."""

    def __str__(self) -> str:
        return str(self.args[0])


class MetricNotPossible(ValueError):
    """A measure lacks something that it compares with."""


def measured(names: Sequence[str], comparison: Comparison) -> dict[str, float]:
    """The values of the named measures; networks and features are shared between them.

    Raises `UnknownMetric`, `MetricNotPossible` before anything is computed, and `TeacherMissing`.
    """
    chosen = [metric(name) for name in names]
    for each in chosen:
        missing = [need for need in each.needs if not comparison.has(need)]
        if missing:
            raise MetricNotPossible(f"{each.title} needs {missing[0].value}.")
    bench = Bench(comparison, keeps_features="kid" in names)
    found: dict[str, float] = {}
    for each in chosen:
        found |= each.compute(bench)
    return found


def possible(comparison: Comparison) -> tuple[str, ...]:
    """Names of the measures that have all they need, whether their networks are there or not."""
    fits = (each for each in METRICS.values() if all(comparison.has(n) for n in each.needs))
    return tuple(each.name for each in fits)


def metric(name: str) -> Metric:
    """One measure by its name; raises `UnknownMetric` with the names that there are."""
    if name not in METRICS:
        raise UnknownMetric(f"There is no measure called {name}. There are: {', '.join(METRICS)}.")
    return METRICS[name]


def value(name: str) -> Value | None:
    """What is known of a number that `measured` gave; those of rivals are called `nrds_...`."""
    every = (each for found in METRICS.values() for each in found.values)
    exact = next((each for each in every if each.name == name), None)
    return NRDS_OF_RIVAL if exact is None and name.startswith("nrds_") else exact


def _higher(name: str, help_line: str, unit: str = "1") -> Value:
    return Value(name, unit, Better.HIGHER, help_line)


def _lower(name: str, help_line: str, unit: str = "1") -> Value:
    return Value(name, unit, Better.LOWER, help_line)


def _beside(name: str, help_line: str, unit: str = "1") -> Value:
    return Value(name, unit, Better.NEITHER, help_line)


NRDS_OF_RIVAL = _beside("nrds_", "share of a rival; all shares add up to one")

_ALL = (
    Metric(
        "psnr",
        "PSNR",
        (_higher("psnr_db", "mean over pictures, each at most 100", "dB"),),
        (Need.PARTNERS,),
        judged.psnr,
    ),
    Metric(
        "ssim",
        "SSIM",
        (_higher("ssim", "mean over pictures, whole windows of 11 px"),),
        (Need.PARTNERS,),
        judged.ssim,
    ),
    Metric(
        "lpips_alexnet",
        "LPIPS with AlexNet",
        (_lower("lpips_alexnet", "mean over pictures"),),
        (Need.PARTNERS,),
        judged.lpips_alexnet,
        ("lpips-alex",),
    ),
    Metric(
        "lpips_vgg16",
        "LPIPS with VGG16",
        (_lower("lpips_vgg16", "mean over pictures"),),
        (Need.PARTNERS,),
        judged.lpips_vgg16,
        ("lpips-vgg16",),
    ),
    Metric(
        "fid",
        "FID",
        (_lower("fid", "Inception of 2015, 299 px, antialiased; too large below 2,048 pictures"),),
        (Need.REAL,),
        judged.fid,
        ("inception-fid",),
    ),
    Metric(
        "kid",
        "KID",
        (
            _lower("kid", "unbiased, so it may lie below zero; often printed times 1,000"),
            _beside("kid_error", "standard error of kid"),
        ),
        (Need.REAL,),
        judged.kid,
        ("inception-fid",),
    ),
    Metric(
        "segmentation",
        "What a segmenter sees",
        (
            _higher("pixel_accuracy", "share of pixels with the right class"),
            _higher("class_accuracy", "mean over classes of the share found"),
            _higher("mean_iou", "mean over classes of intersection over union"),
        ),
        (Need.LABELS, Need.SEGMENTER),
        judged.segmentation,
    ),
    Metric(
        "gan_train_test",
        "GAN-train and GAN-test",
        (
            _higher("gan_train", "accuracy on real pictures, learned from made ones"),
            _beside("gan_test", "accuracy on made pictures, learned from real ones"),
            _beside("real_accuracy", "accuracy on real pictures, learned from real ones"),
        ),
        (Need.CLASSES, Need.TRAINING_CLASSES),
        judged.gan_train_test,
    ),
    Metric(
        "class_score",
        "Inception-style score with our small classifier",
        (
            _higher("class_score", "1 to the number of classes"),
            _beside("class_score_deviation", "over ten splits"),
            _beside("class_score_real", "of the real pictures"),
        ),
        (Need.CLASSES, Need.TRAINING_CLASSES),
        judged.class_score,
    ),
    Metric(
        "nearest",
        "Nearest training picture",
        (
            _beside("nearest_lpips", "mean LPIPS (AlexNet, 64 px) to the nearest training picture"),
            _beside("nearest_lpips_least", "the smallest of them: near 0 is a copy"),
            _beside("nearest_lpips_real", "mean of the held-out pictures, to compare with"),
        ),
        (Need.REAL, Need.TRAINING),
        judged.nearest,
        ("lpips-alex",),
    ),
    Metric(
        "nrds",
        "NRDS among rivals",
        (_higher("nrds", "share of ours; 1 / number of generators is average"),),
        (Need.REAL, Need.RIVALS),
        judged.nrds,
    ),
)

METRICS: Mapping[str, Metric] = MappingProxyType({each.name: each for each in _ALL})
