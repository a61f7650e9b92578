"""A certificate of conduct was seen: by whom, on which day, when it was issued, and whether an entry matters."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.people.actions.presence import still_there
from lotsenwerk.domain.people.gate import conduct_counts_until, is_fresh
from lotsenwerk.domain.people.models import FactKind, SuitabilityFact, Volunteer, VolunteerStatus
from lotsenwerk.domain.people.permissions import may_see_conduct
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState


def see_conduct(
    actor: Actor, volunteer: Volunteer, *, seen_on: date, issued_on: date, is_relevant: bool, at: datetime
) -> SuitabilityFact:
    """Note it; no copy and no word of it is kept. An older note is replaced, so a renewal is the same step.

    Refused where it was older than three months when it was seen.
    """
    if not may_see_conduct(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    if seen_on > clock.local(at).date():
        raise BadInput(_("This day has not come yet."), field="seen_on")
    if issued_on > seen_on:
        raise BadInput(_("It was issued before it was seen."), field="issued_on")
    if not is_fresh(issued_on, seen_on):
        raise BadInput(
            _("It was older than three months when it was seen: please ask for a new one."), field="issued_on"
        )
    still_there(volunteer.person_id)
    if Volunteer.objects.filter(pk=volunteer.pk, status=VolunteerStatus.LEFT).exists():
        raise WrongState(_("She has left: nothing of a certificate is kept any more."))
    fact, _is_new = SuitabilityFact.objects.update_or_create(
        volunteer=volunteer,
        kind=FactKind.CONDUCT,
        defaults={
            "issued_on": issued_on,
            "seen_on": seen_on,
            "seen_by_user_id": actor.user_id,
            "valid_until": conduct_counts_until(issued_on),
            "is_relevant": is_relevant,
        },
    )
    person_id = volunteer.person_id
    # That something was seen stands in the journal; what it said does not.
    story = ("people", "person", person_id)
    record(actor, "see_conduct", ("people", "fact", fact.pk), story=story, at=at, about=person_id)
    return fact
