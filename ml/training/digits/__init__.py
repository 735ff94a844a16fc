"""What recipes for small grey pictures share."""
