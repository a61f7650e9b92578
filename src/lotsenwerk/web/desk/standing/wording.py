"""How one speaks of what comes again: "jeden Donnerstag", "am zweiten Donnerstag im Monat"."""

from datetime import time

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lotsenwerk.domain.assistance.models import Every, Rhythm
from lotsenwerk.domain.people.models import Volunteer
from lotsenwerk.engines.calendar.first_day import nth_of_month
from lotsenwerk.web.desk.wording import first_name


def rhythm_in_words(rhythm: Rhythm) -> str:
    """How often, with the weekday."""
    told = {"weekday": date_format(rhythm.first_day, "l")}
    if rhythm.every == Every.WEEK:
        return _("every %(weekday)s") % told
    if rhythm.every == Every.FORTNIGHT:
        return _("every two weeks on %(weekday)s") % told
    words = {
        1: _("every first %(weekday)s of the month"),
        2: _("every second %(weekday)s of the month"),
        3: _("every third %(weekday)s of the month"),
        4: _("every fourth %(weekday)s of the month"),
    }
    return words.get(nth_of_month(rhythm.first_day), _("every last %(weekday)s of the month")) % told


def between(begins: time, ends: time) -> str:
    """From when to when by the clock on the wall."""
    return f"{begins:%H:%M}–{ends:%H:%M}"


def names_of(volunteers: list[Volunteer]) -> str:
    """The first names of those who go there as always."""
    return ", ".join(first_name(one.person) for one in volunteers)
