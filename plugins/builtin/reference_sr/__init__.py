"""Make a picture larger with the detail of other pictures of the same thing."""
