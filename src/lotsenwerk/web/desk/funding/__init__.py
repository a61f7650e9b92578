"""Hours and budget: what was granted, what is used, and what of somebody's year is paid for."""
