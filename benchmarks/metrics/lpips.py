"""LPIPS for the benches, with the weights that the model store of this machine holds."""

from __future__ import annotations

from ml.store.failures import ModelDamaged, ModelMissing
from ml.store.store import ModelStore
from ml.training.metrics.lpips import Lpips
from ml.training.metrics.lpips_weights import CARDS, Network


class LpipsWeightsMissing(FileNotFoundError):
    """The LPIPS weights are not installed."""


def load_lpips(network: Network, store: ModelStore | None = None) -> Lpips:
    """One network, its file checked; raises `LpipsWeightsMissing` with the command."""
    try:
        path = (store or ModelStore()).path_of(CARDS[network])
    except (ModelMissing, ModelDamaged) as error:
        raise LpipsWeightsMissing(f"LPIPS is left out. {error}") from error
    return Lpips.load(network, path)
