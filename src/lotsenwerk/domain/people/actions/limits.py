"""What may be asked of a volunteer: whom she would rather not meet at a door, how much a week, and on which wheels."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.people.models import Circumstance, Volunteer
from lotsenwerk.kit.errors import BadInput
from lotsenwerk.kit.typed import refuse_too_long

MOST_VISITS = 100
MOST_HOURS = 60
LIMIT_FIELDS = ("most_visits_a_week", "most_hours_a_week", "rides_cargo_bicycle", "avoids", "district")
LONGEST_DISTRICT = 80


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds that a volunteer named; none means that she named no bound. ``avoids`` are circumstances.

    ``district`` is where she would like to help.
    """

    most_visits_a_week: int | None = None
    most_hours_a_week: int | None = None
    rides_cargo_bicycle: bool = False
    avoids: Sequence[str] = ()
    district: str = ""


def known_circumstances(named: Sequence[str], field: str) -> list[str]:
    """Each of them once, in one order. Raises ``BadInput`` at ``field`` for what is none."""
    if set(named) - set(Circumstance.values):
        raise BadInput(_("Please choose one of the list."), field=field)
    return sorted(set(named))


def fill_limits(volunteer: Volunteer, limits: Limits) -> None:
    """Put the bounds into the volunteer's row, without saving it."""
    bounds = (("most_visits_a_week", MOST_VISITS), ("most_hours_a_week", MOST_HOURS))
    for name, most in bounds:
        bound = getattr(limits, name)
        if bound is not None and not 1 <= bound <= most:
            raise BadInput(_("Please enter a number from 1 to %(most)d, or nothing.") % {"most": most}, field=name)
        setattr(volunteer, name, bound)
    volunteer.avoids = known_circumstances(limits.avoids, "avoids")
    volunteer.rides_cargo_bicycle = limits.rides_cargo_bicycle
    refuse_too_long(limits.district.strip(), LONGEST_DISTRICT, "district")
    volunteer.district = limits.district.strip()
