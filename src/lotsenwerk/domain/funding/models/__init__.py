"""What was granted and applied for, what it was spent on, and which hours of volunteers count."""

from lotsenwerk.domain.funding.models.grants import (
    CalendarFeed,
    FinancingItem,
    Grant,
    GrantState,
    GrantTask,
    GrantText,
    Instalment,
    Notice,
    Part,
    Side,
    TaskKind,
)
from lotsenwerk.domain.funding.models.hours import (
    CEILINGS,
    Budget,
    Coordinating,
    SaidElsewhere,
    TaxChoice,
    TellingConsent,
    ToldHours,
    Waiver,
    Way,
)
from lotsenwerk.domain.funding.models.ledger import LedgerLine, Pull, SourceKind

__all__ = [
    "CEILINGS",
    "Budget",
    "CalendarFeed",
    "Coordinating",
    "FinancingItem",
    "Grant",
    "GrantState",
    "GrantTask",
    "GrantText",
    "Instalment",
    "LedgerLine",
    "Notice",
    "Part",
    "Pull",
    "SaidElsewhere",
    "Side",
    "SourceKind",
    "TaskKind",
    "TaxChoice",
    "TellingConsent",
    "ToldHours",
    "Waiver",
    "Way",
]
