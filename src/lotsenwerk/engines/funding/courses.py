"""Courses: what a basic qualification may cost, and who has been there often enough. In words: FC1 to FC4."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lotsenwerk.engines.funding.rulebook import Rulebook
from lotsenwerk.engines.reasons import Reason


@dataclass(frozen=True, slots=True)
class CourseGrant:
    """What a basic qualification is granted at most, in cents, or why nothing is."""

    cents: int
    against: tuple[Reason, ...] = ()


def course_grant(book: Rulebook, *, participants: int, units: int, costs: int, on: date) -> CourseGrant:
    """The grant for a basic qualification: its costs in cents, but at most the rate for each unit and participant.

    Source: WIR-23-02, WIR-23-03. Raises ``ValueError`` where a figure is negative.
    """
    if min(participants, units, costs) < 0:
        raise ValueError("Participants, units and costs are not negative")
    span = book.rule("WIR-23-02", on).figures
    fewest, most = span["fewest_units"], span["most_units"]
    if not fewest <= units <= most:
        return CourseGrant(0, (Reason("WIR-23-02", {"units": units, "fewest": fewest, "most": most}),))
    return CourseGrant(min(costs, participants * units * book.figure("WIR-23-03", "cents_a_unit", on)))


def has_attended(present: Sequence[bool], percent: int) -> bool:
    """Whether somebody was there often enough for a certificate: ``present`` is one value a unit (FC3).

    The guideline names no threshold; the carrier sets ``percent``, from 1 to 100. Nobody gets one for no unit at all.
    """
    if not 0 < percent <= 100:  # noqa: PLR2004 - a hundred in a hundred
        raise ValueError("The threshold lies between 1 and 100 percent")
    return bool(present) and sum(present) * 100 >= percent * len(present)
