"""Figures: what was done in a year or a quarter, for the town and for everybody, with what each figure means."""
