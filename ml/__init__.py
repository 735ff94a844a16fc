"""Generators, the worker that runs them, and the offline training of their weights."""

import os

# The one side effect of an import in this project: from 1.32 on, onnxruntime's Linux wheel makes a
# device id and reports to its maker unless this is set before it loads (docs/decisions/0014).
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
