"""Lets the bench be run as `python -m benchmarks.corpus`."""

from __future__ import annotations

from benchmarks.corpus.command import main

if __name__ == "__main__":
    raise SystemExit(main())
