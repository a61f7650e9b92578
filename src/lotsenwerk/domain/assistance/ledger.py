"""The money of a visit as plain sums: from where to where each kind of line moves it, and when three numbers meet.

The rules in words, and the cases that are tested, stand in docs/rules/money.md. Everything is in cents.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from lotsenwerk.domain.assistance.models import CashKind, MoneyFrom

MOST_CENTS: Final = 1_000_000
"""The largest line, 10,000 €: what is larger is a slip of the finger."""


class Account(StrEnum):
    """Where money can be. ``purse`` is what a helper holds for one visit; it must end at nought."""

    CLIENT = "client"
    PURSE = "purse"
    FLOAT = "float"
    HELPER = "helper"
    SHOP = "shop"
    CARRIER = "carrier"
    LOSS = "loss"


FLOWS: Final[Mapping[CashKind, tuple[Account, Account]]] = {
    CashKind.CLIENT_GAVE: (Account.CLIENT, Account.PURSE),
    CashKind.FLOAT_GAVE: (Account.FLOAT, Account.PURSE),
    CashKind.HELPER_ADVANCED: (Account.HELPER, Account.PURSE),
    CashKind.DEPOSIT_REFUND: (Account.SHOP, Account.PURSE),
    CashKind.SPENT: (Account.PURSE, Account.SHOP),
    CashKind.CLIENT_GOT_BACK: (Account.PURSE, Account.CLIENT),
    CashKind.FLOAT_GOT_BACK: (Account.PURSE, Account.FLOAT),
    CashKind.HELPER_GOT_BACK: (Account.PURSE, Account.HELPER),
    CashKind.CLIENT_PAID_FLOAT: (Account.CLIENT, Account.FLOAT),
    CashKind.FLOAT_FILLED: (Account.CARRIER, Account.FLOAT),
    CashKind.FLOAT_EMPTIED: (Account.FLOAT, Account.CARRIER),
    CashKind.WRITTEN_OFF: (Account.PURSE, Account.LOSS),
}
"""From where to where each kind of line moves money. Undone, it moves the other way."""

HANDED_OVER: Final = frozenset({CashKind.CLIENT_GAVE, CashKind.FLOAT_GAVE, CashKind.HELPER_ADVANCED})
"""The lines with which a visit begins."""

SETTLED: Final = frozenset(
    {CashKind.SPENT, CashKind.CLIENT_GOT_BACK, CashKind.FLOAT_GOT_BACK, CashKind.HELPER_GOT_BACK, CashKind.WRITTEN_OFF}
)
"""Where one of these stands, the visit was settled."""

GAVE: Final = {
    MoneyFrom.CLIENT: CashKind.CLIENT_GAVE,
    MoneyFrom.FLOAT: CashKind.FLOAT_GAVE,
    MoneyFrom.HELPER: CashKind.HELPER_ADVANCED,
}


@dataclass(frozen=True, slots=True)
class Movement:
    """One line, without who and when."""

    kind: CashKind
    cents: int
    takes_back: bool = False


def signed(kind: CashKind, account: Account) -> int:
    """1 where a line of this kind brings money to the account, -1 where it takes some, else 0."""
    source, target = FLOWS[kind]
    return (target == account) - (source == account)


def balances(movements: Iterable[Movement]) -> dict[Account, int]:
    """What the movements have brought to each account; over all accounts the sum is nought."""
    held = dict.fromkeys(Account, 0)
    for one in movements:
        source, target = FLOWS[one.kind]
        cents = -one.cents if one.takes_back else one.cents
        held[source] -= cents
        held[target] += cents
    return held


@dataclass(frozen=True, slots=True)
class Totals:
    """The lines of one visit, added up by kind; what was taken back counts no more."""

    by_kind: Mapping[CashKind, int] = field(default_factory=dict)

    @classmethod
    def of(cls, movements: Iterable[Movement]) -> "Totals":
        """Add the movements up."""
        sums: dict[CashKind, int] = {}
        for one in movements:
            sums[one.kind] = sums.get(one.kind, 0) + (-one.cents if one.takes_back else one.cents)
        return cls(sums)

    def of_kind(self, *kinds: CashKind) -> int:
        """The sum of these kinds."""
        return sum(self.by_kind.get(kind, 0) for kind in kinds)

    @property
    def received(self) -> int:
        """What the helper got from others for this visit."""
        return self.of_kind(CashKind.CLIENT_GAVE, CashKind.FLOAT_GAVE)

    @property
    def own(self) -> int:
        """What she put in of her own."""
        return self.of_kind(CashKind.HELPER_ADVANCED)

    @property
    def spent(self) -> int:
        """What the till said."""
        return self.of_kind(CashKind.SPENT)

    @property
    def deposit(self) -> int:
        """What the shop paid for empty bottles."""
        return self.of_kind(CashKind.DEPOSIT_REFUND)

    @property
    def returned(self) -> int:
        """What she gave back to others."""
        return self.of_kind(CashKind.CLIENT_GOT_BACK, CashKind.FLOAT_GOT_BACK)

    @property
    def purse(self) -> int:
        """What should still be in her hands. Above nought money is missing; below, more was spent than there was."""
        return sum(signed(kind, Account.PURSE) * cents for kind, cents in self.by_kind.items())

    @property
    def owed_to_helper(self) -> int:
        """What she has laid out and not got back."""
        return self.own - self.of_kind(CashKind.HELPER_GOT_BACK)

    @property
    def is_settled(self) -> bool:
        """Whether somebody has said what became of the money."""
        return any(self.by_kind.get(kind, 0) for kind in SETTLED)

    @property
    def owed_by_client(self) -> int:
        """What the goods have cost more than the client has paid; below nought others owe it to her.

        What was written off she has borne, as far as it was hers. Before it is settled nobody owes anything.
        """
        if not self.is_settled:
            return 0
        paid = self.of_kind(CashKind.CLIENT_GAVE, CashKind.CLIENT_PAID_FLOAT) - self.of_kind(CashKind.CLIENT_GOT_BACK)
        owed = self.spent - self.deposit - paid
        return owed if owed >= 0 else min(0, owed + self.of_kind(CashKind.WRITTEN_OFF))


class IfUnequal(StrEnum):
    """What to do where the numbers do not meet."""

    ASK = "ask"
    """Refuse, and say by how much and where to look."""
    LEAVE_OPEN = "leave_open"
    """"Money is missing": the visit is finished all the same, and the desk hears of it."""
    I_PAID = "i_paid"
    """The helper has paid the rest herself, and gets it back."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a helper says after shopping."""

    received: int
    spent: int
    returned: int
    deposit: int = 0


