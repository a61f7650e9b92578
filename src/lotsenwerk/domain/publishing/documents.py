"""What a page says: facts that are the same in every language, and words. Both are kept as JSON in one form.

``words_to_json`` and ``facts_to_json`` write it, ``words_from_json`` and ``facts_from_json`` read it again; what a kind
of page does not have is empty. Reading refuses with ``ValueError`` what has not been written here.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as filled
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from lotsenwerk.domain.publishing.models import PageKind

Value = str | int | bool
LONGEST_TITLE: Final = 120
LONGEST_SUMMARY: Final = 300
LONGEST_HEADING: Final = 120
LONGEST_ITEM: Final = 1000
LONGEST_NAME: Final = 160
MOST_ITEMS: Final = 12
SECTIONS: Final[Mapping[str, Mapping[str, int]]] = {
    PageKind.PROJECT: {"detail": 6000, "achieved": 3000, "conclusion": 2000, "join": 1500},
    PageKind.OFFER: {"detail": 3000, "requirements": 1000, "gives": 1000, "join": 1000},
    PageKind.DATE: {"detail": 3000, "bring": 600, "join": 1000},
    PageKind.NEWS: {"detail": 6000},
    PageKind.TEXT: {"detail": 12000},
    PageKind.SITE: {"detail": 2000, "hours": 600},
    PageKind.PROFILE: {"detail": 4000, "reach": 600, "rooms": 600, "join": 1000},
    PageKind.COURSE: {"detail": 3000, "join": 1000},
}
"""The running texts of each kind, and how many characters they may have."""
HAS_GOALS: Final = frozenset({PageKind.PROJECT})
"""Kinds that name goals and milestones."""
MORE: Final[Mapping[str, Mapping[str, type[Value]]]] = {
    PageKind.PROJECT: {},
    PageKind.OFFER: {
        "is_regular": bool,
        "hours_a_month": int,
        "from_age": int,
        "german_level": str,
        "needs_conduct": bool,
        "is_insured": bool,
        "pays_expenses": bool,
        "has_training": bool,
    },
    PageKind.DATE: {"is_free": bool, "needs_sign_up": bool, "has_childcare": bool, "for_organisations": bool},
    PageKind.NEWS: {},
    PageKind.TEXT: {},
    PageKind.SITE: {"has_guides": bool, "has_interpreters": bool, "is_centre": bool},
    PageKind.PROFILE: {
        "founded": int,
        "members": int,
        "is_registered_club": bool,
        "has_rooms": bool,
        "room_seats": int,
    },
    PageKind.COURSE: {"units": int, "is_state_wide": bool, "course_kind": str, "course_ref": str},
}
"""The facts that a kind has beside those of all kinds."""


@dataclass(frozen=True, slots=True)
class Item:
    """A goal (heading and what is meant), or a milestone (when, as it was written, and what)."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """What is read of a page in one language."""

    title: str
    summary: str = ""
    sections: Mapping[str, str] = filled(default_factory=lambda: MappingProxyType({}))
    goals: Sequence[Item] = ()
    milestones: Sequence[Item] = ()
    partners: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What is so in every language. ``ags`` is the key of the municipality, ``place`` the address as one writes it.

    ``speaks`` are codes of ISO 639-3, ``times`` rough times of the week; ``more`` is what ``MORE`` names for the kind.
    """

    ags: str = ""
    place: str = ""
    lat: float | None = None
    lon: float | None = None
    field: str = ""
    speaks: Sequence[str] = ()
    times: Sequence[str] = ()
    is_digital: bool = False
    seeks_helpers: bool = False
    starts_on: date | None = None
    ended_on: date | None = None
    website: str = ""
    more: Mapping[str, Value] = filled(default_factory=lambda: MappingProxyType({}))


def words_to_json(words: Words) -> dict[str, Any]:
    """The words as they are kept; what is empty is left out."""
    lists = {
        name: [[one.heading, one.text] for one in getattr(words, name)]
        for name in ("goals", "milestones")
        if getattr(words, name)
    }
    sections = {name: text for name, text in words.sections.items() if text}
    written: dict[str, Any] = {"title": words.title, "summary": words.summary, "sections": sections, **lists}
    if words.partners:
        written["partners"] = list(words.partners)
    return {name: value for name, value in written.items() if value}


def words_from_json(kept: Mapping[str, Any]) -> Words:
    """The words that were kept. Raises ``ValueError`` where they are not in our form."""
    try:
        return Words(
            title=str(kept["title"]),
            summary=str(kept.get("summary", "")),
            sections={str(name): str(text) for name, text in kept.get("sections", {}).items()},
            goals=tuple(Item(str(heading), str(text)) for heading, text in kept.get("goals", ())),
            milestones=tuple(Item(str(heading), str(text)) for heading, text in kept.get("milestones", ())),
            partners=tuple(str(one) for one in kept.get("partners", ())),
        )
    except (KeyError, TypeError, AttributeError) as wrong:
        raise ValueError("words of a page in no form that is known") from wrong


def facts_to_json(facts: Facts) -> dict[str, Any]:
    """The facts as they are kept; what is empty is left out."""
    written: dict[str, Any] = {
        name: getattr(facts, name)
        for name in ("ags", "place", "lat", "lon", "field", "is_digital", "seeks_helpers", "website")
    }
    written |= {name: list(getattr(facts, name)) for name in ("speaks", "times")}
    written |= {name: day.isoformat() for name in _DAYS if (day := getattr(facts, name)) is not None}
    written["more"] = dict(facts.more)
    return {name: value for name, value in written.items() if value not in ("", None, False, [], {})}


def facts_from_json(kept: Mapping[str, Any]) -> Facts:
    """The facts that were kept. Raises ``ValueError`` where they are not in our form."""
    known = set(Facts.__slots__)
    if not known >= kept.keys():
        raise ValueError("facts of a page in no form that is known")
    days = {name: date.fromisoformat(kept[name]) for name in _DAYS if name in kept}
    lists = {name: tuple(kept[name]) for name in ("speaks", "times") if name in kept}
    return Facts(**{**kept, **days, **lists})


def digest(words: Words) -> str:
    """SHA-256 of the words, 64 hexadecimal digits: by it a translation knows what it translates."""
    text = json.dumps(words_to_json(words), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def everywhere(facts: Facts) -> Facts:
    """Of the facts those that are as true elsewhere: neither place nor days nor languages, and nobody looked for."""
    shared = ("field", "times", "is_digital", "website", "more")
    return Facts(**{name: getattr(facts, name) for name in shared})


def mark(words: Words, facts: Facts) -> str:
    """SHA-256 of the words and of what is as true elsewhere: by it a page knows what its original said."""
    told = [digest(words), facts_to_json(everywhere(facts))]
    text = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


_DAYS: Final = ("starts_on", "ended_on")
