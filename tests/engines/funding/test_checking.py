"""What the findings of a line come to; and that another state's programme needs no code."""

from datetime import date

import pytest

from lotsenwerk.engines.funding.answers import Case, Outcome, Said, Verdict
from lotsenwerk.engines.funding.checking import check, check_all
from lotsenwerk.engines.funding.rulebook import Confidence, FaultyRulesError, Stage
from lotsenwerk.engines.funding.rules_file import bound, guideline, read, shipped

BOOK = guideline()
TOWN: dict[str, Said] = {"body": "municipality", "inhabitants": 16_000, "continues": True}
GOOD_POOL: dict[str, Said] = {**TOWN, "guides": 6, "units": 24}

ELSEWHERE = """
programme = "hills"

[sources]
S = { title = "Order of the state of Hills", dated = "2024-02" }

[[line]]
id = "walking_buses"
title = "Walking buses"
german = "Laufbusse"
parts = ["walks"]

[[fact]]
name = "children"
kind = "number"

[[rule]]
id = "HILLS-1"
lines = ["walking_buses"]
words = "At least so many children, and this for each of them."
figures = { fewest = 4, cents_a_child = 700 }
since = 2025-01-01
sources = ["S"]
confidence = "official"
test = [{ fact = "children", stage = "who", least = "fewest" }]
grants = [{ part = "walks", cents = "cents_a_child", times = ["children"] }]
"""


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        (GOOD_POOL, Outcome.POSSIBLE),
        ({**GOOD_POOL, "concept": False}, Outcome.NOT),
        ({**GOOD_POOL, "body": "company"}, Outcome.NOT),
        ({"body": "municipality", "guides": 6, "units": 24}, Outcome.IF),
        ({}, Outcome.IF),
        ({**GOOD_POOL, "guides": 4, "units": 19}, Outcome.POSSIBLE),
    ],
)
def test_the_guides_line_ends_so(said: dict[str, Said], outcome: Outcome) -> None:
    assert check(BOOK, "guides", Case(2026, said)).outcome is outcome


def test_a_part_that_is_not_possible_gives_no_money_and_leaves_the_others() -> None:
    answer = check(BOOK, "guides", Case(2026, {**GOOD_POOL, "guides": 4}))
    assert {part.name: part.outcome for part in answer.parts} == {
        "qualification": Outcome.POSSIBLE,
        "seminars": Outcome.POSSIBLE,
        "deployment": Outcome.POSSIBLE,
        "coordination_lump_sum": Outcome.NOT,
    }
    assert answer.cents == 4 * 276 * 500


def test_where_the_only_part_that_is_wanted_is_not_possible_the_line_is_not() -> None:
    wanted = Case(2026, {**GOOD_POOL, "guides": 4}, frozenset({"coordination_lump_sum"}))
    answer = check(BOOK, "guides", wanted)
    assert (answer.outcome, [part.name for part in answer.parts]) == (Outcome.NOT, ["coordination_lump_sum"])
    assert "WIR-23-02" not in {finding.rule.id for finding in answer.findings}


def test_a_year_without_rules_is_unknown_and_reckons_nothing() -> None:
    answers = check_all(BOOK, "wir-hessen", Case(2016, GOOD_POOL))
    assert len(answers) == 6
    assert {answer.outcome for answer in answers} == {Outcome.UNKNOWN}
    assert sum(answer.cents for answer in answers) == 0


def test_what_was_not_said_is_asked_for_and_those_first_that_decide() -> None:
    asks = check(BOOK, "guides", Case(2026, {"body": "county"})).asks
    assert set(asks[:4]) == {"inhabitants", "guides", "units", "continues"}
    assert "body" not in asks
    assert "concept" in asks[4:]


def test_only_what_was_read_at_an_office_stops() -> None:
    said: dict[str, Said] = {"posts": 99, "months": 999, "mini_job": False, "hours_of_guide": 9_999, "body": "company"}
    for line in BOOK.lines:
        for finding in check(BOOK, line, Case(2026, said)).of(Verdict.STOP):
            assert finding.rule.confidence is Confidence.OFFICIAL
            assert finding.rule.is_verified


def test_a_finding_brings_its_figure_its_source_and_the_date_of_the_source() -> None:
    [found] = [
        one
        for one in check(BOOK, "interpreters", Case(2026, {"deployments_of_client": 6})).findings
        if one.rule.id == "WIR-24-07"
    ]
    assert (found.verdict, found.limits, found.said, found.stage) == (Verdict.WARNING, (5,), 6, Stage.PEOPLE)
    assert [(str(source), source.dated) for source in found.rule.sources] == [
        ("Land Hessen: Neue Förderung für Laiendolmetschende (2018)", "2018"),
    ]
    assert not found.rule.is_verified


@pytest.mark.parametrize(
    "said",
    [{"colour": 1}, {"body": "circus"}, {"inhabitants": True}, {"inhabitants": -1}, {"concept": 1}, {"begins": 2026}],
)
def test_what_cannot_be_said_is_refused(said: dict[str, Said]) -> None:
    with pytest.raises(ValueError, match=next(iter(said))):
        check(BOOK, "guides", Case(2026, said))


def test_a_line_that_nobody_knows_is_none() -> None:
    with pytest.raises(LookupError):
        check(BOOK, "moon", Case(2026))


def test_another_states_programme_comes_in_as_data_alone() -> None:
    book = bound([*shipped(), read(ELSEWHERE)])
    [answer] = check_all(book, "hills", Case(2026, {"children": 4}))
    assert (answer.outcome, answer.cents, answer.line.german) == (Outcome.POSSIBLE, 2_800, "Laufbusse")
    assert check(book, "walking_buses", Case(2026, {"children": 3})).outcome is Outcome.NOT
    assert check(book, "walking_buses", Case(2024, {"children": 4})).outcome is Outcome.UNKNOWN
    assert [one.line.id for one in check_all(book, "wir-hessen", Case(2026))] == [
        one.line.id for one in check_all(BOOK, "wir-hessen", Case(2026))
    ]


@pytest.mark.parametrize(
    ("word", "other", "sentence"),
    [
        ('fact = "children"', 'fact = "dogs"', "fact that is not there: dogs"),
        ('least = "fewest"', 'least = "most"', "figure that is not there: most"),
        ('part = "walks"', 'part = "rides"', "part that is not there: rides"),
        ('lines = ["walking_buses"]', 'lines = ["trains"]', "line that is not there: trains"),
        ('stage = "who"', 'stage = "elsewhere"', "not said whole"),
        ('german = "Laufbusse"', "", "not said whole"),
        ('kind = "number"', 'kind = "feeling"', "not said whole"),
    ],
)
def test_a_programme_that_names_what_is_not_there_is_refused(word: str, other: str, sentence: str) -> None:
    assert word in ELSEWHERE
    with pytest.raises(FaultyRulesError, match=sentence):
        bound([*shipped(), read(ELSEWHERE.replace(word, other))])


def test_a_case_is_judged_by_the_version_of_its_first_day() -> None:
    before, after = (
        check(BOOK, "strategy", Case(year, {"body": "municipality", "inhabitants": 9_000, "partners": 0}))
        for year in (2020, 2021)
    )
    assert (before.outcome, before.parts[0].amounts[0].cents) == (Outcome.NOT, 2_000_000)
    assert (after.outcome, after.parts[0].amounts[0].cents) == (Outcome.IF, 3_000_000)
    gap = check(BOOK, "strategy", Case(2020, {"begins": date(2020, 12, 30)}))
    assert gap.parts[0].outcome is Outcome.UNKNOWN
