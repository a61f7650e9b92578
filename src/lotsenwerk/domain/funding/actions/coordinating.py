"""Who coordinates other guides, from which day until which: her yearly cap is the higher one on these days."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.funding.actions.noting import about_hours, of_volunteer
from lotsenwerk.domain.funding.models import Coordinating
from lotsenwerk.domain.funding.permissions import may_keep_hours
from lotsenwerk.domain.people.models import Volunteer
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState


def coordinates_from(actor: Actor, volunteer: Volunteer, *, first_day: date, at: datetime) -> Coordinating:
    """She coordinates from this day on. Refused while she does already, or did on that day."""
    if not may_keep_hours(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    volunteer = of_volunteer(volunteer)
    if abs(first_day.year - clock.local(at).year) > 1:
        raise BadInput(_("A day of last year, of this year or of the next one, please."), field="first_day")
    for one in Coordinating.objects.filter(volunteer=volunteer):
        if one.last_day is None:
            raise WrongState(_("She coordinates already. End that first."))
        if one.last_day >= first_day:
            raise BadInput(_("She coordinated on this day already."), field="first_day")
    made = Coordinating.objects.create(
        volunteer=volunteer, first_day=first_day, noted_at=at, noted_by_user_id=actor.user_id
    )
    about_hours(actor, "coordinates_from", volunteer, at, {"day": first_day.isoformat()})
    return made


def coordinates_until(actor: Actor, volunteer: Volunteer, *, last_day: date, at: datetime) -> Coordinating:
    """She coordinates for the last time on this day."""
    if not may_keep_hours(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    volunteer = of_volunteer(volunteer)
    running = Coordinating.objects.filter(volunteer=volunteer, last_day__isnull=True).first()
    if running is None:
        raise WrongState(_("She does not coordinate."))
    if last_day < running.first_day:
        raise BadInput(_("This day is before the first one."), field="last_day")
    if last_day.year > clock.local(at).year + 1:
        raise BadInput(_("A day of last year, of this year or of the next one, please."), field="last_day")
    running.last_day = last_day
    running.save(update_fields=["last_day"])
    about_hours(actor, "coordinates_until", volunteer, at, {"day": last_day.isoformat()})
    return running
