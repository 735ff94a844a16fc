"""Makes poor pictures out of good ones: the other half of learning to make good ones of poor."""
