"""From rows to the engine and back: who could go to a need. A pure reading, nothing is written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Any, Final, NamedTuple

from lotsenwerk.domain.assistance.models import AssignmentState, DeploymentState, Inquiry, Need, OfferState
from lotsenwerk.domain.assistance.nearby import (
    ENOUGH,
    ENOUGH_WHO_SPEAK,
    IS_LARGE,
    MEMBERS,
    ON_DAYS,
    POOL,
    bounds,
    surroundings,
)
from lotsenwerk.domain.assistance.permissions import may_run_journeys
from lotsenwerk.domain.assistance.planning_words import rule_in_words
from lotsenwerk.domain.assistance.queries.pool_gate import KeptOut, WhyNot, kept_out_because
from lotsenwerk.domain.assistance.reasons import OPEN_END, in_words
from lotsenwerk.domain.assistance.sittings import SITS, Duty, sat
from lotsenwerk.domain.assistance.snapshot.people import MOST_VISITS_A_DAY
from lotsenwerk.domain.people.models import Engagement, Level, Person, Rung, Volunteer, VolunteerStatus
from lotsenwerk.engines.planning import rules
from lotsenwerk.engines.planning.matching import rank, together, without
from lotsenwerk.engines.planning.types import Bound, Demand, Helper, Ranking, Rejection, Stay, Stretch
from lotsenwerk.engines.reasons import Reason
from lotsenwerk.engines.scope.interpreting import Way
from lotsenwerk.engines.travel.distance import Point
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.kept_plans import KeptPlan
from lotsenwerk.kit.tenancy import current_organisation_id

LOOK_BACK = timedelta(days=28)
"""How far back work and questions count."""
AROUND = timedelta(hours=4)
"""How far before and after a window somebody's other visits matter; for what is enough a week, its whole weeks do."""
WEEK = timedelta(days=7)
YEAR = timedelta(days=365)
"""How far back the deployments of a pool count."""
HOUR = 3600

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


class _Judged:
    """What was found of one volunteer. Of hundreds a list shows a few: only those are dressed in words."""

    def __init__(self, row: "_Row", why: Sequence[Reason]) -> None:
        self._row = row
        self._why = why
        self._here = current_organisation_id()
        self.volunteer_id = row.id

    @cached_property
    def volunteer(self) -> Volunteer:
        """Who it is, with what a list shows."""
        return _volunteer(self._row, self._here)

    @cached_property
    def reasons(self) -> Sequence[str]:
        """Every reason, in the reader's language."""
        return [
            rule_in_words(reason) if reason.rule in rules.HARD_FOR_BOTH else in_words(reason) for reason in self._why
        ]


class Proposal(_Judged):
    """A volunteer who can go: from when, and why she stands where she stands."""

    def __init__(self, row: "_Row", why: Sequence[Reason], begin: int) -> None:
        super().__init__(row, why)
        self._begin = begin

    @cached_property
    def begin(self) -> datetime:
        """From when on."""
        return datetime.fromtimestamp(self._begin, UTC)


class NotProposed(_Judged):
    """A volunteer who cannot go, and every reason for it."""


@dataclass(frozen=True, slots=True)
class Proposals:
    """The answer to "Wer kann?": who can, likeliest first, and who cannot."""

    can: Sequence[Proposal]
    cannot: Sequence[NotProposed]


def propose(actor: Actor, need: Need, *, at: datetime) -> Proposals:
    """Everybody who is active, in the order of docs/rules/matching.md. One query, however many volunteers a town has.

    In a large pool those who are near enough to come first are looked at, in at most three queries. What is asked of a
    pool is for its members: nobody else is named, whoever of them may not be asked stands with those who cannot, and it
    takes a fixed number of queries.

    The need may be one that nobody has saved yet. Of the volunteers only what a list shows is fetched.
    """
    if not may_run_journeys(actor):
        return Proposals([], [])
    rows = {row.id: row for row in (_rows(need, at) if need.pool_id is None else _members(need, at))}
    walls = _Walls(need)
    demand = _demand(need, at, rows, walls)
    ranking = rank(demand, [_helper(row, demand.language, walls) for row in rows.values()])
    if need.pool_id is not None:
        ranking = _through_the_gate(need, ranking, kept_out_because(need, rows.keys()))
    can = [Proposal(rows[one.helper_id], one.reasons, one.begin) for one in ranking.candidates]
    cannot = [NotProposed(rows[one.helper_id], one.reasons) for one in ranking.rejections]
    return Proposals(can, cannot)


