"""A member's page in pieces: the ladder, what is missing with its button, her steps as a story."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from lotsenwerk.domain.people.gate import Lack, Missing
from lotsenwerk.domain.people.models import Declined, LadderStep, PoolMember, Rung
from lotsenwerk.domain.people.permissions import may_keep_pools, may_see_conduct
from lotsenwerk.domain.people.queries.becoming import facts_of, signed_by, steps_of, what_is_missing
from lotsenwerk.domain.people.sentences import RUNGS, missing_in_words
from lotsenwerk.domain.people.states import is_on_the_way
from lotsenwerk.kit.actor import Actor
from lotsenwerk.web.desk.pools.wording import SEEN_BY_TAP, steps_allowed

LADDER: Final = (
    (Rung.INTERESTED, "heart"),
    (Rung.TALK, "talk"),
    (Rung.SUITABILITY, "book"),
    (Rung.COURSE, "calendar"),
    (Rung.ACTIVE, "check"),
)
_CONDUCT: Final = frozenset({Lack.CONDUCT, Lack.CONDUCT_RAN_OUT, Lack.CONDUCT_MATTERS})
_LANGUAGE: Final = frozenset({Lack.GERMAN, Lack.OTHER})


@dataclass(frozen=True, slots=True)
class DrawnLadder:
    """The rungs as a path, and how far she is; none where she pauses or has left."""

    steps: Sequence[tuple[str, str]]
    here: int | None
    word: str


@dataclass(frozen=True, slots=True)
class MissingLine:
    """One missing thing and how it is got: ``way`` is seen, signed, conduct, language or nothing."""

    words: str
    way: str
    what: str


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One step as a line of the story."""

    at: datetime
    text: str
    icon: str
    note: str


def facts_of_page(actor: Actor, member: PoolMember, today: date) -> dict[str, object]:
    """Everything that stands on a member's page beside its form."""
    may_keep = may_keep_pools(actor)
    return {
        "member": member,
        "ladder": drawn_ladder(member),
        "missing": lines_of_missing(what_is_missing(member, today)),
        "facts": facts_of(actor, member),
        "signed": signed_by(member.volunteer_id),
        "story": story_of(steps_of(actor, member)),
        "steps": steps_allowed(member) if may_keep else [],
        "may_keep": may_keep,
        "may_refuse": may_keep and is_on_the_way(member.rung),
        "reason": Declined.NO_PLACE,
        "may_conduct": may_see_conduct(actor),
    }


def drawn_ladder(member: PoolMember) -> DrawnLadder:
    """The ladder with her place on it."""
    rungs = [rung for rung, _drawing in LADDER]
    here = rungs.index(Rung(member.rung)) if member.rung in rungs else None
    steps = [(str(RUNGS[rung]), drawing) for rung, drawing in LADDER]
    # Whoever is active has come to the end of the path.
    return DrawnLadder(steps, len(steps) if member.rung == Rung.ACTIVE else here, str(RUNGS[member.rung]))


def lines_of_missing(missing: Sequence[Missing]) -> Sequence[MissingLine]:
    """Each missing thing with its way."""
    return [MissingLine(missing_in_words(one), _way(one), one.asked or one.lack) for one in missing]


def _way(one: Missing) -> str:
    if one.lack in SEEN_BY_TAP:
        return "seen"
    if one.lack == Lack.DECLARATION:
        return "signed"
    if one.lack in _CONDUCT:
        return "conduct"
    return "language" if one.lack in _LANGUAGE else ""


def story_of(steps: Sequence[LadderStep]) -> Sequence[StoryLine]:
    """Her steps, as the story shows them."""
    drawings = {str(rung): drawing for rung, drawing in LADDER}
    return [StoryLine(one.at, str(RUNGS[one.rung]), drawings.get(one.rung, "clock"), one.note) for one in steps]
