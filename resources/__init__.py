"""Files that the program brings along: icons, themes, sample pictures."""