def _through_the_gate(need: Need, ranking: Ranking, kept_out: Mapping[int, KeptOut]) -> Ranking:
    """Whoever the pool's gate keeps out cannot go; who left the pool just now is not named any more."""
    can = [one for one in ranking.candidates if one.helper_id not in kept_out]
    others: dict[int, tuple[Reason, ...]] = {
        one.helper_id: () for one in ranking.candidates if one.helper_id in kept_out
    }
    others |= {one.helper_id: one.reasons for one in ranking.rejections}
    cannot = [
        Rejection(helper, tuple(_of_pool(need, kept_out.get(helper), reasons)))
        for helper, reasons in others.items()
        if helper not in kept_out or kept_out[helper].why is not WhyNot.NOT_MEMBER
    ]
    return Ranking(tuple(can), tuple(sorted(cannot, key=lambda one: (len(one.reasons), one.helper_id))))


def _of_pool(need: Need, kept: KeptOut | None, reasons: Sequence[Reason]) -> Iterator[Reason]:
    """What keeps her out, then what else speaks against it. That two are kept apart is said alone, and not why."""
    if (kept is not None and kept.why is WhyNot.APART) or any(one.rule == "H5" for one in reasons):
        yield Reason("G4")
        return
    if kept is not None:
        if kept.why is WhyNot.LANGUAGE:
            yield Reason("G2", {"language": need.language, "level": need.level})
        if kept.why is WhyNot.GENDER:
            yield Reason("G3")
        for one in kept.missing:
            day = one.ended.isoformat() if one.ended else ""
            yield Reason("G1", {"lack": one.lack.value, "asked": one.asked, "ended": day})
    yield from reasons


class _Row(NamedTuple):
    """An active volunteer with everything that the rules ask about, in plain values.

    Hours are seconds of the day, instants UTC seconds, days as the database writes them; ``level`` is how well she
    speaks the language that is needed, ``deployments`` how often its pool has deployed her.
    """

    id: int
    person_id: int
    travel_mode: str
    engagement: str
    most_visits: int | None
    most_hours: int | None
    avoids: list[str]
    given_name: str
    family_name: str
    gender: str
    lat: float | None
    lon: float | None
    free: list[tuple[int, int, int]] | None
    other: list[tuple[str, int, int, bool]] | None
    away: list[tuple[str, str | None]] | None
    visits: list[tuple[int, int, bool, tuple[float | None, float | None]]] | None
    level: str | None
    visits_here: int
    asked: int
    minutes: int
    answer: str
    is_vetoed: bool
    is_regular: bool
    client_away: list[tuple[str, str | None]] | None
    sits: list[Duty] | None
    deployments: int


_AWAY: Final = """
    (SELECT json_agg(json_build_array(a.first_day, a.last_day)) FROM people_absence a
      WHERE a.organisation_id = %(here)s AND a.person_id = {whose}
        AND a.first_day <= %(last_day)s AND (a.last_day IS NULL OR a.last_day >= %(first_day)s))"""

