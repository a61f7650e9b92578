"""Words for a volunteer's standing and hours."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.dates import WEEKDAYS_ABBR
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lotsenwerk.domain.people.models import Volunteer, VolunteerStatus

STATUSES: Final[Mapping[str, tuple[str, str | Promise]]] = {
    VolunteerStatus.INTERESTED: ("open", gettext_lazy("wants to help")),
    VolunteerStatus.ACTIVE: ("going", gettext_lazy("active")),
    VolunteerStatus.PAUSED: ("waiting", gettext_lazy("takes a break")),
    VolunteerStatus.LEFT: ("off", gettext_lazy("has left")),
}
"""Tone and word of each standing."""


def moved_in_words(volunteer: Volunteer) -> str:
    """What has changed with a volunteer."""
    sentences = {
        VolunteerStatus.ACTIVE: _("%(name)s is active and can be asked."),
        VolunteerStatus.PAUSED: _("%(name)s takes a break and is not asked."),
        VolunteerStatus.LEFT: _("%(name)s has left and is not asked any more."),
        VolunteerStatus.INTERESTED: _("%(name)s wants to help."),
    }
    return sentences[VolunteerStatus(volunteer.status)] % {"name": volunteer.person.name}


def hours_in_words(volunteer: Volunteer) -> Sequence[str]:
    """The hours of the week in which a volunteer can be asked, days with the same hours together."""
    days: dict[str, list[int]] = {}
    by_day: dict[int, list[str]] = {}
    for stretch in sorted(volunteer.availability.all(), key=lambda each: (each.weekday, each.begins)):
        by_day.setdefault(stretch.weekday, []).append(f"{stretch.begins:%H:%M}–{stretch.ends:%H:%M}")
    for day, hours in by_day.items():
        days.setdefault(", ".join(hours), []).append(day)
    return [f"{_days_in_words(each)} {hours}" for hours, each in days.items()]


def _days_in_words(days: Sequence[int]) -> str:
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:  # noqa: PLR2004 - two days are named
        return f"{WEEKDAYS_ABBR[days[0]]}–{WEEKDAYS_ABBR[days[-1]]}"
    return ", ".join(str(WEEKDAYS_ABBR[day]) for day in days)
