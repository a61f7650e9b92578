"""Requests of institutions to the interpreters' pool, in words: docs/rules/inquiries.md."""
