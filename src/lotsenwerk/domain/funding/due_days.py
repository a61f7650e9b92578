"""Until when something has to be done for a grant: days of the guideline's dated rules (GF6 to GF10).

Where no rule says it for a day there is no day either: nobody is told a deadline that nobody has read.
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from lotsenwerk.domain.funding.models import Grant, TaskKind
from lotsenwerk.domain.rules.queries import rulebook
from lotsenwerk.engines.funding.deadlines import apply_again_by, apply_by, prove_measure_by, prove_year_by
from lotsenwerk.engines.funding.rulebook import Rulebook, UnknownRuleError

BY_THE_YEAR: Final = frozenset({"diversity_centre", "pilot_project", "migrant_organisation"})
"""Lines that are applied for until a day of the year before, whether they are new or go on."""
BY_DEPLOYMENTS: Final = frozenset({"guides", "interpreters"})
WIR: Final = "wir"


@dataclass(frozen=True, slots=True)
class DueDay:
    """What is due when, and which rule says so."""

    kind: TaskKind
    due: date
    rule: str


def to_apply(grant: Grant) -> DueDay | None:
    """The last day to hand in the application."""
    book = rulebook()
    if grant.line in BY_THE_YEAR:
        return _said(grant, TaskKind.APPLY, "WIR-GEN-03", lambda: _day_of_year_before(book, grant.year))
    if grant.previous_id is not None:
        return _said(grant, TaskKind.APPLY, "WIR-GEN-05", lambda: apply_again_by(book, grant.year))
    if grant.line in BY_DEPLOYMENTS:
        return _said(grant, TaskKind.APPLY, "WIR-GEN-04", lambda: apply_by(book, grant.first_day))
    return None


def to_confirm(grant: Grant, received: date) -> DueDay | None:
    """The last day to send back the signed declaration with the bank account."""
    return _said(
        grant,
        TaskKind.CONFIRM,
        "WIR-GEN-07",
        lambda: _months_later(received, rulebook().figure("WIR-GEN-07", "months", received)),
    )


def to_prove(grant: Grant) -> DueDay | None:
    """The last day for the proof of use."""
    book = rulebook()
    if grant.line in BY_DEPLOYMENTS and grant.pool_id is not None:
        return _said(grant, TaskKind.PROVE, "WIR-GEN-09", lambda: prove_year_by(book, grant.year))
    return _said(grant, TaskKind.PROVE, "WIR-GEN-08", lambda: prove_measure_by(book, grant.last_day))


def _said(grant: Grant, kind: TaskKind, rule: str, day: Callable[[], date]) -> DueDay | None:
    """The day where the programme's rules know it. Other programmes' tasks are entered by hand."""
    if grant.programme != WIR:
        return None
    try:
        return DueDay(kind, day(), rule)
    except (UnknownRuleError, KeyError):
        return None


def _day_of_year_before(book: Rulebook, year: int) -> date:
    figures = book.rule("WIR-GEN-03", date(year - 1, 12, 31)).figures
    return date(year - 1, figures["month"], figures["day"])


def _months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
