"""One style in one pass: a small network that was trained to paint in it (Johnson et al. 2016)."""
