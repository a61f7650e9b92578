"""What a visitor who looks for dates means: the directory's choices, a time, and what has to be so there."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.http import QueryDict

from lotsenwerk.domain.places.queries import counties
from lotsenwerk.domain.publishing.models import PageKind
from lotsenwerk.domain.publishing.queries.days import AskedDays
from lotsenwerk.kit import clock
from lotsenwerk.web.portal.dates.forms import FindForm
from lotsenwerk.web.portal.directory.finding import Sought, asked_for, page_number, place_meant
from lotsenwerk.web.portal.directory.forms import RADIUS

SPANS: Final = {"today": 0, "week": 6}
"""How many days after today the choice of a time reaches; everything else is all that is ahead."""
OTHER_NAMES: Final = {"place": "where", "town": "where"}
"""What the place is called in addresses that were given out before."""


@dataclass(frozen=True, slots=True)
class SoughtDays:
    """A search for dates: what the directory knows of it, and the question for days."""

    sought: Sought
    asked: AskedDays


def sought_days(address: QueryDict, language: str, at: datetime) -> SoughtDays:
    """Read the address. At most three queries; what makes no sense counts as not said."""
    typed, listed = _in_our_names(address), list(counties())
    said = FindForm(typed, counties=listed).said()
    place = place_meant(said.get("where", ""))
    of = asked_for(PageKind.DATE, said, place, language)
    sought = Sought(FindForm(initial={"radius": RADIUS, **said}, counties=listed), said, place, of, listed)
    span = SPANS.get(typed.get("when", ""))
    asked = AskedDays(
        of,
        has_childcare=said.get("childcare", False),
        for_organisations=said.get("organisations", False),
        last=None if span is None else clock.local(at).date() + timedelta(days=span),
        page=page_number(typed.get("page", "")),
    )
    return SoughtDays(sought, asked)


def _in_our_names(address: QueryDict) -> QueryDict:
    typed = address.copy()
    for old, new in OTHER_NAMES.items():
        if old in typed and new not in typed:
            typed[new] = address.get(old, "")
            typed.setdefault("radius", str(_NEAR) if old == "town" else "")
    return typed


_NEAR: Final = 5
"""Kilometres: a calendar of a town is of that town."""
