"""Reads of hours that count, of files and their ledger: what is written down, and what follows from it."""
