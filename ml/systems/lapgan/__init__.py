"""Pictures from coarse to fine, each level of a pyramid by a GAN of its own."""
