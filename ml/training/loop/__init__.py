"""The one loop that trains every system: steps, checkpoints, several processes, the record."""
