"""Keeps Python alive under a fault of the Qt binding that eats the references to None.

PySide6 6.12.0 gives one reference to `None` too few back from every call that returns nothing.
From Python 3.12 on `None` is immortal and nobody notices; on Python 3.11 the interpreter aborts
with "deallocating None" after a few thousand calls, which is a few seconds of painting. Another
release is locked (decision 15), but a Python that somebody set up by hand may hold this one.
"""

from __future__ import annotations

import ctypes
import sys

# More than a program can lose in years at a million calls a second.
_SPARE_REFERENCES = 1 << (45 if sys.maxsize > 2**32 else 29)
_FIRST_IMMORTAL_VERSION = (3, 12)


def keep_constants_alive() -> None:
    """Give `None`, `True` and `False` references to spare; harmless to call more than once.

    Does nothing where the constants are immortal. Call it before the first call into Qt.
    """
    if sys.version_info >= _FIRST_IMMORTAL_VERSION or sys.implementation.name != "cpython":
        return
    for constant in (None, True, False):
        if sys.getrefcount(constant) < _SPARE_REFERENCES:
            # The reference count is the first word of every object of CPython 3.11.
            ctypes.c_ssize_t.from_address(id(constant)).value += _SPARE_REFERENCES
