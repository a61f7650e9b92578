"""The letter to somebody who is not taken: friendly, in her language, with other ways to help."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from django.utils import translation

from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.organisations.modules import kinds_on
from lotsenwerk.domain.people.models import Declined, Interest, PoolMember
from lotsenwerk.domain.people.modules import BEHIND
from lotsenwerk.domain.people.sentences import ROLES, refusal_in_words
from lotsenwerk.kit import phone_numbers

NO_BREAK: Final = "\N{NO-BREAK SPACE}"
_OTHER_TASKS: Final = frozenset({Declined.NO_PLACE, Declined.OTHER_TASK})
"""Reasons after which something else in the same town may be right."""


@dataclass(frozen=True, slots=True)
class ToWhom:
    """Who is written to, and what she had offered; ``is_deleted`` where what she typed is deleted after 90 days."""

    name: str
    language: str
    email: str
    roles: Collection[str]
    is_deleted: bool


def to_interest(interest: Interest) -> ToWhom:
    """Somebody who has left word and is no person here."""
    return ToWhom(interest.given_name, interest.language, interest.email, interest.roles, is_deleted=True)


def to_member(member: PoolMember) -> ToWhom:
    """Somebody who was on the way into a pool."""
    person = member.volunteer.person
    name = person.given_name or person.name
    return ToWhom(name, person.language, person.email, [member.pool.kind], is_deleted=False)


def paragraphs_of(whom: ToWhom, reason: str, town: Organisation, *, language: str = "") -> list[str]:
    """The letter, paragraph by paragraph, in her language or another one."""
    with translation.override(language or whom.language):
        left = [kind for kind in kinds_on(BEHIND, frozenset(town.modules)) if kind not in whom.roles]
        others = [str(ROLES[kind]) for kind in left] if reason in _OTHER_TASKS else []
        phone = phone_numbers.shown(town.phone).replace(" ", NO_BREAK) if town.phone else ""
        return refusal_in_words(
            whom.name, reason, town=town.name, phone=phone, others=others, is_deleted=whom.is_deleted
        )
