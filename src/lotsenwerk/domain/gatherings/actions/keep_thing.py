"""What the town lends: enter a thing, change it, end it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.gatherings.models import HOLDS, Booking, Thing, ThingKind, ToCarriers
from lotsenwerk.domain.gatherings.permissions import may_keep_things
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState
from lotsenwerk.kit.locking import lock
from lotsenwerk.kit.names import sort_key

LONGEST: Final = {"name": 80, "where": 160, "note": 300}
LONGEST_HANDOVER: Final = 240
"""Minutes."""


@dataclass(frozen=True, slots=True)
class About:
    """What is said of a thing; ``handover_minutes`` lie free between two bookings."""

    name: str
    kind: ThingKind = ThingKind.CARGO_BICYCLE
    where: str = ""
    note: str = ""
    handover_minutes: int = 15
    to_carriers: ToCarriers = ToCarriers.NO


def add_thing(actor: Actor, about: About, *, at: datetime) -> Thing:
    """Enter something that can be booked from now on."""
    _check(actor, about)
    added = Thing.objects.create(**_facts(about), added_at=at)
    record(actor, "add_thing", ("gatherings", "thing", added.id), at=at)
    return added


def change_thing(actor: Actor, thing: Thing, about: About, *, at: datetime) -> Thing:
    """Change what is said of it. A longer handover counts for bookings made from now on."""
    _check(actor, about)
    thing = lock(Thing.objects.all(), pk=thing.pk)
    for name, value in _facts(about).items():
        setattr(thing, name, value)
    thing.save(update_fields=list(_facts(about)))
    record(actor, "change_thing", ("gatherings", "thing", thing.id), at=at)
    return thing


def end_thing(actor: Actor, thing: Thing, *, at: datetime) -> Thing:
    """It is not lent any more. While bookings lie ahead this is refused: people would wait for it."""
    if not may_keep_things(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    thing = lock(Thing.objects.all(), pk=thing.pk)
    if thing.ended_at is not None:
        raise WrongState(_("This has changed in the meantime. Please look at it again."))
    ahead = Booking.objects.filter(thing=thing, state__in=HOLDS, during__endswith__gt=at)
    if ahead.exists():
        raise WrongState(_("It is still booked. Please cancel these bookings first."))
    thing.ended_at = at
    thing.save(update_fields=["ended_at"])
    record(actor, "end_thing", ("gatherings", "thing", thing.id), at=at)
    return thing


def _facts(about: About) -> dict[str, object]:
    return {
        "kind": about.kind,
        "name": about.name.strip(),
        "sort_key": sort_key(about.name),
        "where": about.where.strip(),
        "note": about.note.strip(),
        "handover_minutes": about.handover_minutes,
        "to_carriers": about.to_carriers,
    }


def _check(actor: Actor, about: About) -> None:
    if not may_keep_things(actor):
        raise NotAllowed(_("Only coordinators may do this."))
    if not about.name.strip():
        raise BadInput(_("Please enter a name."), field="name")
    for name, limit in LONGEST.items():
        if len(getattr(about, name).strip()) > limit:
            raise BadInput(_("Please use at most %(limit)d characters."), field=name, params={"limit": limit})
    if not 0 <= about.handover_minutes <= LONGEST_HANDOVER:
        raise BadInput(_("Please enter between 0 and 240 minutes."), field="handover_minutes")
