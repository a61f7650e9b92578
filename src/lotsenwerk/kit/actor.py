"""Who acts: plain ids and words, so that every room can be told without knowing the rooms above it."""

from dataclasses import dataclass, field
from enum import StrEnum


class Came(StrEnum):
    """The way in which somebody came to act."""

    LOGIN = "login"
    LINK = "link"
    PUBLIC = "public"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts in one organisation.

    ``user_id`` is the login behind it (none for a link, the public and the program itself), ``person_id`` the row of
    the person in this organisation where there is one, ``partner_id`` the partner organisation whose member acts.
    """

    came: Came
    organisation_id: int
    roles: frozenset[str] = field(default_factory=frozenset)
    user_id: int | None = None
    person_id: int | None = None
    partner_id: int | None = None
    language: str = "de"

    def has(self, *roles: str) -> bool:
        """Whether the actor has one of these roles here."""
        return not self.roles.isdisjoint(roles)


def system(organisation_id: int) -> Actor:
    """The program itself, at nightly work in one organisation."""
    return Actor(came=Came.SYSTEM, organisation_id=organisation_id)
