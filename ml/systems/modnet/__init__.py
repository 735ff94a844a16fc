"""MODNet: cuts people out of portraits, hair included."""
