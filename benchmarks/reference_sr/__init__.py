"""How much references help, from the same view to the unrelated, beside plain upscaling."""
