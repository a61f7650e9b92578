"""From what stands in an address to a search, and back: the place that is meant, and a chip for each choice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from lotsenwerk.domain.places.models import County, Municipality
from lotsenwerk.domain.places.queries import counties, search_municipalities
from lotsenwerk.domain.publishing.models import PageKind
from lotsenwerk.domain.publishing.queries.window import MOST_PAGES, Asked
from lotsenwerk.kit.maps import Spot
from lotsenwerk.web.portal.directory.forms import RADIUS, FindForm
from lotsenwerk.web.portal.help.forms import plain_digits
from lotsenwerk.web.shown.shelves import Shelf

_LONGEST_PAGE: Final = 4
_NARROWS: Final = frozenset(
    {"field", "speaks", "time", "county", "state", "helpers", "digital", "childcare", "organisations"}
)
"""Choices that stand behind the fold, and as chips above the list."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A choice that was made, in words, and the address of the same list without it."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Sought:
    """A search as somebody typed it: the form as it is shown again, the place, and what the window is asked."""

    form: FindForm
    said: Mapping[str, Any]
    place: Municipality | None
    asked: Asked
    counties: Sequence[County]

    @property
    def is_unknown_place(self) -> bool:
        """Whether a place was typed that we do not know."""
        return "where" in self.said and self.place is None

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was chosen behind the fold."""
        return not _NARROWS.isdisjoint(self.said)

    @property
    def query(self) -> str:
        """What of the address says the same again; empty for the whole list."""
        return query_of(self.said)


def sought(request: HttpRequest, language: str, shelf: Shelf) -> Sought:
    """Read the address. At most three queries."""
    return _read(request.GET, language, shelf)


def _read(address: QueryDict, language: str, shelf: Shelf) -> Sought:
    listed = list(counties())
    typed = FindForm(address, counties=listed, without=shelf.without)
    said = typed.said()
    place = place_meant(said.get("where", ""))
    form = FindForm(initial={"radius": RADIUS, **said}, counties=listed, without=shelf.without)
    asked = replace(asked_for(shelf.kind, said, place, language), page=page_number(address.get("page", "")))
    return Sought(form, said, place, asked, listed)


def asked_for(kind: PageKind, said: Mapping[str, Any], place: Municipality | None, language: str) -> Asked:
    """The question that choices come to."""
    return Asked(
        (kind,),
        language=language,
        words=said.get("q", ""),
        here=spot_of(place),
        radius_km=said.get("radius", RADIUS),
        county_id=said.get("county"),
        field=said.get("field", ""),
        speaks=said.get("speaks", ""),
        time=said.get("time", ""),
        is_digital=said.get("digital", False),
        seeks_helpers=said.get("helpers", False),
        state=said.get("state", ""),
    )


def place_meant(typed: str) -> Municipality | None:
    """The municipality of a name or postcode; None where nothing is typed, or nothing of ours is meant."""
    if not typed:
        return None
    digits = plain_digits(typed)
    found = search_municipalities(digits if digits.isdecimal() else typed, most=1)
    return found[0] if found else None


def spot_of(place: Municipality | None) -> Spot | None:
    """Where a place is, if it is known."""
    return None if place is None or place.lat is None or place.lon is None else Spot(place.lat, place.lon)


def page_number(typed: str) -> int:
    """The page that was asked for; the first one where that makes no sense."""
    is_number = typed.isascii() and typed.isdecimal() and len(typed) <= _LONGEST_PAGE
    return min(int(typed), MOST_PAGES) if is_number and int(typed) else 1


def query_of(said: Mapping[str, Any], **more: object) -> str:
    """Choices as they stand in an address."""
    kept = {name: "on" if value is True else value for name, value in {**said, **more}.items()}
    if "where" not in kept:
        kept.pop("radius", None)
    return urlencode(kept)


def chips(one: Sought) -> Sequence[Chip]:
    """Each choice with the way to drop it."""
    found = []
    for name, words in _words(one).items():
        rest = {key: value for key, value in one.said.items() if key != name}
        query = query_of(rest)
        found.append(Chip(words, f"?{query}" if query else "?"))
    return found


def _words(one: Sought) -> Mapping[str, str]:
    told = {}
    for name, value in one.said.items():
        field = one.form.fields[name]
        if name == "q":
            told[name] = str(value)
        elif name == "where" and one.place is not None:
            told[name] = _("%(place)s and %(km)s km around") % {"place": one.place.name, "km": one.asked.radius_km}
        elif value is True:
            told[name] = str(field.label)
        elif name not in {"radius", "where"}:
            words = {str(key): str(word) for key, word in field.choices}  # type: ignore[attr-defined]
            told[name] = words.get(str(value), str(value))
    return told
