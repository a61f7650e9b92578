"""Guides' hours: what counts, what a person and a pool may still have, and when it will be used up.

In words: docs/rules/funding.md, FH1 to FH8. Time is in minutes, money in cents.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from lotsenwerk.engines.funding.rulebook import Rulebook

QUARTER: Final = 15
"""Minutes: hours are written down in quarters."""
PACE: Final = timedelta(days=56)
"""How far back the pace of somebody's work is read, where nothing is planned."""


class GuideRole(StrEnum):
    """Which of the two caps counts for a guide."""

    GUIDE = "guide"
    COORDINATING = "coordinating"


_CAPS: Final = {GuideRole.GUIDE: "WIR-23-05", GuideRole.COORDINATING: "WIR-23-06"}


class DeploymentKind(StrEnum):
    """What a guide did. What she learns at courses and meetings is no deployment."""

    ACCOMPANIMENT = "accompaniment"
    OFFICE_HOUR = "office_hour"
    TELEPHONE = "telephone"
    GROUP = "group"
    COORDINATION = "coordination"
    TRAINING = "training"


COUNTS: Final = frozenset(DeploymentKind) - {DeploymentKind.TRAINING}


@dataclass(frozen=True, slots=True)
class Deployment:
    """Confirmed or planned time of one guide on one day. ``elsewhere`` was worked for another organisation."""

    on: date
    minutes: int
    kind: DeploymentKind = DeploymentKind.ACCOMPANIMENT
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Meter:
    """How much of a year's cap is used: ``over`` are minutes beyond it, which nobody is paid for.

    ``here_only`` says that she may work elsewhere too, which this organisation is not told.
    """

    used: int
    most: int
    here_only: bool

    @property
    def left(self) -> int:
        """Minutes that may still count."""
        return max(self.most - self.used, 0)

    @property
    def over(self) -> int:
        """Minutes beyond the cap."""
        return max(self.used - self.most, 0)

    @property
    def share(self) -> float:
        """The part of the cap that is used; above 1 it is passed."""
        return self.used / self.most


def quarters(minutes: int) -> int:
    """Minutes as whole quarters of an hour, the started one counted (FH2).

    Raises:
        ValueError: if there are no minutes, or more than a day has.

    """
    if not 0 < minutes <= 24 * 60:
        raise ValueError("A deployment takes between one minute and one day")
    return -(-minutes // QUARTER) * QUARTER


def cap(book: Rulebook, role: GuideRole, on: date) -> int:
    """Minutes that a guide is paid for in the year of a day at most (FH3). Source: WIR-23-05, WIR-23-06."""
    return book.figure(_CAPS[role], "hours_a_year", on) * 60


def counted(deployments: Iterable[Deployment], year: int) -> int:
    """Minutes of a calendar year that count (FH1, FH2)."""
    return sum(quarters(one.minutes) for one in deployments if one.on.year == year and one.kind in COUNTS)


def meter(
    book: Rulebook, role: GuideRole, done: Sequence[Deployment], *, on: date, shared: bool, elsewhere: int = 0
) -> Meter:
    """The cap of the year of a day, and what is used of it.

    ``shared`` says that she agreed that organisations tell each other her hours; without it only the hours of this one
    count, and the meter says so (FH8). ``elsewhere`` are the minutes that others told as a sum, without their days.
    """
    known = done if shared else [one for one in done if not one.elsewhere]
    used = counted(known, on.year) + (elsewhere if shared else 0)
    return Meter(used, cap(book, role, on), here_only=not shared)


def allowance(book: Rulebook, minutes: int, on: date) -> int:
    """Cents for minutes of deployment (FH5), half a cent rounded up. Source: WIR-23-04."""
    return (minutes * book.figure("WIR-23-04", "cents_an_hour", on) * 2 + 60) // 120


def payable(book: Rulebook, role: GuideRole, done: Sequence[Deployment], new: Deployment, *, shared: bool) -> int:
    """Minutes of a new deployment that are paid for: those until the cap is reached (FH4). None for what is no work."""
    if new.kind not in COUNTS:
        return 0
    return min(quarters(new.minutes), meter(book, role, done, on=new.on, shared=shared).left)


def paid_for(book: Rulebook, given: Sequence[tuple[Deployment, GuideRole]], *, elsewhere: int = 0) -> list[int]:
    """Minutes of each deployment of one year that are paid for, in the order in which they are given: FH3, FH4, FH9.

    They stand in the order of their days, each with her role on that day. ``elsewhere`` minutes count before all of
    them.
    """
    used, paid = elsewhere, []
    for one, role in given:
        minutes = quarters(one.minutes) if one.kind in COUNTS else 0
        paid.append(min(minutes, max(cap(book, role, one.on) - used, 0)) if minutes else 0)
        used += minutes
    return paid


def over_on(most: int, done: Sequence[Deployment], planned: Sequence[Deployment], *, on: date) -> date | None:
    """On which day of this year more than ``most`` minutes will be used, or were; None where they will do (FH7).

    What is planned counts on its day. Where nothing is planned, the pace of the last eight weeks goes on.
    """
    amounts = [(one.on, quarters(one.minutes)) for one in done if one.kind in COUNTS]
    ahead = [(one.on, quarters(one.minutes)) for one in planned if one.kind in COUNTS]
    return used_up_on(most, amounts, ahead, on=on)


def used_up_on(
    most: int, done: Sequence[tuple[date, int]], planned: Sequence[tuple[date, int]], *, on: date
) -> date | None:
    """The same for whatever is used up day by day: minutes, or cents (FH7)."""
    used = 0
    for day, amount in sorted(_of_year(done, on.year)):
        used += amount
        if used > most:
            return day
    ahead = sorted(one for one in _of_year(planned, on.year) if one[0] >= on)
    if not ahead:
        return _at_this_pace(most - used, done, on)
    for day, amount in ahead:
        used += amount
        if used > most:
            return day
    return None


def _of_year(amounts: Iterable[tuple[date, int]], year: int) -> list[tuple[date, int]]:
    return [one for one in amounts if one[0].year == year]


def _at_this_pace(left: int, done: Sequence[tuple[date, int]], on: date) -> date | None:
    recent = sum(amount for day, amount in done if on - PACE < day <= on)
    if not recent:
        return None
    # The first whole day on which more than what is left has been used.
    days = left * PACE.days // recent + 1
    last = date(on.year, 12, 31)
    return on + timedelta(days=days) if days <= (last - on).days else None
