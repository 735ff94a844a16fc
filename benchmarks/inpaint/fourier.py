"""Our Fourier filler from its published weights, alone: no patches, no choice between methods."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from benchmarks.inpaint.peers.portable import Fill, Hole, Picture, inside_only
from benchmarks.inpaint.places import fourier_path
from ml.api.regions import bounds_of
from ml.generators.inpaint.spec import INPAINT
from ml.systems.inpaint_ffc.network import MULTIPLE_PX, Begun, FourierFiller, composed
from ml.training.publishing.weight_parts import read_parts

LARGEST_PX = 512
"""What surrounds a hole is brought to this, where it is larger; the network has seen no more."""
HEAD = "generator."


def fourier() -> Fill:
    """The network over the context of the hole, as the program would cut it."""
    network = load_filler()

    def fill(picture: Picture, hole: Hole) -> Picture:
        rule = INPAINT.context
        box = rule.box(bounds_of(hole), hole.shape[1], hole.shape[0]) if rule else None
        here = box.slices if box else (slice(None), slice(None))
        filled = picture.copy()
        filled[here] = _filled(network, picture[here], hole[here])
        return inside_only(picture, hole, filled)

    return fill


def load_filler() -> FourierFiller:
    """The network as its weights say it is; raises `PeerMissing` or a `WeightsWrong`."""
    arrays, header = read_parts(fourier_path())
    begun = Begun(str(header.get("begun", Begun.BLANK.value)))
    network = FourierFiller(int(str(header["base"])), int(str(header["blocks"])), begun)
    weights = {
        name.removeprefix(HEAD): torch.from_numpy(np.array(values, np.float32))
        for name, values in arrays.items()
        if name.startswith(HEAD)
    }
    network.load_state_dict(weights)
    return network.eval().requires_grad_(False)


def _filled(
    network: Callable[[torch.Tensor, torch.Tensor], torch.Tensor], picture: Picture, hole: Hole
) -> Picture:
    rows, columns = hole.shape
    share = min(1.0, LARGEST_PX / max(rows, columns))
    size = (round(columns * share), round(rows * share))
    small = np.asarray(Image.fromarray(np.ascontiguousarray(picture)).resize(size))
    # A pixel that is even a little of the hole knows something that it must not.
    little = np.asarray(Image.fromarray(hole.astype(np.uint8) * 255).resize(size)) > 0
    seen, missing = _padded(small), _padded(little)
    given = torch.from_numpy(seen).permute(2, 0, 1)[None].float() / 255
    holes = torch.from_numpy(missing.astype(np.float32))[None, None]
    made = composed(given, holes, network(given, holes).clamp(0, 1))[0].permute(1, 2, 0)
    answer = (made.numpy()[: size[1], : size[0]] * 255).round().astype(np.uint8)
    return np.asarray(Image.fromarray(answer).resize((columns, rows), Image.Resampling.BICUBIC))


def _padded(array: NDArray[np.generic]) -> NDArray[np.generic]:
    """Up to sizes that the network takes, by repeating the last row and column."""
    rows, columns = ((-side) % MULTIPLE_PX for side in array.shape[:2])
    return np.pad(array, ((0, rows), (0, columns), *[(0, 0)] * (array.ndim - 2)), mode="edge")
