"""Verbs of planning: start a search, hold something in place, publish, answer for a whole day."""
