"""Requests of institutions and newcomers to the pools: answered, staffed, moved, confirmed."""
