"""Measurements run by hand: they compare the program with its peers and its own goals."""

import ml as ml  # tells onnxruntime to report nothing, before a peer loads it
