"""Memory that runs out at the first, a middle or the last tile costs a retry, never a pixel."""

from __future__ import annotations

import fake_catalog
import numpy as np
import pytest
from worker_jobs import client_of

from ml.api.client import Job

SIDE_PX = 1500
FIRST_RUNG_PX = 1024


@pytest.mark.parametrize("tile", [1, 2, 4], ids=["first", "second", "last"])
def test_it_finishes_in_smaller_tiles_and_touches_nothing_else(tile: int) -> None:
    image = np.random.default_rng(0).integers(0, 256, (SIDE_PX, SIDE_PX, 3), np.uint8)
    mask = np.zeros((SIDE_PX, SIDE_PX), np.uint8)
    mask[700:800, 700:800] = 255
    given = image.copy()
    with client_of() as client:
        job = Job(
            "brittle",
            {"colour": 1.0, "fits_from": tile},
            {"image": [image], "mask": [mask]},
            output_depth="uint8",
        )
        result = client.run(job)
    assert result.info["side"] < FIRST_RUNG_PX
    np.testing.assert_array_equal(image, given)
    np.testing.assert_array_equal(result.image[mask == 0], image[mask == 0])
    assert (result.image[mask == 255] == 255).all()
    assert "brittle" in {spec.id for spec in fake_catalog.CATALOG}