_SQL: Final = f"""{POOL}
SELECT {IS_LARGE}, v.id, v.person_id, v.travel_mode, v.engagement,
    v.most_visits_a_week, v.most_hours_a_week, v.avoids, v.given_name, v.family_name, v.gender, v.lat, v.lon,
    (SELECT json_agg(json_build_array(f.weekday, extract(epoch FROM f.begins)::int, extract(epoch FROM f.ends)::int))
       FROM people_availability f
      WHERE f.organisation_id = %(here)s AND f.volunteer_id = v.id AND {ON_DAYS}),
    (SELECT json_agg(json_build_array(
            o."on", extract(epoch FROM o.begins)::int, extract(epoch FROM o.ends)::int, o.is_free))
       FROM people_otherhours o
      WHERE o.organisation_id = %(here)s AND o.volunteer_id = v.id
        AND o."on" BETWEEN %(first_day)s AND %(last_day)s),
    {_AWAY.format(whose="v.person_id")},
    (SELECT json_agg(json_build_array(extract(epoch FROM lower(s.during))::bigint,
            extract(epoch FROM upper(s.during))::bigint, s.state = %(going)s,
            (SELECT CASE
                WHEN n.pool_id IS NULL THEN json_build_array(h.lat, h.lon)
                WHEN n.lat IS NOT NULL THEN json_build_array(n.lat, n.lon)
                WHEN EXISTS (SELECT FROM assistance_inquiry i WHERE i.organisation_id = %(here)s AND i.need_id = n.id
                                AND i.way <> %(there)s) THEN json_build_array(v.lat, v.lon)
                ELSE json_build_array(h.lat, h.lon) END FROM assistance_need n
               JOIN people_client c ON c.organisation_id = n.organisation_id AND c.id = n.client_id
               JOIN people_person h ON h.organisation_id = c.organisation_id AND h.id = c.person_id
              WHERE n.organisation_id = s.organisation_id AND n.id = s.need_id)))
       FROM assistance_assignment s
      WHERE s.organisation_id = %(here)s AND s.volunteer_id = v.id AND s.state = ANY(%(goes)s)
        AND lower(s.during) < %(until)s AND upper(s.during) > %(since)s),
    v.level,
    coalesce(visits.times, 0),
    (SELECT count(*) FROM assistance_offer q
      WHERE q.organisation_id = %(here)s AND q.volunteer_id = v.id AND q.made_at >= %(look_back)s),
    coalesce(worked.minutes, 0), coalesce(answers.state, ''),
    EXISTS (SELECT 1 FROM people_veto x
             WHERE x.organisation_id = %(here)s AND x.client_id = %(client)s AND x.volunteer_id = v.id),
    EXISTS (SELECT 1 FROM people_standingyes y
             WHERE y.organisation_id = %(here)s AND y.client_id = %(client)s AND y.volunteer_id = v.id
               AND y.ended_at IS NULL),
    {_AWAY.format(whose="%(client_person)s")},
    {SITS},
    0
FROM pool v
LEFT JOIN (
    SELECT b.volunteer_id, count(*) AS times FROM assistance_need m
      JOIN assistance_assignment b ON b.organisation_id = m.organisation_id AND b.need_id = m.id
     WHERE m.organisation_id = %(here)s AND m.client_id = %(client)s AND b.state = ANY(%(been)s)
     GROUP BY b.volunteer_id) visits ON visits.volunteer_id = v.id
LEFT JOIN (
    SELECT d.volunteer_id, sum(d.minutes)::int AS minutes FROM assistance_confirmation d
     WHERE d.organisation_id = %(here)s AND d."on" >= %(look_back_day)s AND d.volunteer_id IN (SELECT id FROM pool)
     GROUP BY d.volunteer_id) worked ON worked.volunteer_id = v.id
LEFT JOIN (
    SELECT DISTINCT ON (r.volunteer_id) r.volunteer_id, r.state FROM assistance_offer r
     WHERE r.organisation_id = %(here)s AND r.need_id = %(need)s AND r.state = ANY(%(answered)s)
       AND NOT EXISTS (SELECT 1 FROM assistance_assignment g
         WHERE g.organisation_id = %(here)s AND g.offer_id = r.id AND g.state = %(going)s)
     ORDER BY r.volunteer_id, r.id DESC) answers ON answers.volunteer_id = v.id
WHERE v.erased_at IS NULL
ORDER BY v.id
"""  # noqa: S608 - put together from words of this file alone
_STATES: Final[Mapping[str, Any]] = {
    "active": VolunteerStatus.ACTIVE.value,
    "in_pool": Rung.ACTIVE.value,
    "refused": DeploymentState.REFUSED.value,
    "there": Way.ON_THE_SPOT.value,
    "going": AssignmentState.ACCEPTED.value,
    "goes": [AssignmentState.ACCEPTED.value, AssignmentState.REPORTED.value, AssignmentState.CONFIRMED.value],
    "been": [AssignmentState.REPORTED.value, AssignmentState.CONFIRMED.value],
    "answered": [OfferState.OPEN.value, OfferState.DECLINED.value, OfferState.ACCEPTED.value],
}
_OF_DAYS: Final = KeptPlan(_SQL)
_OF_ONE_DAY: Final = KeptPlan(_SQL.replace(ON_DAYS, "f.weekday = %(weekday)s"))
"""The same for what is needed on one day, mostly so: of that day's hours the index tells."""
_DEPLOYMENTS: Final = """
    (SELECT count(*) FROM assistance_deployment e
      WHERE e.organisation_id = %(here)s AND e.volunteer_id = v.id AND e.pool_id = %(pool)s
        AND e.state <> %(refused)s AND e."on" >= %(year_back)s)
FROM pool v"""
_OF_MEMBERS: Final = KeptPlan(MEMBERS + _SQL[len(POOL) :].replace("\n    0\nFROM pool v", _DEPLOYMENTS))


def _rows(need: Need, at: datetime) -> list[_Row]:
    """One plain statement, still behind the wall; written by hand, as putting it together cost more than running it.

    In a large pool it is asked again for farther away, as long as there are few near (L2).
    """
    facts, person = _facts(need, at), need.client.person
    plan, written = _OF_ONE_DAY if len(facts["weekdays"]) == 1 else _OF_DAYS, {**_STATES, **bounds()}
    rows: list[_Row] = []
    for around in surroundings(person.lat, person.lon):
        found = plan.ask(written, {**facts, **around})
        rows = [_Row(*row[1:]) for row in found]
        is_large = bool(found) and found[0][0]
        if not is_large or _are_enough(rows):
            break
    return rows


