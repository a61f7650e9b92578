"""Reads: what was done in a period, counted in the database."""
