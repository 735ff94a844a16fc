"""Filling by Fourier convolutions, which see the whole picture in every layer."""
