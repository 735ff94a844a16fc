"""Paint regions, get a photograph; and the way back."""
