"""Keep what a reading found: places as listed partners, dates as entries of the shop window, each with its source.

Whatever people have entered is never touched. What has not changed there stays as it is here, also where somebody has
mended it here in the meantime; what is gone there ends here.
"""

from datetime import datetime, timedelta
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import translation
from django.utils.translation import gettext as _

from lotsenwerk.domain.organisations.actions.found import list_partner
from lotsenwerk.domain.organisations.actions.keep_partner import (
    Facts,
    Open,
    change_partner,
    end_partner,
    place_partner,
    set_opening_hours,
)
from lotsenwerk.domain.organisations.models import Access, Kind
from lotsenwerk.domain.organisations.queries import this_organisation
from lotsenwerk.domain.places.models import Municipality
from lotsenwerk.domain.places.queries import municipalities_for_postcode
from lotsenwerk.domain.publishing.actions.show import empty_entry, show_words
from lotsenwerk.domain.publishing.documents import Words
from lotsenwerk.domain.publishing.integreat import Date, Place, Reading, Spot, digest
from lotsenwerk.domain.publishing.models import Borrowed, Entry, EntryDay, PageKind, Source
from lotsenwerk.domain.publishing.queries.as_shown import Shown
from lotsenwerk.domain.publishing.slugs import slug_of
from lotsenwerk.kit import clock, phone_numbers
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput
from lotsenwerk.kit.locking import lock
from lotsenwerk.kit.names import sort_key
from lotsenwerk.kit.refs import new_ref
from lotsenwerk.kit.typed import place_to_keep

SHOWN_AHEAD: Final = timedelta(days=400)
_POSTCODE: Final = 5
_LONGEST_NUMBER: Final = 12


def keep_reading(actor: Actor, source_id: int, reading: Reading, *, at: datetime) -> Source | None:
    """Make ours what was read, in one transaction; nothing where the source was given up in the meantime."""
    found = Source.objects.filter(pk=source_id).first()
    if found is None:
        return None
    source = lock(Source.objects.all(), pk=found.pk)
    source.name, source.website, source.fault = reading.name, reading.website, ""
    source.tried_at = source.worked_at = at
    source.places, source.dates, source.pages = len(reading.places), len(reading.dates), reading.pages
    source.save()
    here = {row.key: row for row in source.borrowed.select_related("partner", "entry")}
    things: list[Place | Date] = [*reading.places, *reading.dates]
    wanted = {one.key: one for one in things}
    for key, row in here.items():
        if key not in wanted:
            let_go(actor, row, at=at)
    for key, one in wanted.items():
        known = here.get(key)
        if known is None or known.digest != digest(one):
            _keep(actor, source, known or Borrowed(source=source, key=key), one, at)
    return source


def let_go(actor: Actor, row: Borrowed, *, at: datetime) -> None:
    """End what came from elsewhere: the partner is listed no longer, the entry is shown no longer."""
    row.delete()
    if row.partner is not None and row.partner.ended_at is None:
        end_partner(actor, row.partner, at=at)
    if row.entry is not None:
        empty_entry(row.entry, at)


def _keep(actor: Actor, source: Source, row: Borrowed, one: Place | Date, at: datetime) -> None:
    row.digest = digest(one)
    if isinstance(one, Place):
        _keep_place(actor, source, row, one, at)
    else:
        _keep_date(source, row, one, at)
    row.save()


def said_source(source: Source, language: str) -> str:
    """From where something comes, as it stands beside it."""
    with translation.override(language):
        return _("Source: Integreat, %(region)s") % {"region": source.name}


# --- places -----------------------------------------------------------------------------------------------------------


def _keep_place(actor: Actor, source: Source, row: Borrowed, place: Place, at: datetime) -> None:
    """List it, or change what is said of it. Whom the desk has taken off the list stays off."""
    if row.partner is None:
        row.partner = list_partner(actor, kind=Kind.ADVICE_SERVICE, name=place.name, at=at)
    if row.partner.ended_at is not None:
        return
    row.partner = change_partner(actor, row.partner, _facts(source, place), at=at)
    spot = _spot(place.spot)
    if spot is not None:
        place_partner(actor, row.partner, lat=spot[0], lon=spot[1], at=at)
    set_opening_hours(actor, row.partner, [Open(one.weekday, one.opens, one.closes) for one in place.hours], at=at)


