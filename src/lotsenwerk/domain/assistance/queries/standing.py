"""Reads of standing needs: the rhythms, what was laid for them, who goes there as always, and running cascades."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from lotsenwerk.domain.assistance.models import (
    AnsweredBy,
    Assignment,
    AssignmentState,
    CallBackReason,
    CallBackState,
    Cascade,
    CascadeState,
    Need,
    NeedState,
    OfferState,
    Rhythm,
    RhythmException,
)
from lotsenwerk.domain.assistance.modules import BEHIND
from lotsenwerk.domain.assistance.permissions import may_run_journeys
from lotsenwerk.domain.assistance.queries.journey import GOES, lay_beside
from lotsenwerk.domain.organisations.queries import of_what_is_on
from lotsenwerk.domain.people.models import (
    Absence,
    Client,
    ClientStatus,
    OtherHours,
    StandingYes,
    Veto,
    Volunteer,
    VolunteerStatus,
)
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.kit.prepared import Lines, prepared


def expects_somebody(need: Need) -> bool:
    """Whether the client counts on somebody: she was called, or her regular comes as always and nobody had to call."""
    if need.call_backs.filter(state=CallBackState.DONE).exists():
        return True
    as_always = need.offers.filter(answered_by=AnsweredBy.STANDING, state=OfferState.ACCEPTED)
    return as_always.exists() and not need.call_backs.filter(reason=CallBackReason.WHO_COMES).exists()


# --- rhythms ----------------------------------------------------------------------------------------------------------


def _on(day: date) -> Q:
    """Rhythms that may still lay something on this day or later."""
    return Q(ended_at__isnull=True) & (Q(last_day__isnull=True) | Q(last_day__gte=day))


_LISTED: Final = (
    *("kind", "every", "first_day", "last_day", "begins", "ends", "ended_at", "shop__name", "client__person_id"),
    *("client__person__given_name", "client__person__family_name", "client__person__gender"),
)
"""What a list of standing needs shows."""


def rhythms(actor: Actor, *, at: datetime, over: bool = False) -> Lines[Rhythm] | Sequence[Rhythm]:
    """Standing needs that go on, by the names of the clients; with ``over`` those that have ended, newest first."""
    return _rhythms.lines(clock.local(at).date(), over) if may_run_journeys(actor) else []


@prepared
def _rhythms(today: date, over: bool) -> QuerySet[Rhythm]:
    rows = Rhythm.objects.select_related("client__person", "shop").only(*_LISTED)
    if over:
        return rows.exclude(_on(today)).order_by("-id")
    return rows.filter(_on(today)).order_by("client__person__sort_key", "begins", "id")


def rhythms_of_client(actor: Actor, client_id: int, *, at: datetime) -> Sequence[Rhythm]:
    """The standing needs of one client that go on."""
    if not may_run_journeys(actor):
        return []
    rows = Rhythm.objects.filter(_on(clock.local(at).date()), client_id=client_id).select_related("shop")
    return list(rows.order_by("first_day", "begins", "id"))


def rhythm_for(actor: Actor, rhythm_id: int) -> Rhythm:
    """One standing need; ``NotThere`` otherwise."""
    found = _rhythm(rhythm_id) if may_run_journeys(actor) else []
    if not found:
        raise NotThere
    return found[0]


@prepared
def _rhythm(rhythm_id: int) -> QuerySet[Rhythm]:
    return Rhythm.objects.select_related("client__person", "shop").filter(pk=rhythm_id)


def exceptions_of(rhythm_ids: Sequence[int]) -> Mapping[int, Mapping[date, RhythmException]]:
    """What is different on single days, by rhythm and regular day. One query."""
    found: dict[int, dict[date, RhythmException]] = {one: {} for one in rhythm_ids}
    for exception in _exceptions(rhythm_ids):
        found[exception.rhythm_id][exception.day] = exception
    return found


@prepared
def _exceptions(rhythm_ids: Sequence[int]) -> QuerySet[RhythmException]:
    return RhythmException.objects.filter(rhythm_id__in=rhythm_ids)


def laid_needs(rhythm_ids: Sequence[int], *, first: date) -> Mapping[int, Mapping[date, Need]]:
    """What was laid for regular days from ``first`` on, by rhythm and regular day, with who goes and who is asked.

    Three queries, however many rhythms there are.
    """
    found: dict[int, dict[date, Need]] = {one: {} for one in rhythm_ids}
    needs = _laid(rhythm_ids, first)
    lay_beside(needs)
    for need in needs:
        if need.rhythm_id is not None and need.for_day is not None:
            found[need.rhythm_id][need.for_day] = need
    return found


@prepared
def _laid(rhythm_ids: Sequence[int], first: date) -> QuerySet[Need]:
    rows = Need.objects.filter(rhythm_id__in=rhythm_ids, for_day__gte=first)
    return rows.select_related("client__person", "shop").order_by("id")


def days_laid(rhythm: Rhythm) -> set[date]:
    """The regular days of a rhythm for which a need stands, whatever became of it."""
    days = Need.objects.filter(rhythm=rhythm, for_day__isnull=False).values_list("for_day", flat=True)
    return {day for day in days if day is not None}


def first_laid(rhythm: Rhythm) -> Need | None:
    """The first need that stands for a rhythm; none where no day has been laid yet."""
    return Need.objects.filter(rhythm=rhythm).order_by("earliest", "id").first()


def ids_to_lay(at: datetime) -> Sequence[int]:
    """The rhythms of active clients that may have a day to lay now; none of a kind that is switched off."""
    # What was moved from its last regular day lies at most MOST_MOVED days later.
    since = clock.local(at).date() - timedelta(days=35)
    wanted = _on(since) & of_what_is_on("kind", BEHIND)
    rows = Rhythm.objects.filter(wanted, client__status=ClientStatus.ACTIVE, client__person__erased_at__isnull=True)
    return list(rows.order_by("id").values_list("id", flat=True))


def days_away(person_id: int, since: date) -> Sequence[Absence]:
    """A person's absences that reach to a day or beyond it."""
    return _away(person_id, since)


