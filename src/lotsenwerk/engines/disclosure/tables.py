"""Figures by their breakdowns, with every total: what a report shows, cell by cell."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Final

TOTAL: Final = ""
"""The category that stands for all others of its breakdown."""

Cell = tuple[str, ...]
"""One category of each breakdown; ``TOTAL`` where all of them are meant."""


class FaultyTableError(ValueError):
    """A table whose cells do not fit its breakdowns; the sentence says which."""


@dataclass(frozen=True)
class Table:
    """Counts of people or of what they did.

    ``breakdowns`` are the categories of each breakdown in the order in which they are shown, ``counts`` the cells that
    are not zero, none of them a total: totals follow.

    Raises:
        FaultyTableError: if a cell names a category that its breakdown does not have, or counts below zero.

    """

    breakdowns: tuple[tuple[str, ...], ...]
    counts: Mapping[Cell, int]

    def __post_init__(self) -> None:
        if not self.breakdowns or any(TOTAL in one or len(set(one)) != len(one) for one in self.breakdowns):
            raise FaultyTableError("A breakdown has each category once, and no empty one")
        for cell, count in self.counts.items():
            known = len(cell) == len(self.breakdowns) and all(map(tuple.__contains__, self.breakdowns, cell))
            if not known or count < 0:
                raise FaultyTableError(f"{cell} is no cell of this table, or counts below zero")

    @cached_property
    def shown(self) -> Mapping[Cell, int]:
        """Every cell with its count, the totals and the zeros among them."""
        counts = dict.fromkeys(self.cells(), 0)
        for cell, count in self.counts.items():
            for sum_of in product(*((category, TOTAL) for category in cell)):
                counts[sum_of] += count
        return counts

    def cells(self) -> Iterator[Cell]:
        """All cells, the totals last in each breakdown."""
        return product(*((*one, TOTAL) for one in self.breakdowns))
