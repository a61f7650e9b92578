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


def meter(book: Rulebook, role: GuideRole, done: Sequence[Deployment], *, on: date, shared: bool) -> Meter:
    """The cap of the year of a day, and what is used of it.

    ``shared`` says that she agreed that organisations tell each other her hours; without it only the hours of this one
    count, and the meter says so (FH8).
    """
    known = done if shared else [one for one in done if not one.elsewhere]
    return Meter(counted(known, on.year), cap(book, role, on), here_only=not shared)


def allowance(book: Rulebook, minutes: int, on: date) -> int:
    """Cents for minutes of deployment (FH5), half a cent rounded up. Source: WIR-23-04."""
    return (minutes * book.figure("WIR-23-04", "cents_an_hour", on) * 2 + 60) // 120


def payable(book: Rulebook, role: GuideRole, done: Sequence[Deployment], new: Deployment, *, shared: bool) -> int:
    """Minutes of a new deployment that are paid for: those until the cap is reached (FH4). None for what is no work."""
    if new.kind not in COUNTS:
        return 0
    return min(quarters(new.minutes), meter(book, role, done, on=new.on, shared=shared).left)


def over_on(most: int, done: Sequence[Deployment], planned: Sequence[Deployment], *, on: date) -> date | None:
    """On which day of this year more than ``most`` minutes will be used, or were; None where they will do (FH7).

    What is planned counts on its day. Where nothing is planned, the pace of the last eight weeks goes on.
    """
    used = 0
    for one in sorted(_of_year(done, on.year), key=lambda one: one.on):
        used += quarters(one.minutes)
        if used > most:
            return one.on
    ahead = sorted((one for one in _of_year(planned, on.year) if one.on >= on), key=lambda one: one.on)
    if not ahead:
        return _at_this_pace(most - used, done, on)
    for one in ahead:
        used += quarters(one.minutes)
        if used > most:
            return one.on
    return None


def _of_year(deployments: Iterable[Deployment], year: int) -> list[Deployment]:
    return [one for one in deployments if one.on.year == year and one.kind in COUNTS]


def _at_this_pace(left: int, done: Sequence[Deployment], on: date) -> date | None:
    recent = [one for one in done if on - PACE < one.on <= on and one.kind in COUNTS]
    minutes = sum(quarters(one.minutes) for one in recent)
    if not minutes:
        return None
    # The first whole day on which more than what is left has been worked.
    days = left * PACE.days // minutes + 1
    last = date(on.year, 12, 31)
    return on + timedelta(days=days) if days <= (last - on).days else None
