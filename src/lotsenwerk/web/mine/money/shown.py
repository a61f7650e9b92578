"""The money of a visit as a phone shows it: three numbers, every line in words, and whether it meets."""

from collections.abc import Mapping
from dataclasses import dataclass

from lotsenwerk.domain.assistance.cash_words import difference_in_words, line_in_words
from lotsenwerk.domain.assistance.models import Assignment, AssignmentState, MoneyFrom, NeedKind
from lotsenwerk.domain.assistance.permissions import may_settle
from lotsenwerk.domain.assistance.queries.money import CashSheet, cash_sheet
from lotsenwerk.kit import money
from lotsenwerk.kit.actor import Actor

WITH_MONEY = frozenset({NeedKind.SHOP_AND_DELIVER, NeedKind.FOOD_BANK, NeedKind.ERRAND})
"""Whoever goes along shopping leaves the purse with its owner."""


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line: its id, when, what, how much, and whether it may be taken back here."""

    id: int
    words: str
    amount: str
    stands: bool
    may_take_back: bool


def of_visit(actor: Actor, visit: Assignment, client: str) -> Mapping[str, object]:
    """What the pages of a visit say about its money; nothing where the visit needs none."""
    if NeedKind(visit.need.kind) not in WITH_MONEY:
        return {}
    sheet = cash_sheet(actor, visit)
    helper = visit.volunteer.person.given_name
    may = may_settle(actor, visit)
    totals = sheet.totals
    return {
        "sheet": sheet,
        "cash_lines": [
            ShownLine(
                line.id,
                line_in_words(line.kind, client=client, helper=helper, takes_back=line.takes_back),
                _shown(line.cents),
                line.stands,
                may and line.stands and line.is_handed_over and not totals.is_settled,
            )
            for line in sheet.lines
        ],
        "received": _shown(totals.received),
        "spent": _shown(totals.spent),
        "returned": _shown(totals.returned),
        "deposit": _shown(totals.deposit) if totals.deposit else "",
        "owed_to_helper": _shown(sheet.owed_to_helper) if sheet.owed_to_helper > 0 else "",
        "over_ceiling": _shown(sheet.over_ceiling) if sheet.over_ceiling else "",
        "meets": difference_in_words(sheet.difference),
        "may_settle": may,
        "lays_out": sheet.source == MoneyFrom.HELPER,
        "from_float": sheet.source == MoneyFrom.FLOAT,
        "is_going": visit.state == AssignmentState.ACCEPTED,
    }


def first_numbers(sheet: CashSheet) -> Mapping[str, str]:
    """What the form begins with: what was handed over."""
    received = sheet.totals.received
    if not received:
        return {"received": "0"} if sheet.source == MoneyFrom.HELPER else {}
    return {"received": money.typed_again(money.Cents(received))}


def _shown(cents: int) -> str:
    return money.shown(money.Cents(cents))
