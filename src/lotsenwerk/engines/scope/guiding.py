"""Is this a guide's work? In words: docs/rules/scope.md, GG1 to GG6."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from lotsenwerk.engines.scope.findings import Finding, TurnTo, Weight


class Wish(StrEnum):
    """What somebody would like a guide to do."""

    GO_ALONG = "go_along"
    EXPLAIN = "explain"
    FIND_OFFERS = "find_offers"
    FILL_IN_FORMS = "fill_in_forms"
    INTERPRET = "interpret"
    LOOK_AFTER = "look_after"
    ASSERT_A_CLAIM = "assert_a_claim"
    ADVISE = "advise"


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of a guide. ``against_own_town``: the claim is one against the municipality she volunteers for."""

    received: date
    wishes: frozenset[Wish]
    about: str
    until: date | None
    against_own_town: bool = False


def judge(order: Order, *, most_weeks: int) -> tuple[Finding, ...]:
    """Everything that speaks against this order, stops first. ``most_weeks`` is how far away its last day may lie.

    Raises ``ValueError`` where ``most_weeks`` is below one.
    """
    if most_weeks < 1:
        raise ValueError("An order may take one week at least")
    return tuple(sorted(_found(order, most_weeks), key=lambda one: one.weight != Weight.STOP))


def _found(order: Order, most_weeks: int) -> Iterator[Finding]:
    if Wish.INTERPRET in order.wishes:
        yield Finding("GG1", Weight.STOP, TurnTo.INTERPRETER_POOL)
    if Wish.LOOK_AFTER in order.wishes or order.until is None:
        yield Finding("GG2", Weight.STOP, TurnTo.COORDINATOR)
    if Wish.ASSERT_A_CLAIM in order.wishes:
        own = order.against_own_town
        yield Finding("GG3" if own else "GG6", Weight.STOP if own else Weight.WARNING, TurnTo.ADVICE_SERVICE)
    if not order.wishes or not order.about.strip():
        yield Finding("GG4", Weight.STOP)
    last = order.received + timedelta(weeks=most_weeks)
    if order.until is not None and order.until > last:
        yield Finding("GG5", Weight.WARNING, params={"last": last})
    if Wish.ADVISE in order.wishes:
        yield Finding("GG6", Weight.WARNING, TurnTo.ADVICE_SERVICE)
