"""What a project may be proud of: round numbers that were reached with confirmed assignments. Counts, and no names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from lotsenwerk.domain.assistance.models import Confirmation, NeedKind
from lotsenwerk.domain.publishing.queries.editing import answered_proposals

ROUND: Final = (1, 10, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
"""Numbers that one celebrates."""
OF_PEOPLE: Final = (10, 25, 50, 100, 250)
"""The same of volunteers: the first one alone is somebody."""
OF_PAIRS: Final = (5, 10, 25, 50, 100)
LASTING: Final = 10
"""So often two have met who stay together."""
HELPERS: Final = "helpers"
PAIRS: Final = "pairs"


@dataclass(frozen=True, slots=True)
class Reached:
    """A round number of something and the day on which it was reached. ``what`` is a kind of need, helpers or pairs."""

    what: str
    number: int
    on: date

    @property
    def key(self) -> str:
        """What names it for good, so that it is answered once."""
        return f"{self.what}-{self.number}"


def milestones_reached() -> Sequence[Reached]:
    """Of each kind the highest round number so far that nobody has answered yet, the newest day first."""
    confirmed = Confirmation.objects.order_by("on", "id")
    rows: list[tuple[str, QuerySet[Confirmation], Sequence[int]]]
    rows = [(kind, confirmed.filter(kind=kind), ROUND) for kind in NeedKind.values]
    rows += [(HELPERS, _nth_of(1, "volunteer_id"), OF_PEOPLE)]
    rows += [(PAIRS, _nth_of(LASTING, "volunteer_id", "assignment__need__client_id"), OF_PAIRS)]
    answered = answered_proposals()
    found = [one for what, days, numbers in rows if (one := _highest(what, days, numbers)) is not None]
    return sorted((one for one in found if one.key not in answered), key=lambda one: one.on, reverse=True)


def _nth_of(number: int, *of: str) -> QuerySet[Confirmation]:
    """The confirmation with which each volunteer, or each pair, came to this number."""
    counted = Window(RowNumber(), partition_by=[F(name) for name in of], order_by=["on", "id"])
    return Confirmation.objects.annotate(nth=counted).filter(nth=number).order_by("on", "id")


def _highest(what: str, days: QuerySet[Confirmation], numbers: Sequence[int]) -> Reached | None:
    count = days.count()
    number = max((one for one in numbers if one <= count), default=0)
    if not number:
        return None
    on = days.values_list("on", flat=True)[number - 1]
    return Reached(what, number, on)
