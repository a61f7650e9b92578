"""Small numbers are not shown, and cannot be found by subtracting what is shown from a total.

In words: docs/rules/figures.md, RS1 to RS7. The way is the statistical offices' hypercube method (*Quaderverfahren*,
D. Repsilber 1994): a small count is hidden together with the other corners of a cuboid, so that taking some from each
second corner and giving it to the others changes no number that is shown.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Final

from lotsenwerk.engines.disclosure.tables import TOTAL, Cell, Table

LEAST: Final = 5
"""From how many on a count is shown."""
_TOTALS_ARE_DEAR: Final = 10_000
"""Hiding a total costs as much as hiding so many people in other cells."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What of a table is shown: each cell with its count, or none where it is hidden.

    ``small`` were hidden because they count few, ``beside`` so that nobody finds these. Which is which is nobody's
    business outside.
    """

    counts: Mapping[Cell, int | None]
    small: frozenset[Cell]
    beside: frozenset[Cell]


def suppress(table: Table, *, least: int = LEAST) -> Shown:
    """Hide each count from 1 to ``least - 1``, and as little else as keeps it hidden (RS1 to RS5).

    Of the result holds: for each small cell there is another table with the same shown numbers in which it counts
    ``least``. A table of fewer people than that shows nothing (RS6); where no cuboid is large enough, it shows how many
    there are in all and nothing else (RS7).
    """
    counts, everybody = table.shown, (TOTAL,) * len(table.breakdowns)
    small = frozenset(cell for cell, count in counts.items() if 0 < count < least)
    if everybody in small:
        return Shown(dict.fromkeys(counts), small, frozenset(counts.keys() - small))
    hidden = set(small)
    for cell in sorted(small, key=lambda cell: (-counts[cell], cell)):
        corners = _cheapest(table, cell, hidden, least - counts[cell])
        if corners is None:
            return _totals_alone(counts, everybody, small)
        hidden.update(corners)
    return Shown(
        {cell: None if cell in hidden else count for cell, count in counts.items()}, small, frozenset(hidden - small)
    )


def _cheapest(table: Table, cell: Cell, hidden: set[Cell], more: int) -> tuple[Cell, ...] | None:
    """The corners beside a cell that have to be hidden so that it may count ``more``; none where there are none."""
    best: tuple[int, tuple[Cell, ...]] | None = None
    for opposite in _opposites(table, cell):
        corners = tuple(_corners(cell, opposite))
        if all(_bears(table.shown[corner], _sign(cell, corner) * more, corner) for corner in corners):
            cost = sum(_cost(table.shown[corner], corner) for corner in corners if corner not in hidden)
            if best is None or (cost, corners) < best:
                best = cost, corners
    return best and best[1]


def _bears(count: int, more: int, corner: Cell) -> bool:
    """Whether a corner can count ``more`` and is still not zero; how many there are in all is always shown."""
    return count > 0 and count + more > 0 and corner.count(TOTAL) < len(corner)


def _opposites(table: Table, cell: Cell) -> Iterator[Cell]:
    others = [
        [category for category in (*categories, TOTAL) if category != own]
        for categories, own in zip(table.breakdowns, cell, strict=True)
    ]
    return product(*others)


def _corners(cell: Cell, opposite: Cell) -> Iterator[Cell]:
    for corner in product(*zip(cell, opposite, strict=True)):
        if corner != cell:
            yield corner


def _sign(cell: Cell, corner: Cell) -> int:
    """Whether a corner counts more or less when the cell counts more: from a part to its total it goes the same way."""
    return prod(-1 for own, other in zip(cell, corner, strict=True) if own != other and TOTAL not in {own, other})


def _cost(count: int, corner: Cell) -> int:
    return count + _TOTALS_ARE_DEAR * corner.count(TOTAL)


def _totals_alone(counts: Mapping[Cell, int], everybody: Cell, small: frozenset[Cell]) -> Shown:
    return Shown(
        {cell: count if cell == everybody else None for cell, count in counts.items()},
        small,
        frozenset(counts.keys() - small - {everybody}),
    )
