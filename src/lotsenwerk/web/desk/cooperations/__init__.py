"""Institutions that work with a pool, and their people."""
