"""What a year's allowances mean for a volunteer: the software warns and never decides. In words: FT1 to FT5."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from lotsenwerk.engines.funding.rulebook import Rulebook, UnknownRuleError


class Ceiling(StrEnum):
    """Which of the two amounts of the income tax law; whether the second may be used is for others to say."""

    HONORARY = "honorary"
    TRAINER = "trainer"


_RULES: Final = {Ceiling.HONORARY: "TAX-01", Ceiling.TRAINER: "TAX-02"}


@dataclass(frozen=True, slots=True)
class TaxYear:
    """A person's year: cents received here and, as she said, elsewhere; ``most`` is none where no ceiling is known."""

    received: int
    elsewhere: int
    most: int | None

    @property
    def over(self) -> int:
        """Cents beyond the ceiling; nought where none is known, which has to be said."""
        return 0 if self.most is None else max(self.received + self.elsewhere - self.most, 0)

    @property
    def left(self) -> int | None:
        """Cents until the ceiling."""
        return None if self.most is None else max(self.most - self.received - self.elsewhere, 0)


def tax_year(
    book: Rulebook, received: Sequence[tuple[date, int]], *, year: int, ceiling: Ceiling, elsewhere: int = 0
) -> TaxYear:
    """What somebody received in a calendar year, day by day in cents, against the ceiling of that year (FT1)."""
    try:
        most = book.figure(_RULES[ceiling], "cents_a_year", date(year, 12, 31))
    except UnknownRuleError:
        most = None
    return TaxYear(sum(cents for day, cents in received if day.year == year), elsewhere, most)


def first_over(
    book: Rulebook, received: Sequence[tuple[date, int]], *, year: int, ceiling: Ceiling, elsewhere: int = 0
) -> tuple[int, date] | None:
    """Which payment of the year, counted from 1, passed the ceiling, and when; None where none did (FT2)."""
    state = tax_year(book, received, year=year, ceiling=ceiling, elsewhere=elsewhere)
    if state.most is None:
        return None
    sum_so_far = elsewhere
    for number, (day, cents) in enumerate(sorted(one for one in received if one[0].year == year), start=1):
        sum_so_far += cents
        if sum_so_far > state.most:
            return number, day
    return None


@dataclass(frozen=True, slots=True)
class Thanks:
    """Which ways of saying thank you are open to somebody for a year."""

    card: bool
    proof_of_competence: bool


def thanks(book: Rulebook, *, minutes_a_year: int, paid_cents: int, on: date) -> Thanks:
    """Whether the Ehrenamts-Card and the Kompetenznachweis are possible (FT4, FT5). Source: ECARD-01, KOMP-01.

    Who took a lump sum in the year does not get the card: she may waive it.
    """
    card = minutes_a_year >= book.figure("ECARD-01", "hours_a_year", on) * 60
    proof = minutes_a_year >= book.figure("KOMP-01", "hours_a_year", on) * 60
    return Thanks(card=card and not paid_cents, proof_of_competence=proof)
