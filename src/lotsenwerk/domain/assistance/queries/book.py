"""Reads of the Protokollbuch, of alerts and incidents, and of how this town does it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Prefetch, Q, QuerySet, Value

from lotsenwerk.domain.assistance.models import (
    Alert,
    AlertState,
    Assignment,
    CallBack,
    CallBackState,
    ContactNote,
    Incident,
    Need,
    Practice,
)
from lotsenwerk.domain.assistance.permissions import may_run_journeys, may_see_incidents
from lotsenwerk.domain.assistance.queries.journey import GOES
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotThere


def practice() -> Practice:
    """How the open town does it; what counts where nobody has said anything yet."""
    return Practice.objects.first() or Practice()


def address_shown_for(practice: Practice) -> timedelta:
    """How long after the end of a visit its volunteer still sees the address."""
    return timedelta(hours=practice.address_hours)


def book_of_person(actor: Actor, person_id: int, *, most: int = 20) -> Sequence[ContactNote]:
    """The newest lines of the Protokollbuch about one person, newest first."""
    if not may_run_journeys(actor):
        return []
    return list(ContactNote.objects.filter(person_id=person_id).order_by("-at", "-id")[:most])


def book_of_need(actor: Actor, need_id: int, *, most: int = 50) -> Sequence[ContactNote]:
    """The newest lines about one need, with whom was spoken, newest first."""
    if not may_run_journeys(actor):
        return []
    rows = ContactNote.objects.filter(need_id=need_id).select_related("person")
    return list(rows.order_by("-at", "-id")[:most])


def alert_for(actor: Actor, alert_id: int) -> Alert:
    """One alert; ``NotThere`` otherwise."""
    if not may_run_journeys(actor):
        raise NotThere
    try:
        return Alert.objects.select_related("need__client__person").get(pk=alert_id)
    except Alert.DoesNotExist:
        raise NotThere from None


def alerts_of_need(actor: Actor, need_id: int) -> Sequence[Alert]:
    """What the desk still has to take care of about one need, oldest first."""
    if not may_run_journeys(actor):
        return []
    return list(Alert.objects.filter(need_id=need_id, state=AlertState.DUE).order_by("made_at", "id"))


BACK, ALERT = "back", "alert"


def call_list(actor: Actor) -> QuerySet[Any, Any]:
    """Everything that the desk has to call about, oldest first, as (kind, id, since); to be paged."""
    due = CallBack.objects.filter(state=CallBackState.DUE) if may_run_journeys(actor) else CallBack.objects.none()
    alerts = Alert.objects.filter(state=AlertState.DUE) if may_run_journeys(actor) else Alert.objects.none()
    backs = due.annotate(what=Value(BACK)).values_list("what", "id", "made_at")
    return backs.union(alerts.annotate(what=Value(ALERT)).values_list("what", "id", "made_at"), all=True).order_by(
        "made_at", "what", "id"
    )


def line_of(alert: Alert) -> tuple[str, int, datetime]:
    """An alert as the call list names it."""
    return ALERT, alert.id, alert.made_at


@dataclass(frozen=True, slots=True)
class Call:
    """One line of the call list: a call-back or an alert, who last went or goes, and the last line of the book."""

    due: CallBack | Alert
    since: datetime
    last: Assignment | None
    note: ContactNote | None

    @property
    def need(self) -> Need:
        """What the call is about, with ``going`` as in the other queries."""
        need: Need = self.due.need
        return need


def calls_in_full(lines: Sequence[tuple[str, int, datetime]]) -> Sequence[Call]:
    """The lines of one page of the call list with what is said on the telephone; five queries, however many there are.

    ``lines`` come from ``call_list``, which has asked who may read them.
    """
    backs = CallBack.objects.in_bulk([pk for kind, pk, _since in lines if kind == BACK])
    alerts = Alert.objects.in_bulk([pk for kind, pk, _since in lines if kind == ALERT])
    dues: list[CallBack | Alert] = [(backs if kind == BACK else alerts)[pk] for kind, pk, _since in lines]
    went = Assignment.objects.select_related("volunteer__person").order_by("-id")
    rows = Need.objects.select_related("client__person", "shop").prefetch_related(
        Prefetch("assignments", queryset=went, to_attr="went")
    )
    needs = rows.in_bulk({due.need_id for due in dues})
    notes = ContactNote.objects.filter(need__in=needs).order_by("need", "-at", "-id").distinct("need")
    last_notes = {note.need_id: note for note in notes}
    calls = []
    for due in dues:
        due.need = needs[due.need_id]
        everybody: list[Assignment] = due.need.__dict__["went"]
        due.need.__dict__["going"] = [one for one in everybody if one.state in GOES]
        last = everybody[0] if everybody else None
        calls.append(Call(due, due.made_at, last, last_notes.get(due.need_id)))
    return calls


def incidents(actor: Actor) -> QuerySet[Incident]:
    """Incidents, the open ones first, then by day, newest first; to be paged. What happened is not fetched."""
    if not may_see_incidents(actor):
        return Incident.objects.none()
    rows = Incident.objects.select_related("person").defer("text", "measures")
    return rows.order_by("-state", "-happened_on", "-id")


def incident_for(actor: Actor, incident_id: int) -> Incident:
    """One incident; ``NotThere`` otherwise. Who shows it calls ``look_at_incident``."""
    if not may_see_incidents(actor):
        raise NotThere
    rows = Incident.objects.select_related(
        "person", "assignment__need__client__person", "assignment__volunteer__person"
    )
    try:
        return rows.get(pk=incident_id)
    except Incident.DoesNotExist:
        raise NotThere from None


def visit_in_question(actor: Actor, person_id: int, assignment_id: str) -> Assignment | None:
    """The visit on which something happened to a person; none where the number is not one of hers."""
    if not may_see_incidents(actor) or not assignment_id.isdecimal():
        return None
    hers = Q(need__client__person_id=person_id) | Q(volunteer__person_id=person_id)
    rows = Assignment.objects.filter(hers, pk=int(assignment_id[:18]))
    return rows.select_related("volunteer__person").first()
