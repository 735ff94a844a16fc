"""Style transfer at once: a light encoder and decoder that learned from VGG19 and AdaIN."""
