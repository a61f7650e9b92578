"""Calendars behind a secret address."""
