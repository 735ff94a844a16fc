"""`python -m benchmarks.paces [--quick] [--json]`."""

from __future__ import annotations

import sys

from benchmarks.paces.command import main

raise SystemExit(main(sys.argv[1:]))
