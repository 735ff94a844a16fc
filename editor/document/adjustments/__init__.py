"""What can be done to the colours of a picture, as pure functions with declared parameters."""
