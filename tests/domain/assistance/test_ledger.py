"""The sums of docs/rules/money.md, case by case."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotsenwerk.domain.assistance.ledger import (
    FLOWS,
    Account,
    IfUnequal,
    Movement,
    Numbers,
    Totals,
    balances,
    difference,
    lines_of,
)
from lotsenwerk.domain.assistance.models import CashKind as K
from lotsenwerk.domain.assistance.models import MoneyFrom as M

Lines = list[tuple[K, int]]

CASES: Sequence[tuple[int, M, Lines, Numbers, IfUnequal, int, Lines]] = [
    (
        13,
        M.CLIENT,
        [],
        Numbers(4000, 3140, 860),
        IfUnequal.ASK,
        0,
        [(K.CLIENT_GAVE, 4000), (K.SPENT, 3140), (K.CLIENT_GOT_BACK, 860)],
    ),
    (
        14,
        M.CLIENT,
        [(K.CLIENT_GAVE, 4000)],
        Numbers(4000, 3140, 860),
        IfUnequal.ASK,
        0,
        [(K.SPENT, 3140), (K.CLIENT_GOT_BACK, 860)],
    ),
    (
        15,
        M.CLIENT,
        [],
        Numbers(4000, 3140, 1010, 150),
        IfUnequal.ASK,
        0,
        [(K.CLIENT_GAVE, 4000), (K.DEPOSIT_REFUND, 150), (K.SPENT, 3140), (K.CLIENT_GOT_BACK, 1010)],
    ),
    (
        16,
        M.CLIENT,
        [],
        Numbers(4000, 3140, 500),
        IfUnequal.LEAVE_OPEN,
        360,
        [(K.CLIENT_GAVE, 4000), (K.SPENT, 3140), (K.CLIENT_GOT_BACK, 500)],
    ),
    (17, M.CLIENT, [], Numbers(4000, 4140, 0), IfUnequal.LEAVE_OPEN, -140, [(K.CLIENT_GAVE, 4000), (K.SPENT, 4140)]),
    (
        18,
        M.CLIENT,
        [],
        Numbers(4000, 4140, 0),
        IfUnequal.I_PAID,
        -140,
        [(K.CLIENT_GAVE, 4000), (K.HELPER_ADVANCED, 140), (K.SPENT, 4140)],
    ),
    (
        19,
        M.CLIENT,
        [(K.CLIENT_GAVE, 5000)],
        Numbers(4000, 3140, 860),
        IfUnequal.LEAVE_OPEN,
        1000,
        [(K.SPENT, 3140), (K.CLIENT_GOT_BACK, 860)],
    ),
    (
        20,
        M.CLIENT,
        [(K.CLIENT_GAVE, 4000), (K.HELPER_ADVANCED, 500)],
        Numbers(4000, 4200, 0),
        IfUnequal.ASK,
        0,
        [(K.SPENT, 4200), (K.HELPER_GOT_BACK, 300)],
    ),
    (
        21,
        M.FLOAT,
        [],
        Numbers(4000, 3140, 860),
        IfUnequal.ASK,
        0,
        [(K.FLOAT_GAVE, 4000), (K.SPENT, 3140), (K.FLOAT_GOT_BACK, 860)],
    ),
    (22, M.HELPER, [], Numbers(0, 2840, 0), IfUnequal.ASK, 0, [(K.HELPER_ADVANCED, 2840), (K.SPENT, 2840)]),
    (
        23,
        M.HELPER,
        [],
        Numbers(2840, 2840, 0),
        IfUnequal.ASK,
        0,
        [(K.CLIENT_GAVE, 2840), (K.HELPER_ADVANCED, 2840), (K.SPENT, 2840), (K.HELPER_GOT_BACK, 2840)],
    ),
    (
        24,
        M.HELPER,
        [],
        Numbers(3000, 2840, 160),
        IfUnequal.ASK,
        0,
        [
            (K.CLIENT_GAVE, 3000),
            (K.HELPER_ADVANCED, 2840),
            (K.SPENT, 2840),
            (K.CLIENT_GOT_BACK, 160),
            (K.HELPER_GOT_BACK, 2840),
        ],
    ),
    (
        25,
        M.HELPER,
        [],
        Numbers(3000, 2840, 0),
        IfUnequal.LEAVE_OPEN,
        160,
        [(K.CLIENT_GAVE, 3000), (K.HELPER_ADVANCED, 2840), (K.SPENT, 2840), (K.HELPER_GOT_BACK, 2840)],
    ),
    (
        26,
        M.HELPER,
        [],
        Numbers(2000, 2840, 0),
        IfUnequal.ASK,
        0,
        [(K.CLIENT_GAVE, 2000), (K.HELPER_ADVANCED, 2840), (K.SPENT, 2840), (K.HELPER_GOT_BACK, 2000)],
    ),
    (
        27,
        M.HELPER,
        [],
        Numbers(0, 100, 100, 200),
        IfUnequal.ASK,
        0,
        [(K.DEPOSIT_REFUND, 200), (K.SPENT, 100), (K.CLIENT_GOT_BACK, 100)],
    ),
    (28, M.CLIENT, [], Numbers(4000, 0, 4000), IfUnequal.ASK, 0, [(K.CLIENT_GAVE, 4000), (K.CLIENT_GOT_BACK, 4000)]),
    (29, M.CLIENT, [], Numbers(0, 0, 0), IfUnequal.ASK, 0, []),
]


def totals(lines: Lines) -> Totals:
    return Totals.of(Movement(kind, cents) for kind, cents in lines)


@pytest.mark.parametrize(
    ("source", "noted", "said", "if_unequal", "short", "written"),
    [case[1:] for case in CASES],
    ids=[f"case {case[0]}" for case in CASES],
)
def test_the_table_of_the_rules(  # noqa: PLR0917 - columns of the table
    source: M, noted: Lines, said: Numbers, if_unequal: IfUnequal, short: int, written: Lines
) -> None:
    assert difference(source, said, totals(noted)) == short
    assert lines_of(source, said, totals(noted), if_unequal=if_unequal) == written


def test_every_kind_of_line_says_from_where_to_where() -> None:
    assert FLOWS.keys() == set(K)
    assert all(source != target for source, target in FLOWS.values())


CENTS = st.integers(0, 20_000)
NUMBERS = st.builds(Numbers, CENTS, CENTS, CENTS, CENTS)
NOTED = st.lists(st.tuples(st.sampled_from([K.CLIENT_GAVE, K.HELPER_ADVANCED]), st.integers(1, 9_000)), max_size=3)


@given(st.sampled_from(M), NUMBERS, NOTED, st.sampled_from(IfUnequal))
def test_whatever_is_said_the_purse_holds_the_difference_and_the_sum_is_nought(
    source: M, said: Numbers, noted: Lines, if_unequal: IfUnequal
) -> None:
    short = difference(source, said, totals(noted))
    lines = lines_of(source, said, totals(noted), if_unequal=if_unequal)
    assert all(cents > 0 for _, cents in lines)
    whole = totals([*noted, *lines])
    assert whole.purse == (0 if if_unequal == IfUnequal.I_PAID and short < 0 else short)
    held = balances(Movement(kind, cents) for kind, cents in [*noted, *lines])
    assert sum(held.values()) == 0
    assert held[Account.PURSE] == whole.purse
    assert whole.owed_to_helper == -held[Account.HELPER]


@given(st.lists(st.tuples(st.sampled_from(K), st.integers(1, 9_000), st.booleans()), max_size=20))
def test_what_is_taken_back_was_never_there(rows: list[tuple[K, int, bool]]) -> None:
    movements = [Movement(kind, cents) for kind, cents, _ in rows]
    back = [Movement(kind, cents, takes_back=True) for kind, cents, is_back in rows if is_back]
    stays = [Movement(kind, cents) for kind, cents, is_back in rows if not is_back]
    assert balances([*movements, *back]) == balances(stays)


def test_who_bears_what_was_written_off() -> None:
    missing = [(K.CLIENT_GAVE, 4000), (K.SPENT, 3140), (K.CLIENT_GOT_BACK, 500)]
    made_good = [(K.FLOAT_GAVE, 360), (K.CLIENT_GOT_BACK, 360)]
    assert totals(missing).owed_by_client == -360
    assert totals([*missing, (K.WRITTEN_OFF, 360)]).owed_by_client == 0
    both = totals([*missing, *made_good, (K.WRITTEN_OFF, 360)])
    assert (both.owed_by_client, both.purse) == (0, 0)


def test_what_the_float_laid_out_the_client_owes() -> None:
    lines = [(K.FLOAT_GAVE, 4000), (K.SPENT, 3140), (K.FLOAT_GOT_BACK, 860)]
    assert totals(lines).owed_by_client == 3140
    assert totals([*lines, (K.CLIENT_PAID_FLOAT, 3140)]).owed_by_client == 0
