"""Reads of places. They are the same for everybody, so no query asks for an actor."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Power

from lotsenwerk.domain.places.models import County, Municipality, MunicipalityKind, PlaceKey
from lotsenwerk.engines.travel.distance import Point, distance_m
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.kit.names import SearchTerms, SearchWord, fold, search_terms

MOST_FOUND: Final = 10
_PLZ_DIGITS: Final = 5


@dataclass(frozen=True, slots=True)
class Near:
    """A municipality and how far it is, in metres as the crow flies."""

    municipality: Municipality
    metres: int


def counties() -> QuerySet[County]:
    """All counties and free cities, in the order of names."""
    return County.objects.all()


def municipalities_of_county(county: County) -> QuerySet[Municipality]:
    """The municipalities of a county, in the order of names."""
    return _inhabited().filter(county=county)


def municipalities_by_id(ids: Sequence[int]) -> Mapping[int, Municipality]:
    """The municipalities with these ids."""
    return Municipality.objects.in_bulk(ids)


def municipality_by_ags(ags: str) -> Municipality:
    """Return the municipality with this official key, or that had it before; also one that has ended since.

    Raises `NotThere`.
    """
    found = list(Municipality.objects.select_related("county").filter(Q(ags=ags) | Q(former_ags=ags))[:2])
    if not ags or not found:
        raise NotThere(ags)
    return next((municipality for municipality in found if municipality.ags == ags), found[0])


def municipalities_for_postcode(plz: str) -> Sequence[Municipality]:
    """Return the municipalities into which a postcode reaches, in the order of names; none for an unknown one."""
    return list(_inhabited().filter(postcodes__plz=plz.strip()))


def search_municipalities(typed: str, *, most: int = MOST_FOUND) -> Sequence[Municipality]:
    """Return the municipalities that somebody means who types a name or a postcode, the likeliest first.

    The beginning of each word is enough; "Bürstadt", "Buerstadt" and "Burstadt" are one; a letter may be wrong. Names
    that only sound alike stand below those that begin alike. Of a postcode the first two digits are enough.
    """
    digits = "".join(typed.split())
    if digits.isascii() and digits.isdecimal():
        return _by_postcode(digits, most)
    terms = search_terms(typed)
    if not terms.words:
        return []
    fits = _fits(terms)
    rows = _inhabited().in_bulk(list(fits))
    return sorted(rows.values(), key=lambda row: (*_distance_in_names(row, typed), fits[row.pk], row.sort_key))[:most]


def nearest(here: Point, *, most: int = 5, within_m: int | None = None) -> Sequence[Near]:
    """Return the municipalities closest to a point, nearest first, measured to the point that stands for each."""
    # Degrees of longitude shrink towards the pole; in the size of a country the flat picture orders well enough
    # to choose candidates, the true distance then puts them in order.
    shrunk = math.cos(math.radians(here.lat)) ** 2
    flat = Power(F("lat") - Value(here.lat), 2) + Power(F("lon") - Value(here.lon), 2) * Value(shrunk)
    candidates = (
        _inhabited()
        .filter(lat__isnull=False, lon__isnull=False)
        .annotate(flat=flat)
        .order_by("flat")[: most + MOST_FOUND]
    )
    near = [
        Near(municipality, distance_m(here, Point(municipality.lat, municipality.lon)))
        for municipality in candidates
        if municipality.lat is not None and municipality.lon is not None
    ]
    near.sort(key=lambda place: place.metres)
    return [place for place in near[:most] if within_m is None or place.metres <= within_m]


def _inhabited() -> QuerySet[Municipality]:
    rows = Municipality.objects.filter(is_current=True).exclude(kind=MunicipalityKind.UNINCORPORATED)
    return rows.select_related("county")


def _by_postcode(digits: str, most: int) -> Sequence[Municipality]:
    if not 2 <= len(digits) <= _PLZ_DIGITS:  # noqa: PLR2004 - one digit is a tenth of the country
        return []
    return list(_inhabited().filter(postcodes__plz__startswith=digits).distinct()[:most])


def _fits(terms: SearchTerms) -> dict[int, int]:
    """Return the ids of the municipalities that fit every word, with how far they are from it: 0 begins alike."""
    asked = Q()
    for word in terms.words:
        asked |= Q(key__startswith=word.name_prefix) | Q(key__in=word.like)
    keys_of: dict[int, set[str]] = {}
    for municipality_id, key in PlaceKey.objects.filter(asked).values_list("municipality_id", "key"):
        keys_of.setdefault(municipality_id, set()).add(key)
    fits: dict[int, int] = {}
    for municipality_id, keys in keys_of.items():
        weak = [_weakness(word, keys) for word in terms.words]
        if None not in weak:
            fits[municipality_id] = sum(weakness or 0 for weakness in weak)
    return fits


def _weakness(word: SearchWord, keys: set[str]) -> int | None:
    """0 where a name begins like the word, 1 where a letter is wrong, 2 where it only sounds alike, None elsewhere."""
    if any(key.startswith(word.name_prefix) for key in keys):
        return 0
    alike = keys & word.like
    if not alike:
        return None
    return 1 if any(key.startswith("d:") for key in alike) else 2


def _distance_in_names(municipality: Municipality, typed: str) -> tuple[bool, bool]:
    """Order by: is it the very name, does the name begin so."""
    name, wanted = fold(municipality.name), fold(typed)
    return name != wanted, not name.startswith(wanted)
