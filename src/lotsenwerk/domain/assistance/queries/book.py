"""Reads of the Protokollbuch, of alerts and incidents, and of how this town does it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from lotsenwerk.domain.accounts.models import User
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
from lotsenwerk.kit.prepared import prepared


def practice() -> Practice:
    """How the open town does it; what counts where nobody has said anything yet."""
    return next(iter(_practices()), None) or Practice()


@prepared
def _practices() -> QuerySet[Practice]:
    return Practice.objects.order_by("id")


def address_shown_for(practice: Practice) -> timedelta:
    """How long after the end of a visit its volunteer still sees the address."""
    return timedelta(hours=practice.address_hours)


def _book() -> QuerySet[ContactNote]:
    """Lines with whom was spoken and with the name of the author (``author``), newest first."""
    author = User.objects.filter(pk=OuterRef("by_user_id")).values("display_name")[:1]
    rows = ContactNote.objects.select_related("person").annotate(author=Coalesce(Subquery(author), Value("")))
    return rows.order_by("-at", "-id")


def book_of_person(actor: Actor, person_id: int, *, most: int = 20) -> Sequence[ContactNote]:
    """The newest lines of the Protokollbuch about one person, newest first, each with its ``author``. One query."""
    return _book_of_person.lines(person_id)[:most] if may_run_journeys(actor) else []


@prepared
def _book_of_person(person_id: int) -> QuerySet[ContactNote]:
    return _book().filter(person_id=person_id)


def book_of_need(actor: Actor, need_id: int, *, most: int = 50) -> Sequence[ContactNote]:
    """The newest lines about one need, newest first, each with its ``author``. One query."""
    return _book_of_need.lines(need_id)[:most] if may_run_journeys(actor) else []


@prepared
def _book_of_need(need_id: int) -> QuerySet[ContactNote]:
    return _book().filter(need_id=need_id)


def author_of(note: ContactNote) -> str:
    """Who wrote a line that came from one of these queries."""
    name: str = note.__dict__["author"]
    return name


def alert_for(actor: Actor, alert_id: int) -> Alert:
    """One alert; ``NotThere`` otherwise."""
    if not may_run_journeys(actor):
        raise NotThere
    try:
        return Alert.objects.select_related("need__client__person").get(pk=alert_id)
    except Alert.DoesNotExist:
        raise NotThere from None


BACK, ALERT = "back", "alert"


class Due(NamedTuple):
    """One line of the call list: a call-back or an alert (``what``), and why (a reason or a kind)."""

    what: str
    id: int
    need_id: int
    why: str
    cents: int | None
    since: datetime


def call_list(actor: Actor) -> Sequence[Due]:
    """Everything that the desk has to call about, oldest first, in one query."""
    if not may_run_journeys(actor):
        return []
    backs = CallBack.objects.filter(state=CallBackState.DUE).values_list(
        Value(BACK), "id", "need_id", "reason", Value(None, IntegerField()), "made_at"
    )
    alerts = Alert.objects.filter(state=AlertState.DUE).values_list(
        Value(ALERT), "id", "need_id", "kind", "cents", "made_at"
    )
    return sorted((Due(*row) for row in backs.union(alerts, all=True)), key=lambda due: (due.since, due.what, due.id))


def line_of(alert: Alert) -> Due:
    """An alert as the call list names it."""
    return Due(ALERT, alert.id, alert.need_id, alert.kind, alert.cents, alert.made_at)


@dataclass(frozen=True, slots=True)
class Call:
    """One line of the call list in full: its need, who last went or goes, and the last line of the book."""

    due: Due
    need: Need
    last: Assignment | None
    note: ContactNote | None


def calls_in_full(lines: Sequence[Due]) -> Sequence[Call]:
    """The lines of one page of the call list with what is said on the telephone; three queries for any number.

    ``lines`` come from ``call_list``, which has asked who may read them. The needs have ``going`` as everywhere.
    """
    ids = sorted({due.need_id for due in lines})
    went: dict[int, list[Assignment]] = {need_id: [] for need_id in ids}
    for one in _went(ids):
        went[one.need_id].append(one)
    needs = {need.pk: need for need in _called_about(ids)}
    last_notes = {note.need_id: note for note in _last_notes(ids)}
    for need in needs.values():
        need.__dict__["going"] = [one for one in went[need.pk] if one.state in GOES]
    return [
        Call(due, needs[due.need_id], next(iter(went[due.need_id]), None), last_notes.get(due.need_id)) for due in lines
    ]


@prepared
def _called_about(need_ids: Sequence[int]) -> QuerySet[Need]:
    return Need.objects.select_related("client__person", "shop").filter(pk__in=need_ids)


@prepared
def _went(need_ids: Sequence[int]) -> QuerySet[Assignment]:
    return Assignment.objects.select_related("volunteer__person").filter(need_id__in=need_ids).order_by("-id")


@prepared
def _last_notes(need_ids: Sequence[int]) -> QuerySet[ContactNote]:
    return ContactNote.objects.filter(need_id__in=need_ids).order_by("need", "-at", "-id").distinct("need")


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
