"""What she says herself that she worked and received elsewhere in a year."""

from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.funding.actions.noting import about_hours, of_volunteer, way_of
from lotsenwerk.domain.funding.models import SaidElsewhere
from lotsenwerk.domain.funding.permissions import may_speak_for
from lotsenwerk.domain.people.models import Volunteer
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState

MOST_MINUTES: Final = 3_000 * 60
"""More than anybody works in a year."""
MOST_CENTS: Final = 10_000_000


def say_elsewhere(
    actor: Actor, volunteer: Volunteer, *, year: int, minutes: int, cents: int, agrees: bool, at: datetime
) -> SaidElsewhere:
    """Keep what she says of other places; said again, it replaces what she said before."""
    if not may_speak_for(actor, volunteer):
        raise NotAllowed(_("Only she herself may say this, or a coordinator who has seen her signature."))
    today = clock.local(at).date()
    if year not in {today.year - 1, today.year}:
        raise BadInput(_("This can be said of this year and of the last one."))
    if not 0 <= minutes <= MOST_MINUTES:
        raise BadInput(_("Between 0 and 3,000 hours, please."), field="hours")
    if not 0 <= cents <= MOST_CENTS:
        raise BadInput(_("This amount is too large. Is the comma missing?"), field="cents")
    if not agrees:
        raise BadInput(_("Without agreement nothing is kept."), field="agrees")
    volunteer = of_volunteer(volunteer)
    way = way_of(actor, volunteer)
    said, _is_new = SaidElsewhere.objects.update_or_create(
        volunteer=volunteer,
        year=year,
        defaults={
            "minutes": minutes,
            "cents": cents,
            "said_on": today,
            "way": way,
            "noted_by_user_id": actor.user_id,
        },
    )
    about_hours(actor, "say_elsewhere", volunteer, at, {"year": year, "minutes": minutes, "cents": cents})
    return said


def take_back_elsewhere(actor: Actor, volunteer: Volunteer, *, year: int, at: datetime) -> None:
    """She takes back what she said of a year: nothing of it is kept."""
    if not may_speak_for(actor, volunteer):
        raise NotAllowed(_("Only she herself may say this, or a coordinator who has seen her signature."))
    volunteer = of_volunteer(volunteer)
    if not SaidElsewhere.objects.filter(volunteer=volunteer, year=year).delete()[0]:
        raise WrongState(_("This was taken back already."))
    about_hours(actor, "take_back_elsewhere", volunteer, at, {"year": year})
