"""A partner moves, opens at other hours, speaks more languages, or is not listed any more; and the town itself."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, time
from itertools import pairwise
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.organisations.models import Access, OpeningHours, Organisation
from lotsenwerk.domain.organisations.permissions import may_administer
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere
from lotsenwerk.kit.names import sort_key
from lotsenwerk.kit.typed import in_one_form, place_to_keep, refuse_too_long

LONGEST: Final = {"name": 120, "street": 120, "house_number": 12, "town": 80, "website": 200, "about": 300}
POSTCODE: Final = 5
LAST_DAY: Final = 6


@dataclass(frozen=True, slots=True)
class Facts:
    """What is said of a body. ``speaks`` are codes of ISO 639-3, ``phone`` is as it was typed."""

    name: str
    street: str = ""
    house_number: str = ""
    postcode: str = ""
    town: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    about: str = ""
    speaks: Collection[str] = ()
    access: str = ""
    by_appointment: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Open:
    """A stretch of one weekday (Monday is 0) by the clock on the wall."""

    weekday: int
    opens: time
    closes: time


def change_partner(actor: Actor, partner: Organisation, facts: Facts, *, at: datetime) -> Organisation:
    """Say something else of a partner. Another address forgets its place on the map."""
    return _change(actor, _listed(actor, partner), facts, "change_partner", at)


def change_town(actor: Actor, facts: Facts, *, at: datetime) -> Organisation:
    """Say something else of the town itself: its telephone is what whoever needs help calls."""
    _ask(actor)
    town = Organisation.objects.select_for_update().get(pk=actor.organisation_id)
    return _change(actor, town, facts, "change_town", at)


def place_partner(actor: Actor, partner: Organisation, *, lat: float, lon: float, at: datetime) -> Organisation:
    """Keep where a partner is, in degrees north and east."""
    placed = _listed(actor, partner)
    placed.lat, placed.lon = place_to_keep(lat, lon)
    placed.save(update_fields=["lat", "lon"])
    record(actor, "place_partner", ("organisations", "organisation", placed.id), at=at)
    return placed


def set_opening_hours(actor: Actor, partner: Organisation, hours: Sequence[Open], *, at: datetime) -> None:
    """Say when a partner is open. Nothing said: nobody knows, so it counts as always open."""
    of = _listed(actor, partner)
    ordered = sorted(hours)
    for one in ordered:
        if not 0 <= one.weekday <= LAST_DAY or one.closes <= one.opens:
            raise BadInput(_("The end must be later than the beginning."), field="hours")
    for one, following in pairwise(ordered):
        if one.weekday == following.weekday and following.opens < one.closes:
            raise BadInput(_("Two of these times overlap."), field="hours")
    OpeningHours.objects.filter(of=of).delete()
    OpeningHours.objects.bulk_create(
        OpeningHours(of=of, weekday=one.weekday, opens=one.opens, closes=one.closes) for one in ordered
    )
    record(actor, "set_opening_hours", ("organisations", "organisation", of.id), at=at)


def end_partner(actor: Actor, partner: Organisation, *, at: datetime) -> Organisation:
    """Not list it any more: nobody can choose it from now on. What was agreed stays, with its name."""
    ended = _listed(actor, partner)
    ended.ended_at = at
    ended.save(update_fields=["ended_at"])
    record(actor, "end_partner", ("organisations", "organisation", ended.id), at=at)
    return ended


def _ask(actor: Actor) -> None:
    if not may_administer(actor):
        raise NotAllowed(_("Only the administration may do this."))


def _listed(actor: Actor, partner: Organisation) -> Organisation:
    """The partner, locked; ``NotThere`` for one of another town, or one that is not listed any more."""
    _ask(actor)
    listed = Organisation.objects.select_for_update().filter(
        pk=partner.pk, kept_by_id=actor.organisation_id, ended_at__isnull=True
    )
    found = listed.first()
    if found is None:
        raise NotThere
    return found


def _change(actor: Actor, body: Organisation, facts: Facts, verb: str, at: datetime) -> Organisation:
    known = _checked(facts)
    has_moved = any(getattr(body, name) != known[name] for name in ("street", "house_number", "postcode", "town"))
    if has_moved and body.kept_by_id is not None:
        body.lat = body.lon = None
    for name, value in known.items():
        setattr(body, name, value)
    body.sort_key = sort_key(facts.name)
    body.save(update_fields=[*known, "sort_key", "lat", "lon"])
    record(actor, verb, ("organisations", "organisation", body.id), at=at)
    return body


def _checked(facts: Facts) -> dict[str, object]:
    typed = {each.name: getattr(facts, each.name) for each in fields(facts)}
    known = {name: value.strip() if isinstance(value, str) else value for name, value in typed.items()}
    if not known["name"]:
        raise BadInput(_("Please enter a name."), field="name")
    for name, limit in LONGEST.items():
        refuse_too_long(known[name], limit, name)
    if known["postcode"] and not (known["postcode"].isdecimal() and len(known["postcode"]) == POSTCODE):
        raise BadInput(_("A postcode has five digits."), field="postcode")
    if known["access"] not in Access.values:
        raise BadInput(_("Please choose one of the list."), field="access")
    known["phone"] = in_one_form(known["phone"], "phone")
    known["speaks"] = sorted(set(known["speaks"]))
    return known
