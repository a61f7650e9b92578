"""What the guideline pays for one of something, on a day; the figures stand in dated data, never here."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from lotsenwerk.domain.funding.models import Part
from lotsenwerk.domain.rules.queries import rulebook
from lotsenwerk.engines.funding.rulebook import UnknownRuleError

RULES: Final = {Part.HOURS: "WIR-23-04", Part.DEPLOYMENT: "WIR-24-06", Part.COURSE: "WIR-23-03"}
"""An hour, a deployment, a unit of a participant."""


@dataclass(frozen=True, slots=True)
class Price:
    """So many of it, at so much for one."""

    unit_cents: int
    cents: int


def rate_of(part: str, on: date) -> int | None:
    """Cents for one of it on a day; none where the guideline prices no such thing, or not on that day."""
    rule = RULES.get(Part(part))
    if rule is None:
        return None
    try:
        [cents] = rulebook().rule(rule, on).figures.values()
    except UnknownRuleError:
        return None
    return cents


def priced(part: str, quantity: int | None, on: date) -> Price | None:
    """What a quantity comes to; none where there is no rate, or no quantity."""
    rate = rate_of(part, on)
    return Price(rate, rate * quantity) if rate is not None and quantity else None
