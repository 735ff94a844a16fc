"""How long an artist waits for the window, and for a large photograph in it."""
