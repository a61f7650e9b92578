"""Reads of hours that count: what is written down (``facts``), and what follows from it."""
