"""What was done in a period, counted: each function is one question, and none of them reads a name.

In words: docs/rules/figures.md, RF1 to RF9.
"""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import TruncMonth

from lotsenwerk.domain.assistance.models import (
    Assignment,
    Confirmation,
    Deployment,
    DeploymentState,
    Need,
    NeedState,
    Outcome,
)
from lotsenwerk.domain.people.models import LanguageSkill, Level, Volunteer
from lotsenwerk.domain.reporting.queries.period import Period

MET: Final = (Outcome.DONE, Outcome.PARTLY)
"""What became of a visit at which two people met."""
LASTING_VISITS: Final = 4
LASTING: Final = timedelta(weeks=8)
"""A pair is a lasting one from so many visits on that lie so far apart (RF3)."""
NEIGHBOURLY: Final = "neighbourly"
"""Beside the kinds of pools: help that was asked for at the telephone."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """How many different pairs met in a period, and how many of them have done so for long."""

    met: int
    lasting: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """Hours from the call until somebody said yes: of half of all calls at most, and of nine in ten."""

    calls: int
    half: int
    nine_in_ten: int


@dataclass(frozen=True, slots=True)
class Filled:
    """What became of the needs of a period: somebody came, nobody came, or it was cancelled."""

    came: int
    nobody: int
    cancelled: int

    @property
    def of_all(self) -> int:
        """The needs for which somebody was to come."""
        return self.came + self.nobody


@dataclass(frozen=True, slots=True)
class Practice:
    """German that was spoken: minutes, and how many helpers spoke it."""

    minutes: int
    helpers: int


@dataclass(frozen=True, slots=True)
class Given:
    """Minutes that were given under a line, by how many people."""

    minutes: int
    people: int


def visits(period: Period) -> Mapping[tuple[date, str], int]:
    """Visits at which people met, by the first day of the month and the kind (RF1)."""
    rows = _met(period).annotate(month=TruncMonth("on")).values_list("month", "kind").annotate(count=Count("id"))
    return {(month, kind): count for month, kind, count in rows.order_by("month", "kind")}


def office_hours(period: Period) -> int:
    """People to whom guides spoke at their office hours, and in groups (RF2)."""
    rows = _deployed(period).filter(assignment__isnull=True)
    people: int | None = rows.aggregate(people=Sum("clients", default=0))["people"]
    return people or 0


def pairs(period: Period) -> Pairs:
    """Pairs who met in the period, and those of them who last (RF3)."""
    before = Confirmation.objects.filter(on__lte=period.last, assignment__report__outcome__in=MET)
    rows = before.values("volunteer_id", "assignment__need__client_id").annotate(
        visits=Count("id"), first=Min("on"), last=Max("on")
    )
    those = [(one["visits"], one["last"] - one["first"]) for one in rows.filter(last__gte=period.first)]
    return Pairs(len(those), sum(count >= LASTING_VISITS and apart >= LASTING for count, apart in those))


def practice(period: Period) -> Practice:
    """Minutes of helpers whose mother tongue is another one, with people who speak German (RF4)."""
    native = LanguageSkill.objects.filter(language="deu", level=Level.NATIVE, person=OuterRef("volunteer__person"))
    spoken = _met(period).filter(~Exists(native), assignment__need__client__person__language="de")
    found = spoken.aggregate(minutes=Sum("minutes", default=0), helpers=Count("volunteer", distinct=True))
    return Practice(found["minutes"] or 0, found["helpers"])


def waiting(period: Period) -> Waiting | None:
    """How long people waited for a yes, where it was not a rhythm that laid their need (RF5)."""
    since, until = period.instants
    first = Assignment.objects.filter(need=OuterRef("pk")).order_by("accepted_at").values("accepted_at")[:1]
    rows = Need.objects.filter(rhythm__isnull=True, taken_at__gte=since, taken_at__lt=until)
    found = rows.annotate(yes=Subquery(first)).filter(yes__isnull=False).values_list("taken_at", "yes")
    hours = sorted(_hours(taken, yes) for taken, yes in found)
    if not hours:
        return None
    nine = hours[max(0, -(-len(hours) * 9 // 10) - 1)]
    return Waiting(len(hours), round(statistics.median(hours)), round(nine))


def filled(period: Period, at: datetime) -> Filled:
    """What became of the needs whose time is over (RF6)."""
    since, until = period.instants
    rows = Need.objects.filter(earliest__gte=since, earliest__lt=until, latest__lte=at)
    been = Q(state__in=[NeedState.DONE, NeedState.CONFIRMED, NeedState.STAFFED])
    found = rows.aggregate(
        came=Count("id", filter=been),
        cancelled=Count("id", filter=Q(state=NeedState.CANCELLED)),
        nobody=Count("id", filter=Q(state__in=[NeedState.OPEN, NeedState.OFFERED])),
    )
    return Filled(**found)


def hours(period: Period) -> Mapping[str, Given]:
    """Confirmed minutes by line: neighbourly help, and each kind of pool (RF7)."""
    at_home = Confirmation.objects.filter(on__range=period.days, assignment__need__pool__isnull=True)
    home = at_home.aggregate(minutes=Sum("minutes", default=0), people=Count("volunteer", distinct=True))
    rows = _deployed(period).values("pool__kind")
    rows = rows.annotate(minutes=Sum("minutes"), people=Count("volunteer", distinct=True)).order_by("pool__kind")
    of_pools = {one["pool__kind"]: Given(one["minutes"], one["people"]) for one in rows}
    return {NEIGHBOURLY: Given(home["minutes"] or 0, home["people"]), **of_pools}


def helped(period: Period) -> int:
    """Different people to whom somebody came (RF8)."""
    people: int = _met(period).aggregate(people=Count("assignment__need__client", distinct=True))["people"]
    return people


def helpers(period: Period) -> Sequence[tuple[str, int]]:
    """Languages of everybody who gave time, with how many speak them, the most spoken first; "" counts all (RF9)."""
    gave = Confirmation.objects.filter(volunteer=OuterRef("pk"), on__range=period.days)
    sat = _deployed(period).filter(volunteer=OuterRef("pk"))
    those = Volunteer.objects.filter(Exists(gave) | Exists(sat))
    spoken = LanguageSkill.objects.filter(person__in=those.values("person")).values_list("language")
    by_language = spoken.annotate(count=Count("id")).order_by("-count", "language")
    return [("", those.count()), *by_language]


def _met(period: Period) -> QuerySet[Confirmation]:
    return Confirmation.objects.filter(on__range=period.days, assignment__report__outcome__in=MET)


def _deployed(period: Period) -> QuerySet[Deployment]:
    return Deployment.objects.filter(on__range=period.days, state=DeploymentState.CONFIRMED)


def _hours(since: datetime, until: datetime) -> float:
    return (until - since).total_seconds() / 3600
