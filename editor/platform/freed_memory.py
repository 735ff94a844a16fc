"""Gives the system back what the allocator keeps after a large picture was opened or closed."""

from __future__ import annotations

import ctypes
import sys
import threading


def give_back_freed() -> bool:
    """Whether anything could be given back; only the allocator of glibc can be asked."""
    if not sys.platform.startswith("linux"):
        return False
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return trim is not None and bool(trim(0))


def give_back_in_background() -> threading.Thread:
    """The same beside the window's thread: it takes some milliseconds for each gigabyte."""
    thread = threading.Thread(target=give_back_freed, name="give-back", daemon=True)
    thread.start()
    return thread