def _facts(source: Source, place: Place) -> Facts:
    street, number = _street(place.spot.address)
    is_postcode = place.spot.postcode.isdecimal() and len(place.spot.postcode) == _POSTCODE
    return Facts(
        name=place.name,
        street=street,
        house_number=number,
        postcode=place.spot.postcode if is_postcode else "",
        town=place.spot.town,
        phone=_phone(place.phone),
        email=_email(place.email),
        website=(place.url or source.website)[:200],
        about=said_source(source, "de"),
        access=Access.STEP_FREE if place.is_step_free else Access.UNKNOWN,
        by_appointment=place.by_appointment,
    )


def _street(address: str) -> tuple[str, str]:
    """Street and house number; the number is what stands behind the last word, beginning with a digit."""
    words = address.split()
    first = next((at for at, word in enumerate(words) if at and word[:1].isdigit()), len(words))
    street, number = " ".join(words[:first]), " ".join(words[first:])
    return (street, number) if len(number) <= _LONGEST_NUMBER else (address, "")


def _phone(told: str) -> str:
    try:
        return phone_numbers.parse(told) if told else ""
    except BadInput:
        return ""


def _email(told: str) -> str:
    try:
        validate_email(told)
    except ValidationError:
        return ""
    return told


def _spot(spot: Spot) -> tuple[float, float] | None:
    if spot.lat is None or spot.lon is None:
        return None
    try:
        kept = place_to_keep(spot.lat, spot.lon)
    except BadInput:
        return None
    return kept.lat, kept.lon


# --- dates ------------------------------------------------------------------------------------------------------------


def _keep_date(source: Source, row: Borrowed, date: Date, at: datetime) -> None:
    """Show its name, its place and its days. Its words belong to others: they are read there."""
    german = dict(date.titles)["de"]
    values = _values(source, date, at) | {"sort_key": sort_key(german)}
    if row.entry is None:
        ref = new_ref()
        slug = f"{slug_of(german) or 'integreat'}-{ref.lower()}"
        row.entry = Entry.objects.create(
            organisation_id=source.organisation_id, kind=PageKind.DATE, ref=ref, slug=slug, published_at=at, **values
        )
    else:
        for name, value in values.items():
            setattr(row.entry, name, value)
        row.entry.save()
    told = [Shown(code, Words(title, said_source(source, code))) for code, title in date.titles]
    show_words(row.entry, told)
    _show_days(row.entry, date, at)


def _values(source: Source, date: Date, at: datetime) -> dict[str, Any]:
    where, spot = _municipality(date.spot), _spot(date.spot)
    address = ", ".join(part for part in (date.spot.name, date.spot.address) if part)
    link = date.url or source.website
    facts = {"place": address, "website": link, "source": f"Integreat, {source.name}", "source_url": link}
    return {
        "municipality": where,
        "county_id": where.county_id if where else None,
        "lat": spot[0] if spot else where.lat if where else None,
        "lon": spot[1] if spot else where.lon if where else None,
        "facts": {name: value for name, value in facts.items() if value},
        "changed_at": at,
    }


def _municipality(spot: Spot) -> Municipality | None:
    """The place by its postcode, and by its name where the postcode reaches into several; else the town that reads."""
    found = municipalities_for_postcode(spot.postcode) if spot.postcode else []
    named = [one for one in found if one.name == spot.town] or found
    return named[0] if named else this_organisation().municipality


def _show_days(entry: Entry, date: Date, at: datetime) -> None:
    """Its days from now on; of two on one day the first."""
    days: dict[Any, tuple[datetime, datetime]] = {}
    for begins, ends in date.days:
        if ends >= at - timedelta(days=1) and begins <= at + SHOWN_AHEAD:
            days.setdefault(clock.local(begins).date(), (begins, ends))
    entry.days.all().delete()
    EntryDay.objects.bulk_create(
        EntryDay(entry=entry, organisation_id=entry.organisation_id, regular_day=day, begins=begins, ends=ends)
        for day, (begins, ends) in days.items()
    )
