"""What of a page cannot be right, said at its field."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.publishing.documents import (
    HAS_GOALS,
    LONGEST_HEADING,
    LONGEST_ITEM,
    LONGEST_NAME,
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    MORE,
    MOST_ITEMS,
    SECTIONS,
    Facts,
    Words,
)
from lotsenwerk.domain.publishing.models import Field
from lotsenwerk.kit.errors import BadInput
from lotsenwerk.kit.typed import refuse_too_long

_SCHEMES: Final = frozenset({"http", "https"})


def check_words(kind: str, words: Words) -> None:
    """Refuse words without a title, too long ones, and parts that this kind of page does not have."""
    if not words.title.strip():
        raise BadInput(_("Please give it a title."), field="title")
    refuse_too_long(words.title, LONGEST_TITLE, "title")
    refuse_too_long(words.summary, LONGEST_SUMMARY, "summary")
    for name, text in words.sections.items():
        if name not in SECTIONS[kind]:
            raise BadInput(_("Please choose one of the list."), field=name)
        refuse_too_long(text, SECTIONS[kind][name], name)
    for name in ("goals", "milestones"):
        items = getattr(words, name)
        if items and kind not in HAS_GOALS:
            raise BadInput(_("Please choose one of the list."), field=name)
        _refuse_too_many(len(items), name)
        for one in items:
            refuse_too_long(one.heading, LONGEST_HEADING, name)
            refuse_too_long(one.text, LONGEST_ITEM, name)
    _refuse_too_many(len(words.partners), "partners")
    for partner in words.partners:
        refuse_too_long(partner, LONGEST_NAME, "partners")


def check_facts(kind: str, facts: Facts) -> None:
    """Refuse facts that contradict each other or that this kind of page does not have."""
    if facts.field not in Field.values:
        raise BadInput(_("Please choose one of the list."), field="field")
    if (facts.lat is None) != (facts.lon is None):
        raise BadInput(_("Please choose the place on the map again."), field="lat")
    if facts.starts_on and facts.ended_on and facts.ended_on < facts.starts_on:
        raise BadInput(_("The end lies before the beginning."), field="ended_on")
    refuse_too_long(facts.place, LONGEST_NAME, "place")
    check_website(facts.website)
    _check_more(kind, facts.more)


def check_website(typed: str) -> None:
    """Refuse what is no address of a page in the web."""
    refuse_too_long(typed, LONGEST_NAME, "website")
    try:
        parts = urlsplit(typed)
        is_address = not typed or (parts.scheme in _SCHEMES and "." in (parts.hostname or ""))
    except ValueError:
        is_address = False
    if not is_address:
        raise BadInput(_("Please enter the whole address, beginning with https://"), field="website")


def _refuse_too_many(count: int, field: str) -> None:
    if count > MOST_ITEMS:
        raise BadInput(_("At most %(most)d of them fit here."), field=field, params={"most": MOST_ITEMS})


def _check_more(kind: str, more: Mapping[str, object]) -> None:
    for name, value in more.items():
        if type(value) is not MORE[kind].get(name):
            raise BadInput(_("Please choose one of the list."), field=name)
