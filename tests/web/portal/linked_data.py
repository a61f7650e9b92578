"""A reader of JSON-LD that knows nothing of our program: the words of schema.org, and what search engines ask for.

The tables below are taken from the definitions at https://schema.org (a type, what it is a kind of, its properties and
what may stand in each) and from Google's pages on structured data (what has to be there). ``faults`` names each thing
that is wrong with a block; an empty list means that it is valid.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from html.parser import HTMLParser
from typing import Any, Final
from urllib.parse import urlsplit

KIND_OF: Final[Mapping[str, str]] = {
    "CreativeWork": "Thing",
    "Article": "CreativeWork",
    "NewsArticle": "Article",
    "Event": "Thing",
    "Intangible": "Thing",
    "JobPosting": "Intangible",
    "ItemList": "Intangible",
    "ListItem": "Intangible",
    "VirtualLocation": "Intangible",
    "StructuredValue": "Intangible",
    "ContactPoint": "StructuredValue",
    "PostalAddress": "ContactPoint",
    "GeoCoordinates": "StructuredValue",
    "Organization": "Thing",
    "NGO": "Organization",
    "Project": "Organization",
    "Place": "Thing",
}
PROPERTIES: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "Thing": {
        "name": ("Text",),
        "description": ("Text",),
        "url": ("URL",),
        "image": ("URL",),
        "sameAs": ("URL",),
    },
    "CreativeWork": {
        "headline": ("Text",),
        "author": ("Organization",),
        "publisher": ("Organization",),
        "datePublished": ("Date", "DateTime"),
        "dateModified": ("Date", "DateTime"),
        "inLanguage": ("Language",),
    },
    "Event": {
        "startDate": ("Date", "DateTime"),
        "endDate": ("Date", "DateTime"),
        "eventStatus": ("EventStatusType",),
        "eventAttendanceMode": ("EventAttendanceModeEnumeration",),
        "location": ("Place", "VirtualLocation", "PostalAddress", "Text"),
        "organizer": ("Organization",),
        "isAccessibleForFree": ("Boolean",),
        "inLanguage": ("Language",),
    },
    "JobPosting": {
        "title": ("Text",),
        "datePosted": ("Date", "DateTime"),
        "validThrough": ("Date", "DateTime"),
        "employmentType": ("EmploymentType",),
        "hiringOrganization": ("Organization",),
        "jobLocation": ("Place",),
    },
    "ItemList": {"itemListElement": ("ListItem",), "numberOfItems": ("Integer",)},
    "ListItem": {"position": ("Integer",)},
    "ContactPoint": {"telephone": ("Telephone",), "email": ("Email",)},
    "PostalAddress": {
        "streetAddress": ("Text",),
        "addressLocality": ("Text",),
        "addressRegion": ("Text",),
        "addressCountry": ("Country",),
        "postalCode": ("Text",),
    },
    "GeoCoordinates": {"latitude": ("Number",), "longitude": ("Number",)},
    "Organization": {
        "location": ("Place", "VirtualLocation", "PostalAddress", "Text"),
        "knowsLanguage": ("Language",),
        "parentOrganization": ("Organization",),
        "contactPoint": ("ContactPoint",),
        "foundingDate": ("Year", "Date"),
        "dissolutionDate": ("Date",),
    },
    "Place": {"address": ("PostalAddress", "Text"), "geo": ("GeoCoordinates",)},
}
ASKED_FOR: Final[Mapping[str, frozenset[str]]] = {
    "Article": frozenset({"headline", "author", "datePublished"}),
    "Event": frozenset({"name", "startDate", "location"}),
    "JobPosting": frozenset({"title", "description", "datePosted", "hiringOrganization", "jobLocation"}),
    "ItemList": frozenset({"itemListElement"}),
    "ListItem": frozenset({"position", "url"}),
    "Organization": frozenset({"name"}),
    "Place": frozenset({"address"}),
    "VirtualLocation": frozenset({"url"}),
    "GeoCoordinates": frozenset({"latitude", "longitude"}),
}
ONE_OF: Final[Mapping[str, frozenset[str]]] = {
    "EventStatusType": frozenset(
        f"https://schema.org/Event{word}" for word in ("Scheduled", "Cancelled", "Postponed", "Rescheduled")
    ),
    "EventAttendanceModeEnumeration": frozenset(
        f"https://schema.org/{word}EventAttendanceMode" for word in ("Offline", "Online", "Mixed")
    ),
    "EmploymentType": frozenset({"FULL_TIME", "PART_TIME", "CONTRACTOR", "TEMPORARY", "INTERN", "VOLUNTEER"}),
}
LOOKS_LIKE: Final[Mapping[str, str]] = {
    # A language of two letters has no code of three in BCP 47.
    "Language": r"(?!(?:deu|ara|eng|ukr|rus|fas|tur|fra|tir|pol|ron|spa|kur)\b)[a-z]{2,3}(?:-[A-Za-z]+)?",
    "Telephone": r"\+[1-9]\d{5,14}",
    "Email": r"[^@\s]+@[^@\s]+\.[a-z]{2,}",
    "Country": r"[A-Z]{2}",
    "Year": r"\d{4}",
}


class _Blocks(HTMLParser):
    """What stands in the blocks of a page that machines read."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_inside = tag == "script" and ("type", "application/ld+json") in attrs
        if self._is_inside:
            self.found.append("")

    def handle_endtag(self, _tag: str) -> None:
        self._is_inside = False

    def handle_data(self, data: str) -> None:
        if self._is_inside:
            self.found[-1] += data


