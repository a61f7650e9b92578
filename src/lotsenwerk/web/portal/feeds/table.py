"""Offers to volunteer as a table: UTF-8 with its mark, semicolons, one offer a row, columns that never change."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from lotsenwerk.domain.people.languages import language_name
from lotsenwerk.domain.publishing.models import Entry, EntryText
from lotsenwerk.domain.publishing.routes import absolute, path_of
from lotsenwerk.kit import clock

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
"""With one of these a spreadsheet takes a cell for a formula and does what it says."""


def table_of(rows: Sequence[EntryText]) -> str:
    """The whole table with its first row."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for text in rows:
        writer.writerow([harmless(tell(text)) for tell in COLUMNS.values()])
    return out.getvalue()


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: one that begins like one has an apostrophe before it."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell


def _section(*names: str) -> Callable[[EntryText], str]:
    return lambda text: "\n\n".join(str(text.words[name]) for name in names if text.words.get(name))


def _fact(name: str) -> Callable[[EntryText], str]:
    return lambda text: _said(text.entry.facts.get(name))


def _contact(name: str) -> Callable[[EntryText], str]:
    return lambda text: str(text.entry.contact.get(name, ""))


def _said(value: object) -> str:
    """Yes and no as words, nothing where nothing is said."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _postcode(entry: Entry) -> str:
    return entry.municipality.seat_postcode if entry.municipality else ""


def _how_often(text: EntryText) -> str:
    is_regular = text.entry.facts.get("is_regular")
    return "" if is_regular is None else "regular" if is_regular else "once"


def _keywords(text: EntryText) -> str:
    names = [language_name(code) for code in text.entry.speaks]
    return ", ".join(word for word in (text.entry.field, *text.entry.times, *map(str, names)) if word)


COLUMNS: Final[Mapping[str, Callable[[EntryText], str]]] = {
    "title": lambda text: text.title,
    "body": _section("detail", "join"),
    "field": lambda text: text.entry.field,
    # Nobody is asked for whom an offer is: it is said in its words.
    "target_group": lambda _text: "",
    "task": lambda text: text.summary,
    "place": lambda text: str(text.entry.facts.get("place", "")),
    "postcode": lambda text: _postcode(text.entry),
    "town": lambda text: str(text.entry.municipality or ""),
    "digital": lambda text: _said(text.entry.is_digital),
    "time_need": _how_often,
    "hours_a_month": _fact("hours_a_month"),
    "times_of_week": lambda text: ", ".join(text.entry.times),
    "start": _fact("starts_on"),
    "requirements": _section("requirements"),
    "minimum_age": _fact("from_age"),
    "german_level": _fact("german_level"),
    "certificate_of_conduct": _fact("needs_conduct"),
    "training": _fact("has_training"),
    "insurance": _fact("is_insured"),
    "expenses": _fact("pays_expenses"),
    "gives": _section("gives"),
    "organisation": lambda text: str(text.entry.carrier or text.entry.organisation),
    "contact_name": _contact("name"),
    "contact_role": _contact("role"),
    "contact_phone": _contact("phone"),
    "contact_email": _contact("email"),
    "keywords": _keywords,
    "valid_until": lambda text: text.entry.shown_until.isoformat() if text.entry.shown_until else "",
    "last_changed": lambda text: clock.local(text.entry.changed_at).date().isoformat(),
    "url": lambda text: absolute(path_of(text.entry.kind, text.entry.slug, text.language)),
}
"""What each column tells. Portals map them once, so none is ever renamed."""
