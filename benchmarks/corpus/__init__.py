"""Files from other hands, opened and compared with what they should show."""
