"""What artists run; each may compose several systems, none imports another."""
