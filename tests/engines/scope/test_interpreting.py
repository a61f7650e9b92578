"""The rules of docs/rules/scope.md for interpreters: inside, on and outside each limit."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotsenwerk.engines.calendar.working_days import is_working_day
from lotsenwerk.engines.scope.findings import TurnTo, Weight, is_stopped
from lotsenwerk.engines.scope.interpreting import (
    Appointment,
    Asker,
    Body,
    Exclusion,
    Instead,
    Request,
    Subject,
    Terms,
    Way,
    Wished,
    answer_by,
    date_to_serve,
    first_day,
    instead,
    judge,
)

MONDAY = date(2026, 11, 2)
REQUEST = Request(
    received=MONDAY,
    asker=Asker.PARTNER,
    body=Body.KITA,
    subject=Subject.PARENTS_TALK,
    way=Way.ON_THE_SPOT,
    appointment=Appointment(date(2026, 11, 16), 60),
)
TERMS = Terms(lead_working_days=4, most_minutes=120)


def found(request: Request, terms: Terms = TERMS) -> list[tuple[str, Weight]]:
    return [(one.rule, one.weight) for one in judge(request, terms)]


def on(day: date, minutes: int = 60) -> Appointment:
    return Appointment(day, minutes)


def test_a_plain_request_is_served() -> None:
    assert judge(REQUEST, TERMS) == ()


@pytest.mark.parametrize(
    ("body", "subject", "rule", "turn_to"),
    [
        (Body.COURT, Subject.OTHER, "IG1", TurnTo.SWORN_INTERPRETERS),
        (Body.ADVICE_SERVICE, Subject.TRIAL, "IG1", TurnTo.SWORN_INTERPRETERS),
        (Body.POLICE, Subject.OTHER, "IG2", TurnTo.SWORN_INTERPRETERS),
        (Body.THERAPIST, Subject.OTHER, "IG3", TurnTo.PROFESSIONAL_INTERPRETERS),
        (Body.HOSPITAL, Subject.THERAPY, "IG3", TurnTo.PROFESSIONAL_INTERPRETERS),
        (Body.HOSPITAL, Subject.OPERATION, "IG4", TurnTo.PROFESSIONAL_INTERPRETERS),
        (Body.DOCTOR, Subject.DIAGNOSIS, "IG4", TurnTo.PROFESSIONAL_INTERPRETERS),
    ],
)
def test_what_no_pool_may_allow_is_stopped_with_where_to_turn(
    body: Body, subject: Subject, rule: str, turn_to: TurnTo
) -> None:
    generous = Terms(may_ask=Asker.PRIVATE, lead_working_days=0, most_funded=None)
    [finding] = judge(replace(REQUEST, body=body, subject=subject), generous)
    assert (finding.rule, finding.weight, finding.turn_to) == (rule, Weight.STOP, turn_to)


@pytest.mark.parametrize(
    ("wished", "rules"),
    [
        (Wished(age=14, is_family=True), ["IG5", "IG6"]),
        (Wished(age=17), ["IG5"]),
        (Wished(age=18), []),
        (Wished(is_family=True), ["IG6"]),
        (Wished(), []),
    ],
)
def test_neither_children_nor_family_interpret(wished: Wished, rules: list[str]) -> None:
    assert [rule for rule, _weight in found(replace(REQUEST, wished=wished))] == rules


def test_without_consent_nobody_is_asked() -> None:
    assert found(replace(REQUEST, has_consent=False)) == [("IG7", Weight.STOP)]


@pytest.mark.parametrize(
    ("asker", "may_ask", "is_refused"),
    [
        (Asker.PRIVATE, Asker.PRIVATE, False),
        (Asker.PRIVATE, Asker.INSTITUTION, True),
        (Asker.INSTITUTION, Asker.INSTITUTION, False),
        (Asker.INSTITUTION, Asker.PARTNER, True),
        (Asker.PARTNER, Asker.PARTNER, False),
        (Asker.PARTNER, Asker.PRIVATE, False),
    ],
)
def test_each_pool_says_who_may_ask(asker: Asker, may_ask: Asker, is_refused: bool) -> None:
    refused = found(replace(REQUEST, asker=asker), replace(TERMS, may_ask=may_ask))
    assert refused == ([("IP1", Weight.STOP)] if is_refused else [])


@pytest.mark.parametrize(
    ("received", "days", "first"),
    [
        (MONDAY, 4, date(2026, 11, 9)),
        (MONDAY, 0, date(2026, 11, 3)),
        (date(2026, 11, 6), 0, date(2026, 11, 9)),
        (date(2026, 12, 21), 5, date(2026, 12, 30)),
        # Corpus Christi, 4 June 2026, is a holiday in Hessen.
        (date(2026, 6, 2), 1, date(2026, 6, 5)),
        # Asked on a Saturday: the working days begin on the Monday.
        (date(2026, 11, 7), 4, date(2026, 11, 13)),
    ],
)
def test_so_many_working_days_lie_between(received: date, days: int, first: date) -> None:
    terms = replace(TERMS, lead_working_days=days)
    assert first_day(received, terms) == first
    assert found(replace(REQUEST, received=received, appointment=on(first)), terms) == []
    late = replace(REQUEST, received=received, appointment=on(first - timedelta(days=1)))
    [finding] = judge(late, terms)
    assert (finding.rule, finding.weight, finding.params["from"]) == ("IP2", Weight.STOP, first)


@given(received=st.dates(date(2024, 1, 1), date(2030, 1, 1)), days=st.integers(0, 30))
def test_the_working_days_between_are_counted_one_by_one(received: date, days: int) -> None:
    first = first_day(received, replace(TERMS, lead_working_days=days))
    between = [received + timedelta(days=number) for number in range(1, (first - received).days)]
    assert sum(map(is_working_day, between)) == days
    assert is_working_day(first)


@pytest.mark.parametrize(
    ("is_urgent", "because", "takes_urgent", "answer"),
    [
        (False, "", True, ("IP2", Weight.STOP)),
        (True, "", True, ("IP2/reason", Weight.STOP)),
        (True, "  ", True, ("IP2/reason", Weight.STOP)),
        (True, "custody", True, ("IP2/urgent", Weight.WARNING)),
        (True, "custody", False, ("IP2/not_urgent", Weight.STOP)),
    ],
)
def test_urgent_is_a_warning_with_a_reason_alone(
    is_urgent: bool, because: str, takes_urgent: bool, answer: tuple[str, Weight]
) -> None:
    soon = replace(REQUEST, appointment=on(date(2026, 11, 3)), is_urgent=is_urgent, urgent_because=because)
    assert found(soon, replace(TERMS, takes_urgent=takes_urgent)) == [answer]


def test_pools_differ_in_what_they_serve() -> None:
    strict = replace(TERMS, bodies={Body.JOBCENTRE: Exclusion(Weight.STOP, "Das Jobcenter hat eigene Dolmetscher.")})
    asked = replace(REQUEST, body=Body.JOBCENTRE)
    [finding] = judge(asked, strict)
    assert (finding.rule, finding.weight, finding.words) == (
        *("IP3", Weight.STOP),
        "Das Jobcenter hat eigene Dolmetscher.",
    )
    assert judge(asked, TERMS) == ()
    both = replace(strict, subjects={Subject.CONTRACT: Exclusion(Weight.WARNING)})
    told = found(replace(asked, subject=Subject.CONTRACT), both)
    assert told == [("IP3", Weight.STOP), ("IP3", Weight.WARNING)]


def test_ways_that_a_pool_does_not_work_in_are_refused_with_those_it_does() -> None:
    terms = replace(TERMS, ways=(Way.ON_THE_SPOT, Way.TELEPHONE))
    [finding] = judge(replace(REQUEST, way=Way.VIDEO), terms)
    assert (finding.rule, finding.params) == ("IP4", {"ways": "on_the_spot telephone"})
    assert judge(replace(REQUEST, way=Way.TELEPHONE), terms) == ()


@pytest.mark.parametrize(("before", "warns"), [(4, False), (5, True), (6, True)])
@pytest.mark.parametrize(("has_number", "rule"), [(True, "IP5"), (False, "IP5/institution")])
def test_the_sixth_funded_deployment_is_a_warning(before: int, warns: bool, has_number: bool, rule: str) -> None:
    asked = replace(REQUEST, funded_before=before, has_client_number=has_number)
    assert found(asked) == ([(rule, Weight.WARNING)] if warns else [])
    assert found(asked, replace(TERMS, most_funded=None)) == []


@pytest.mark.parametrize(("minutes", "warns"), [(119, False), (120, False), (121, True)])
def test_long_talks_are_a_warning(minutes: int, warns: bool) -> None:
    asked = replace(REQUEST, appointment=on(date(2026, 11, 16), minutes))
    assert found(asked) == ([("IP6", Weight.WARNING)] if warns else [])


def test_what_has_begun_is_too_late() -> None:
    begun = replace(REQUEST, appointment=Appointment(MONDAY, 60, has_begun=True))
    assert [rule for rule, _weight in found(begun)] == ["ID1", "IP2"]


def test_the_first_date_that_keeps_the_lead_time_is_taken() -> None:
    soon, later, latest = on(date(2026, 11, 4)), on(date(2026, 11, 11)), on(date(2026, 11, 18))
    asked = replace(REQUEST, appointment=soon, other_dates=(later, latest))
    assert date_to_serve(asked, TERMS) == later
    assert judge(asked, TERMS) == ()
    assert date_to_serve(replace(asked, other_dates=()), TERMS) is None


@pytest.mark.parametrize(
    ("others", "warns"),
    [
        ((date(2026, 11, 17), date(2026, 11, 18)), False),
        ((date(2026, 11, 17), date(2026, 11, 18), date(2026, 11, 19)), True),
        ((date(2026, 11, 16),), True),
        ((date(2026, 11, 17), date(2026, 11, 17)), True),
    ],
)
def test_two_other_dates_are_looked_at(others: tuple[date, ...], warns: bool) -> None:
    asked = replace(REQUEST, other_dates=tuple(on(day) for day in others))
    assert found(asked) == ([("ID2", Weight.WARNING)] if warns else [])


def test_a_third_other_date_is_not_taken() -> None:
    days = [date(2026, 11, day) for day in (4, 5, 6, 20)]
    asked = replace(REQUEST, appointment=on(days[0]), other_dates=tuple(on(day) for day in days[1:]))
    assert date_to_serve(asked, TERMS) is None
    assert is_stopped(judge(asked, TERMS))


def test_where_nobody_is_found_something_else_is_offered() -> None:
    other = replace(REQUEST, other_dates=(on(date(2026, 11, 18)),))
    everything = (Instead.OTHER_DATE, Instead.TELEPHONE, Instead.VIDEO, Instead.NEIGHBOUR)
    assert instead(other, replace(TERMS, has_neighbour=True)) == everything
    assert instead(replace(REQUEST, way=Way.TELEPHONE), replace(TERMS, ways=(Way.TELEPHONE,))) == ()


@pytest.mark.parametrize(
    ("received", "days", "last"),
    [
        (MONDAY, 3, date(2026, 11, 5)),
        (date(2026, 4, 2), 1, date(2026, 4, 7)),
        (date(2026, 11, 7), 0, date(2026, 11, 9)),
    ],
)
def test_the_answer_is_due_in_working_days(received: date, days: int, last: date) -> None:
    assert answer_by(received, replace(TERMS, answer_working_days=days)) == last


def test_the_court_hears_of_the_lead_time_too() -> None:
    asked = replace(REQUEST, body=Body.COURT, appointment=on(date(2026, 11, 3)), funded_before=9)
    assert found(asked) == [("IG1", Weight.STOP), ("IP2", Weight.STOP), ("IP5", Weight.WARNING)]


@pytest.mark.parametrize("faulty", [{"lead_working_days": -1}, {"most_funded": -1}, {"most_minutes": -5}, {"ways": ()}])
def test_terms_that_make_no_sense_are_refused(faulty: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"negative|way"):
        Terms(**faulty)  # type: ignore[arg-type]
