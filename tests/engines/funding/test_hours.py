"""Guides' hours as decision tables: what counts, caps, payable minutes, the day on which it is used up."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotsenwerk.engines.funding.hours import (
    Deployment,
    DeploymentKind,
    GuideRole,
    allowance,
    cap,
    counted,
    meter,
    over_on,
    payable,
    quarters,
)
from lotsenwerk.engines.funding.rulebook import guideline

BOOK = guideline()
DAY = date(2026, 6, 1)
HOURS = 60


def worked(*hours: float, on: date = DAY) -> list[Deployment]:
    return [Deployment(on, round(one * HOURS)) for one in hours]


@pytest.mark.parametrize(("minutes", "counts"), [(1, 15), (15, 15), (16, 30), (60, 60), (61, 75), (1440, 1440)])
def test_the_started_quarter_counts(minutes: int, counts: int) -> None:
    assert quarters(minutes) == counts


@pytest.mark.parametrize("minutes", [0, -1, 1441])
def test_no_time_and_more_than_a_day_are_refused(minutes: int) -> None:
    with pytest.raises(ValueError, match="between one minute and one day"):
        quarters(minutes)


@pytest.mark.parametrize(("role", "hours"), [(GuideRole.GUIDE, 276), (GuideRole.COORDINATING, 414)])
def test_each_role_has_its_cap(role: GuideRole, hours: int) -> None:
    assert cap(BOOK, role, DAY) == hours * HOURS


@pytest.mark.parametrize("kind", DeploymentKind)
def test_everything_counts_but_what_she_learns(kind: DeploymentKind) -> None:
    minutes = counted([Deployment(DAY, 60, kind)], 2026)
    assert minutes == (0 if kind == DeploymentKind.TRAINING else 60)


def test_a_year_is_a_calendar_year() -> None:
    done = worked(1, on=date(2025, 12, 31)) + worked(2, on=date(2026, 1, 1)) + worked(4, on=date(2026, 12, 31))
    assert counted(done, 2026) == 6 * HOURS


@pytest.mark.parametrize(("shared", "used"), [(True, 5), (False, 3)])
def test_hours_elsewhere_count_only_by_consent(shared: bool, used: int) -> None:
    done = [*worked(3), Deployment(DAY, 2 * HOURS, elsewhere=True)]
    read = meter(BOOK, GuideRole.GUIDE, done, on=DAY, shared=shared)
    assert (read.used, read.here_only) == (used * HOURS, not shared)


@pytest.mark.parametrize(
    ("before", "new", "paid"),
    [(0, 2, 2), (274, 2, 2), (275, 2, 1), (276, 2, 0), (275.75, 0.5, 0.25), (300, 1, 0)],
)
def test_what_crosses_the_cap_is_paid_until_the_cap(before: float, new: float, paid: float) -> None:
    done = worked(*[6] * int(before // 6), *([before % 6] if before % 6 else []))
    assert payable(BOOK, GuideRole.GUIDE, done, worked(new)[0], shared=True) == paid * HOURS


def test_what_she_learns_is_never_paid() -> None:
    assert payable(BOOK, GuideRole.GUIDE, [], Deployment(DAY, 60, DeploymentKind.TRAINING), shared=True) == 0


@pytest.mark.parametrize(("minutes", "cents"), [(0, 0), (15, 125), (60, 500), (90, 750), (276 * 60, 138_000)])
def test_an_hour_is_worth_five_euros(minutes: int, cents: int) -> None:
    assert allowance(BOOK, minutes, DAY) == cents


def test_a_whole_year_is_worth_what_the_tax_ceiling_is_compared_with() -> None:
    assert allowance(BOOK, cap(BOOK, GuideRole.COORDINATING, DAY), DAY) == 207_000


@pytest.mark.parametrize(
    ("done", "planned", "day"),
    [
        ([], [], None),
        (worked(5, 6, on=date(2026, 5, 1)), [], date(2026, 5, 1)),
        (worked(9, on=date(2026, 5, 1)), worked(1, on=date(2026, 11, 3)), None),
        (worked(9, on=date(2026, 5, 1)), worked(2, on=date(2026, 11, 3)), date(2026, 11, 3)),
        (worked(9, on=date(2026, 1, 5)), worked(2, on=date(2027, 1, 3)), None),
        (worked(11, on=date(2025, 5, 1)), worked(2, on=date(2026, 11, 3)), None),
    ],
)
def test_the_day_on_which_it_is_used_up(
    done: Sequence[Deployment], planned: Sequence[Deployment], day: date | None
) -> None:
    assert over_on(10 * HOURS, done, planned, on=DAY) == day


def test_without_plans_the_pace_of_eight_weeks_goes_on() -> None:
    weekly = [Deployment(DAY - timedelta(days=7 * week), 60) for week in range(8)]
    # Eight hours in 56 days are one in seven; two are left, and what comes after them is too much.
    assert over_on(10 * HOURS, weekly, [], on=DAY) == DAY + timedelta(days=15)
    assert over_on(100 * HOURS, weekly, [], on=DAY) is None


@given(st.lists(st.integers(1, 600), max_size=40), st.integers(1, 600))
def test_nobody_is_ever_paid_beyond_the_cap(minutes: list[int], new: int) -> None:
    done = [Deployment(DAY, one) for one in minutes]
    paid = payable(BOOK, GuideRole.GUIDE, done, Deployment(DAY, new), shared=True)
    used = counted(done, 2026)
    assert 0 <= paid <= quarters(new)
    assert used + paid <= max(used, 276 * HOURS)
