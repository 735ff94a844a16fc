"""One reader a format; these run in the decoder process only."""
