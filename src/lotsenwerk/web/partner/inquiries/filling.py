"""What stands in a form before anybody has typed: the facts of the cooperation, or those of an earlier request."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from lotsenwerk.domain.assistance.models import Cooperation, Inquiry
from lotsenwerk.domain.people.languages import language_name
from lotsenwerk.engines.scope.interpreting import Instead, Way
from lotsenwerk.kit import clock, phone_numbers

_AS_IT_WAS: Final = (
    *("body", "subject", "minutes", "dialect", "about", "way", "street", "house_number", "postcode", "town"),
    *("meeting_point", "on_site_name", "on_site_phone", "participants", "for_gender", "for_country", "gender_wish"),
    *("billing_address", "asked_by", "asked_by_phone", "asked_by_email", "remarks", "wishes", "against_own_town"),
)
"""What is the same the next time. The day, the consent, the urgency and the rules are said anew."""
_WAYS: Final[Mapping[str, str]] = {Instead.TELEPHONE: Way.TELEPHONE.value, Instead.VIDEO: Way.VIDEO.value}


def from_cooperation(cooperation: Cooperation, who: str) -> dict[str, Any]:
    """What is known of the institution, and who is logged in."""
    return {
        "body": cooperation.body,
        "asked_by": who,
        "asked_by_phone": phone_numbers.shown(cooperation.phone) if cooperation.phone else "",
        "asked_by_email": cooperation.email,
        "billing_address": cooperation.billing_address,
    }


def like(inquiry: Inquiry, *, instead: str = "", at: datetime) -> dict[str, Any]:
    """As last time. Where nobody was found (``instead``) the day is the same too, if it still lies ahead."""
    filled = {name: getattr(inquiry, name) for name in _AS_IT_WAS}
    for name in ("on_site_phone", "asked_by_phone"):
        filled[name] = phone_numbers.shown(filled[name]) if filled[name] else ""
    filled["language"] = language_name(inquiry.language) if inquiry.language else ""
    filled["number"] = inquiry.number.number if inquiry.number is not None else ""
    begins = clock.local(inquiry.begins)
    if instead in _WAYS:
        filled["way"] = _WAYS[instead]
        if inquiry.begins > at:
            filled["day"] = begins.date()
    filled["time"] = begins.time()
    return filled
