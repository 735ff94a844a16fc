"""Remove what is under a mask: by patches, by a learned network, or by both."""
