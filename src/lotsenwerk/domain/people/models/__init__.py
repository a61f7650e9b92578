"""People: nobody needs an account. Clients phone; volunteers may log in once they are active."""

from lotsenwerk.domain.people.models.helped import (
    Client,
    ClientStatus,
    ContactPerson,
    Relation,
)
from lotsenwerk.domain.people.models.helping import (
    Availability,
    Engagement,
    FactKind,
    OtherHours,
    SuitabilityFact,
    TravelMode,
    Volunteer,
    VolunteerStatus,
)
from lotsenwerk.domain.people.models.outside import (
    HelperCard,
    Link,
)
from lotsenwerk.domain.people.models.pairs import (
    Side,
    StandingYes,
    Veto,
)
from lotsenwerk.domain.people.models.person import (
    Absence,
    AbsenceReason,
    Circumstance,
    Gender,
    LanguageSkill,
    Level,
    Person,
    Portrait,
    SearchKey,
)

__all__ = [
    "Absence",
    "AbsenceReason",
    "Availability",
    "Circumstance",
    "Client",
    "ClientStatus",
    "ContactPerson",
    "Engagement",
    "FactKind",
    "Gender",
    "HelperCard",
    "LanguageSkill",
    "Level",
    "Link",
    "OtherHours",
    "Person",
    "Portrait",
    "Relation",
    "SearchKey",
    "Side",
    "StandingYes",
    "SuitabilityFact",
    "TravelMode",
    "Veto",
    "Volunteer",
    "VolunteerStatus",
]
