"""What the program promises when it is killed or the disk is full, put to the test by force."""
