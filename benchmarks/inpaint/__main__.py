"""Lets the bench be run as `python -m benchmarks.inpaint`."""

from __future__ import annotations

from benchmarks.inpaint.command import main

if __name__ == "__main__":
    raise SystemExit(main())
