"""Her way into each group, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from lotsenwerk.domain.people.gate import Lack, Missing
from lotsenwerk.domain.people.models import DeclarationText, PoolMember, Rung
from lotsenwerk.domain.people.queries.becoming import missing_of, newest_texts, own_members
from lotsenwerk.domain.people.sentences import DECLARATIONS, NEXT_FOR_HER, RUNGS, missing_in_words
from lotsenwerk.kit.actor import Actor

LADDER: Final = (
    (Rung.INTERESTED, "heart"),
    (Rung.TALK, "talk"),
    (Rung.SUITABILITY, "book"),
    (Rung.COURSE, "calendar"),
    (Rung.ACTIVE, "check"),
)


@dataclass(frozen=True, slots=True)
class Way:
    """One group: the rungs, how far she is (none where she takes a break), what comes next, what is missing."""

    member: PoolMember
    steps: Sequence[tuple[str, str]]
    here: int | None
    word: str
    next: str
    missing: Sequence[Missing]
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class ToSign:
    """One text that she has not signed yet; ``is_own`` says whether it stands in her language."""

    text: DeclarationText
    name: str
    is_own: bool


def ways_of(actor: Actor, today: date) -> Sequence[Way]:
    """Her ways, in the order of the groups' names. Six queries for any number."""
    members = own_members(actor)
    missing = missing_of(members, today)
    return [_way(one, missing[one.id]) for one in members]


def _way(member: PoolMember, missing: Sequence[Missing]) -> Way:
    rungs = [rung for rung, _drawing in LADDER]
    here = rungs.index(Rung(member.rung)) if member.rung in rungs else None
    if member.rung == Rung.ACTIVE:
        here = len(rungs)
    steps = [(str(RUNGS[rung]), drawing) for rung, drawing in LADDER]
    words = [missing_in_words(one) for one in missing]
    return Way(member, steps, here, str(RUNGS[member.rung]), str(NEXT_FOR_HER[member.next_action]), missing, words)


def texts_to_sign(ways: Sequence[Way], language: str, today: date) -> Sequence[ToSign]:
    """The texts that her groups ask for and she has not signed, in her language where there is one. One query."""
    kinds = dict.fromkeys(missing.asked for way in ways for missing in way.missing if missing.lack == Lack.DECLARATION)
    laid = newest_texts(today)
    found = [(kind, laid[kind].get(language) or laid[kind].get("de")) for kind in kinds if kind in laid]
    return [ToSign(text, str(DECLARATIONS[kind]), text.language == language) for kind, text in found if text]
