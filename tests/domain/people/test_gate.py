"""No deployment before what the pool requires: becoming-one.md as a decision table, on each limit and beside it."""

from datetime import date, timedelta

import pytest

from lotsenwerk.domain.people.gate import (
    Known,
    Lack,
    Learned,
    Missing,
    Paper,
    Requires,
    conduct_counts_until,
    is_fresh,
    months_later,
    what_is_missing,
)

DAY = date(2026, 11, 16)
NOTHING = Requires(talk=False, adult=False)
ONE_DAY = timedelta(days=1)


def lacks(requires: Requires, known: Known, on: date = DAY) -> list[Lack]:
    return [one.lack for one in what_is_missing(requires, known, on)]


def only(**asked: object) -> Requires:
    return Requires(**{"talk": False, "adult": False} | asked)  # type: ignore[arg-type]


def seen(kind: str, **facts: object) -> Known:
    return Known(papers={kind: Paper(**{"seen_on": DAY} | facts)})  # type: ignore[arg-type]


def conduct(issued: date, seen_on: date = DAY, *, matters: bool | None = False) -> Known:
    return Known(papers={"conduct": Paper(seen_on, issued, None, matters)})


def test_a_pool_that_requires_nothing_misses_nothing() -> None:
    assert what_is_missing(NOTHING, Known(), DAY) == ()


def test_without_a_rule_the_talk_and_the_age_are_required() -> None:
    assert lacks(Requires(), Known()) == [Lack.TALK, Lack.ADULT]


@pytest.mark.parametrize(
    ("asked", "paper", "lack"), [("talk", "introduced", Lack.TALK), ("adult", "adult", Lack.ADULT)]
)
def test_cases_12_and_13_what_was_seen_counts_from_its_day_on(asked: str, paper: str, lack: Lack) -> None:
    requires = only(**{asked: True})
    assert lacks(requires, Known()) == [lack]
    assert lacks(requires, seen(paper, seen_on=DAY + ONE_DAY)) == [lack]
    assert lacks(requires, seen(paper)) == []
    assert lacks(requires, seen(paper, valid_until=DAY)) == []
    assert lacks(requires, seen(paper, valid_until=DAY - ONE_DAY)) == [lack]


@pytest.mark.parametrize(
    ("wanted", "spoken", "is_enough"),
    [
        ("B1", {}, False),
        ("B1", {"deu": "A2"}, False),
        ("B1", {"deu": "B1"}, True),
        ("B1", {"deu": "B2"}, True),
        ("B2", {"deu": "B1"}, False),
        ("C2", {"deu": "native"}, True),
        ("B1", {"ara": "native"}, False),
    ],
)
def test_case_14_german_reaches_the_level_or_does_not(wanted: str, spoken: dict[str, str], is_enough: bool) -> None:
    missing = what_is_missing(only(german=wanted), Known(levels=spoken), DAY)
    assert missing == (() if is_enough else (Missing(Lack.GERMAN, wanted),))


@pytest.mark.parametrize(
    ("spoken", "is_enough"),
    [({"deu": "C2"}, False), ({"ara": "B2"}, False), ({"ara": "C1"}, True), ({"rus": "A1", "tir": "native"}, True)],
)
def test_case_15_one_other_language_reaches_the_level(spoken: dict[str, str], is_enough: bool) -> None:
    assert lacks(only(other="C1"), Known(levels=spoken)) == ([] if is_enough else [Lack.OTHER])


@pytest.mark.parametrize(
    ("issued", "lack"),
    [
        (date(2026, 8, 16), []),
        (date(2026, 8, 15), [Lack.CONDUCT]),
        (DAY, []),
        (DAY + ONE_DAY, [Lack.CONDUCT]),
    ],
)
def test_case_16_a_certificate_is_at_most_three_months_old_when_it_is_seen(issued: date, lack: list[Lack]) -> None:
    assert lacks(only(conduct=True), conduct(issued)) == lack


def test_case_16_a_note_without_its_facts_counts_for_nothing() -> None:
    requires = only(conduct=True)
    assert lacks(requires, Known()) == [Lack.CONDUCT]
    assert lacks(requires, seen("conduct")) == [Lack.CONDUCT]
    assert lacks(requires, conduct(DAY, matters=None)) == [Lack.CONDUCT]
    assert lacks(requires, conduct(DAY, DAY + ONE_DAY)) == [Lack.CONDUCT]


def test_case_17_it_counts_five_years_and_not_a_day_longer() -> None:
    known, requires = conduct(DAY), only(conduct=True)
    last = date(2031, 11, 16)
    assert conduct_counts_until(DAY) == last
    assert lacks(requires, known, last) == []
    assert what_is_missing(requires, known, last + ONE_DAY) == (Missing(Lack.CONDUCT_RAN_OUT, ended=last),)


def test_case_18_an_entry_that_matters_keeps_the_gate_shut() -> None:
    assert lacks(only(conduct=True), conduct(DAY, matters=True)) == [Lack.CONDUCT_MATTERS]


def test_case_19_a_course_counts_from_its_day_until_its_last_one() -> None:
    requires = only(qualification="interpreter")
    learned = Learned("interpreter", DAY, DAY + ONE_DAY)
    assert lacks(requires, Known()) == [Lack.COURSE]
    assert lacks(requires, Known(learned=[Learned("basic_guide", DAY)])) == [Lack.COURSE]
    assert lacks(requires, Known(learned=[learned]), DAY - ONE_DAY) == [Lack.COURSE]
    assert lacks(requires, Known(learned=[learned]), DAY + ONE_DAY) == []
    late = what_is_missing(requires, Known(learned=[learned]), DAY + 2 * ONE_DAY)
    assert late == (Missing(Lack.COURSE_RAN_OUT, "interpreter", DAY + ONE_DAY),)
    assert lacks(requires, Known(learned=[learned, Learned("interpreter", DAY)]), DAY + 2 * ONE_DAY) == []


def test_case_20_each_declaration_is_signed_or_named() -> None:
    requires = only(declarations=("confidentiality", "neutrality"))
    known = Known(signed={"confidentiality": DAY, "neutrality": DAY + ONE_DAY})
    assert what_is_missing(requires, known, DAY) == (Missing(Lack.DECLARATION, "neutrality"),)
    assert lacks(requires, known, DAY + ONE_DAY) == []


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 8, 31), 3, date(2026, 11, 30)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2028, 2, 29), 60, date(2033, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_case_21_months_are_counted_by_the_calendar(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


def test_case_21_a_certificate_of_the_last_of_august_is_fresh_until_the_last_of_november() -> None:
    assert is_fresh(date(2026, 8, 31), date(2026, 11, 30))
    assert not is_fresh(date(2026, 8, 31), date(2026, 12, 1))
