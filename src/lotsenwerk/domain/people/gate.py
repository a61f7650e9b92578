"""No deployment before what the pool requires: plain values in, each missing thing out. In words: becoming-one.md."""

from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from lotsenwerk.domain.people.models import FactKind, Level

CONDUCT_FRESH_MONTHS: Final = 3
"""Not older than so when it is seen (case 16)."""
CONDUCT_COUNTS_MONTHS: Final = 60
"""So long it counts from the day of issue (case 17)."""
GERMAN: Final = "deu"
_LEVELS: Final = tuple(Level.values)


class Lack(StrEnum):
    """What can be missing."""

    TALK = "talk"
    ADULT = "adult"
    GERMAN = "german"
    OTHER = "other"
    CONDUCT = "conduct"
    CONDUCT_RAN_OUT = "conduct_ran_out"
    CONDUCT_MATTERS = "conduct_matters"
    COURSE = "course"
    COURSE_RAN_OUT = "course_ran_out"
    DECLARATION = "declaration"


@dataclass(frozen=True, slots=True)
class Missing:
    """One missing thing: ``asked`` is the level, the qualification or the declaration, ``ended`` when it ran out."""

    lack: Lack
    asked: str = ""
    ended: date | None = None


@dataclass(frozen=True, slots=True)
class Requires:
    """What a pool asks for on one day. Empty levels and an empty qualification ask for nothing."""

    talk: bool = True
    adult: bool = True
    german: str = ""
    other: str = ""
    conduct: bool = False
    qualification: str = ""
    declarations: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """One thing that was seen."""

    seen_on: date
    issued_on: date | None = None
    valid_until: date | None = None
    is_relevant: bool | None = None


@dataclass(frozen=True, slots=True)
class Learned:
    """One qualification."""

    kind: str
    granted_on: date
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a volunteer: papers by their kind, levels by language, the first day she signed each kind."""

    papers: Mapping[str, Paper] = field(default_factory=dict)
    levels: Mapping[str, str] = field(default_factory=dict)
    signed: Mapping[str, date] = field(default_factory=dict)
    learned: Sequence[Learned] = ()


def what_is_missing(requires: Requires, known: Known, on: date) -> tuple[Missing, ...]:
    """Each thing that the pool requires and that is not there on this day, in the order of the ladder; else nothing."""
    asked: list[tuple[bool | str, Callable[[], Missing | None]]] = [
        (requires.talk, lambda: None if _was_seen(known, FactKind.INTRODUCED, on) else Missing(Lack.TALK)),
        (requires.adult, lambda: None if _was_seen(known, FactKind.ADULT, on) else Missing(Lack.ADULT)),
        (requires.german, lambda: _german(requires.german, known)),
        (requires.other, lambda: _other(requires.other, known)),
        (requires.conduct, lambda: _conduct(known.papers.get(FactKind.CONDUCT), on)),
        *((kind, lambda kind=kind: _signed(kind, known, on)) for kind in requires.declarations),
        (requires.qualification, lambda: _course(requires.qualification, known, on)),
    ]
    found = [look() for is_asked, look in asked if is_asked]
    return tuple(one for one in found if one is not None)


def conduct_counts_until(issued_on: date) -> date:
    """The last day on which a certificate of conduct counts."""
    return months_later(issued_on, CONDUCT_COUNTS_MONTHS)


def is_fresh(issued_on: date, seen_on: date) -> bool:
    """Whether a certificate of conduct was issued at most three months before it was seen."""
    return issued_on <= seen_on <= months_later(issued_on, CONDUCT_FRESH_MONTHS)


def months_later(day: date, months: int) -> date:
    """The same day so many months later; the last of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def reaches(level: str, wanted: str) -> bool:
    """Whether somebody speaks as well as wanted, or better."""
    return level in _LEVELS and _LEVELS.index(level) >= _LEVELS.index(wanted)


def _was_seen(known: Known, kind: str, on: date) -> bool:
    paper = known.papers.get(kind)
    return paper is not None and paper.seen_on <= on and (paper.valid_until is None or paper.valid_until >= on)


def _german(wanted: str, known: Known) -> Missing | None:
    return None if reaches(known.levels.get(GERMAN, ""), wanted) else Missing(Lack.GERMAN, wanted)


def _other(wanted: str, known: Known) -> Missing | None:
    others = [level for language, level in known.levels.items() if language != GERMAN]
    return None if any(reaches(level, wanted) for level in others) else Missing(Lack.OTHER, wanted)


def _conduct(paper: Paper | None, on: date) -> Missing | None:
    if paper is None or paper.seen_on > on or paper.issued_on is None or paper.is_relevant is None:
        return Missing(Lack.CONDUCT)
    if paper.is_relevant:
        return Missing(Lack.CONDUCT_MATTERS)
    if not is_fresh(paper.issued_on, paper.seen_on):
        return Missing(Lack.CONDUCT)
    last = conduct_counts_until(paper.issued_on)
    return None if on <= last else Missing(Lack.CONDUCT_RAN_OUT, ended=last)


def _signed(kind: str, known: Known, on: date) -> Missing | None:
    first = known.signed.get(kind)
    return None if first is not None and first <= on else Missing(Lack.DECLARATION, kind)


def _course(wanted: str, known: Known, on: date) -> Missing | None:
    have = [one for one in known.learned if one.kind == wanted and one.granted_on <= on]
    if any(one.valid_until is None or one.valid_until >= on for one in have):
        return None
    ends = [one.valid_until for one in have if one.valid_until is not None]
    return Missing(Lack.COURSE_RAN_OUT, wanted, max(ends)) if ends else Missing(Lack.COURSE, wanted)
