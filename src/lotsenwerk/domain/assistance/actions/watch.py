"""What nobody looks after falls to the program: visits that nobody ended, and helpers who are away after all."""

from datetime import datetime, timedelta

from lotsenwerk.domain.assistance.actions.alerts import raise_alert
from lotsenwerk.domain.assistance.deputy import deputy
from lotsenwerk.domain.assistance.models import Alert, AlertKind, Assignment, AssignmentState, Need
from lotsenwerk.domain.assistance.queries.book import practice
from lotsenwerk.domain.assistance.queries.standing import not_ended, visits_of_the_away
from lotsenwerk.domain.assistance.sentences import told_of_assignment
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.notifications.actions import outbox
from lotsenwerk.kit.locking import lock


def watch(*, at: datetime) -> int:
    """Look round in the open town; answers how many alerts were raised. Done twice it raises none twice."""
    before = at - timedelta(minutes=practice().nobody_ended_after)
    unended = [_ask_how_it_went(visit, before, at) for visit in not_ended(before)]
    away = [_note_away(visit, noted, at) for visit, noted in visits_of_the_away(at)]
    return sum(unended) + sum(away)


def _ask_how_it_went(visit: Assignment, before: datetime, at: datetime) -> bool:
    """Ask the helper once whether everything went well, and tell the desk."""
    need, visit = _locked(visit)
    end = visit.during.upper
    if visit.state != AssignmentState.ACCEPTED or end > before or _was_raised(need, AlertKind.NOBODY_ENDED, end):
        return False
    person = visit.volunteer.person
    about = ("assistance", "assignment", visit.id)
    outbox.put(
        "assistance.nobody_ended", to=person, about=about, told=told_of_assignment(visit, person), ref=visit.ref, at=at
    )
    _raise(need, visit, AlertKind.NOBODY_ENDED, at)
    return True


def _note_away(visit: Assignment, noted: datetime, at: datetime) -> bool:
    """A helper has said since her yes that she is away on that day: the desk has to ask somebody else."""
    need, visit = _locked(visit)
    since = max(noted, visit.accepted_at)
    if visit.state != AssignmentState.ACCEPTED or _was_raised(need, AlertKind.VOLUNTEER_AWAY, since):
        return False
    _raise(need, visit, AlertKind.VOLUNTEER_AWAY, at)
    return True


def _was_raised(need: Need, kind: AlertKind, since: datetime) -> bool:
    return Alert.objects.filter(need=need, kind=kind, made_at__gte=since).exists()


def _raise(need: Need, visit: Assignment, kind: AlertKind, at: datetime) -> None:
    raise_alert(need, kind, at=at)
    subject = ("assistance", "assignment", visit.id)
    story = ("assistance", "need", need.id)
    told = {"name": visit.volunteer.person.name}
    record(deputy(), kind, subject, story=story, at=at, about=visit.volunteer.person_id, told=told)


def _locked(visit: Assignment) -> tuple[Need, Assignment]:
    need = lock(Need.objects.all(), pk=visit.need_id)
    return need, lock(Assignment.objects.select_related("volunteer__person", "need"), pk=visit.pk)
