"""Lets the bench be run as `python -m benchmarks.torture`."""

from __future__ import annotations

from benchmarks.torture.command import main

if __name__ == "__main__":
    raise SystemExit(main())
