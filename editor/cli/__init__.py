"""The command line: everything that the window can do to a picture, by words."""
