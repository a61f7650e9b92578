"""The rules of docs/rules/scope.md for guides."""

from dataclasses import replace
from datetime import date

import pytest

from lotsenwerk.engines.scope.findings import TurnTo, Weight, is_stopped
from lotsenwerk.engines.scope.guiding import Order, Wish, judge

ORDER = Order(
    received=date(2026, 11, 2),
    wishes=frozenset({Wish.GO_ALONG, Wish.EXPLAIN}),
    about="Anmeldung in der Kita",
    until=date(2026, 11, 30),
)


def found(order: Order) -> list[tuple[str, Weight]]:
    return [(one.rule, one.weight) for one in judge(order, most_weeks=4)]


def test_going_along_is_a_guides_work() -> None:
    assert found(ORDER) == []


@pytest.mark.parametrize(
    ("wish", "against_own_town", "answer"),
    [
        (Wish.INTERPRET, False, [("GG1", Weight.STOP)]),
        (Wish.LOOK_AFTER, False, [("GG2", Weight.STOP)]),
        (Wish.ASSERT_A_CLAIM, True, [("GG3", Weight.STOP)]),
        (Wish.ASSERT_A_CLAIM, False, [("GG6", Weight.WARNING)]),
        (Wish.ADVISE, False, [("GG6", Weight.WARNING)]),
        (Wish.FILL_IN_FORMS, True, []),
        (Wish.FIND_OFFERS, False, []),
    ],
)
def test_each_wish_has_its_answer(wish: Wish, against_own_town: bool, answer: list[tuple[str, Weight]]) -> None:
    assert found(replace(ORDER, wishes=frozenset({wish}), against_own_town=against_own_town)) == answer


def test_interpreting_leads_to_the_pool() -> None:
    [finding] = judge(replace(ORDER, wishes=frozenset({Wish.INTERPRET})), most_weeks=4)
    assert finding.turn_to == TurnTo.INTERPRETER_POOL


@pytest.mark.parametrize("nothing", [{"about": " "}, {"wishes": frozenset()}])
def test_without_a_scope_nobody_is_sent(nothing: dict[str, object]) -> None:
    assert found(replace(ORDER, **nothing)) == [("GG4", Weight.STOP)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("until", "answer"),
    [
        (date(2026, 11, 30), []),
        (date(2026, 12, 1), [("GG5", Weight.WARNING)]),
        (None, [("GG2", Weight.STOP)]),
    ],
)
def test_each_order_has_an_end(until: date | None, answer: list[tuple[str, Weight]]) -> None:
    assert found(replace(ORDER, until=until)) == answer


def test_stops_are_said_first() -> None:
    asked = replace(ORDER, wishes=frozenset({Wish.ADVISE, Wish.INTERPRET}), until=date(2027, 1, 1))
    findings = judge(asked, most_weeks=4)
    assert [one.weight for one in findings] == [Weight.STOP, Weight.WARNING, Weight.WARNING]
    assert is_stopped(findings)


def test_an_order_takes_a_week_at_least() -> None:
    with pytest.raises(ValueError, match="week"):
        judge(ORDER, most_weeks=0)
