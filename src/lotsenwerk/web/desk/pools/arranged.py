"""Interests and members line by line, as the pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from lotsenwerk.domain.people.gate import Missing
from lotsenwerk.domain.people.models import Interest, Pool, PoolMember, Rung
from lotsenwerk.domain.people.queries.becoming import members_of, missing_of
from lotsenwerk.domain.people.sentences import RUNGS, missing_in_words
from lotsenwerk.kit.actor import Actor
from lotsenwerk.web.desk.pools.wording import NEXT, is_late, roles_of, tongues_of


@dataclass(frozen=True, slots=True)
class InterestLine:
    """Somebody who waits for a call."""

    interest: Interest
    name: str
    roles: str
    tongues: str
    is_late: bool

    @classmethod
    def of(cls, interest: Interest, today: date) -> Self:
        """The line of one interest."""
        late = is_late(interest.answer_by, today)
        return cls(interest, whole_name(interest), roles_of(interest), tongues_of(interest), late)


@dataclass(frozen=True, slots=True)
class MemberLine:
    """Somebody on the ladder: what comes next, and what is missing in words."""

    member: PoolMember
    next: str
    is_late: bool
    missing: Sequence[str] = ()

    @classmethod
    def of(cls, member: PoolMember, today: date, missing: Sequence[Missing] = ()) -> Self:
        """The line of one member."""
        words = [missing_in_words(one) for one in missing]
        return cls(member, str(NEXT[member.next_action]), is_late(member.next_due, today), words)


@dataclass(frozen=True, slots=True)
class Column:
    """One rung of a pool with everybody who stands on it."""

    rung: str
    name: str
    lines: Sequence[MemberLine]


def columns_of(actor: Actor, pool: Pool, today: date) -> Sequence[Column]:
    """The rungs of a pool with their members; six queries for any number."""
    members = members_of(actor, pool)
    missing = missing_of(members, today)
    lines = [MemberLine.of(one, today, missing[one.id]) for one in members]
    return [
        Column(rung, str(RUNGS[rung]), [line for line in lines if line.member.rung == rung])
        for rung in Rung.values
        if rung != Rung.LEFT
    ]


def whole_name(interest: Interest) -> str:
    """Given and family name, as one says it."""
    return f"{interest.given_name} {interest.family_name}".strip()