@prepared
def _away(person_id: int, since: date) -> QuerySet[Absence]:
    reach = Q(last_day__isnull=True) | Q(last_day__gte=since)
    return Absence.objects.filter(reach, person_id=person_id).order_by("first_day")


def regulars_by_client(actor: Actor, client_ids: Sequence[int]) -> Mapping[int, Sequence[Volunteer]]:
    """Who goes to each of these clients as always. One query."""
    found: dict[int, list[Volunteer]] = {one: [] for one in client_ids}
    if may_run_journeys(actor):
        for row in _standing_yes(client_ids):
            found[row.client_id].append(row.volunteer)
    return found


@prepared
def _standing_yes(client_ids: Sequence[int]) -> QuerySet[StandingYes]:
    rows = StandingYes.objects.filter(client_id__in=client_ids, ended_at__isnull=True)
    names = ("client_id", "volunteer__person__given_name", "volunteer__person__family_name")
    return rows.select_related("volunteer__person").only(*names).order_by("since", "id")


# --- who goes there as always -----------------------------------------------------------------------------------------


def is_away(person_id: int, day: date) -> bool:
    """Whether a client or a volunteer is away on a day."""
    return _absences(day).filter(person_id=person_id).exists()


def _absences(day: date) -> QuerySet[Absence]:
    return Absence.objects.filter(Q(last_day__isnull=True) | Q(last_day__gte=day), first_day__lte=day)


def regulars_of(client: Client) -> Sequence[Volunteer]:
    """Who has said yes to this client beforehand, those who said it first in front."""
    rows = StandingYes.objects.filter(client=client, ended_at__isnull=True, volunteer__person__erased_at__isnull=True)
    return [row.volunteer for row in rows.select_related("volunteer__person").order_by("since", "id")]


