"""How well the time and memory that are said before a run foretell the run."""
