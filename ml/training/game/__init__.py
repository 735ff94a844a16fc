"""What systems share in which a generator plays against a critic."""
