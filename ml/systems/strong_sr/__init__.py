"""Our large upscaling network: residual blocks with channel attention, trained on a GPU."""
