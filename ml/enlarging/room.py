"""How large tiles may be on this machine now: no larger than pays, no larger than memory allows."""

from __future__ import annotations

import ctypes
import os
import sys
from dataclasses import dataclass

import torch

from ml.enlarging.wish import TILE_PX

SIDES_PX = (1024, 768, 512, 320, 256, 192, 128, 96, 64)
LARGEST_PX = {"cpu": TILE_PX, "mps": 512, "cuda": 1024}
"""A graphics card wants large ones; a processor gains nothing by more than the usual."""
SHARE = 0.25
"""Of what is free: the result, and what else the person does, need room too."""
BAND_BYTES = 192 << 20
"""What a row of finished tiles may take; two are held at a time."""
PIXEL_BYTES = 16
"""Four channels of float32."""


@dataclass(frozen=True)
class Need:
    """What a network takes: `bytes_px` for each pixel of the small picture that it is shown."""

    bytes_px: int
    reach_px: int
    scale: int

    def fits(self, side_px: int, columns: int, room_bytes: float) -> bool:
        """Whether tiles of that side stay within the room, and a row of them within bounds."""
        shown_px = (min(side_px, columns) + 2 * self.reach_px) ** 2
        band_bytes = side_px * columns * self.scale**2 * PIXEL_BYTES
        return shown_px * self.bytes_px <= room_bytes and band_bytes <= BAND_BYTES


def tile_px_for(device: str, need: Need, columns: int) -> int:
    """The largest side that fits a picture of so many columns; the smallest where none does."""
    largest = LARGEST_PX.get(device.partition(":")[0], LARGEST_PX["cpu"])
    room_bytes = free_bytes(device) * SHARE
    sides = [side for side in SIDES_PX if side <= largest]
    return next((side for side in sides if need.fits(side, columns, room_bytes)), sides[-1])


def free_bytes(device: str) -> int:
    """Memory that is free now on a device; a cautious guess where the system does not say."""
    if device.startswith("cuda"):
        return int(torch.cuda.mem_get_info(device)[0])
    return _free_windows() if sys.platform == "win32" else _free_unix()


def _free_unix() -> int:
    try:
        with open("/proc/meminfo", encoding="ascii") as file:
            lines = [line for line in file if line.startswith("MemAvailable:")]
        return int(lines[0].split()[1]) << 10
    except (OSError, ValueError, IndexError):
        pass
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 4
    except (OSError, ValueError):
        return 1 << 30


def _free_windows() -> int:
    """GlobalMemoryStatusEx: the sixth number of its record is the physical memory left."""
    record = (ctypes.c_uint64 * 8)(64)
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - absent elsewhere
    return int(record[2]) if kernel.GlobalMemoryStatusEx(ctypes.byref(record)) else 1 << 30
