"""The inpainting bench: our fills and their peers on cells fixed before any method runs."""
