"""Lines, states, parts and tasks of a grant as the desk says them."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from lotsenwerk.domain.funding.models import GrantState, LedgerLine, Part
from lotsenwerk.domain.funding.task_words import TASKS
from lotsenwerk.kit.errors import Sentence

LINES: Final[Mapping[str, Sentence]] = {
    "guides": gettext_lazy("Integration guides"),
    "interpreters": gettext_lazy("Lay interpreters"),
    "diversity_centre": gettext_lazy("Centre of diversity (Vielfaltszentrum)"),
    "pilot_project": gettext_lazy("Pilot project"),
    "migrant_organisation": gettext_lazy("Migrants' organisation"),
    "strategy": gettext_lazy("Municipal strategy (KIV)"),
}
"""The lines of the WIR programme by their names in the guideline's data."""
STATES: Final[Mapping[str, tuple[str, Sentence]]] = {
    GrantState.DRAFT: ("open", pgettext_lazy("grant", "draft")),
    GrantState.APPLIED: ("waiting", pgettext_lazy("grant", "applied for")),
    GrantState.GRANTED: ("going", pgettext_lazy("grant", "granted")),
    GrantState.REFUSED: ("off", pgettext_lazy("grant", "refused")),
    GrantState.WITHDRAWN: ("off", pgettext_lazy("grant", "withdrawn")),
    GrantState.ENDED: ("done", pgettext_lazy("grant", "ended")),
}
PARTS: Final[Mapping[str, Sentence]] = {
    Part.POST: gettext_lazy("Posts"),
    Part.LUMP_SUM: gettext_lazy("Lump sums"),
    Part.MICRO_GRANT: gettext_lazy("Micro-grants"),
    Part.HOURS: gettext_lazy("Payable hours"),
    Part.DEPLOYMENT: gettext_lazy("Deployments"),
    Part.COURSE: gettext_lazy("Courses"),
    Part.EXPENSE: gettext_lazy("Expenses"),
    Part.GRANT: gettext_lazy("Grant of the state"),
    Part.OWN_MONEY: gettext_lazy("Own money"),
    Part.PUBLIC_MONEY: gettext_lazy("Other public money"),
    Part.DONATION: gettext_lazy("Donations"),
    Part.OTHER_INCOME: gettext_lazy("Other income"),
}
HOW_MANY: Final[Mapping[str, Sentence]] = {
    Part.HOURS: gettext_lazy("hours"),
    Part.DEPLOYMENT: gettext_lazy("deployments"),
    Part.COURSE: gettext_lazy("units × participants"),
}


def line_word(line: str) -> str:
    """A funding line; of another programme its own name."""
    return str(LINES.get(line, line))


def task_word(kind: str, words: str) -> str:
    """What is to be done."""
    return words or str(TASKS.get(kind, kind))


def when_due(due: date, today: date) -> tuple[str, str]:
    """How far away a deadline is: tone and words."""
    days = (due - today).days
    if days < 0:
        return "late", ngettext("%(count)d day late", "%(count)d days late", -days) % {"count": -days}
    if days == 0:
        return "late", _("today")
    tone = "open" if days <= 28 else "waiting"  # noqa: PLR2004 - four weeks are soon
    if days <= 60:  # noqa: PLR2004 - what is farther away is said by its date alone
        return tone, ngettext("in %(count)d day", "in %(count)d days", days) % {"count": days}
    return tone, ""


def quantity_of(line: LedgerLine) -> str:
    """How much of something a line pays for."""
    if line.part == Part.POST and line.months:
        words = ngettext(
            "%(share)s percent of a post, %(count)d month", "%(share)s percent of a post, %(count)d months", line.months
        )
        return words % {"share": f"{(line.share or 0) / 10:g}", "count": line.months}
    if line.quantity is None:
        return ""
    if line.part == Part.HOURS:
        sign, minutes = ("−" if line.quantity < 0 else ""), abs(line.quantity)
        return _("%(hours)s hrs") % {"hours": f"{sign}{minutes // 60}:{minutes % 60:02}"}
    return f"{line.quantity} {HOW_MANY.get(Part(line.part), '')}".strip()
