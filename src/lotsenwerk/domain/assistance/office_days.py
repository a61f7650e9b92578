"""On which days an office hour is held. In words: docs/rules/office-hours.md, OH1, OH2 and OH6."""

from datetime import date, timedelta
from typing import Final

from lotsenwerk.domain.assistance.models import OfficeHour
from lotsenwerk.engines.calendar.working_days import holiday_name

LATE: Final = timedelta(days=60)
"""So long after an office hour it can still be said that somebody sat there (OH6)."""


def is_day_of(hour: OfficeHour, day: date) -> bool:
    """Whether its weekday and its days fit and no holiday is in the way; single days off are not asked."""
    is_within = hour.first_day <= day and (hour.last_day is None or day <= hour.last_day)
    return is_within and day.weekday() == hour.weekday and holiday_name(day, "de") is None


def length(hour: OfficeHour) -> int:
    """How many minutes an office hour takes by the plan."""
    return (hour.ends.hour - hour.begins.hour) * 60 + hour.ends.minute - hour.begins.minute
