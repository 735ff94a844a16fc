"""The tools by what they are for; each set says its tools and their places in the rail."""
