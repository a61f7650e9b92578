"""Tax ceilings and thanks, year by year: they warn, and never decide."""

from datetime import date, timedelta

import pytest

from lotsenwerk.engines.funding.ceilings import Ceiling, first_over, tax_year, thanks
from lotsenwerk.engines.funding.rules_file import guideline

BOOK = guideline()


@pytest.mark.parametrize(
    ("year", "ceiling", "cents"),
    [
        (2020, Ceiling.HONORARY, None),
        *((year, Ceiling.HONORARY, 84_000) for year in range(2021, 2026)),
        (2026, Ceiling.HONORARY, 96_000),
        (2020, Ceiling.TRAINER, None),
        *((year, Ceiling.TRAINER, 300_000) for year in range(2021, 2026)),
        (2026, Ceiling.TRAINER, 330_000),
    ],
)
def test_each_year_has_its_ceiling(year: int, ceiling: Ceiling, cents: int | None) -> None:
    assert tax_year(BOOK, [], year=year, ceiling=ceiling).most == cents


def at_twenty_euros(year: int, count: int) -> list[tuple[date, int]]:
    return [(date(year, 1, 1) + timedelta(days=5 * number), 2000) for number in range(count)]


@pytest.mark.parametrize(("year", "number"), [(2025, 43), (2026, 49)])
def test_the_deployment_that_passes_the_ceiling_is_named(year: int, number: int) -> None:
    before = at_twenty_euros(year, number - 1)
    assert first_over(BOOK, before, year=year, ceiling=Ceiling.HONORARY) is None
    passed = at_twenty_euros(year, number)
    assert first_over(BOOK, passed, year=year, ceiling=Ceiling.HONORARY) == (number, passed[-1][0])


def test_what_she_received_elsewhere_counts_too() -> None:
    state = tax_year(BOOK, [(date(2026, 2, 1), 50_000)], year=2026, ceiling=Ceiling.HONORARY, elsewhere=50_000)
    assert (state.over, state.left) == (4_000, 0)


@pytest.mark.parametrize(
    ("year", "ceiling", "received", "over"),
    [
        (2025, Ceiling.HONORARY, 83_999, 0),
        (2025, Ceiling.HONORARY, 84_000, 0),
        (2025, Ceiling.HONORARY, 84_001, 1),
        (2026, Ceiling.HONORARY, 96_000, 0),
        (2026, Ceiling.HONORARY, 138_000, 42_000),
        (2026, Ceiling.HONORARY, 207_000, 111_000),
        (2025, Ceiling.TRAINER, 300_000, 0),
        (2025, Ceiling.TRAINER, 300_001, 1),
        (2026, Ceiling.TRAINER, 330_000, 0),
        (2026, Ceiling.TRAINER, 330_001, 1),
    ],
)
def test_inside_on_and_beyond_each_ceiling(year: int, ceiling: Ceiling, received: int, over: int) -> None:
    paid = [(date(year, 6, 1), received)]
    assert tax_year(BOOK, paid, year=year, ceiling=ceiling).over == over
    assert first_over(BOOK, paid, year=year, ceiling=ceiling) == ((1, date(year, 6, 1)) if over else None)


def test_another_year_is_another_ceiling() -> None:
    payments = [*at_twenty_euros(2025, 42), *at_twenty_euros(2026, 48)]
    assert first_over(BOOK, payments, year=2025, ceiling=Ceiling.HONORARY) is None
    assert first_over(BOOK, payments, year=2026, ceiling=Ceiling.HONORARY) is None


def test_a_year_without_a_known_ceiling_says_so_and_warns_of_nothing() -> None:
    state = tax_year(BOOK, [(date(2019, 1, 1), 999_999)], year=2019, ceiling=Ceiling.HONORARY)
    assert (state.most, state.over, state.left) == (None, 0, None)
    assert first_over(BOOK, [(date(2019, 1, 1), 999_999)], year=2019, ceiling=Ceiling.HONORARY) is None


@pytest.mark.parametrize(
    ("hours", "paid", "card", "proof"),
    [(79, 0, False, False), (80, 0, False, True), (249, 0, False, True), (250, 0, True, True), (250, 500, False, True)],
)
def test_thanks_are_for_hours_and_the_card_for_who_takes_no_money(
    hours: int, paid: int, card: bool, proof: bool
) -> None:
    said = thanks(BOOK, minutes_a_year=hours * 60, paid_cents=paid, on=date(2026, 12, 31))
    assert (said.card, said.proof_of_competence) == (card, proof)