def blocks_of(page: str) -> list[dict[str, Any]]:
    """The things that a page tells of; each has said in whose words."""
    reader = _Blocks()
    reader.feed(page)
    told = [json.loads(text) for text in reader.found]
    return [one for block in told for one in (block if isinstance(block, list) else [block])]


def faults(block: Mapping[str, Any]) -> list[str]:
    """All that is wrong with a thing that stands in a page by itself."""
    found = [] if block.get("@context") == "https://schema.org" else ["@context: not schema.org"]
    told = {name: value for name, value in block.items() if name != "@context"}
    return [*found, *_of_thing(told, told.get("@type", "a thing"))]


def _ancestry(name: str) -> Iterator[str]:
    while name != "Thing":
        yield name
        name = KIND_OF[name]
    yield name


def _of_thing(told: Mapping[str, Any], at: str) -> Iterator[str]:
    kind = told.get("@type")
    if kind not in KIND_OF:
        yield f"{at}: no type {kind!r} in schema.org"
        return
    kinds = list(_ancestry(kind))
    known = {name: expected for one in reversed(kinds) for name, expected in PROPERTIES.get(one, {}).items()}
    asked = frozenset().union(*(ASKED_FOR.get(one, frozenset()) for one in kinds))
    yield from (f"{at}: {name} is missing" for name in sorted(asked - told.keys()))
    for name, value in told.items():
        if name == "@type":
            continue
        if name not in known:
            yield f"{at}: {kind} has no {name}"
            continue
        for one in value if isinstance(value, list) else [value]:
            yield from _of_value(one, known[name], f"{at}.{name}")
    yield from _of_event(told, at) if "Event" in kinds else ()


def _of_value(value: object, expected: Sequence[str], at: str) -> Iterator[str]:
    if isinstance(value, dict):
        kind = value.get("@type")
        if kind in KIND_OF and not set(_ancestry(kind)) & set(expected):
            yield f"{at}: {kind} cannot stand here"
        yield from _of_thing(value, at)
    elif not any(_is_a(kind, value) for kind in expected):
        yield f"{at}: {value!r} is none of {expected}"


def _is_a(kind: str, value: object) -> bool:
    if not isinstance(value, str):
        return type(value) in _PLAIN.get(kind, ())
    if kind in ONE_OF:
        return value in ONE_OF[kind]
    if kind in LOOKS_LIKE:
        return re.fullmatch(LOOKS_LIKE[kind], value) is not None
    read = {"URL": _is_whole, "Date": _is_day, "DateTime": _is_instant, "Text": str.strip}
    return kind in read and bool(read[kind](value))


_PLAIN: Final[Mapping[str, tuple[type, ...]]] = {"Boolean": (bool,), "Integer": (int,), "Number": (int, float)}


def _is_whole(value: str) -> bool:
    return urlsplit(value).scheme in {"http", "https"} and bool(urlsplit(value).hostname)


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_instant(value: str) -> bool:
    try:
        return "T" in value and datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def _of_event(told: Mapping[str, Any], at: str) -> Iterator[str]:
    """Online is where there is an address to click, offline where there is a place, mixed where there are both."""
    places = told.get("location", [])
    kinds = {one.get("@type") for one in (places if isinstance(places, list) else [places]) if isinstance(one, dict)}
    mode = str(told.get("eventAttendanceMode", "")).rpartition("/")[2].removesuffix("EventAttendanceMode")
    wanted = {"Offline": {"Place"}, "Online": {"VirtualLocation"}, "Mixed": {"Place", "VirtualLocation"}}
    if mode and kinds != wanted.get(mode):
        yield f"{at}: {mode}, and it takes place at {sorted(map(str, kinds))}"
    if "startDate" in told and "endDate" in told and str(told["endDate"]) < str(told["startDate"]):
        yield f"{at}: ends before it begins"
