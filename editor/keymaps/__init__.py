"""Sets of keys as data, and the rules by which one key belongs to one action."""
