"""Our upscalers beside bicubic and Lanczos, by the protocol of the literature."""
