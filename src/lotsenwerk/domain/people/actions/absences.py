"""Somebody is away for whole days: a client needs nothing, a volunteer is not asked."""

from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.people.actions.presence import still_there
from lotsenwerk.domain.people.models import Absence, AbsenceReason, Person
from lotsenwerk.domain.people.permissions import may_keep_people
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState


def note_absence(
    actor: Actor,
    person: Person,
    *,
    first_day: date,
    last_day: date | None = None,
    reason: str = AbsenceReason.OTHER,
    at: datetime,
) -> Absence:
    """Note that somebody is away from ``first_day`` to ``last_day``, both whole; none: until further notice."""
    if not may_keep_people(actor):
        raise NotAllowed(_("Only coordinators may change people."))
    if reason not in AbsenceReason.values:
        raise BadInput(_("Please choose one of the list."), field="reason")
    if last_day is not None and last_day < first_day:
        raise BadInput(_("The last day must not lie before the first."), field="last_day")
    if last_day is not None and last_day < clock.local(at).date():
        raise BadInput(_("This day is over already."), field="last_day")
    still_there(person.pk)
    runs_into = Absence.objects.filter(Q(last_day__isnull=True) | Q(last_day__gte=first_day), person=person)
    if last_day is not None:
        runs_into = runs_into.filter(first_day__lte=last_day)
    if runs_into.exists():
        raise BadInput(_("These days run into an absence that is noted already. Please end that one first."))
    made = Absence.objects.create(
        person=person,
        first_day=first_day,
        last_day=last_day,
        reason=reason,
        noted_at=at,
        noted_by_user_id=actor.user_id,
    )
    record(actor, "note_absence", ("people", "absence", made.id), at=at, story=_page(person.pk), about=person.pk)
    return made


def end_absence(actor: Actor, absence: Absence, *, at: datetime) -> None:
    """Somebody is back, or does not go away after all: from today she is there again."""
    if not may_keep_people(actor):
        raise NotAllowed(_("Only coordinators may change people."))
    still_there(absence.person_id)
    today = clock.local(at).date()
    standing = Absence.objects.filter(Q(last_day__isnull=True) | Q(last_day__gte=today), pk=absence.pk).first()
    if standing is None:
        raise WrongState(_("This absence has ended already."))
    record(
        actor,
        "end_absence",
        ("people", "absence", standing.pk),
        at=at,
        story=_page(absence.person_id),
        about=absence.person_id,
    )
    if standing.first_day >= today:
        standing.delete()
    else:
        standing.last_day = date.fromordinal(today.toordinal() - 1)
        standing.save(update_fields=["last_day"])


def _page(person_id: int) -> tuple[str, str, int]:
    return ("people", "person", person_id)