def can_go_as_always(volunteer: Volunteer, need: Need) -> bool:
    """Whether a regular's yes counts for a need: active, no veto, not away, and no other hours on that day.

    Whether she is at somebody else's at that time is asked when the visit is put into the window.
    """
    begin, end = clock.local(need.earliest), clock.local(need.latest)
    if volunteer.status != VolunteerStatus.ACTIVE or is_away(volunteer.person_id, begin.date()):
        return False
    if Veto.objects.filter(client_id=need.client_id, volunteer=volunteer).exists():
        return False
    not_free = OtherHours.objects.filter(volunteer=volunteer, on=begin.date(), is_free=False)
    return not not_free.filter(begins__lt=end.time(), ends__gt=begin.time()).exists()


def last_visit(rhythm: Rhythm, before: datetime) -> Assignment | None:
    """The last visit of a rhythm that lies before an instant and took place or will."""
    rows = Assignment.objects.filter(need__rhythm=rhythm, need__earliest__lt=before, state__in=GOES)
    return rows.select_related("need").order_by("-need__earliest", "-id").first()


def laid_while_away(at: datetime) -> Sequence[Need]:
    """Needs that were laid for a day on which their client is away, as was said since."""
    ahead = Need.objects.filter(
        rhythm__isnull=False,
        earliest__gt=at,
        state__in=[NeedState.OPEN, NeedState.OFFERED, NeedState.STAFFED],
    )
    away = Absence.objects.filter(person_id=OuterRef("client__person_id"))
    candidates = ahead.filter(Exists(away)).select_related("client").order_by("id")
    return [need for need in candidates if is_away(need.client.person_id, clock.local(need.earliest).date())]


# --- cascades and what is watched -------------------------------------------------------------------------------------


def running_cascade(need_id: int) -> Cascade | None:
    """The cascade that still asks for a need."""
    return next(iter(_running(need_id)), None)


@prepared
def _running(need_id: int) -> QuerySet[Cascade]:
    return Cascade.objects.filter(need_id=need_id, state=CascadeState.RUNNING).order_by("id")


def cascades_due(at: datetime) -> Sequence[tuple[int, int]]:
    """Cascades whose next step is due, as pairs of cascade and need."""
    rows = Cascade.objects.filter(state=CascadeState.RUNNING, next_at__lte=at).order_by("next_at", "id")
    return list(rows.values_list("id", "need_id"))


def not_ended(before: datetime) -> Sequence[Assignment]:
    """Visits that were over before an instant, and nobody has said how they went."""
    rows = Assignment.objects.filter(state=AssignmentState.ACCEPTED, during__endswith__lte=before)
    return list(rows.order_by("id"))


def visits_of_day(day: date) -> Sequence[Assignment]:
    """Visits ahead that begin on a day."""
    begin, end = (datetime(one.year, one.month, one.day, tzinfo=clock.BERLIN) for one in (day, day + timedelta(days=1)))
    rows = Assignment.objects.filter(
        state=AssignmentState.ACCEPTED, during__startswith__gte=begin, during__startswith__lt=end
    )
    return list(rows.order_by("id"))


def visits_of_the_away(at: datetime) -> Sequence[tuple[Assignment, datetime]]:
    """Visits ahead whose volunteer is away on that day, with when her absence was noted last."""
    rows = Assignment.objects.filter(state=AssignmentState.ACCEPTED, during__startswith__gt=at)
    away = Absence.objects.filter(person_id=OuterRef("volunteer__person_id"))
    found = []
    for visit in rows.filter(Exists(away)).select_related("volunteer").order_by("id"):
        day = clock.local(visit.during.lower).date()
        absence = _absences(day).filter(person_id=visit.volunteer.person_id).order_by("-noted_at").first()
        if absence is not None:
            found.append((visit, absence.noted_at))
    return found
