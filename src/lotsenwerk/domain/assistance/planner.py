"""From rows to the engine and back: who could go to a need. A pure reading, nothing is written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, JSONObject, Lower, Upper

from lotsenwerk.domain.assistance.models import Assignment, AssignmentState, Confirmation, Need, Offer, OfferState
from lotsenwerk.domain.assistance.permissions import may_run_journeys
from lotsenwerk.domain.assistance.reasons import in_words
from lotsenwerk.domain.people.models import Availability, LanguageSkill, Level, Person, Volunteer, VolunteerStatus
from lotsenwerk.engines.planning.matching import rank
from lotsenwerk.engines.planning.types import Demand, Helper, Stay, Stretch
from lotsenwerk.engines.travel.distance import Point
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor

LOOK_BACK = timedelta(days=28)
"""How far back work and questions count."""
AROUND = timedelta(hours=4)
"""How far before and after a window somebody's other visits matter."""

ISO_639_3 = {
    "de": "deu",
    "en": "eng",
    "uk": "ukr",
    "ru": "rus",
    "ar": "ara",
    "fa": "fas",
    "tr": "tur",
    "fr": "fra",
    "ti": "tir",
}
"""The language of a person's letters as the language that she speaks."""
_LEVELS = {level: number for number, level in enumerate(Level.values, start=1)}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A volunteer who can go: from when, and why she stands where she stands, in the reader's language."""

    volunteer: Volunteer
    begin: datetime
    reasons: Sequence[str]


@dataclass(frozen=True, slots=True)
class NotProposed:
    """A volunteer who cannot go, and every reason for it."""

    volunteer: Volunteer
    reasons: Sequence[str]


@dataclass(frozen=True, slots=True)
class Proposals:
    """The answer to "Wer kann?": who can, likeliest first, and who cannot."""

    can: Sequence[Proposal]
    cannot: Sequence[NotProposed]


def propose(actor: Actor, need: Need, *, at: datetime) -> Proposals:
    """Everybody who is active, in the order of docs/rules/matching.md. One query, however many volunteers there are."""
    if not may_run_journeys(actor):
        return Proposals([], [])
    volunteers = {row.pk: row for row in _rows(need, at)}
    ranking = rank(_demand(need, at), [_helper(row, need) for row in volunteers.values()])
    can = [
        Proposal(volunteers[one.helper_id], datetime.fromtimestamp(one.begin, UTC), [in_words(r) for r in one.reasons])
        for one in ranking.candidates
    ]
    cannot = [NotProposed(volunteers[one.helper_id], [in_words(r) for r in one.reasons]) for one in ranking.rejections]
    return Proposals(can, cannot)


def _rows(need: Need, at: datetime) -> QuerySet[Volunteer]:
    """Active volunteers with everything that the rules ask about, as subqueries of one statement."""
    own_visits = Assignment.objects.filter(volunteer=OuterRef("pk"))
    near = (need.earliest - AROUND, need.latest + AROUND)
    stays = own_visits.filter(state=AssignmentState.ACCEPTED, during__overlap=near).values(
        stay=JSONObject(
            begin=Lower("during"),
            end=Upper("during"),
            lat=F("need__client__person__lat"),
            lon=F("need__client__person__lon"),
        )
    )
    been_here = own_visits.filter(
        need__client_id=need.client_id, state__in=[AssignmentState.REPORTED, AssignmentState.CONFIRMED]
    )
    questions = Offer.objects.filter(volunteer=OuterRef("pk"))
    worked = Confirmation.objects.filter(volunteer=OuterRef("pk"), on__gte=(at - LOOK_BACK).date())
    free = Availability.objects.filter(volunteer=OuterRef("pk"))
    speaks = LanguageSkill.objects.filter(person=OuterRef("person"))
    answers = questions.filter(need=need, state__in=[OfferState.OPEN, OfferState.DECLINED]).order_by("-id")
    return (
        Volunteer.objects.filter(status=VolunteerStatus.ACTIVE, person__erased_at__isnull=True)
        .select_related("person")
        .annotate(
            stays=ArraySubquery(stays),
            free=ArraySubquery(free.values(one=JSONObject(weekday="weekday", begins="begins", ends="ends"))),
            speaks=ArraySubquery(speaks.values(one=JSONObject(language="language", level="level"))),
            visits_here=_counted(been_here),
            asked=_counted(questions.filter(made_at__gte=at - LOOK_BACK)),
            minutes=Coalesce(Subquery(worked.order_by().values("volunteer").annotate(n=Sum("minutes")).values("n")), 0),
            answer=Coalesce(Subquery(answers.values("state")[:1]), Value("")),
        )
        .order_by("pk")
    )


def _counted(rows: QuerySet[Any]) -> Coalesce:
    return Coalesce(Subquery(rows.order_by().values("volunteer").annotate(n=Count("pk")).values("n")), 0)


def _demand(need: Need, at: datetime) -> Demand:
    person = need.client.person
    return Demand(
        place=_point(person),
        window=Stretch(_seconds(max(need.earliest, at)), _seconds(need.latest)),
        seconds=need.minutes * 60,
        language=ISO_639_3.get(person.language, "deu"),
    )


def _helper(row: Any, need: Need) -> Helper:
    answer = {OfferState.OPEN: "asked", OfferState.DECLINED: "declined"}.get(row.answer, "")
    return Helper(
        id=row.pk,
        home=_point(row.person),
        mode=row.travel_mode,
        free=tuple(_free_stretches(row.free, need)),
        stays=tuple(_stay(stay) for stay in row.stays),
        speaks={skill["language"]: _LEVELS[skill["level"]] for skill in row.speaks},
        visits_here=row.visits_here,
        asked=row.asked,
        minutes=row.minutes,
        answer=answer,
    )


def _free_stretches(free: Iterable[dict[str, Any]], need: Need) -> Iterable[Stretch]:
    """Walls' hours of the week as instants of the days that the window touches."""
    first, last = clock.local(need.earliest).date(), clock.local(need.latest).date()
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    for stretch in free:
        begins, ends = time.fromisoformat(stretch["begins"]), time.fromisoformat(stretch["ends"])
        for day in days:
            if day.weekday() == stretch["weekday"]:
                begin = datetime.combine(day, begins, tzinfo=clock.BERLIN)
                yield Stretch(_seconds(begin), _seconds(datetime.combine(day, ends, tzinfo=clock.BERLIN)))


def _stay(stay: dict[str, Any]) -> Stay:
    during = Stretch(_seconds(datetime.fromisoformat(stay["begin"])), _seconds(datetime.fromisoformat(stay["end"])))
    is_known = stay["lat"] is not None and stay["lon"] is not None
    return Stay(during, Point(stay["lat"], stay["lon"]) if is_known else None)


def _point(person: Person) -> Point | None:
    return Point(person.lat, person.lon) if person.lat is not None and person.lon is not None else None


def _seconds(at: datetime) -> int:
    return int(at.timestamp())
