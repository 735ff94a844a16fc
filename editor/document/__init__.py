"""The picture itself: layers, masks, history and how they become one image, without any window."""
