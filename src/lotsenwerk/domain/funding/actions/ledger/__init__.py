"""Verbs of the ledger: docs/rules/ledger.md."""
