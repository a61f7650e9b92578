"""What an interpreter gets for a deployment, and what the requester pays: each pool has its own scheme, dated.

In words: docs/rules/funding.md, FI1 to FI5. Money is in cents, time in minutes, ways in kilometres (there and back).
"""

from dataclasses import dataclass
from datetime import date

from lotsenwerk.engines.funding.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Pay:
    """How a pool pays, all parts added up; a part of nought is not there.

    ``cents_a_deployment`` whatever its length. ``cents_a_step`` for each started ``step`` minutes, where the first
    ``first_block`` minutes are paid in full even if the deployment was shorter. ``cents_a_kilometre`` beyond
    ``free_kilometres``. ``lump_sums`` are added once each. ``fee`` is what the requester pays the pool.
    """

    cents_a_deployment: int = 0
    cents_a_step: int = 0
    step: int = 30
    first_block: int = 0
    cents_a_kilometre: int = 0
    free_kilometres: int = 0
    lump_sums: tuple[int, ...] = ()
    fee: int = 0

    def __post_init__(self) -> None:
        amounts = (self.cents_a_deployment, self.cents_a_step, self.cents_a_kilometre, self.fee, *self.lump_sums)
        if min(*amounts, self.first_block, self.free_kilometres) < 0 or self.step < 1:
            raise ValueError("A scheme of pay has no negative part, and its step is at least one minute")


@dataclass(frozen=True, slots=True)
class Statement:
    """One deployment in cents: its parts for the interpreter, and the fee of the requester."""

    deployment: int
    time: int
    way: int
    lump_sums: int
    fee: int

    @property
    def total(self) -> int:
        """What the interpreter gets."""
        return self.deployment + self.time + self.way + self.lump_sums


def reckon(pay: Pay, *, minutes: int, kilometres: int = 0) -> Statement:
    """One deployment by a scheme. Raises ``ValueError`` for no minutes, or a negative way."""
    if minutes < 1 or kilometres < 0:
        raise ValueError("A deployment takes time, and a way is not negative")
    steps = -(-max(minutes, pay.first_block) // pay.step)
    return Statement(
        deployment=pay.cents_a_deployment,
        time=steps * pay.cents_a_step,
        way=max(kilometres - pay.free_kilometres, 0) * pay.cents_a_kilometre,
        lump_sums=sum(pay.lump_sums),
        fee=pay.fee,
    )


def funded(book: Rulebook, statement: Statement, on: date) -> int:
    """Cents of a deployment that the state gives: the lump sum, but not more than was paid. Source: WIR-24-06."""
    return min(statement.total, book.figure("WIR-24-06", "cents_a_deployment", on))
