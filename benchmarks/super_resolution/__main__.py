"""Lets the bench be run as `python -m benchmarks.super_resolution`."""

from __future__ import annotations

from benchmarks.super_resolution.command import main

if __name__ == "__main__":
    raise SystemExit(main())
