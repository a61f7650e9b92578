"""Where something is and when it is open: entries with a place, and bodies that a town lists."""

from collections.abc import Sequence
from typing import Any, Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.organisations.models import Access, Kind, Organisation
from lotsenwerk.domain.publishing.models import Entry, EntryText
from lotsenwerk.domain.publishing.routes import absolute
from lotsenwerk.web.api.integreat.texts import organization_of, told_of

SERVICES_FROM: Final = 1_000_000_000
"""Ids of bodies begin here: those of entries are never so high."""
CATEGORIES: Final[dict[str, tuple[int, Promise]]] = {
    Kind.ADVICE_SERVICE: (1, _("Advice service")),
    Kind.CLUB: (2, _("Club")),
    Kind.MIGRANT_ORGANISATION: (3, _("Migrant organisation")),
}
_DAYS: Final = range(7)


def place_of(entry: Entry) -> dict[str, Any]:
    """Where an entry is; nothing anywhere where it is nowhere."""
    town = entry.municipality
    address = entry.facts.get("place") or None
    is_somewhere = bool(address or town)
    return _place(
        ident=entry.pk if is_somewhere else None,
        name=address or (town.name if town else None),
        address=address,
        town=town.name if town else None,
        postcode=(town.seat_postcode if town else "") or None,
        spot=(entry.lat, entry.lon),
    )


def location_of_entry(text: EntryText) -> dict[str, Any]:
    """A site, or an organisation with a page of its own."""
    carrier = text.entry.carrier
    kind = Kind.ADVICE_SERVICE if text.entry.kind == "site" else Kind.CLUB
    return _location(
        told_of(text),
        place_of(text.entry),
        kind=kind,
        website=text.entry.facts.get("website") or None,
        email=(carrier.email if carrier else "") or None,
        phone=(carrier.phone if carrier else "") or None,
        body=carrier,
    )


def location_of_service(body: Organisation, language: str) -> dict[str, Any]:
    """A body that a town lists; it is called the same in every language."""
    path = f"{reverse('portal:advice', kwargs={'language': language})}?postcode={body.postcode}#service-{body.pk}"
    told = {
        "id": SERVICES_FROM + body.pk,
        "url": absolute(path),
        "path": path,
        "title": body.name,
        "modified_gmt": None,
        "last_updated": None,
        "excerpt": body.about,
        "content": "",
        "available_languages": {},
        "thumbnail": None,
        "hash": None,
    }
    place = _place(
        ident=SERVICES_FROM + body.pk,
        name=body.name,
        address=body.address or None,
        town=body.town or None,
        postcode=body.postcode or None,
        spot=(body.lat, body.lon),
    )
    hours = opening_hours(body)
    return _location(
        told,
        place,
        kind=body.kind,
        website=body.website or None,
        email=body.email or None,
        phone=body.phone or None,
        hours=hours,
        barrier_free={Access.STEP_FREE: True, Access.STEPS: False}.get(Access(body.access)),
    )


def opening_hours(body: Organisation) -> Sequence[dict[str, Any]] | None:
    """A row for each day from Monday on; nothing where nobody has said when it is open."""
    slots: dict[int, list[dict[str, str]]] = {day: [] for day in _DAYS}
    for one in body.opening_hours.all():
        slots[one.weekday].append({"start": f"{one.opens:%H:%M}", "end": f"{one.closes:%H:%M}"})
    if not any(slots.values()):
        return None
    return [
        {"allDay": False, "closed": not slots[day], "appointmentOnly": body.by_appointment, "timeSlots": slots[day]}
        for day in _DAYS
    ]


def _location(
    told: dict[str, Any],
    place: dict[str, Any],
    *,
    kind: str,
    website: str | None,
    email: str | None,
    phone: str | None,
    body: Organisation | None = None,
    hours: Sequence[dict[str, Any]] | None = None,
    barrier_free: bool | None = None,
) -> dict[str, Any]:
    number, name = CATEGORIES[kind]
    return told | {
        "meta_description": told["excerpt"][:160],
        "icon": None,
        "website": website,
        "email": email,
        "phone_number": phone,
        "category": {"id": number, "name": str(name), "color": None, "icon": None, "icon_url": None},
        "temporarily_closed": False,
        "opening_hours": hours,
        "appointment_url": None,
        "location": place,
        "organization": organization_of(body),
        "barrier_free": barrier_free,
    }


def _place(
    *,
    ident: int | None,
    name: str | None,
    address: str | None,
    town: str | None,
    postcode: str | None,
    spot: tuple[float | None, float | None],
) -> dict[str, Any]:
    return {
        "id": ident,
        "name": name,
        "address": address,
        "town": town,
        "state": None,
        "postcode": postcode,
        "region": None,
        "country": "DE" if ident is not None else None,
        "latitude": spot[0],
        "longitude": spot[1],
    }
