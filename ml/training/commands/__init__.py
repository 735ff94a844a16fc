"""The words that train, pack, sample, measure and publish, for a terminal."""
