"""Reads of the journey, and the only way to its rows."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import overload

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch, Q, QuerySet, Sum
from django.db.models.functions import JSONObject

from lotsenwerk.domain.assistance.models import (
    Alert,
    AlertState,
    Assignment,
    AssignmentState,
    CallBack,
    CallBackState,
    Confirmation,
    Need,
    NeedState,
    Offer,
    OfferState,
    Report,
)
from lotsenwerk.domain.assistance.permissions import may_run_journeys, may_see_confirmed
from lotsenwerk.domain.assistance.queries.on_board import Asked, Going, OnBoard
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.kit.prepared import Lines, prepared

GOES = (AssignmentState.ACCEPTED, AssignmentState.REPORTED, AssignmentState.CONFIRMED)
"""The states in which an assignment is the one that counts for its need."""


_HELPER = ("volunteer__person__given_name", "volunteer__person__family_name", "volunteer__person__gender")
_LISTED_NEED = (
    *("organisation_id", "ref", "client_id", "kind", "earliest", "latest", "minutes", "ceiling_cents"),
    *(
        "state",
        "language",
        "taken_at",
        "client__person__given_name",
        "client__person__family_name",
        "client__person__gender",
    ),
    *("client__person__phone", "client__person__mobile", "shop__name"),
)
_LISTED_GOING = ("organisation_id", "need_id", "state", "during", *_HELPER, "report__minutes")
_LISTED_OFFER = ("organisation_id", "need_id", "state", *_HELPER)
"""What lists show. The rest, and above all what is encrypted, is not fetched."""


def _going() -> QuerySet[Assignment]:
    return Assignment.objects.filter(state__in=GOES).select_related("volunteer__person", "report")


@overload
def who_goes(need: Need) -> Assignment | None: ...
@overload
def who_goes(need: OnBoard) -> Going | None: ...
def who_goes(need: Need | OnBoard) -> Assignment | Going | None:
    """The assignment that counts, of a need that came from one of these queries or stands on the board."""
    going: Sequence[Assignment] = need.__dict__["going"]
    return going[0] if going else None


@overload
def who_is_asked(need: Need) -> Sequence[Offer]: ...
@overload
def who_is_asked(need: OnBoard) -> Sequence[Asked]: ...
def who_is_asked(need: Need | OnBoard) -> Sequence[Offer] | Sequence[Asked]:
    """The open offers of a need that came from one of these queries or stands on the board."""
    asked: Sequence[Offer] = need.__dict__["asked"]
    return [offer for offer in asked if offer.state == OfferState.OPEN]


def who_was_asked(need: Need) -> Sequence[Offer]:
    """The offers of a need as its query fetched them: everybody's from ``whole_need``, else those that can still count.

    Those are the open ones, and of one need also who said yes when another was going already.
    """
    asked: Sequence[Offer] = need.__dict__["asked"]
    return asked


def due_alerts(need: Need) -> Sequence[tuple[int, str]]:
    """What the desk still has to take care of, of a need from ``whole_need``, oldest first: number and kind."""
    return [(one["id"], one["kind"]) for one in need.__dict__["alerts_due"]]


def _needs(actor: Actor) -> QuerySet[Need]:
    if not may_run_journeys(actor):
        return Need.objects.none()
    asked = _can_still_count().select_related("volunteer__person")
    return Need.objects.select_related("client__person", "shop").prefetch_related(
        Prefetch("assignments", queryset=_going(), to_attr="going"),
        Prefetch("offers", queryset=asked, to_attr="asked"),
    )


def _can_still_count() -> QuerySet[Offer]:
    """Open offers, and those of who said yes when another was going already."""
    too_late = Q(state=OfferState.CLOSED) & ~Q(answered_by="")
    return Offer.objects.filter(Q(state=OfferState.OPEN) | too_late)


def need_for(actor: Actor, need_id: int) -> Need:
    """One need with who goes (``going``) and who was asked (``asked``); ``NotThere`` otherwise. Three queries."""
    found = _need(need_id) if may_run_journeys(actor) else []
    _lay_beside(found, _going_to, _asked_for)
    return _only(found)


def whole_need(actor: Actor, need_id: int) -> Need:
    """One need with who goes, everybody who was asked (``asked``, whatever the answer) and its due alerts.

    Three queries; ``NotThere`` otherwise.
    """
    found = _need_with_alerts(need_id) if may_run_journeys(actor) else []
    _lay_beside(found, _going_to, _ever_asked_for)
    return _only(found)


def _only(found: Sequence[Need]) -> Need:
    if not found:
        raise NotThere
    return found[0]


def _lay_beside(
    needs: Sequence[Need],
    going_to: Callable[[Sequence[int]], Sequence[Assignment]],
    asked_for: Callable[[Sequence[int]], Sequence[Offer]],
) -> None:
    """Who goes (``going``) and who was asked (``asked``), in two queries however many needs there are."""
    of_id = {need.id: need for need in needs}
    for need in needs:
        need.__dict__["going"], need.__dict__["asked"] = [], []
    for name, rows in (("going", going_to(list(of_id))), ("asked", asked_for(list(of_id)))):
        for row in rows:
            row.need = of_id[row.need_id]
            row.need.__dict__[name].append(row)


@prepared
def _need(need_id: int) -> QuerySet[Need]:
    return Need.objects.select_related("client__person", "shop").filter(pk=need_id)


@prepared
def _need_with_alerts(need_id: int) -> QuerySet[Need]:
    alerts = Alert.objects.filter(need=OuterRef("pk"), state=AlertState.DUE).order_by("made_at", "id")
    rows = Need.objects.select_related("client__person", "shop").filter(pk=need_id)
    return rows.annotate(alerts_due=ArraySubquery(alerts.values(one=JSONObject(id="id", kind="kind"))))


@prepared
def _going_to(need_ids: Sequence[int]) -> QuerySet[Assignment]:
    return _going().filter(need_id__in=need_ids).order_by("id")


@prepared
def _going_in_lists(need_ids: Sequence[int]) -> QuerySet[Assignment]:
    return _going().filter(need_id__in=need_ids).only(*_LISTED_GOING).order_by("id")


@prepared
def _asked_for(need_ids: Sequence[int]) -> QuerySet[Offer]:
    return _can_still_count().filter(need_id__in=need_ids).select_related("volunteer__person").order_by("id")


@prepared
def _ever_asked_for(need_ids: Sequence[int]) -> QuerySet[Offer]:
    return Offer.objects.filter(need_id__in=need_ids).select_related("volunteer__person").order_by("made_at", "id")


@prepared
def _asked_in_lists(need_ids: Sequence[int]) -> QuerySet[Offer]:
    asked = Offer.objects.filter(need_id__in=need_ids, state=OfferState.OPEN).select_related("volunteer__person")
    return asked.only(*_LISTED_OFFER).order_by("id")


# --- lists of needs: names, times and states, without notes and helpers' numbers --------------------------------------

_AreListed = Lines[Need] | Sequence[Need]


def _listed() -> QuerySet[Need]:
    return Need.objects.select_related("client__person", "shop").only(*_LISTED_NEED)


def lay_beside(needs: Sequence[Need]) -> None:
    """To needs of another query who goes and who is asked, as lists show them. Two queries."""
    _lay_beside(needs, _going_in_lists, _asked_in_lists)


def unstaffed(actor: Actor, *, after: datetime) -> _AreListed:
    """Needs nobody goes to yet whose window is not over, those who wait longest first; to be paged."""
    return _unstaffed.lines(after).with_beside(lay_beside) if may_run_journeys(actor) else []


@prepared
def _unstaffed(after: datetime) -> QuerySet[Need]:
    rows = _listed().filter(state__in=[NeedState.OPEN, NeedState.OFFERED], latest__gt=after)
    return rows.order_by("taken_at", "id")


def coming(actor: Actor, *, after: datetime) -> _AreListed:
    """Needs whose window is not over and that are not cancelled, soonest first; to be paged."""
    return _coming.lines(after).with_beside(lay_beside) if may_run_journeys(actor) else []


@prepared
def _coming(after: datetime) -> QuerySet[Need]:
    return _listed().filter(latest__gt=after).exclude(state=NeedState.CANCELLED).order_by("earliest", "id")


def to_confirm(actor: Actor) -> _AreListed:
    """Needs that were reported as done and wait for the coordinator, oldest first; to be paged."""
    return _to_confirm.lines().with_beside(lay_beside) if may_run_journeys(actor) else []


@prepared
def _to_confirm() -> QuerySet[Need]:
    return _listed().filter(state=NeedState.DONE).order_by("earliest", "id")


def over(actor: Actor, *, at: datetime) -> _AreListed:
    """Needs that are behind us, newest first: done, cancelled, or nobody came in time; to be paged."""
    return _over.lines(at).with_beside(lay_beside) if may_run_journeys(actor) else []


@prepared
def _over(at: datetime) -> QuerySet[Need]:
    return _listed().filter(Q(latest__lte=at) | Q(state=NeedState.CANCELLED)).order_by("-earliest", "-id")


def needs_between(actor: Actor, begin: datetime, end: datetime) -> Sequence[Need]:
    """Every need that is not cancelled and whose window begins in the stretch, earliest first."""
    rows = _needs(actor).filter(earliest__gte=begin, earliest__lt=end).exclude(state=NeedState.CANCELLED)
    return list(rows.order_by("earliest", "id"))


def unstaffed_needs(actor: Actor, *, after: datetime) -> Sequence[Need]:
    """Needs nobody goes to yet whose window is not over, those who wait longest first."""
    return list(unstaffed(actor, after=after))


def needs_to_confirm(actor: Actor) -> Sequence[Need]:
    """Needs that were reported as done and wait for the coordinator."""
    return list(to_confirm(actor))


def needs_of_client(actor: Actor, client_id: int, *, most: int = 3) -> Sequence[Need]:
    """The newest needs of one client that were not cancelled, newest first."""
    rows = _needs(actor).filter(client_id=client_id).exclude(state=NeedState.CANCELLED)
    return list(rows.order_by("-earliest", "-id")[:most])


def last_calls_of(actor: Actor, client_id: int, *, most: int = 3) -> Sequence[Need]:
    """The same as plain as an intake needs them: with who goes (``going``), without who was asked."""
    if not may_run_journeys(actor):
        return []
    found = list(_calls_of.lines(client_id)[:most])
    _lay_beside(found, _going_in_lists, lambda _need_ids: [])
    return found


@prepared
def _calls_of(client_id: int) -> QuerySet[Need]:
    return Need.objects.filter(client_id=client_id).exclude(state=NeedState.CANCELLED).order_by("-earliest", "-id")


def offers_of_need(actor: Actor, need_id: int) -> Sequence[Offer]:
    """Everybody who was asked for one need, with the answer, in the order of asking."""
    if not may_run_journeys(actor):
        return []
    rows = Offer.objects.filter(need_id=need_id).select_related("volunteer__person")
    return list(rows.order_by("made_at", "id"))


def offer_for(actor: Actor, *, ref: str = "", offer_id: int = 0) -> Offer:
    """One offer: the desk any, a volunteer her own; ``NotThere`` otherwise."""
    rows = Offer.objects.select_related("need__client__person", "need__shop", "volunteer__person")
    if not may_run_journeys(actor):
        rows = rows.filter(volunteer__person_id=actor.person_id) if actor.person_id else rows.none()
    try:
        return rows.get(Q(ref=ref) if ref else Q(pk=offer_id))
    except Offer.DoesNotExist:
        raise NotThere from None


def open_offers_of(actor: Actor, *, after: datetime) -> Sequence[Offer]:
    """What the acting volunteer is asked and can still answer, soonest first."""
    if actor.person_id is None:
        return []
    rows = Offer.objects.filter(
        volunteer__person_id=actor.person_id, state=OfferState.OPEN, need__latest__gt=after
    ).select_related("need__client__person", "need__shop", "volunteer__person")
    return list(rows.order_by("need__earliest", "id"))


def _assignments() -> QuerySet[Assignment]:
    return Assignment.objects.select_related("need__client__person", "need__shop", "volunteer__person", "report")


def assignment_for(actor: Actor, *, ref: str = "", assignment_id: int = 0) -> Assignment:
    """One assignment: the desk any, a volunteer her own; ``NotThere`` otherwise."""
    rows = _assignments()
    if not may_run_journeys(actor):
        rows = rows.filter(volunteer__person_id=actor.person_id) if actor.person_id else rows.none()
    try:
        return rows.get(Q(ref=ref) if ref else Q(pk=assignment_id))
    except Assignment.DoesNotExist:
        raise NotThere from None


def assignments_of(actor: Actor, *, most: int = 30) -> Sequence[Assignment]:
    """The acting volunteer's assignments that are not over, soonest first, then the newest of those that are."""
    if actor.person_id is None:
        return []
    own = _assignments().filter(volunteer__person_id=actor.person_id)
    ahead = list(own.filter(state=AssignmentState.ACCEPTED).order_by("during", "id")[:most])
    over = own.filter(state__in=[AssignmentState.REPORTED, AssignmentState.CONFIRMED])
    return [*ahead, *over.order_by("-during", "-id")[:most]]


