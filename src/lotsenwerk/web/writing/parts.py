"""A version of a page as a row of parts with words, to read it and to compare two of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lotsenwerk.domain.people.languages import language_name
from lotsenwerk.domain.publishing.documents import HAS_GOALS, MORE, SECTIONS, Facts, Item, Words
from lotsenwerk.domain.publishing.sentences import FIELDS
from lotsenwerk.kit.differences import Piece, differences
from lotsenwerk.web.shown.times import TIMES
from lotsenwerk.web.writing.wording import FACTS, PARTS


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its name, what it is called, and what stands there."""

    name: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Changed:
    """What has become of one part."""

    label: str
    pieces: Sequence[Piece]


def parts_of(kind: str, words: Words, facts: Facts | None = None) -> list[Part]:
    """Every part that this kind has, in the order in which it is written; facts behind the words."""
    texts = {"title": words.title, "summary": words.summary}
    texts |= {name: words.sections.get(name, "") for name in SECTIONS[kind]}
    if kind in HAS_GOALS:
        texts |= {"goals": _items(words.goals), "milestones": _items(words.milestones)}
    texts |= {"partners": "\n".join(words.partners)}
    found = [Part(name, str(PARTS[name]), text) for name, text in texts.items()]
    return found if facts is None else [*found, *facts_in_words(kind, facts)]


def facts_in_words(kind: str, facts: Facts) -> list[Part]:
    """The facts as one reads them; empty where there is none."""
    texts = {
        "field": str(FIELDS.get(facts.field, "")),
        "place": facts.place,
        "map": f"{facts.lat:.4f}, {facts.lon:.4f}" if facts.lat is not None and facts.lon is not None else "",
        "speaks": ", ".join(language_name(code) for code in facts.speaks),
        "times": ", ".join(str(TIMES[time]) for time in facts.times if time in TIMES),
        "seeks_helpers": _("yes") if facts.seeks_helpers else "",
        "is_digital": _("yes") if facts.is_digital else "",
        "starts_on": date_format(facts.starts_on, "j.n.Y") if facts.starts_on else "",
        "ended_on": date_format(facts.ended_on, "j.n.Y") if facts.ended_on else "",
        "website": facts.website,
    }
    texts |= {name: _said(facts.more.get(name)) for name in MORE[kind] if name in FACTS}
    return [Part(name, str(FACTS[name]), text) for name, text in texts.items()]


def compared(before: Sequence[Part], after: Sequence[Part]) -> list[Changed]:
    """The parts that are not the same, word by word."""
    return [
        Changed((new or old).label, differences(old.text if old else "", new.text if new else ""))
        for old, new in zip_longest(before, after)
        if old is None or new is None or old.text != new.text
    ]


def _items(items: Sequence[Item]) -> str:
    return "\n".join(f"{one.heading}: {one.text}" if one.heading else one.text for one in items)


def _said(value: object) -> str:
    return _("yes") if value is True else "" if value in {None, False, ""} else str(value)
