"""What somebody gave in a month, and gets for it."""
