"""Carries a job's arrays into lent memory and its result out of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from ml.api.client_memory import Lease, SegmentPool
from ml.api.client_options import Result
from ml.api.client_queue import Entry
from ml.api.errors import BadInput
from ml.api.images import Depth, Pixels
from ml.api.messages import Done, Lend, Offered, Run
from ml.api.params import Params, to_scalars

DEPTHS: dict[str, Depth] = {"uint8": "uint8", "uint16": "uint16", "float32": "float32"}


def pack(entry: Entry, pool: SegmentPool, device: str, weights: Mapping[str, Path]) -> Run:
    """Copy the inputs into lent memory and say where they lie.

    Raises `BadInput` for arrays of other depths, `OutOfMemory` when there is no room; what was
    lent until then hangs on the entry.
    """
    job = entry.job
    inputs = {
        name: tuple(_lend(entry, pool, pixels).reference for pixels in arrays)
        for name, arrays in job.inputs.items()
    }
    params = to_scalars(job.params) if isinstance(job.params, Params) else dict(job.params)
    return Run(
        job=entry.number,
        generator=job.generator,
        params=params,
        inputs=inputs,
        texts=dict(job.texts),
        output_depth=job.output_depth,
        lane=job.lane,
        device=job.device or device,
        weights={name: str(path) for name, path in weights.items()},
    )


def _lend(entry: Entry, pool: SegmentPool, pixels: Pixels) -> Lease:
    if pixels.dtype == np.bool_:
        pixels = pixels.astype(np.uint8) * np.uint8(255)
    depth = DEPTHS.get(str(pixels.dtype))
    if depth is None or pixels.size == 0:
        raise BadInput(
            f"A picture of {pixels.dtype} with shape {pixels.shape} cannot be sent: "
            "8-bit, 16-bit or float32 pixels are needed."
        )
    lease = pool.store(pixels, depth)
    entry.leases.append(lease)
    return lease


def lend_result(entry: Entry, pool: SegmentPool, offer: Offered) -> Lend:
    """Memory for the result that the worker has; raises `OutOfMemory`."""
    entry.image = pool.lend(offer.image_shape, offer.image_depth)
    entry.leases.append(entry.image)
    if offer.coverage_shape is not None:
        entry.coverage = pool.lend(offer.coverage_shape, "uint8")
        entry.leases.append(entry.coverage)
    return Lend(
        job=entry.number,
        image=entry.image.reference,
        coverage=entry.coverage.reference if entry.coverage else None,
    )


def unpack(entry: Entry, done: Done) -> Result:
    """Copy the result out, so that the lent memory can serve the next job."""
    image = entry.image.array.copy() if entry.image else np.zeros((0, 0, 3), np.uint8)
    return Result(
        image=image,
        coverage=entry.coverage.array.copy() if entry.coverage else None,
        info=dict(done.info),
        texts=dict(done.texts),
        seconds=done.seconds,
        device=done.device,
        peak_bytes=done.peak_bytes,
    )


def release(entry: Entry, pool: SegmentPool) -> None:
    """Give back what was lent; only once no worker can touch it any more."""
    while entry.leases:
        pool.give_back(entry.leases.pop())
