"""A day in an address: 2026-11-26."""

from datetime import date


class DayInAddress:
    """Django's converter for a day; what is no day is not there."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        """The day; ``ValueError`` where the calendar has none of this name."""
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        """As it stands in the address."""
        return value.isoformat()
