"""Lets the bench be run as `python -m benchmarks.upscale`."""

from __future__ import annotations

from benchmarks.upscale.command import main

if __name__ == "__main__":
    raise SystemExit(main())
