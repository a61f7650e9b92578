"""The sheet from which an application is copied: every field in the order of the form."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lotsenwerk.domain.funding.models import FinancingItem, Part, Side
from lotsenwerk.domain.funding.queries.grants import File
from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.web.desk.grants.shown import euros, texts_of
from lotsenwerk.web.desk.grants.words import HOW_MANY, PARTS, line_word


@dataclass(frozen=True, slots=True)
class Entry:
    """One field: what it is called, and what is copied into it. ``is_long`` stands in lines of its own."""

    key: str
    word: str
    text: str
    is_long: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Some fields under one heading."""

    key: str
    word: str
    entries: Sequence[Entry]


def sections_of(shown: File, body: Organisation) -> list[Section]:
    """Who applies, for what, the texts, and the money."""
    of = shown.grant
    return [
        Section("who", _("Who applies"), [*_entries("who", _applicant(body))]),
        Section(
            "what",
            _("The project"),
            _entries(
                "what",
                [
                    (_("Funding line"), line_word(of.line)),
                    (_("Title"), of.title),
                    (_("First day"), date_format(of.first_day, "d.m.Y")),
                    (_("Last day"), date_format(of.last_day, "d.m.Y")),
                ],
            ),
        ),
        Section(
            "texts",
            _("Concept"),
            [Entry(f"text-{one.key}", str(one.word), text, is_long=True) for one, text in texts_of(shown)],
        ),
        Section("costs", _("Costs"), _items(shown.items, Side.COST)),
        Section("income", _("Who pays"), _items(shown.items, Side.INCOME)),
    ]


def _applicant(body: Organisation) -> list[tuple[str, str]]:
    return [
        (_("Name"), body.name),
        (_("Street"), body.address),
        (_("Postcode"), body.postcode),
        (_("Town"), body.town),
        (_("Telephone"), body.phone),
        (_("E-mail"), body.email),
        (_("Website"), body.website),
    ]


def _entries(key: str, rows: Sequence[tuple[str, str]]) -> list[Entry]:
    return [Entry(f"{key}-{number}", word, text) for number, (word, text) in enumerate(rows)]


def _items(items: Sequence[FinancingItem], side: str) -> list[Entry]:
    """Amounts without a sign of money, as forms want them; the sum at the end."""
    chosen = [one for one in items if one.side == side]
    rows = [Entry(f"item-{one.pk}", _named(one), _plain(one.cents)) for one in chosen]
    return [*rows, Entry(f"sum-{side}", _("Sum"), _plain(sum(one.cents for one in chosen)))]


def _named(one: FinancingItem) -> str:
    words = ": ".join(part for part in (str(PARTS[Part(one.part)]), one.words) if part)
    if one.quantity is None or one.unit_cents is None:
        return words
    return f"{words} ({one.quantity} {HOW_MANY[Part(one.part)]} × {euros(one.unit_cents)})"


def _plain(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02}"
