"""What stands on the desk's board: plain values that are read like rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from lotsenwerk.domain.assistance.models import OfferState


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
    going: Sequence[Going] = field(default_factory=tuple)
    asked: Sequence[Asked] = field(default_factory=tuple)
