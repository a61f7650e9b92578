"""Languages by weekday, and the text with which one looks for helpers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils import translation
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from lotsenwerk.domain.assistance.queries.planning import Cell, Coverage, LanguageRow
from lotsenwerk.domain.people.languages import language_name

MOST_ROWS: Final = 25


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """One weekday of one language: "3 / 1", or nothing where nobody asks."""

    day: str
    said: str
    is_gap: bool


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """One language."""

    name: str
    cells: Sequence[DrawnCell]


def rows_of(found: Coverage) -> list[DrawnRow]:
    """The table."""
    return [DrawnRow(row.name, [_cell(cell) for cell in row.cells]) for row in found.rows[:MOST_ROWS]]


def _cell(cell: Cell) -> DrawnCell:
    said = f"{cell.requests} / {cell.helpers}" if cell.requests else ""
    return DrawnCell(str(WEEKDAYS[cell.weekday]), said, cell.is_gap)


def weekdays() -> list[str]:
    """The heads of the columns."""
    return [str(WEEKDAYS_ABBR[day]) for day in range(7)]


def recruiting_text(gaps: Sequence[LanguageRow], town: str) -> str:
    """A text for the gazette or the notice board, in German whatever the desk speaks; it names nobody."""
    with translation.override("de"):
        lines = [
            _("%(town)s is looking for people who speak a language more and have an hour to spare.") % {"town": town},
            "",
            *(f"– {_needed(row)}" for row in gaps),
            "",
            _(
                "Go along to a doctor or an office, bring somebody's shopping, translate a conversation: "
                "you decide what you do, when and how often. We introduce you and you are insured."
            ),
            _("Call us or come by. We are looking forward to you!"),
        ]
        return "\n".join(lines)


def _needed(row: LanguageRow) -> str:
    days = get_text_list([str(WEEKDAYS[day]) for day in row.gaps], _("and"))
    return _("%(language)s, on %(days)s") % {"language": language_name(row.language), "days": days}
