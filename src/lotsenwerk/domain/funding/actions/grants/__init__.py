"""Verbs of a grant's file: docs/rules/grants.md."""
