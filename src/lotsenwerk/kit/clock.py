"""The one place where the present is asked for; verbs get it handed in as ``at``."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")
MOST_AHEAD = timedelta(days=366)
"""How far ahead something is asked for: further away than a year nobody plans."""
STEP_BACK = timedelta(seconds=10)
"""How long a step can be taken back before anybody hears of it."""


def now() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC)


def local(at: datetime) -> datetime:
    """The same instant as a clock on a Hessian wall shows it."""
    return at.astimezone(BERLIN)


def midnight(day: date) -> datetime:
    """When a day begins on a Hessian wall."""
    return datetime.combine(day, time.min, tzinfo=BERLIN)
