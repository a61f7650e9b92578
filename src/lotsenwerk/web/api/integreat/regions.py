"""A town as a region."""

import math
from collections.abc import Collection, Sequence
from typing import Any, Final

from django.conf import settings
from django.conf.locale import LANG_INFO

from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.publishing.integreat import theirs
from lotsenwerk.kit.maps import METRES_PER_DEGREE

_HECTARE: Final = 10_000
_USUAL_HA: Final = 5_000
"""The size of a town of which nobody has said it."""


def region_of(body: Organisation, spoken: Collection[str]) -> dict[str, Any]:
    """One region; what we do not have is said to be off."""
    place = body.municipality
    return {
        "id": body.pk,
        "name": body.name,
        "path": body.slug,
        "live": True,
        "prefix": None,
        "name_without_prefix": body.name,
        "plz": body.postcode or (place.seat_postcode if place else "") or None,
        "extras": False,
        "events": True,
        "pois": True,
        "push_notifications": False,
        "longitude": body.lon,
        "latitude": body.lat,
        "bounding_box": _box(body),
        "aliases": None,
        "tunews": False,
        "external_news": False,
        "languages": language_rows(spoken),
        "is_chat_enabled": False,
    }


def language_rows(spoken: Collection[str]) -> Sequence[dict[str, Any]]:
    """The languages in our order, each by its name in itself."""
    return [
        {
            "id": number,
            "code": theirs(code),
            "bcp47_tag": code,
            "native_name": name,
            "dir": "rtl" if LANG_INFO[code]["bidi"] else "ltr",
        }
        for number, (code, name) in enumerate(settings.LANGUAGES, start=1)
        if code in spoken
    ]


def _box(body: Organisation) -> Sequence[Sequence[float]] | None:
    """South-west and north-east of a square as large as the town around its middle, longitude first."""
    if body.lat is None or body.lon is None:
        return None
    hectares = (body.municipality.area_ha if body.municipality else None) or _USUAL_HA
    high = math.sqrt(hectares * _HECTARE) / 2 / METRES_PER_DEGREE
    wide = high / math.cos(math.radians(body.lat))
    corners = ((body.lon - wide, body.lat - high), (body.lon + wide, body.lat + high))
    return [[round(lon, 5), round(lat, 5)] for lon, lat in corners]
