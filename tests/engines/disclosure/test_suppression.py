"""What is hidden stays hidden: a solver that knows every shown number cannot tell that a hidden cell is small."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from lotsenwerk.engines.disclosure.suppression import LEAST, Shown, suppress
from lotsenwerk.engines.disclosure.tables import TOTAL, Cell, FaultyTableError, Table

LETTERS = "abcdefgh"


def table_of(*rows: Sequence[int]) -> Table:
    """A table of two breakdowns."""
    names = tuple(LETTERS[: len(rows)]), tuple(LETTERS[: len(rows[0])].upper())
    return Table(names, {cell: rows[names[0].index(cell[0])][names[1].index(cell[1])] for cell in product(*names)})


def line_of(*counts: int) -> Table:
    names = tuple(LETTERS[: len(counts)])
    return Table((names,), {(name,): count for name, count in zip(names, counts, strict=True)})


def test_a_table_of_large_numbers_is_shown_as_it_is() -> None:
    table = table_of((5, 7), (9, 0))
    assert suppress(table) == Shown(table.shown, frozenset(), frozenset())


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_one_small_number_hides_another_beside_it(count: int) -> None:
    shown = suppress(line_of(count, 6, 20, 0))
    assert shown.counts == {("a",): None, ("b",): None, ("c",): 20, ("d",): 0, (TOTAL,): 26 + count}
    assert shown.small == {("a",)}
    assert shown.beside == {("b",)}


def test_two_ones_do_not_hide_each_other() -> None:
    """Their sum follows from the total, and it is small too."""
    shown = suppress(line_of(1, 1, 8))
    assert shown.counts == {("a",): None, ("b",): None, ("c",): None, (TOTAL,): 10}


def test_a_small_number_in_a_square_hides_three_more() -> None:
    shown = suppress(table_of((2, 30, 9), (40, 50, 60), (8, 70, 10)))
    assert {cell for cell, count in shown.counts.items() if count is None} == {
        ("a", "A"),
        ("a", "C"),
        ("c", "A"),
        ("c", "C"),
    }


def test_fewer_than_five_people_show_nothing() -> None:
    assert set(suppress(line_of(1, 2, 0)).counts.values()) == {None}


def test_where_nothing_can_hide_it_the_sum_alone_is_shown() -> None:
    shown = suppress(line_of(2, 2, 2))
    assert shown.counts == {("a",): None, ("b",): None, ("c",): None, (TOTAL,): 6}


@pytest.mark.parametrize(
    ("breakdowns", "counts"),
    [((), {}), ((("a", "a"),), {}), (((TOTAL,),), {}), ((("a",),), {("b",): 1}), ((("a",),), {("a",): -1})],
)
def test_a_table_that_makes_no_sense_is_refused(
    breakdowns: tuple[tuple[str, ...], ...], counts: dict[Cell, int]
) -> None:
    with pytest.raises(FaultyTableError):
        Table(breakdowns, counts)


counts = some.one_of(some.integers(0, 6), some.integers(0, 40))
shapes = some.one_of(
    some.tuples(some.integers(2, 6)),
    some.tuples(some.integers(2, 4), some.integers(2, 4)),
    some.tuples(some.integers(2, 2), some.integers(2, 2), some.integers(2, 3)),
)


@some.composite
def tables(draw: some.DrawFn) -> Table:
    breakdowns = tuple(tuple(LETTERS[:size]) for size in draw(shapes))
    return Table(breakdowns, {cell: draw(counts) for cell in product(*breakdowns)})


@settings(max_examples=60, deadline=None)
@given(tables())
def test_linear_programming_does_not_find_out_what_is_hidden(table: Table) -> None:
    """Whoever knows every shown number, and that a zero is never hidden alone, still thinks that five are possible."""
    shown = suppress(table)
    assert all(shown.counts[cell] in {None, count} for cell, count in table.shown.items())
    assert all(shown.counts[cell] is None for cell, count in table.shown.items() if 0 < count < LEAST)
    for cell in shown.small:
        assert most(table, shown, cell) >= LEAST


def test_the_solver_does_find_out_what_is_hidden_carelessly() -> None:
    """Else the test above could not fail."""
    table = line_of(2, 9, 30)
    careless = Shown({**table.shown, ("a",): None}, frozenset({("a",)}), frozenset())
    assert most(table, careless, ("a",)) == 2
    square = table_of((2, 3, 9), (4, 5, 60), (8, 70, 10))
    careless = Shown(
        {cell: None if count < LEAST else count for cell, count in square.shown.items()}, frozenset(), frozenset()
    )
    assert most(square, careless, ("a", "A")) < LEAST


def most(table: Table, shown: Shown, cell: Cell) -> Fraction:
    """How many people a cell may count at most, for all that is shown."""
    inner = list(product(*table.breakdowns))
    # Zeros are shown, so what is hidden counts one at least; where nothing but the sum is shown, nobody knows that.
    fewest = int(any(shown.counts[one] is not None for one in inner))
    hidden = [one for one in inner if shown.counts[one] is None]
    rows = []
    for total, count in shown.counts.items():
        if count is not None:
            parts = [one for one in inner if all(of in {TOTAL, own} for of, own in zip(total, one, strict=True))]
            known = sum(shown.counts[one] or 0 for one in parts)
            left = count - known - fewest * sum(one in hidden for one in parts)
            rows.append(([int(one in parts) for one in hidden], left))
    wanted = [int(all(of in {TOTAL, own} for of, own in zip(cell, one, strict=True))) for one in hidden]
    return fewest * sum(wanted) + largest(wanted, rows)


def largest(wanted: Sequence[int], rows: Sequence[tuple[Sequence[int], int]]) -> Fraction:
    """The largest ``wanted · x`` for x of at least 0 that fulfils every row: the simplex method with Bland's rule."""
    variables, beyond = len(wanted), len(wanted) + len(rows)
    body = [
        [*map(Fraction, row), *(Fraction(number == own) for number in range(len(rows))), Fraction(right)]
        for own, (row, right) in enumerate(rows)
    ]
    basis = list(range(variables, beyond))
    infeasible = [-sum((row[column] for row in body), Fraction(0)) for column in range(variables)]
    _climb(body, basis, [*infeasible, *([Fraction(0)] * (len(rows) + 1))], variables)
    gain = [Fraction(-one) for one in wanted] + [Fraction(0)] * (len(rows) + 1)
    for number, column in enumerate(basis):
        if gain[column]:
            gain = [one - gain[column] * other for one, other in zip(gain, body[number], strict=True)]
    return _climb(body, basis, gain, variables)


def _climb(body: list[list[Fraction]], basis: list[int], gain: list[Fraction], variables: int) -> Fraction:
    while (enters := next((column for column in range(variables) if gain[column] < 0), None)) is not None:
        ratios = [(row[-1] / row[enters], basis[number], number) for number, row in enumerate(body) if row[enters] > 0]
        if not ratios:
            return Fraction(10**6)
        leaves = min(ratios)[2]
        pivot = [one / body[leaves][enters] for one in body[leaves]]
        body[leaves], basis[leaves] = pivot, enters
        for number, row in enumerate(body):
            if number != leaves and row[enters]:
                body[number] = [one - row[enters] * other for one, other in zip(row, pivot, strict=True)]
        gain[:] = [one - gain[enters] * other for one, other in zip(gain, pivot, strict=True)]
    return gain[-1]
