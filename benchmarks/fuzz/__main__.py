"""Lets the harness be run as `python -m benchmarks.fuzz`."""

from __future__ import annotations

from benchmarks.fuzz.command import main

if __name__ == "__main__":
    raise SystemExit(main())
