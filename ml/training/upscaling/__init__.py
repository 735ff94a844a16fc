"""What all upscaling recipes share."""
