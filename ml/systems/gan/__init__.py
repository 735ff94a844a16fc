"""The first generative adversarial network, for digits."""
