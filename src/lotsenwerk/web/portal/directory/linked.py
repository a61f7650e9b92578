"""What machines read of a page: JSON-LD in the words of schema.org. Only what stands on the page too."""

import json
from collections.abc import Sequence
from typing import Any, Final

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from lotsenwerk.domain.publishing.models import Entry, PageKind
from lotsenwerk.kit import clock
from lotsenwerk.web.shown.cards import Card, carrier_of
from lotsenwerk.web.shown.details import Detail
from lotsenwerk.web.shown.shelves import SHELVES

TYPES: Final = {
    PageKind.PROJECT: "Project",
    PageKind.OFFER: "JobPosting",
    PageKind.PROFILE: "NGO",
    PageKind.NEWS: "NewsArticle",
    PageKind.TEXT: "Article",
    PageKind.SITE: "Organization",
    PageKind.COURSE: "Course",
}
READ: Final = frozenset({PageKind.NEWS, PageKind.TEXT})
"""What is an article, and no body."""
_CODES = (
    "deu:de sqi:sq amh:am ara:ar aze:az bos:bs bul:bg eng:en fra:fr ell:el hin:hi ita:it hrv:hr kur:ku pus:ps fas:fa"
    " pol:pl por:pt pan:pa ron:ro rus:ru srp:sr som:so spa:es tam:ta tir:ti tur:tr twi:tw ukr:uk urd:ur vie:vi"
)
SHORT: Final = {pair[:3]: pair[4:] for pair in _CODES.split(" ")}
"""Codes of two letters (BCP 47) for those of three: where there is a short one, it is the one that is meant."""
_HARMLESS: Final = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def absolute(path: str) -> str:
    """An address as it is said to others."""
    return settings.PUBLIC_URL.rstrip("/") + path


def as_block(data: dict[str, Any]) -> SafeString:
    """The data as they stand in a page: nothing in them can end the block."""
    told = {"@context": "https://schema.org", **data}
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":")).translate(_HARMLESS)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - no sign of HTML is left


def of_list(name: str, cards: Sequence[Card], first: int) -> dict[str, Any]:
    """The entries of one page of a list, in their order."""
    rows = [
        {"@type": "ListItem", "position": first + place, "url": absolute(card.url)} for place, card in enumerate(cards)
    ]
    return {"@type": "ItemList", "name": name, "itemListElement": rows}


def of_detail(detail: Detail, language: str) -> dict[str, Any]:
    """What one page tells of: a project, a voluntary task, or an organisation."""
    entry, text = detail.whole.entry, detail.whole.text
    url = absolute(SHELVES[entry.kind].url_of(language, entry.slug))
    about = text.summary or detail.place or text.title
    told: dict[str, Any] = {"@type": TYPES[PageKind(entry.kind)], "url": url, "description": about}
    place, by = _place(detail), {"@type": "Organization", "name": carrier_of(entry)}
    if entry.kind == PageKind.OFFER:
        told |= {"title": text.title, "employmentType": "VOLUNTEER", "hiringOrganization": by, "jobLocation": place}
        told |= {"datePosted": clock.local(entry.published_at).date().isoformat()}
        told |= {"validThrough": entry.shown_until.isoformat()} if entry.shown_until else {}
    elif entry.kind == PageKind.COURSE:
        told |= {"name": text.title, "provider": by, "inLanguage": "de", "hasCourseInstance": _instance(detail, place)}
    elif entry.kind in READ:
        told |= {"headline": text.title, "author": by, "publisher": by, "image": _picture(detail)}
        told |= {"datePublished": clock.local(entry.published_at).isoformat(), "inLanguage": text.language[:2]}
        told |= {"dateModified": clock.local(entry.changed_at).isoformat()}
    else:
        told |= {"name": text.title, "location": place, "parentOrganization": by}
        told |= {"knowsLanguage": [SHORT.get(code, code) for code in entry.speaks]}
        told |= {"contactPoint": _contact(entry), "image": _picture(detail), "sameAs": entry.facts.get("website")}
        told |= {"dissolutionDate": entry.facts.get("ended_on"), "foundingDate": _founded(entry)}
    return {name: value for name, value in told.items() if value}


def _instance(detail: Detail, place: dict[str, Any]) -> dict[str, Any]:
    facts = detail.whole.entry.facts
    mode = "online" if detail.whole.entry.is_digital else "onsite"
    days = {"startDate": facts.get("first_day"), "endDate": facts.get("last_day")}
    return {"@type": "CourseInstance", "courseMode": mode, "location": place, **days}


def _place(detail: Detail) -> dict[str, Any]:
    entry = detail.whole.entry
    address = {"@type": "PostalAddress", "addressRegion": "Hessen", "addressCountry": "DE"}
    if detail.place:
        address["addressLocality"] = detail.place
    if street := entry.facts.get("place"):
        address["streetAddress"] = street
    place: dict[str, Any] = {"@type": "Place", "address": address}
    if entry.lat is not None and entry.lon is not None:
        place["geo"] = {"@type": "GeoCoordinates", "latitude": entry.lat, "longitude": entry.lon}
    return place


def _contact(entry: Entry) -> dict[str, str] | None:
    names = {"name": "name", "telephone": "phone", "email": "email"}
    said = {name: entry.contact[kept] for name, kept in names.items() if entry.contact.get(kept)}
    return {"@type": "ContactPoint", **said} if said else None


def _picture(detail: Detail) -> str:
    pictures = detail.whole.pictures
    return absolute(f"/pictures/{pictures[0].ref}/") if pictures else ""


def _founded(entry: Entry) -> str:
    return str(entry.facts.get("starts_on") or entry.facts.get("founded") or "")