def visits_ahead(actor: Actor, *, most: int = 30) -> Sequence[Assignment]:
    """The acting volunteer's assignments that she has not reported yet, soonest first, with what a card shows."""
    if actor.person_id is None:
        return []
    own = Assignment.objects.filter(volunteer__person_id=actor.person_id, state=AssignmentState.ACCEPTED)
    return list(own.select_related("need__client__person", "need__shop").order_by("during", "id")[:most])


def visits_over(actor: Actor, *, most: int = 30) -> Sequence[Assignment]:
    """The acting volunteer's assignments that were reported, with the report, newest first."""
    if actor.person_id is None:
        return []
    states = [AssignmentState.REPORTED, AssignmentState.CONFIRMED]
    own = Assignment.objects.filter(volunteer__person_id=actor.person_id, state__in=states)
    return list(own.select_related("need__client__person", "need__shop", "report").order_by("-during", "-id")[:most])


def visit_of_offer(actor: Actor, offer_id: int) -> Assignment | None:
    """The assignment that came of the acting volunteer's yes to an offer, while it counts for its need."""
    if actor.person_id is None:
        return None
    own = Assignment.objects.filter(volunteer__person_id=actor.person_id, offer_id=offer_id, state__in=GOES)
    return own.select_related("need__client__person", "need__shop").first()


