"""`python -m benchmarks.labels`."""

from __future__ import annotations

import sys

from benchmarks.labels.command import main

sys.exit(main())
