"""Pictures as shapes: ours beside tracers, at equal numbers of shapes and at equal bytes."""