def _members(need: Need, at: datetime) -> list[_Row]:
    """Everybody who is active in the pool that was asked, however far away; in a large one those who speak it."""
    facts = {**_facts(need, at), "pool": need.pool_id, "year_back": (at - YEAR).date()}
    return [_Row(*row[1:]) for row in _OF_MEMBERS.ask({**_STATES, **bounds()}, facts)]


def _are_enough(rows: Sequence[_Row]) -> bool:
    speak = sum(row.level is not None for row in rows)
    return len(rows) >= ENOUGH and speak >= ENOUGH_WHO_SPEAK


def _facts(need: Need, at: datetime) -> dict[str, Any]:
    days = _days(need)
    same_day = len(days) == 1
    return {
        "here": current_organisation_id(),
        "need": need.pk or 0,
        "client": need.client_id,
        "client_person": need.client.person_id,
        "weekday": days[0].weekday(),
        "weekdays": sorted({day.weekday() for day in days}),
        "monday": _monday(days[0]),
        "sunday": _monday(days[-1]) + WEEK - timedelta(days=1),
        "first_day": days[0],
        "last_day": days[-1],
        "since": min(need.earliest - AROUND, clock.midnight(_monday(days[0]))),
        "until": max(need.latest + AROUND, clock.midnight(_monday(days[-1]) + WEEK)),
        "look_back": at - LOOK_BACK,
        "look_back_day": (at - LOOK_BACK).date(),
        "language": _language(need),
        "since_hour": clock.local(need.earliest).time() if same_day else time.min,
        "until_hour": clock.local(need.latest).time() if same_day else time.max,
    }


def _days(need: Need) -> list[date]:
    """The days, by the clock on the wall, that the window touches."""
    first, last = clock.local(need.earliest).date(), clock.local(need.latest).date()
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


