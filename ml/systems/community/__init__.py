"""Networks of other people, read by spandrel from files that the artist has brought."""
