"""Whether a household's proof counts on a day: rules T3 and T4 of docs/rules/food_bank.md."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from lotsenwerk.domain.assistance.models import Household
from lotsenwerk.kit import clock

GRACE: Final = timedelta(days=60)
"""How long somebody whose proof has run out is still planned, with a warning."""
LONGEST_VALID: Final = timedelta(days=3 * 366)
SOON: Final = timedelta(days=30)


class Entitlement(StrEnum):
    """How a household's proof stands on a day."""

    SEEN = "seen"
    RUNS_OUT = "runs_out"
    EXPIRED = "expired"
    NOT_SEEN_YET = "not_seen_yet"
    TOO_OLD = "too_old"


def entitlement_on(household: Household, day: date) -> Entitlement:
    """How the proof of a household stands on a day; only ``TOO_OLD`` refuses a pick-up."""
    until = household.valid_until
    if until is None:
        entered = clock.local(household.added_at).date()
        return Entitlement.TOO_OLD if day > entered + GRACE else Entitlement.NOT_SEEN_YET
    if day > until + GRACE:
        return Entitlement.TOO_OLD
    if day > until:
        return Entitlement.EXPIRED
    return Entitlement.RUNS_OUT if day + SOON > until else Entitlement.SEEN
