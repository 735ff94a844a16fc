"""The peers, each run as it would for its user; no fill is touched up on its behalf."""
