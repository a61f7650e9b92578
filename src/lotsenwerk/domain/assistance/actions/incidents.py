"""Something bad happened: write it down, say what was done about it, close it. Each look is a line of the journal."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.models import Assignment, Incident, IncidentState
from lotsenwerk.domain.assistance.permissions import may_note_incident, may_see_incidents
from lotsenwerk.domain.assistance.states import INCIDENT
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.people.actions.presence import stays
from lotsenwerk.domain.people.models import Person
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed
from lotsenwerk.kit.locking import lock

LONGEST_TEXT = 4000


def note_incident(
    actor: Actor,
    person: Person,
    *,
    happened_on: date,
    text: str,
    assignment: Assignment | None = None,
    at: datetime,
) -> Incident:
    """Write down what happened to somebody, on which day, perhaps on a visit.

    Raises ``NotAllowed``, or ``BadInput`` with the field ``happened_on`` or ``text``.
    """
    if not may_note_incident(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    if happened_on > clock.local(at).date():
        raise BadInput(_("This day lies ahead. When did it happen?"), field="happened_on")
    if not text.strip():
        raise BadInput(_("Please write down what happened."), field="text")
    _check(text, "text")
    stays(person.id)
    incident = Incident.objects.create(
        person=person,
        assignment=assignment,
        happened_on=happened_on,
        text=text.strip(),
        noted_at=at,
        noted_by_user_id=actor.user_id,
    )
    _record(actor, "note_incident", incident, at)
    return incident


def look_at_incident(actor: Actor, incident: Incident, *, at: datetime) -> Incident:
    """Read what happened; who looked and when stands in the journal."""
    _ask(actor)
    _record(actor, "see_incident", incident, at)
    return incident


def change_incident(
    actor: Actor, incident: Incident, *, measures: str, is_insurance_told: bool, at: datetime
) -> Incident:
    """Say what was done about it, and whether the insurance knows; what happened stays as it was written down."""
    incident = lock(Incident.objects.all(), pk=incident.pk)
    incident.state = INCIDENT.after("change", incident.state)
    _ask(actor)
    _check(measures, "measures")
    incident.measures, incident.is_insurance_told = measures.strip(), is_insurance_told
    incident.save(update_fields=["measures", "is_insurance_told"])
    _record(actor, "change_incident", incident, at)
    return incident


def close_incident(actor: Actor, incident: Incident, *, at: datetime) -> Incident:
    """Everything has been done about it. From now on it is read only, and forgotten in time."""
    incident = lock(Incident.objects.all(), pk=incident.pk)
    state = INCIDENT.after("close", incident.state)
    _ask(actor)
    incident.state, incident.closed_at = IncidentState(state), at
    incident.save(update_fields=["state", "closed_at"])
    _record(actor, "close_incident", incident, at)
    return incident


def _ask(actor: Actor) -> None:
    if not may_see_incidents(actor):
        raise NotAllowed(_("Only coordinators and the administration may do this."))


def _check(text: str, field: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise BadInput(_("Please use at most %(limit)d characters."), field=field, params={"limit": LONGEST_TEXT})


def _record(actor: Actor, verb: str, incident: Incident, at: datetime) -> None:
    """A story of its own: the story of the need is read by more people than may know of this."""
    record(actor, verb, ("assistance", "incident", incident.id), at=at, about=incident.person_id)
