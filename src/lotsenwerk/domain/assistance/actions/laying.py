"""Lay the needs of standing needs some days ahead, each day once. In words: docs/rules/standing.md."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from lotsenwerk.domain.assistance.actions.as_always import staff_as_always
from lotsenwerk.domain.assistance.actions.assign import one_at_a_time
from lotsenwerk.domain.assistance.actions.take_in import lay_need
from lotsenwerk.domain.assistance.actions.turn_back import cancel
from lotsenwerk.domain.assistance.deputy import deputy
from lotsenwerk.domain.assistance.models import Need, NeedState, Rhythm, RhythmException
from lotsenwerk.domain.assistance.queries.book import practice
from lotsenwerk.domain.assistance.queries.standing import (
    days_laid,
    exceptions_of,
    ids_to_lay,
    is_away,
    laid_while_away,
    regulars_of,
)
from lotsenwerk.domain.assistance.rhythm_days import Day, Why, days_of
from lotsenwerk.domain.assistance.states import NEED
from lotsenwerk.domain.people.actions.presence import stays
from lotsenwerk.domain.people.models import ClientStatus
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.kit.locking import lock

FARTHEST_HOLIDAY = timedelta(days=7)
"""How far before its regular day a visit may lie that a public holiday moved."""


def lay_ahead(*, at: datetime) -> int:
    """Lay what is due in the open town, and cancel what was laid for days on which the client is away now.

    Answers how many needs were laid. Done twice, or by two workers in the same moment, it lays nothing twice.
    """
    clear_the_away(at=at)
    return sum(lay_rhythm(rhythm_id, at=at) for rhythm_id in ids_to_lay(at))


def lay_rhythm(rhythm_id: int, *, at: datetime) -> int:
    """Lay what is due of one rhythm; answers how many needs. Who comes second waits, and finds them laid."""
    rhythm = lock(Rhythm.objects.select_related("client__person"), pk=rhythm_id)
    return len(lay(deputy(), rhythm, at=at))


def lay(actor: Actor, rhythm: Rhythm, *, at: datetime) -> Sequence[Need]:
    """Lay the days of a rhythm that are due. The rhythm is locked, so that no day is laid twice."""
    if rhythm.ended_at is not None or rhythm.client.status != ClientStatus.ACTIVE:
        return []
    try:
        stays(rhythm.client.person_id)
    except NotThere:
        return []
    laid = days_laid(rhythm)
    days = [day for day in due_days(rhythm, exceptions_of([rhythm.id])[rhythm.id], at) if day.regular not in laid]
    one_at_a_time(volunteer.id for volunteer in regulars_of(rhythm.client))
    return [_lay_day(actor, rhythm, day, at) for day in days if not is_away(rhythm.client.person_id, day.day)]


def due_days(rhythm: Rhythm, exceptions: Mapping[date, RhythmException], at: datetime) -> Sequence[Day]:
    """The days that are to be laid by now: they take place within the days ahead, and their time is not over."""
    today = clock.local(at).date()
    until = today + timedelta(days=practice().laid_days)
    days = days_of(rhythm, exceptions, first=today, last=until + FARTHEST_HOLIDAY)
    return [day for day in days if day.why != Why.LEFT_OUT and day.latest > at and day.day <= until]


def clear_the_away(*, at: datetime) -> int:
    """Cancel what was laid for days on which its client is away now; answers how many needs.

    The days are free again: should the client be back sooner, they are laid anew.
    """
    needs = laid_while_away(at)
    for need in needs:
        take_away(deputy(), need, reason="", at=at)
    return len(needs)


def take_away(actor: Actor, need: Need, *, reason: str, at: datetime) -> bool:
    """Cancel a laid need with everything that belongs to it, and free its day; whether there was something to cancel.

    A need that has been done or cancelled stays as it is.
    """
    need = lock(Need.objects.all(), pk=need.pk)
    if not NEED.allows("cancel", need.state):
        return False
    cancel(actor, need, reason=reason, at=at)
    Need.objects.filter(pk=need.pk).update(for_day=None)
    return True


def free_day(rhythm: Rhythm, day: date) -> None:
    """Let a day be laid anew whose need was cancelled. The rhythm is locked."""
    Need.objects.filter(rhythm=rhythm, for_day=day, state=NeedState.CANCELLED).update(for_day=None)


def _lay_day(actor: Actor, rhythm: Rhythm, day: Day, at: datetime) -> Need:
    need = lay_need(actor, rhythm, for_day=day.regular, earliest=day.earliest, latest=day.latest, at=at)
    staff_as_always(actor, need, as_usual=day.is_as_always, at=at)
    return need
