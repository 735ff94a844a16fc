"""`python -m benchmarks.canvas [--quick] [--json]`."""

from __future__ import annotations

import sys

from benchmarks.canvas.command import main

raise SystemExit(main(sys.argv[1:]))
