"""The conditional GAN: a digit for a wanted class."""
