"""Decision tables of the guideline's sections on guides (2.3) and lay interpreters (2.4), and of their pay."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from lotsenwerk.engines.funding.courses import course_grant, has_attended
from lotsenwerk.engines.funding.deadlines import apply_again_by, apply_by, prove_measure_by, prove_year_by
from lotsenwerk.engines.funding.pay import Pay, funded, reckon
from lotsenwerk.engines.funding.pools import (
    Carrier,
    GuidePool,
    Interpreter,
    InterpreterPool,
    beyond_funded,
    coordination_lump_sum,
    deployments_funded,
    interpreter_lacks,
    may_apply,
    of_languages,
    short_title,
)
from lotsenwerk.engines.funding.rulebook import UnknownRuleError
from lotsenwerk.engines.funding.rules_file import guideline

BOOK = guideline()
DAY = date(2026, 6, 1)


def ids(reasons: Any) -> list[str]:
    return [reason.rule for reason in reasons]


@pytest.mark.parametrize(
    ("units", "participants", "costs", "cents"),
    [
        (19, 12, 999_999, 0),
        (20, 12, 999_999, 300_000),
        (24, 12, 999_999, 360_000),
        (24, 12, 100_000, 100_000),
        (36, 1, 999_999, 45_000),
        (37, 12, 999_999, 0),
        (24, 0, 999_999, 0),
    ],
)
def test_a_basic_qualification_is_granted_so_much(units: int, participants: int, costs: int, cents: int) -> None:
    grant = course_grant(BOOK, participants=participants, units=units, costs=costs, on=DAY)
    assert grant.cents == cents
    assert ids(grant.against) == ([] if 20 <= units <= 36 else ["WIR-23-02"])


def test_nothing_is_reckoned_for_a_day_before_the_guideline() -> None:
    with pytest.raises(UnknownRuleError):
        course_grant(BOOK, participants=12, units=24, costs=1, on=date(2019, 1, 1))


def test_negative_figures_of_a_course_are_refused() -> None:
    with pytest.raises(ValueError, match="not negative"):
        course_grant(BOOK, participants=-1, units=24, costs=1, on=DAY)


@pytest.mark.parametrize(
    ("there", "of", "percent", "enough"),
    [(0, 0, 80, False), (8, 10, 80, True), (7, 10, 80, False), (0, 10, 1, False), (10, 10, 100, True)],
)
def test_a_certificate_is_for_who_was_there(there: int, of: int, percent: int, enough: bool) -> None:
    assert has_attended([True] * there + [False] * (of - there), percent) == enough


@pytest.mark.parametrize("percent", [0, 101])
def test_a_threshold_beyond_a_hundred_in_a_hundred_is_refused(percent: int) -> None:
    with pytest.raises(ValueError, match="between 1 and 100"):
        has_attended([True], percent)


@pytest.mark.parametrize(("carrier", "may"), [(one, one != Carrier.OTHER) for one in Carrier])
def test_who_may_apply(carrier: Carrier, may: bool) -> None:
    assert ids(may_apply(BOOK, carrier, DAY)) == ([] if may else ["WIR-23-01"])


@pytest.mark.parametrize(
    ("pool", "against"),
    [
        (GuidePool(Carrier.NON_PROFIT, 5), []),
        (GuidePool(Carrier.NON_PROFIT, 5, inhabitants=700_000), []),
        (GuidePool(Carrier.MUNICIPAL, 5, inhabitants=49_999), []),
        (GuidePool(Carrier.MUNICIPAL, 5, inhabitants=50_000), ["WIR-23-08/inhabitants"]),
        (GuidePool(Carrier.MUNICIPAL, 4, inhabitants=16_000), ["WIR-23-08/guides"]),
        (GuidePool(Carrier.CHURCH, 9, applied_with_deployment=False), ["WIR-23-08/together"]),
        (GuidePool(Carrier.OTHER, 1), ["WIR-23-01", "WIR-23-08/guides"]),
    ],
)
def test_who_gets_the_coordination_lump_sum(pool: GuidePool, against: list[str]) -> None:
    granted = coordination_lump_sum(BOOK, pool, DAY)
    assert ids(granted.against) == against
    assert granted.cents == (0 if against else 200_000)


@pytest.mark.parametrize(
    ("title", "is_health", "said"),
    [
        ("Lotsen Bergstraße", False, "Lotsen Bergstraße"),
        ("Lotsen Bergstraße ", True, "Lotsen Bergstraße GKV"),
        ("Lotsen GKV Bergstraße", True, "Lotsen GKV Bergstraße"),
        ("GKVplus", True, "GKVplus GKV"),
    ],
)
def test_a_project_of_health_guides_says_so_in_its_title(title: str, is_health: bool, said: str) -> None:
    assert short_title(BOOK, title, DAY, is_health=is_health) == said


FIVE = frozenset({"ara", "fas", "tir", "tur", "ukr"})


@pytest.mark.parametrize(
    ("pool", "against"),
    [
        (InterpreterPool(5, FIVE, for_others=True), []),
        (InterpreterPool(4, FIVE, for_others=True), ["WIR-24-01/interpreters"]),
        (InterpreterPool(9, FIVE - {"tir"}, for_others=True), ["WIR-24-01/languages"]),
        (InterpreterPool(5, FIVE, for_others=False), ["WIR-24-01/for_others"]),
    ],
)
def test_which_pools_of_interpreters_are_funded(pool: InterpreterPool, against: list[str]) -> None:
    assert ids(deployments_funded(BOOK, pool, DAY)) == against


def test_two_names_of_one_language_count_once() -> None:
    assert len(of_languages([["fas", "deu"], ["fas"], ["tir"]])) == 3


READY = Interpreter(
    age=18,
    german="B1",
    migrated=True,
    further_languages=0,
    units=24,
    certificate_seen=True,
    declarations_signed=True,
    found_suitable=True,
)


@pytest.mark.parametrize(
    ("change", "lacks"),
    [
        ({}, []),
        ({"age": 17}, ["WIR-24-02/age"]),
        ({"german": "A2"}, ["WIR-24-02/german"]),
        ({"german": ""}, ["WIR-24-02/german"]),
        ({"german": "native"}, []),
        ({"found_suitable": False}, ["WIR-24-02/suitable"]),
        ({"migrated": False}, ["WIR-24-03"]),
        ({"migrated": False, "further_languages": 1}, []),
        ({"units": 23}, ["WIR-24-04"]),
        ({"certificate_seen": False}, ["WIR-24-05/certificate"]),
        ({"declarations_signed": False, "age": 17}, ["WIR-24-02/age", "WIR-24-05/declarations"]),
    ],
)
def test_what_an_interpreter_lacks(change: dict[str, Any], lacks: list[str]) -> None:
    assert ids(interpreter_lacks(BOOK, replace(READY, **change), DAY)) == lacks


def test_a_pool_may_ask_for_more_german_and_never_for_less() -> None:
    assert ids(interpreter_lacks(BOOK, READY, DAY, level="B2")) == ["WIR-24-02/german"]
    assert ids(interpreter_lacks(BOOK, replace(READY, german="A2"), DAY, level="A1")) == ["WIR-24-02/german"]


def test_what_did_not_count_yet_is_not_asked() -> None:
    early = replace(READY, units=0, certificate_seen=False, declarations_signed=False)
    assert ids(interpreter_lacks(BOOK, early, date(2022, 12, 31))) == []
    assert ids(interpreter_lacks(BOOK, early, date(2023, 1, 1))) == ["WIR-24-04"]
    assert len(interpreter_lacks(BOOK, early, date(2025, 5, 1))) == 3


@pytest.mark.parametrize(("before", "warned"), [(0, False), (4, False), (5, True), (6, True)])
def test_after_five_funded_deployments_there_is_a_warning(before: int, warned: bool) -> None:
    assert bool(beyond_funded(BOOK, before, DAY)) == warned


@pytest.mark.parametrize(
    ("pay", "minutes", "kilometres", "total", "fee"),
    [
        (Pay(cents_a_deployment=2000), 5, 0, 2000, 0),
        (Pay(cents_a_deployment=2000), 300, 40, 2000, 0),
        (Pay(cents_a_step=750, step=30), 31, 0, 1500, 0),
        (Pay(cents_a_step=1500, step=60, cents_a_kilometre=30), 61, 10, 3300, 0),
        (Pay(cents_a_step=900, step=30, first_block=60), 20, 0, 1800, 0),
        (Pay(cents_a_step=900, step=30, first_block=60, lump_sums=(600, 1500)), 61, 0, 4800, 0),
        (Pay(cents_a_step=750, step=30, cents_a_kilometre=30, free_kilometres=5), 30, 5, 750, 0),
        (Pay(cents_a_step=750, step=30, cents_a_kilometre=30, free_kilometres=5), 30, 7, 810, 0),
        (Pay(cents_a_deployment=1500, fee=3000), 60, 0, 1500, 3000),
    ],
)
def test_each_pool_pays_in_its_own_way(pay: Pay, minutes: int, kilometres: int, total: int, fee: int) -> None:
    statement = reckon(pay, minutes=minutes, kilometres=kilometres)
    assert (statement.total, statement.fee) == (total, fee)


@pytest.mark.parametrize(("minutes", "kilometres"), [(0, 0), (-5, 0), (10, -1)])
def test_no_time_and_negative_ways_are_refused(minutes: int, kilometres: int) -> None:
    with pytest.raises(ValueError, match="takes time"):
        reckon(Pay(cents_a_deployment=2000), minutes=minutes, kilometres=kilometres)


@pytest.mark.parametrize("part", [{"fee": -1}, {"step": 0}, {"lump_sums": (-5,)}])
def test_a_scheme_with_a_negative_part_is_refused(part: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="no negative part"):
        Pay(**part)


@pytest.mark.parametrize(("paid", "given"), [(2000, 2000), (1500, 1500), (4800, 2000)])
def test_the_state_gives_twenty_euros_and_never_more_than_was_paid(paid: int, given: int) -> None:
    assert funded(BOOK, reckon(Pay(cents_a_deployment=paid), minutes=60), DAY) == given


def test_deadlines() -> None:
    assert apply_by(BOOK, date(2026, 3, 1)) == date(2026, 2, 1)
    assert apply_again_by(BOOK, 2027) == date(2026, 12, 31)
    assert prove_measure_by(BOOK, date(2026, 11, 30)) == date(2027, 2, 28)
    assert prove_year_by(BOOK, 2026) == date(2027, 3, 31)