def assignments_of_volunteer(actor: Actor, volunteer_id: int, *, most: int = 10) -> Sequence[Assignment]:
    """Where a volunteer goes and went, newest first, for the desk."""
    if not may_run_journeys(actor):
        return []
    rows = _assignments().filter(volunteer_id=volunteer_id, state__in=GOES)
    return list(rows.order_by("-during", "-id")[:most])


def reported_minutes(actor: Actor, *, year: int) -> int:
    """How many minutes the acting volunteer has reported for visits of one year (wall time of Europe/Berlin)."""
    if actor.person_id is None:
        return 0
    begin, end = (datetime(one, 1, 1, tzinfo=clock.BERLIN) for one in (year, year + 1))
    rows = Report.objects.filter(
        assignment__volunteer__person_id=actor.person_id,
        assignment__state__in=[AssignmentState.REPORTED, AssignmentState.CONFIRMED],
        assignment__during__startswith__gte=begin,
        assignment__during__startswith__lt=end,
    )
    return rows.aggregate(total=Sum("minutes"))["total"] or 0


def busy_times(volunteer_id: int, begin: datetime, end: datetime) -> Sequence[tuple[datetime, datetime]]:
    """When a volunteer is already somewhere in the stretch, earliest first."""
    rows = Assignment.objects.filter(
        volunteer_id=volunteer_id, state=AssignmentState.ACCEPTED, during__overlap=(begin, end)
    ).order_by("during")
    return [(during.lower, during.upper) for during in rows.values_list("during", flat=True)]


def due_call_backs(actor: Actor) -> Sequence[CallBack]:
    """Whom the desk still has to call, oldest first."""
    if not may_run_journeys(actor):
        return []
    going = _going()
    rows = CallBack.objects.filter(state=CallBackState.DUE).select_related("need__client__person")
    rows = rows.prefetch_related(Prefetch("need__assignments", queryset=going, to_attr="going"))
    return list(rows.order_by("made_at", "id"))


def call_back_for(actor: Actor, call_back_id: int) -> CallBack:
    """One call-back; ``NotThere`` otherwise."""
    if not may_run_journeys(actor):
        raise NotThere
    try:
        return CallBack.objects.select_related("need__client__person").get(pk=call_back_id)
    except CallBack.DoesNotExist:
        raise NotThere from None


def confirmations(actor: Actor, *, year: int, month: int | None = None) -> Sequence[Confirmation]:
    """What was confirmed in a year or month, by day; it names volunteers and no client."""
    if not may_see_confirmed(actor):
        return []
    rows = Confirmation.objects.filter(on__year=year).select_related("volunteer__person")
    if month is not None:
        rows = rows.filter(on__month=month)
    return list(rows.order_by("on", "id"))
