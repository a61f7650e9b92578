"""What a visitor who looks for dates means: a place near which, a time, and what has to be so there."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from lotsenwerk.domain.places.queries import search_municipalities
from lotsenwerk.domain.publishing.queries.days import AskedDays
from lotsenwerk.kit import clock
from lotsenwerk.kit.maps import Spot
from lotsenwerk.web.portal.dates.forms import RADIUS
from lotsenwerk.web.portal.help.forms import plain_digits

SPANS: Final = {"today": 0, "week": 6}
"""How many days after today the choice of a time reaches; everything else is all that is ahead."""


def asked_of(said: Mapping[str, Any], typed: Mapping[str, str], language: str, at: datetime) -> tuple[AskedDays, bool]:
    """The question, and whether a place was typed that is not known."""
    place = str(said.get("place", ""))
    digits = plain_digits(place)
    found = search_municipalities(digits if digits.isdecimal() else place, most=1) if place else []
    here = Spot(found[0].lat, found[0].lon) if found and found[0].lat is not None and found[0].lon is not None else None
    span = SPANS.get(typed.get("when", ""))
    page = typed.get("page", "")
    asked = AskedDays(
        language=language,
        here=here,
        radius_km=said.get("radius", RADIUS),
        speaks=said.get("speaks", ""),
        has_childcare=said.get("childcare", False),
        for_organisations=said.get("organisations", False),
        last=None if span is None else clock.local(at).date() + timedelta(days=span),
        page=int(page) if page.isascii() and page.isdecimal() and len(page) < len("1000") else 1,
    )
    return asked, bool(place and here is None)
