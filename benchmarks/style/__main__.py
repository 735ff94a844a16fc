"""Lets the bench be run as `python -m benchmarks.style`."""

from __future__ import annotations

from benchmarks.style.command import main

if __name__ == "__main__":
    raise SystemExit(main())
