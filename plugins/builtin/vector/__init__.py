"""Turn a picture into shapes that can be edited, and edit them."""
