"""MI-GAN: a small network that invents what could be behind a hole, native at 512 px."""
