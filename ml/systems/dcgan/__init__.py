"""Deep convolutional GAN: pictures out of a hundred numbers, and experiments with those."""
