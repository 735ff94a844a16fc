"""The peers, each run as it would for its user; no result is touched up on its behalf."""
