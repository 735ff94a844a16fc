"""One folder per research system, always the same file names."""
