"""Reading and writing pictures, without Qt and without trust in what a file says of itself."""
