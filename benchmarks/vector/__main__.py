"""`python -m benchmarks.vector [--quick] [--json]`."""

from __future__ import annotations

import sys

from benchmarks.vector.command import main

raise SystemExit(main(sys.argv[1:]))
