"""Dates in words: how often, when, and how many seats are free."""

from datetime import date, datetime

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lotsenwerk.domain.gatherings.days import When
from lotsenwerk.domain.gatherings.models import Often
from lotsenwerk.engines.calendar.first_day import nth_of_month
from lotsenwerk.engines.calendar.types import LAST
from lotsenwerk.kit import clock

FEW_SEATS = 3
"""From here on their number is said."""


def hours(begins: datetime, ends: datetime) -> str:
    """From when until when on a clock in Hessen; where one reads from right to left the hours stay in their order."""
    said = f"{clock.local(begins):%H:%M}–{clock.local(ends):%H:%M}"
    return f"\u2066{said}\u2069" if translation.get_language_bidi() else said


def day_in_words(day: date | datetime) -> str:
    """Weekday, day and month, in the language that is active now."""
    return date_format(clock.local(day) if isinstance(day, datetime) else day, _("l, j F"))


def how_often(when: When) -> str:
    """How often something takes place, in the language that is active now."""
    weekday = date_format(when.first_day, "l")
    if when.often == Often.ONCE:
        return day_in_words(when.first_day)
    if when.often == Often.WEEK:
        return _("every week: %(weekday)s") % {"weekday": weekday}
    if when.often == Often.FORTNIGHT:
        return _("every two weeks: %(weekday)s") % {"weekday": weekday}
    nth = nth_of_month(when.first_day)
    if nth == LAST:
        return _("every month: the last %(weekday)s") % {"weekday": weekday}
    return _("every month: %(weekday)s no. %(number)d of the month") % {"weekday": weekday, "number": nth}


def seats_in_words(left: int | None) -> str:
    """How many seats are free, as one says it; empty where as many come as like."""
    if left is None:
        return ""
    if left <= 0:
        return _("full – there is a waiting list")
    if left <= FEW_SEATS:
        return _("seats still free: %(count)d") % {"count": left}
    return _("seats are free")