class _Walls:
    """Hours of the clock on the wall as instants, each reckoned once: many volunteers are free from eight to six."""

    def __init__(self, need: Need) -> None:
        self.days = {day.isoformat(): day for day in _days(need)}
        self._known: dict[tuple[date, int], int] = {}
        self._stretches: dict[tuple[date, int, int], Stretch] = {}

    def instant(self, day: date, seconds: int) -> int:
        """The instant, in UTC seconds, at which the wall's clock stands at so many seconds of a day."""
        known = self._known.get((day, seconds))
        if known is None:
            wall = time(seconds // 3600, seconds // 60 % 60, seconds % 60)
            known = _seconds(datetime.combine(day, wall, tzinfo=clock.BERLIN))
            self._known[day, seconds] = known
        return known

    def stretch(self, day: date, begins: int, ends: int) -> Stretch:
        """The stretch between two times of one day."""
        known = self._stretches.get((day, begins, ends))
        if known is None:
            known = self._stretches[day, begins, ends] = Stretch(self.instant(day, begins), self.instant(day, ends))
        return known


def _language(need: Need) -> str:
    """What is to be spoken: what was asked of a pool, else the language of the client's letters."""
    return need.language or ISO_639_3.get(need.client.person.language, "deu")


def _place(need: Need) -> Point | None:
    """Where it is: at the client's, or where the need says; by telephone and video nowhere."""
    if need.pool_id is not None:
        if need.lat is not None:
            return _point(need.lat, need.lon)
        asked = Inquiry.objects.filter(need_id=need.pk) if need.pk else Inquiry.objects.none()
        if asked.exclude(way=Way.ON_THE_SPOT).exists():
            return None
    return _point(need.client.person.lat, need.client.person.lon)


def _demand(need: Need, at: datetime, rows: dict[int, _Row], walls: _Walls) -> Demand:
    any_row = next(iter(rows.values()), None)
    place, person = _place(need), need.client.person
    is_at_home = need.pool_id is None or place == _point(person.lat, person.lon)
    return Demand(
        place=place,
        window=Stretch(_seconds(max(need.earliest, at)), _seconds(need.latest)),
        seconds=need.minutes * 60,
        language=_language(need),
        gender=need.client.gender_wish,
        away=tuple(_away(any_row.client_away, walls)) if any_row is not None else (),
        circumstances=frozenset(need.client.circumstances) if is_at_home else frozenset(),
        of_pool=need.pool_id is not None,
    )


def _helper(row: _Row, language: str, walls: _Walls) -> Helper:
    return Helper(
        id=row.id,
        home=_point(row.lat, row.lon),
        mode=row.travel_mode,
        free=_free(row, walls),
        stays=tuple(
            Stay(Stretch(begin, end), _point(*spot)) for begin, end, is_going, spot in row.visits or () if is_going
        )
        + tuple(Stay(during, _point(duty[6], duty[7])) for during, duty in _sittings(row, walls)),
        speaks={} if row.level is None else {language: _LEVELS[row.level]},
        visits_here=row.visits_here,
        asked=row.asked,
        minutes=row.minutes,
        deployments=row.deployments,
        answer=_ANSWERS.get(row.answer, ""),
        gender=row.gender,
        away=tuple(_away(row.away, walls)),
        is_vetoed=row.is_vetoed,
        is_regular=row.is_regular,
        avoids=frozenset(row.avoids),
        bounds=tuple(_bounds(row, walls)),
    )


def _sittings(row: _Row, walls: _Walls) -> list[tuple[Stretch, Duty]]:
    """Her office hours in the weeks of the window; hardly anybody has some."""
    if not row.sits:
        return []
    mondays = sorted({_monday(day) for day in walls.days.values()})
    return sat(row.sits, [monday + timedelta(days=number) for monday in mondays for number in range(7)], walls)


def _bounds(row: _Row, walls: _Walls) -> Iterator[Bound]:
    """What she said for a week, and what is enough for a volunteer on a day; the same bounds as a plan keeps to."""
    if row.engagement == Engagement.VOLUNTEER and row.visits:
        for day in walls.days.values():
            yield _bound(row, walls, day, day + timedelta(days=1), MOST_VISITS_A_DAY, None)
    if row.most_visits is not None or row.most_hours is not None:
        most = None if row.most_hours is None else row.most_hours * HOUR
        for monday in sorted({_monday(day) for day in walls.days.values()}):
            yield _bound(row, walls, monday, monday + WEEK, row.most_visits, most)


def _bound(  # noqa: PLR0917 - whose, and what of which days
    row: _Row, walls: _Walls, first: date, after: date, most_visits: int | None, most_seconds: int | None
) -> Bound:
    during = Stretch(walls.instant(first, 0), walls.instant(after, 0))
    there = [end - begin for begin, end, _is_going, _spot in row.visits or () if during.begin <= begin < during.end]
    sits = sum(one.end - one.begin for one, _duty in _sittings(row, walls) if during.begin <= one.begin < during.end)
    return Bound(during, len(there), most_visits, sum(there) + sits, most_seconds)


_ANSWERS: Final = {
    OfferState.OPEN.value: "asked",
    OfferState.DECLINED.value: "declined",
    # She had agreed and does not go any more.
    OfferState.ACCEPTED.value: "declined",
}


def _free(row: _Row, walls: _Walls) -> tuple[Stretch, ...]:
    """The week's hours on the days of the window, with what is different on single days."""
    week = [
        walls.stretch(day, begins, ends)
        for weekday, begins, ends in row.free or ()
        for day in walls.days.values()
        if day.weekday() == weekday
    ]
    if not row.other:
        return tuple(week)
    others = [(walls.stretch(walls.days[on], begins, ends), is_free) for on, begins, ends, is_free in row.other]
    free = together([*week, *(one for one, is_free in others if is_free)])
    return tuple(without(free, [one for one, is_free in others if not is_free]))


def _away(absences: list[tuple[str, str | None]] | None, walls: _Walls) -> Iterator[Stretch]:
    """Whole days as instants: from the first midnight until the one after the last day, or for ever."""
    for first, last in absences or ():
        end = OPEN_END
        if last is not None:
            end = walls.instant(date.fromisoformat(last) + timedelta(days=1), 0)
        yield Stretch(walls.instant(date.fromisoformat(first), 0), end)


def _volunteer(row: _Row, here: int) -> Volunteer:
    """The row as the rest of the house knows it, with what a list shows; anything else is fetched when asked for."""
    person = Person.from_db(
        "default",
        ["id", "organisation_id", "given_name", "family_name", "gender"],
        [row.person_id, here, row.given_name, row.family_name, row.gender],
    )
    volunteer = Volunteer.from_db(
        "default", ["id", "organisation_id", "person_id", "status"], [row.id, here, row.person_id, "active"]
    )
    volunteer.person = person
    return volunteer


def _point(lat: float | None, lon: float | None) -> Point | None:
    return Point(lat, lon) if lat is not None and lon is not None else None


def _seconds(at: datetime) -> int:
    return int(at.timestamp())
