"""Reads of this room, by what they are about, and the only way to its rows."""
