"""She waives the allowance of a year, or takes that back."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.funding.actions.noting import about_hours, of_volunteer, way_of
from lotsenwerk.domain.funding.models import Waiver
from lotsenwerk.domain.funding.permissions import may_speak_for
from lotsenwerk.domain.people.models import Volunteer
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState


def waive(
    actor: Actor, volunteer: Volunteer, *, year: int, from_day: date, signed_on: date | None = None, at: datetime
) -> Waiver:
    """She takes no allowance in a year, from a day on. At the desk: she signed that on ``signed_on``."""
    if not may_speak_for(actor, volunteer):
        raise NotAllowed(_("Only she herself may say this, or a coordinator who has seen her signature."))
    today = clock.local(at).date()
    if not today.year - 1 <= year <= today.year + 1:
        raise BadInput(_("The allowance of last year, of this year or of the next one can be waived."))
    if from_day.year != year:
        raise BadInput(_("This day is not in that year."), field="from_day")
    volunteer = of_volunteer(volunteer)
    way = way_of(actor, volunteer)
    signed = today if way == "tap" else signed_on
    if signed is None:
        raise BadInput(_("Please enter the day on which she signed."), field="signed_on")
    if signed > today:
        raise BadInput(_("This day has not come yet."), field="signed_on")
    if Waiver.objects.filter(volunteer=volunteer, year=year, taken_back_at__isnull=True).exists():
        raise WrongState(_("The allowance of this year is waived already."))
    made = Waiver.objects.create(
        volunteer=volunteer,
        year=year,
        from_day=from_day,
        way=way,
        signed_on=signed,
        noted_at=at,
        noted_by_user_id=actor.user_id,
    )
    about_hours(actor, "waive_allowance", volunteer, at, {"year": year, "from": from_day.isoformat(), "way": way})
    return made


def take_back_waiver(actor: Actor, volunteer: Volunteer, *, year: int, at: datetime) -> None:
    """She takes the allowance after all. Nothing has been paid yet: payments are not kept here (FH12)."""
    if not may_speak_for(actor, volunteer):
        raise NotAllowed(_("Only she herself may say this, or a coordinator who has seen her signature."))
    volunteer = of_volunteer(volunteer)
    standing = Waiver.objects.filter(volunteer=volunteer, year=year, taken_back_at__isnull=True)
    if not standing.update(taken_back_at=at):
        raise WrongState(_("The allowance of this year is not waived."))
    about_hours(actor, "take_back_waiver", volunteer, at, {"year": year})
