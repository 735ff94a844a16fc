"""Our upscalers beside bicubic and their peers, by the protocol of the literature."""
