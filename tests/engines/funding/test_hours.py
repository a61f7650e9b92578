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
    paid_for,
    payable,
    quarters,
    used_up_on,
)
from lotsenwerk.engines.funding.rules_file import guideline

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


GUIDE, LEAD = GuideRole.GUIDE, GuideRole.COORDINATING


@pytest.mark.parametrize(
    ("given", "elsewhere", "paid"),
    [
        ([], 0, []),
        ([(275, GUIDE)], 0, [275]),
        ([(276, GUIDE)], 0, [276]),
        ([(276, GUIDE), (0.25, GUIDE)], 0, [276, 0]),
        ([(275.75, GUIDE), (0.5, GUIDE), (1, GUIDE)], 0, [275.75, 0.25, 0]),
        ([(276, LEAD), (138, LEAD), (0.25, LEAD)], 0, [276, 138, 0]),
        ([(300, LEAD), (1, GUIDE), (1, LEAD)], 0, [300, 0, 1]),
        ([(2, GUIDE)], 274, [2]),
        ([(2, GUIDE)], 275, [1]),
        ([(2, GUIDE)], 276, [0]),
    ],
)
def test_a_year_is_paid_for_until_the_cap_of_each_day(
    given: Sequence[tuple[float, GuideRole]], elsewhere: int, paid: Sequence[float]
) -> None:
    done = [(part, role) for hours, role in given for part in in_days(hours)]
    answer = paid_for(BOOK, [(one, role) for one, role in done], elsewhere=elsewhere * HOURS)
    sums, at = [], 0
    for hours, _role in given:
        count = len(in_days(hours))
        sums.append(sum(answer[at : at + count]) / HOURS)
        at += count
    assert sums == list(paid)


@pytest.mark.parametrize(
    ("hers", "others", "paid", "is_over"),
    [
        # Of ten hours that were applied for as five and five one guide may give nine.
        (9, 1, (9, 1), False),
        (5, 5, (5, 5), False),
        (1, 10, (1, 10), True),
        # Only her own cap stops her, not what anybody applied for.
        (277, 0, (276, 0), True),
    ],
)
def test_hours_that_were_applied_for_are_nobodys(
    hers: float, others: float, paid: tuple[float, float], is_over: bool
) -> None:
    """WIR-23-07: only each person's cap and the budget of the whole bind."""
    both = [in_days(one) if one else [] for one in (hers, others)]
    assert tuple(sum(paid_for(BOOK, [(one, GUIDE) for one in some])) / HOURS for some in both) == paid
    assert (over_on(10 * HOURS, [one for some in both for one in some], [], on=DAY) == DAY) is is_over


def in_days(hours: float) -> list[Deployment]:
    """So many hours as deployments of a day at most."""
    whole, rest = divmod(hours, 12)
    return worked(*[12] * int(whole), *([rest] if rest else []))


def test_what_she_learns_uses_nothing_of_the_year() -> None:
    given = [(Deployment(DAY, 600, DeploymentKind.TRAINING), GUIDE), *((one, GUIDE) for one in in_days(276))]
    assert sum(paid_for(BOOK, given)) == 276 * HOURS


@pytest.mark.parametrize(("shared", "used"), [(True, 13), (False, 3)])
def test_a_sum_that_others_told_counts_only_by_consent(shared: bool, used: int) -> None:
    read = meter(BOOK, GUIDE, worked(3), on=DAY, shared=shared, elsewhere=10 * HOURS)
    assert (read.used, read.left) == (used * HOURS, (276 - used) * HOURS)


@pytest.mark.parametrize(
    ("most", "day"),
    [(5999, date(2026, 5, 1)), (6000, date(2026, 9, 1)), (7999, date(2026, 9, 1)), (8000, None)],
)
def test_money_is_used_up_as_hours_are(most: int, day: date | None) -> None:
    done = [(date(2026, 4, 1), 4000), (date(2026, 5, 1), 2000)]
    assert used_up_on(most, done, [(date(2026, 9, 1), 2000)], on=DAY) == day


@given(st.lists(st.tuples(st.integers(1, 1440), st.booleans()), max_size=60), st.integers(0, 30_000))
def test_nothing_is_paid_for_twice(given: list[tuple[int, bool]], elsewhere: int) -> None:
    done = [(Deployment(DAY, minutes), LEAD if leads else GUIDE) for minutes, leads in given]
    paid = paid_for(BOOK, done, elsewhere=elsewhere)
    assert all(0 <= one <= quarters(deployment.minutes) for one, (deployment, _role) in zip(paid, done, strict=True))
    assert sum(paid) <= max(414 * HOURS - elsewhere, 0)
