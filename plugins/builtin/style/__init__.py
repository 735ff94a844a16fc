"""Paint a picture in the manner of others."""
