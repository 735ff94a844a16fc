"""Each measure of the catalog over one comparison, as named numbers."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch

from ml.training.metrics import fidelity, frechet, kernel, relative
from ml.training.metrics import nearest as nearest_picture
from ml.training.metrics.by_class import gan_train
from ml.training.metrics.comparison import Bench, NotGiven
from ml.training.metrics.exact import exactly
from ml.training.metrics.inception_score import inception_score
from ml.training.metrics.lpips import load_lpips
from ml.training.metrics.lpips_weights import Network
from ml.training.metrics.pictures import Picture, require_pairs, signal
from ml.training.metrics.segmentation import confusion_of

Values = dict[str, float]

OURS = "ours"
_SPLITS = 10


def psnr(bench: Bench) -> Values:
    """Mean over pairs, in dB."""
    view = bench.comparison.plans.view
    return {"psnr_db": _mean(bench, lambda true, made: fidelity.psnr_db(true, made, view))}


def ssim(bench: Bench) -> Values:
    """Mean over pairs."""
    view = bench.comparison.plans.view
    return {"ssim": _mean(bench, lambda true, made: fidelity.ssim(true, made, view))}


def lpips_alexnet(bench: Bench) -> Values:
    """Mean over pairs."""
    return {"lpips_alexnet": _lpips(bench, "alexnet")}


def lpips_vgg16(bench: Bench) -> Values:
    """Mean over pairs."""
    return {"lpips_vgg16": _lpips(bench, "vgg16")}


def fid(bench: Bench) -> Values:
    """Of the two sets."""
    return {"fid": frechet.frechet_distance(*bench.gaussians())}


def kid(bench: Bench) -> Values:
    """Of the two sets, with its standard error."""
    found = kernel.kernel_distance(
        bench.real_features, bench.made_features, bench.comparison.plans.kernel
    )
    return {"kid": found.value, "kid_error": found.error}


def segmentation(bench: Bench) -> Values:
    """What the segmenter finds in made pictures against the maps they were made from."""
    given = bench.comparison
    if given.labels is None or given.segmenter is None:
        raise NotGiven("There are no maps of classes, or no segmenter.")
    found = confusion_of(given.made, given.labels, given.segmenter, given.label_classes)
    return {
        "pixel_accuracy": found.pixel_accuracy,
        "class_accuracy": found.class_accuracy,
        "mean_iou": found.mean_iou,
    }


def gan_train_test(bench: Bench) -> Values:
    """Two classifiers of one plan, one taught by real pictures and one by made ones."""
    _, held_out, made = bench.classified()
    taught = bench.taught_by_real
    return {
        "gan_train": gan_train(made, held_out, taught.plan, bench.comparison.device),
        "gan_test": taught.accuracy(made.pictures, made.classes),
        "real_accuracy": taught.accuracy(held_out.pictures, held_out.classes),
    }


def class_score(bench: Bench) -> Values:
    """Of made pictures and of as many real ones as there are, by the classifier of real ones."""
    _, held_out, made = bench.classified()
    splits = min(_SPLITS, len(made.pictures), len(held_out.pictures))
    found = inception_score(bench.taught_by_real.probabilities(made.pictures), splits)
    real = inception_score(bench.taught_by_real.probabilities(held_out.pictures), splits)
    return {
        "class_score": found.mean,
        "class_score_deviation": found.deviation,
        "class_score_real": real.mean,
    }


def nearest(bench: Bench) -> Values:
    """LPIPS to the nearest training picture, of made and of held-out pictures."""
    given = bench.comparison
    if given.training is None:
        raise NotGiven("There are no training pictures.")
    seen = nearest_picture.LpipsFeatures(device=given.device)
    # The vectors' squared distance is LPIPS.
    made = nearest_picture.nearest_pictures(given.made, given.training, seen).distances[:, 0] ** 2
    real = nearest_picture.nearest_pictures(bench.real, given.training, seen).distances[:, 0] ** 2
    return {
        "nearest_lpips": float(made.mean()),
        "nearest_lpips_least": float(made.min()),
        "nearest_lpips_real": float(real.mean()),
    }


def nrds(bench: Bench) -> Values:
    """Our share as `nrds`, each rival's as `nrds_<name>`."""
    given = bench.comparison
    found = relative.relative_scores(
        bench.real, {OURS: given.made, **given.rivals}, given.plans.relative, given.device
    )
    rivals = {f"nrds_{name}": found.scores[name] for name in given.rivals}
    return {"nrds": found.scores[OURS], **rivals}


def _mean(bench: Bench, compare: Callable[[Picture, Picture], float]) -> float:
    real, made = bench.real, bench.comparison.made
    return float(np.mean([compare(real[i], made[i]) for i in range(require_pairs(real, made))]))


def _lpips(bench: Bench, name: Network) -> float:
    device = torch.device(bench.comparison.device)
    network = load_lpips(name).to(device)

    def distance(truth: Picture, other: Picture) -> float:
        with exactly(device):
            return float(network(signal(truth).to(device), signal(other).to(device)))

    return _mean(bench, distance)
