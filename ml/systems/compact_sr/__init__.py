"""Our small, fast upscaling network: plain convolutions over a bicubic base."""
