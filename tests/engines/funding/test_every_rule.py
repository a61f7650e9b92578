"""The decision table of every rule: inside, on and outside each limit, and in each year or version that differs.

Figures stand here as they were read, so a figure that changes in the data without a new row is found.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from importlib.resources import files
from typing import Any

import pytest

from lotsenwerk.engines.funding.answers import Answer, Case, Verdict
from lotsenwerk.engines.funding.checking import check
from lotsenwerk.engines.funding.following import at_the_cap, taxed_from
from lotsenwerk.engines.funding.hours import GuideRole, allowance
from lotsenwerk.engines.funding.rules_file import guideline

BOOK = guideline()
OK, WARNING, STOP, OPEN, NOT_ASKED = "ok", "warning", "stop", "open", "not asked"
ORGANISED = {"county", "free_city", "special_status_city", "municipality", "church", "association", "non_profit"}
BODIES = {*ORGANISED, "other_public", "group", "company", "private_person"}


def row(rule: str, line: str, fact: str, year: int = 2026, /, **said: Any) -> tuple[Any, ...]:
    """A row: what is said apart from the fact that is tried."""
    return (rule, line, fact, year, said)


def bodies(rule: str, line: str, may: set[str], year: int = 2026, **said: Any) -> list[tuple[Any, ...]]:
    """Each kind of body once."""
    return [(row(rule, line, "body", year, **said), body, OK if body in may else STOP) for body in sorted(BODIES)]


def most(where: tuple[Any, ...], limit: int, beyond: str = STOP) -> list[tuple[Any, ...]]:
    """Inside, on and outside an upper limit, and nothing said."""
    inside = [(where, limit - 1, OK)] if limit else []
    return [*inside, (where, limit, OK), (where, limit + 1, beyond), (where, None, OPEN)]


def least(where: tuple[Any, ...], limit: int, below: str = STOP) -> list[tuple[Any, ...]]:
    """The same for a lower limit."""
    return [(where, limit + 1, OK), (where, limit, OK), (where, limit - 1, below), (where, None, OPEN)]


def between(where: tuple[Any, ...], low: int, high: int, outside: str = STOP) -> list[tuple[Any, ...]]:
    """The same for both."""
    return [*least(where, low, outside), *most(where, high, outside)]


def is_so(where: tuple[Any, ...], other: str = STOP, *, right: bool = True) -> list[tuple[Any, ...]]:
    """Yes, no, and nothing said."""
    return [(where, right, OK), (where, not right, other), (where, None, OPEN)]


def not_before(rule: str, line: str, fact: str, year: int, value: object) -> list[tuple[Any, ...]]:
    """In the year before its first day nobody asks."""
    return [(row(rule, line, fact, year - 1), value, NOT_ASKED)]


def each_year(years: Iterable[int], rule: str, fact: str, limit: int) -> list[tuple[Any, ...]]:
    """A ceiling of the tax law, which warns, in each of these years."""
    return [one for year in years for one in most(row(rule, "tax", fact, year), limit, WARNING)]


TRIED: list[tuple[Any, ...]] = [
    *is_so(row("WIR-GEN-01", "guides", "concept")),
    *not_before("WIR-GEN-01", "strategy", "concept", 2020, False),
    *is_so(row("WIR-GEN-02", "strategy", "financing_plan")),
    *is_so(row("WIR-GEN-02", "interpreters", "financing_secured")),
    *is_so(row("WIR-GEN-10", "pilot_project", "started", continues=False), right=False),
    (row("WIR-GEN-10", "guides", "started", continues=True), True, NOT_ASKED),
    *bodies("WIR-21-01", "diversity_centre", {"county", "free_city", "special_status_city"}),
    *not_before("WIR-21-01", "diversity_centre", "body", 2021, "county"),
    *most(row("WIR-21-02", "diversity_centre", "posts"), 2, WARNING),
    *is_so(row("WIR-21-04", "diversity_centre", "passed_on"), WARNING),
    *not_before("WIR-21-04", "diversity_centre", "passed_on", 2022, False),
    *is_so(row("WIR-21-05", "diversity_centre", "one_unit")),
    *is_so(row("WIR-21-05", "diversity_centre", "target_agreements")),
    *bodies("WIR-22-01", "pilot_project", {*ORGANISED, "other_public"}),
    *is_so(row("WIR-22-01", "pilot_project", "non_profit", body="non_profit")),
    *is_so(row("WIR-22-02", "pilot_project", "new_approach")),
    *bodies("WIR-23-01", "guides", ORGANISED),
    *is_so(row("WIR-23-01", "guides", "non_profit", body="association")),
    (row("WIR-23-01", "guides", "non_profit", body="church"), False, NOT_ASKED),
    *not_before("WIR-23-01", "guides", "body", 2021, "company"),
    *between(row("WIR-23-02", "guides", "units"), 20, 36),
    *most(row("WIR-23-05", "guides", "hours_of_guide"), 276),
    *most(row("WIR-23-06", "guides", "hours_of_coordinating_guide"), 414),
    *most(row("WIR-23-08", "guides", "inhabitants", body="municipality"), 49_999),
    *most(row("WIR-23-08", "guides", "inhabitants", body="county"), 49_999),
    (row("WIR-23-08", "guides", "inhabitants", body="association"), 90_000, NOT_ASKED),
    *least(row("WIR-23-08", "guides", "guides"), 5),
    *is_so(row("WIR-23-08", "guides", "with_deployment")),
    *is_so(row("WIR-23-09", "guides", "title_has_addition", is_health=True)),
    (row("WIR-23-09", "guides", "title_has_addition", is_health=False), False, NOT_ASKED),
    *least(row("WIR-24-01", "interpreters", "interpreters"), 5),
    *least(row("WIR-24-01", "interpreters", "languages"), 5),
    *is_so(row("WIR-24-01", "interpreters", "for_others")),
    *not_before("WIR-24-01", "interpreters", "for_others", 2020, False),
    *least(row("WIR-24-02", "interpreters", "age"), 18),
    *((row("WIR-24-02", "interpreters", "german"), level, STOP) for level in ("A1", "A2")),
    *((row("WIR-24-02", "interpreters", "german"), level, OK) for level in ("B1", "B2", "C1", "C2", "native")),
    *least(row("WIR-24-03", "interpreters", "further_languages", migrated=False), 1),
    (row("WIR-24-03", "interpreters", "further_languages", migrated=True), 0, NOT_ASKED),
    *least(row("WIR-24-04", "interpreters", "course_units"), 24),
    *not_before("WIR-24-04", "interpreters", "course_units", 2023, 0),
    *is_so(row("WIR-24-05", "interpreters", "certificate_seen"), WARNING),
    *is_so(row("WIR-24-05", "interpreters", "declarations_signed"), WARNING),
    (row("WIR-24-05", "interpreters", "certificate_seen", 2025, begins=date(2025, 4, 30)), False, NOT_ASKED),
    (row("WIR-24-05", "interpreters", "certificate_seen", 2025, begins=date(2025, 5, 1)), False, WARNING),
    *most(row("WIR-24-07", "interpreters", "deployments_of_client"), 5, WARNING),
    *bodies("WIR-24-08", "interpreters", ORGANISED),
    *is_so(row("WIR-24-08", "interpreters", "non_profit", body="non_profit")),
    *bodies("WIR-25-01", "migrant_organisation", {"association"}),
    *is_so(row("WIR-25-01", "migrant_organisation", "non_profit")),
    *is_so(row("WIR-25-01", "migrant_organisation", "in_hessen")),
    *is_so(row("WIR-25-01", "migrant_organisation", "professional_staff"), right=False),
    *is_so(row("WIR-25-01", "migrant_organisation", "led_by_migrants")),
    *((row("WIR-25-01", "migrant_organisation", "only_purpose"), said, STOP) for said in ("religion", "language")),
    (row("WIR-25-01", "migrant_organisation", "only_purpose"), "culture", STOP),
    (row("WIR-25-01", "migrant_organisation", "only_purpose"), "other", OK),
    *not_before("WIR-25-01", "migrant_organisation", "only_purpose", 2021, "religion"),
    *is_so(row("WIR-25-02", "migrant_organisation", "mini_job")),
    *most(row("WIR-25-03", "migrant_organisation", "months"), 24, WARNING),
    *is_so(row("WIR-25-03", "migrant_organisation", "letter"), WARNING),
    *bodies("WIR-26-01", "strategy", {"municipality", "special_status_city"}),
    *bodies("WIR-26-01", "strategy", {"municipality", "special_status_city"}, 2020),
    *most(row("WIR-26-01", "strategy", "inhabitants"), 50_000),
    *most(row("WIR-26-01", "strategy", "inhabitants", 2020), 50_000),
    *between(row("WIR-26-01", "strategy", "partners", 2020, inhabitants=9_999), 1, 2),
    *between(row("WIR-26-01", "strategy", "partners", inhabitants=9_999), 1, 2, WARNING),
    (row("WIR-26-01", "strategy", "partners", inhabitants=10_000), 0, NOT_ASKED),
    (row("WIR-26-01", "strategy", "inhabitants", 2018), 9_999, NOT_ASKED),
    *most(row("WIR-26-03", "strategy", "inhabitants"), 49_999, WARNING),
    (row("WIR-26-03", "strategy", "inhabitants", 2020), 50_000, NOT_ASKED),
    *is_so(row("WIR-26-03", "strategy", "moderation")),
    *between(row("WIR-26-04", "strategy", "months"), 12, 18),
    *is_so(row("WIR-26-04", "strategy", "for_council")),
    *is_so(row("WIR-26-05", "strategy", "centre_involved")),
    *(
        one
        for year in range(2021, 2026)
        for one in most(row("TAX-01", "tax", "received_honorary", year), 84_000, WARNING)
    ),
    *each_year([2026], "TAX-01", "received_honorary", 96_000),
    *(
        one
        for year in range(2021, 2026)
        for one in most(row("TAX-02", "tax", "received_trainer", year), 300_000, WARNING)
    ),
    *each_year([2026], "TAX-02", "received_trainer", 330_000),
    *not_before("TAX-01", "tax", "received_honorary", 2021, 999_999),
    *not_before("TAX-02", "tax", "received_trainer", 2021, 999_999),
    *least(row("ECARD-01", "volunteer_card", "hours_a_week"), 5),
    *least(row("ECARD-01", "volunteer_card", "hours_a_year"), 250),
    *is_so(row("ECARD-01", "volunteer_card", "takes_lump_sum"), right=False),
    *not_before("ECARD-01", "volunteer_card", "hours_a_year", 2006, 250),
    *least(row("KOMP-01", "competence_record", "hours_a_year"), 80, WARNING),
    *is_so(row("FZ-01", "conduct_certificate", "stores_more"), right=False),
    *most(row("FZ-02", "conduct_certificate", "days_kept_unstarted"), 0),
    *most(row("FZ-03", "conduct_certificate", "months_kept_after_end"), 3),
    *most(row("FZ-04", "conduct_certificate", "certificate_age_months"), 3, WARNING),
    *most(row("FZ-04", "conduct_certificate", "years_since_inspection"), 5, WARNING),
    *most(row("FZ-05", "conduct_certificate", "fee", for_volunteering=True), 0),
    (row("FZ-05", "conduct_certificate", "fee", for_volunteering=False), 1_300, NOT_ASKED),
    *is_so(row("NBH-01", "neighbour_help", "close_relative"), right=False),
    *is_so(row("NBH-01", "neighbour_help", "same_household"), right=False),
    *most(row("NBH-01", "neighbour_help", "people_a_month"), 3),
    *most(row("NBH-01", "neighbour_help", "first_aid_age_years"), 3),
    *is_so(row("NBH-01", "neighbour_help", "extended_certificate")),
    (row("NBH-01", "neighbour_help", "people_a_month", 2022, begins=date(2022, 9, 30)), 9, NOT_ASKED),
    *least(row("BFD-01", "federal_service", "hours_a_week", full_time=False), 21),
    (row("BFD-01", "federal_service", "hours_a_week", full_time=True), 20, NOT_ASKED),
    *between(row("BFD-01", "federal_service", "service_months"), 6, 24),
    *most(row("BFD-01", "federal_service", "pocket_money_percent"), 8),
    *between(row("ELO-01", "engagement_pilots", "team"), 3, 6),
    *between(row("ELO-01", "engagement_pilots", "course_month"), 3, 11),
]

GIVEN: list[tuple[str, str, int, str, Mapping[str, Any], int | None]] = [
    ("WIR-21-02", "diversity_centre", 2026, "coordination_post", {"posts": 1}, 6_000_000),
    ("WIR-21-02", "diversity_centre", 2026, "coordination_post", {"posts": 2}, 12_000_000),
    ("WIR-21-02", "diversity_centre", 2026, "coordination_post", {"posts": 3}, 12_000_000),
    ("WIR-21-02", "diversity_centre", 2020, "coordination_post", {"posts": 1}, None),
    ("WIR-21-03", "diversity_centre", 2021, "assistant_post", {}, None),
    ("WIR-21-03", "diversity_centre", 2022, "assistant_post", {}, 2_000_000),
    ("WIR-21-04", "diversity_centre", 2021, "micro_fund", {}, None),
    ("WIR-21-04", "diversity_centre", 2022, "micro_fund", {}, 500_000),
    ("WIR-23-03", "guides", 2026, "qualification", {"participants": 12, "units": 24}, 360_000),
    ("WIR-23-03", "guides", 2026, "qualification", {"participants": 12, "units": 24, "costs": 359_999}, 359_999),
    ("WIR-23-03", "guides", 2026, "qualification", {"participants": 12, "units": 24, "costs": 360_001}, 360_000),
    ("WIR-23-03", "guides", 2020, "qualification", {"participants": 12, "units": 24}, None),
    ("WIR-23-05", "guides", 2026, "deployment", {"guides": 1}, 138_000),
    ("WIR-23-05", "guides", 2026, "deployment", {"guides": 7}, 966_000),
    ("WIR-23-08", "guides", 2026, "coordination_lump_sum", {}, 200_000),
    ("WIR-23-08", "guides", 2020, "coordination_lump_sum", {}, None),
    ("WIR-24-06", "interpreters", 2026, "deployment", {"deployments": 43}, 86_000),
    ("WIR-24-06", "interpreters", 2018, "deployment", {"deployments": 1}, 2_000),
    ("WIR-24-06", "interpreters", 2017, "deployment", {"deployments": 1}, None),
    ("WIR-25-02", "migrant_organisation", 2026, "micro_project", {}, 300_000),
    ("WIR-25-02", "migrant_organisation", 2026, "mini_job", {}, 720_000),
    ("WIR-25-02", "migrant_organisation", 2018, "micro_project", {}, None),
    ("WIR-26-02", "strategy", 2017, "strategy", {}, None),
    ("WIR-26-02", "strategy", 2018, "strategy", {}, 2_000_000),
    ("WIR-26-02", "strategy", 2020, "strategy", {}, 2_000_000),
    ("WIR-26-02", "strategy", 2020, "strategy", {"begins": date(2020, 12, 28)}, 2_000_000),
    ("WIR-26-02", "strategy", 2020, "strategy", {"begins": date(2020, 12, 29)}, None),
    ("WIR-26-03", "strategy", 2021, "strategy", {}, 3_000_000),
    ("WIR-26-03", "strategy", 2026, "strategy", {"begins": date(2026, 1, 1)}, 3_000_000),
    ("ELO-01", "engagement_pilots", 2026, "trained_people", {"team": 3}, 150_000),
    ("ELO-01", "engagement_pilots", 2026, "trained_people", {"team": 7}, 300_000),
]

NEW, GOES_ON = {"continues": False, "begins": date(2026, 3, 1)}, {"continues": True}
IN_TIME: list[tuple[str, str, Mapping[str, Any], str, str, date, str]] = [
    ("WIR-GEN-03", "diversity_centre", {}, "apply", "applied_on", date(2025, 12, 31), STOP),
    ("WIR-GEN-03", "pilot_project", {}, "apply", "applied_on", date(2025, 12, 31), STOP),
    ("WIR-GEN-03", "migrant_organisation", {}, "apply", "applied_on", date(2025, 12, 31), STOP),
    ("WIR-GEN-04", "guides", NEW, "apply", "applied_on", date(2026, 2, 1), STOP),
    ("WIR-GEN-04", "interpreters", NEW, "apply", "applied_on", date(2026, 2, 1), STOP),
    ("WIR-GEN-05", "guides", GOES_ON, "apply_again", "applied_on", date(2025, 12, 31), STOP),
    ("WIR-GEN-06", "guides", NEW, "plan_ahead", "applied_on", date(2026, 1, 18), WARNING),
    ("WIR-GEN-07", "guides", {"notice_on": date(2026, 1, 31)}, "declare", "declared_on", date(2026, 2, 28), WARNING),
    ("WIR-GEN-07", "strategy", {"notice_on": date(2026, 5, 4)}, "declare", "declared_on", date(2026, 6, 4), WARNING),
    ("WIR-GEN-08", "strategy", {"ended_on": date(2026, 11, 30)}, "prove", "proved_on", date(2027, 2, 28), WARNING),
    ("WIR-GEN-09", "guides", {}, "prove_year", "proved_on", date(2027, 3, 31), WARNING),
]


def judged(rule: str, line: str, year: int, said: Mapping[str, Any]) -> Answer:
    answer = check(BOOK, line, Case(year, said))
    assert all(finding.rule in BOOK.versions[finding.rule.id] for finding in answer.findings), rule
    return answer


@pytest.mark.parametrize("rule", sorted({where[0] for where, _value, _expected in TRIED}))
def test_each_limit_inside_on_and_outside(rule: str) -> None:
    for (name, line, fact, year, said), value, expected in TRIED:
        if name != rule:
            continue
        answer = judged(rule, line, year, said if value is None else {**said, fact: value})
        found = [one for one in answer.findings if one.rule.id == rule and one.test and one.test.fact == fact]
        wanted = [] if expected == NOT_ASKED else [Verdict(expected)]
        assert [one.verdict for one in found] == wanted, (line, fact, year, said, value)
        assert all(one.said == value for one in found)


def test_each_amount_of_each_year() -> None:
    for rule, line, year, part, said, cents in GIVEN:
        [found] = [one for one in judged(rule, line, year, said).parts if one.name == part]
        reckoned = [one.cents for one in found.amounts if one.rule.id == rule]
        assert reckoned == ([] if cents is None else [cents]), (rule, year, said)


@pytest.mark.parametrize(("rule", "line", "said", "step", "fact", "by", "late"), IN_TIME)
def test_each_deadline_the_day_before_on_the_day_and_after(  # noqa: PLR0917 - a row of the table
    rule: str, line: str, said: Mapping[str, Any], step: str, fact: str, by: date, late: str
) -> None:
    assert [due.by for due in judged(rule, line, 2026, said).deadlines if due.rule.id == rule] == [by]
    assert step in {due.step for due in judged(rule, line, 2026, said).deadlines}
    for days, expected in ((-1, OK), (0, OK), (1, late)):
        done = date.fromordinal(by.toordinal() + days)
        found = [one for one in judged(rule, line, 2026, {**said, fact: done}).findings if one.rule.id == rule]
        assert [(one.verdict, one.by) for one in found] == [(Verdict(expected), by)], days


NOTED = [
    ("WIR-GEN-11", "strategy", 2019, 2021),
    ("WIR-23-04", "guides", None, 2026),
    ("WIR-23-07", "guides", 2021, 2022),
    ("WIR-23-10", "guides", 2020, 2021),
    ("WIR-24-09", "interpreters", 2019, 2020),
]


@pytest.mark.parametrize(("rule", "line", "not_yet", "year"), NOTED)
def test_a_rule_that_asks_nothing_is_said_as_a_note(rule: str, line: str, not_yet: int | None, year: int) -> None:
    def notes(of_year: int) -> list[str]:
        return [one.rule.id for one in judged(rule, line, of_year, {}).of(Verdict.NOTE)]

    assert rule in notes(year)
    assert not_yet is None or rule not in notes(not_yet)


def test_an_hour_of_a_guide_is_five_euros() -> None:
    assert [allowance(BOOK, minutes, date(2026, 1, 1)) for minutes in (59, 60, 61)] == [492, 500, 508]


FOLLOWING = {"TAX-03", "TAX-04"}


def test_whoever_gives_all_her_hours_passes_the_tax_free_amount() -> None:
    day = date(2026, 6, 1)
    assert (at_the_cap(BOOK, GuideRole.GUIDE, day), at_the_cap(BOOK, GuideRole.COORDINATING, day)) == (138_000, 207_000)


def test_the_deployment_that_passes_it_is_another_one_each_year() -> None:
    years = [*(2021, 2025), 2026, 2020]
    assert [taxed_from(BOOK, year) for year in years] == [43, 43, 49, None]


def test_every_rule_has_a_row_here() -> None:
    rows = {where[0] for where, _value, _verdict in TRIED}
    rows |= {one[0] for one in GIVEN} | {one[0] for one in IN_TIME} | {one[0] for one in NOTED} | FOLLOWING
    known = set((files(__package__) / "rules_of_the_dossier.txt").read_text(encoding="utf-8").split())
    assert not (known | set(BOOK.versions)) - rows
    assert not known - set(BOOK.versions) - FOLLOWING
