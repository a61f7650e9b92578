"""A volunteer's own hours of a year."""