def difference(source: MoneyFrom, said: Numbers, noted: Totals) -> int:
    """By how much the numbers do not meet: above nought money is missing, below it too much was paid out.

    ``noted`` is what the book says already. Where the helper lays the money out, what she has not got back is a debt to
    her and no difference.
    """
    left = _left(said, noted)
    if left >= 0:
        return left
    return 0 if source == MoneyFrom.HELPER else min(left + noted.own, 0)


def lines_of(
    source: MoneyFrom, said: Numbers, noted: Totals, *, if_unequal: IfUnequal = IfUnequal.ASK
) -> list[tuple[CashKind, int]]:
    """The lines that have to be written after ``noted``, in order, without those of nought."""
    is_float = source == MoneyFrom.FLOAT
    # What was paid beyond what others gave.
    short = -min(_left(said, noted), 0)
    if source == MoneyFrom.HELPER:
        own = max(said.spent - said.deposit, short, noted.own)
        own_back = own - short
    else:
        own = max(short, noted.own) if if_unequal == IfUnequal.I_PAID else noted.own
        own_back = max(own - short, 0)
    lines = [
        (CashKind.FLOAT_GAVE if is_float else CashKind.CLIENT_GAVE, max(said.received - noted.received, 0)),
        (CashKind.HELPER_ADVANCED, own - noted.own),
        (CashKind.DEPOSIT_REFUND, said.deposit),
        (CashKind.SPENT, said.spent),
        (CashKind.FLOAT_GOT_BACK if is_float else CashKind.CLIENT_GOT_BACK, said.returned),
        (CashKind.HELPER_GOT_BACK, own_back),
    ]
    return [(kind, cents) for kind, cents in lines if cents]


def _left(said: Numbers, noted: Totals) -> int:
    """What is left of other people's money. Where the book says that more was handed over, the book counts."""
    return max(said.received, noted.received) + said.deposit - said.spent - said.returned
