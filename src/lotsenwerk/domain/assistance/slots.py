"""Where in a window a visit fits."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

_GRID = 5


def first_free(
    begin: datetime, end: datetime, length: timedelta, busy: Sequence[tuple[datetime, datetime]]
) -> datetime | None:
    """The first instant from which ``length`` fits between ``begin`` and ``end`` beside the busy stretches.

    ``busy`` is in the order of time. Reckoned in UTC, so that an hour has sixty minutes on every day of the year.
    Begins are rounded up to five minutes, as people say them. None where nothing fits.
    """
    start, end = _rounded_up(begin.astimezone(UTC)), end.astimezone(UTC)
    for taken_from, taken_until in busy:
        if start + length <= taken_from:
            break
        start = max(start, _rounded_up(taken_until.astimezone(UTC)))
    return start if start + length <= end else None


def _rounded_up(at: datetime) -> datetime:
    over = timedelta(minutes=at.minute % _GRID, seconds=at.second, microseconds=at.microsecond)
    return at + (timedelta(minutes=_GRID) - over if over else timedelta())
