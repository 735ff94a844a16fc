"""Where the benches find LPIPS."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.metrics.lpips import LpipsWeightsMissing, load_lpips
from ml.store.store import ModelStore


def test_missing_weights_name_the_command(tmp_path: Path) -> None:
    with pytest.raises(LpipsWeightsMissing, match="models install lpips-vgg16"):
        load_lpips("vgg16", ModelStore(tmp_path))
