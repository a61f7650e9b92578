"""What was done, counted; and nobody is found in it."""
