"""What the worker tries, one after the other, when memory runs out."""

from __future__ import annotations

import gc
import mmap
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ml.api.spec import GeneratorSpec, Tiling

TILES_PX = (1024, 512, 256)
SMALLEST_TILE_PX = 32
OUT_OF_MEMORY_WORDS = (
    "out of memory",
    "can't allocate memory",
    "cannot allocate memory",
    "failed to allocate memory",
    "bad allocation",
    "bad_alloc",
    "insufficient memory",
)
POISON_WORDS = ("cuda error", "cublas", "cudnn", "device-side assert", "illegal memory access")


@dataclass(frozen=True)
class Attempt:
    """One way to run a job; `note` tells the artist why it is not the first way."""

    device: str
    tile_px: int | None = None
    half: bool = False
    unload_others: bool = False
    note: str = ""

    @property
    def words(self) -> str:
        tile = f"tiles of {self.tile_px} px" if self.tile_px else "tiles of its own choice"
        return f"{self.device}, {tile}, {'half' if self.half else 'full'} precision"


def ladder(spec: GeneratorSpec, device: str, *, others_loaded: bool) -> Iterator[Attempt]:
    """The attempts from best to last: free, smaller tiles, half precision, CPU."""
    attempt = Attempt(device)
    yield attempt
    if others_loaded:
        yield replace(
            attempt, unload_others=True, note="Memory ran out: other models were unloaded."
        )
    attempt = replace(attempt, unload_others=True)
    if spec.tiling is not Tiling.FORBIDDEN:
        for tile_px in _tiles_px(spec):
            attempt = replace(attempt, tile_px=tile_px)
            yield replace(attempt, note=f"Memory ran out: working in tiles of {tile_px} px.")
    if spec.half_precision:
        attempt = replace(attempt, half=True)
        yield replace(attempt, note="Memory ran out: working at half precision.")
    if device != "cpu":
        yield Attempt(
            "cpu",
            tile_px=attempt.tile_px,
            unload_others=True,
            note="The graphics card has too little memory: working on the CPU, which takes longer.",
        )


def _tiles_px(spec: GeneratorSpec) -> tuple[int, ...]:
    """Smaller and smaller: halves of the generator's own tiles, where it cuts them itself."""
    if spec.tile_px is None:
        return TILES_PX
    halves = (spec.tile_px >> step for step in range(1, 8))
    return tuple(tile_px for tile_px in halves if tile_px >= SMALLEST_TILE_PX)


def is_out_of_memory(error: BaseException) -> bool:
    """Whether numpy, torch, onnxruntime or OpenCV found no room."""
    if isinstance(error, MemoryError):
        return True
    kind = getattr(sys.modules.get("torch"), "OutOfMemoryError", None)
    if kind is not None and isinstance(error, kind):
        return True
    text = str(error).lower()
    return any(words in text for words in OUT_OF_MEMORY_WORDS)


def is_poisoned(error: BaseException) -> bool:
    """Whether a CUDA context is broken for good: only a new process helps."""
    text = str(error).lower()
    return not is_out_of_memory(error) and any(words in text for words in POISON_WORDS)


def give_back() -> None:
    """Return freed memory to the system and to the graphics card."""
    gc.collect()
    torch = sys.modules.get("torch")
    if torch is None:
        return
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
    elif hasattr(torch, "mps") and torch.backends.mps.is_available():
        torch.mps.empty_cache()


def held_bytes() -> int:
    """What this process holds in main memory; 0 where the system does not say."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            pages = int(file.read().split()[1])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * mmap.PAGESIZE


def forget_peak() -> None:
    """Measure the most that is held anew from here; where the system cannot, nothing happens."""
    try:
        with open("/proc/self/clear_refs", "w", encoding="ascii") as file:
            # Linux: 5 sets the high-water mark back to what is held now.
            file.write("5")
    except OSError:
        return


def peak_bytes() -> int:
    """The most that this process held in main memory since `forget_peak`; 0 where unknown."""
    try:
        with open("/proc/self/status", encoding="ascii", errors="replace") as file:
            lines = [line for line in file if line.startswith("VmHWM:")]
        return int(lines[0].split()[1]) << 10
    except (OSError, ValueError, IndexError):
        return 0
