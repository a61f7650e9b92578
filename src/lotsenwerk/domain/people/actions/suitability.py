"""What the desk has seen of a volunteer, in which way she helps, and on which days her hours differ."""

from datetime import date, datetime, time

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.people.actions.presence import still_there
from lotsenwerk.domain.people.models import Engagement, FactKind, OtherHours, SuitabilityFact, Volunteer
from lotsenwerk.domain.people.permissions import may_admit_volunteers, may_keep_people
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState


def see_fact(
    actor: Actor,
    volunteer: Volunteer,
    *,
    kind: str,
    seen_on: date,
    issued_on: date | None = None,
    valid_until: date | None = None,
    at: datetime,
) -> SuitabilityFact:
    """Note that a paper was seen, or seen again: the day, who saw it, until when it counts. No copy is kept."""
    if not may_keep_people(actor):
        raise NotAllowed(_("Only coordinators may change people."))
    today = clock.local(at).date()
    if kind not in FactKind.values:
        raise BadInput(_("Please choose one of the list."), field="kind")
    if seen_on > today:
        raise BadInput(_("This day has not come yet."), field="seen_on")
    if issued_on is not None and issued_on > seen_on:
        raise BadInput(_("It was issued before it was seen."), field="issued_on")
    if valid_until is not None and valid_until < seen_on:
        raise BadInput(_("This day is over already."), field="valid_until")
    still_there(volunteer.person_id)
    fact, _is_new = SuitabilityFact.objects.update_or_create(
        volunteer=volunteer,
        kind=kind,
        defaults={
            "issued_on": issued_on,
            "seen_on": seen_on,
            "seen_by_user_id": actor.user_id,
            "valid_until": valid_until,
            # Of a certificate of conduct `see_conduct` says it; what was said of an older one does not count for this.
            "is_relevant": None,
        },
    )
    _noted(actor, "see_fact", "fact", fact.pk, volunteer, at, {"kind": kind})
    return fact


def remove_fact(actor: Actor, fact: SuitabilityFact, *, at: datetime) -> None:
    """It does not count any more, or was noted by mistake."""
    if not may_keep_people(actor):
        raise NotAllowed(_("Only coordinators may change people."))
    if not SuitabilityFact.objects.filter(pk=fact.pk).delete()[0]:
        raise WrongState(_("This was taken back already."))
    _noted(actor, "remove_fact", "fact", fact.pk, fact.volunteer, at, {"kind": fact.kind})


def engage(actor: Actor, volunteer: Volunteer, engagement: str, *, at: datetime) -> Volunteer:
    """Say in which way somebody helps. Hours of a federal volunteer and of staff are never payable.

    What was confirmed before stays what it was: a confirmation is frozen with the engagement of its day.
    """
    if not may_admit_volunteers(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    if engagement not in Engagement.values:
        raise BadInput(_("Please choose one of the list."), field="engagement")
    still_there(volunteer.person_id)
    volunteer.engagement = Engagement(engagement)
    volunteer.save(update_fields=["engagement"])
    _noted(actor, "engage", "volunteer", volunteer.pk, volunteer, at, {"engagement": engagement})
    return volunteer


def set_other_hours(
    actor: Actor, volunteer: Volunteer, *, on: date, begins: time, ends: time, is_free: bool, at: datetime
) -> OtherHours:
    """On one day it is different: she can be asked after all, or cannot. The same beginning again replaces it."""
    if not may_keep_people(actor):
        raise NotAllowed(_("Only coordinators may change people."))
    if on < clock.local(at).date():
        raise BadInput(_("This day is over already."), field="on")
    if ends <= begins:
        raise BadInput(_("The end must be later than the beginning."), field="ends")
    still_there(volunteer.person_id)
    hours, _is_new = OtherHours.objects.update_or_create(
        volunteer=volunteer, on=on, begins=begins, defaults={"ends": ends, "is_free": is_free}
    )
    _noted(actor, "set_other_hours", "other_hours", hours.pk, volunteer, at)
    return hours


def remove_other_hours(actor: Actor, hours: OtherHours, *, at: datetime) -> None:
    """That day is like every other of its weekday again."""
    if not may_keep_people(actor):
        raise NotAllowed(_("Only coordinators may change people."))
    if not OtherHours.objects.filter(pk=hours.pk).delete()[0]:
        raise WrongState(_("This was taken back already."))
    _noted(actor, "remove_other_hours", "other_hours", hours.pk, hours.volunteer, at)


def _noted(  # noqa: PLR0917 - the parts of one line
    actor: Actor,
    verb: str,
    kind: str,
    row_id: int,
    volunteer: Volunteer,
    at: datetime,
    told: dict[str, object] | None = None,
) -> None:
    person_id = volunteer.person_id
    story = ("people", "person", person_id)
    record(actor, verb, ("people", kind, row_id), at=at, story=story, about=person_id, told=told)
