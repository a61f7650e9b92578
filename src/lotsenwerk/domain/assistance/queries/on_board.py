"""What stands on the desk's board: plain values that are read like rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from lotsenwerk.domain.assistance.models import OfferState

WHO_IS_ASKED: Final = """ARRAY(SELECT ARRAY[w.id::text, w.given_name, w.family_name, w.gender] FROM assistance_offer o
             JOIN people_volunteer v ON v.id = o.volunteer_id JOIN people_person w ON w.id = v.person_id
             WHERE o.organisation_id = n.organisation_id AND o.need_id = n.id AND o.state = %(asked)s ORDER BY o.id)"""
"""Those who have not answered yet; the statement is told ``asked``."""
NEEDS_WITH_PEOPLE: Final = """FROM assistance_need n
  JOIN people_client c ON c.id = n.client_id
  JOIN people_person p ON p.id = c.person_id
  LEFT JOIN organisations_organisation s ON s.id = n.shop_id
  LEFT JOIN assistance_assignment a
         ON a.organisation_id = n.organisation_id AND a.need_id = n.id AND a.state = ANY(%(goes)s)
  LEFT JOIN people_volunteer g ON g.id = a.volunteer_id
  LEFT JOIN people_person h ON h.id = g.person_id"""
"""Needs (n) with the client (p), the shop (s), the assignment that counts (a) and its helper (h); ``goes`` is told."""


@dataclass(frozen=True, slots=True)
class Face:
    """A person as a board shows her."""

    id: int
    given_name: str
    family_name: str
    gender: str
    phone: str = ""
    mobile: str = ""

    @property
    def name(self) -> str:
        """Given and family name, as one says it."""
        return f"{self.given_name} {self.family_name}".strip()


@dataclass(frozen=True, slots=True)
class Whose:
    """Client or volunteer: the person behind."""

    person: Face

    @property
    def person_id(self) -> int:
        """The person's number."""
        return self.person.id


@dataclass(frozen=True, slots=True)
class Stretch:
    """From when until when."""

    lower: datetime
    upper: datetime


@dataclass(frozen=True, slots=True)
class Reported:
    """How long it took."""

    minutes: int


@dataclass(frozen=True, slots=True)
class Going:
    """Who goes: an assignment that counts."""

    id: int
    state: str
    during: Stretch
    volunteer: Whose
    report: Reported | None


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked and has not answered."""

    volunteer: Whose
    state: str = OfferState.OPEN


@dataclass(frozen=True, slots=True)
class Shop:
    """Where."""

    name: str


@dataclass(frozen=True)
class OnBoard:
    """A need on the board, read like a row of one: ``who_goes`` and ``who_is_asked`` know it too."""

    id: int
    kind: str
    earliest: datetime
    latest: datetime
    minutes: int
    state: str
    taken_at: datetime
    client: Whose
    shop: Shop | None
    language: str = ""
    """Of a pool's need the language that is asked for (ISO 639-3)."""
    going: Sequence[Going] = field(default_factory=tuple)
    asked: Sequence[Asked] = field(default_factory=tuple)
