"""Things that carriers borrow in the demonstration: a projector at once, and a hall for which they ask."""

from datetime import date, time, timedelta

from lotsenwerk.console.demo_data.cast import LaidTown
from lotsenwerk.console.demo_data.hours import on
from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.gatherings.actions.borrow import borrow
from lotsenwerk.domain.gatherings.actions.keep_thing import About, add_thing
from lotsenwerk.domain.gatherings.models import ThingKind, ToCarriers
from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.kit.actor import Actor, Came


def put_things(town: LaidTown, today: date, carrier: Organisation | None) -> None:
    """A projector that carriers have at once, and a hall for which they ask; the carrier of the café does both."""
    about = About(
        "Beamer mit Leinwand",
        kind=ThingKind.EQUIPMENT,
        where="Rathaus, Empfang",
        note="HDMI-Kabel und Verlängerung liegen dabei.",
        to_carriers=ToCarriers.AT_ONCE,
    )
    projector = add_thing(town.coordinator, about, at=town.at)
    about = About(
        "Saal im Bürgerhaus",
        kind=ThingKind.ROOM,
        where="Rathausstraße 2, 1. Stock",
        note="60 Plätze, Küche mit Herd, Aufzug. Schlüssel am Empfang.",
        handover_minutes=60,
        to_carriers=ToCarriers.ASK,
    )
    hall = add_thing(town.coordinator, about, at=town.at)
    if carrier is None:
        return
    who = Actor(
        came=Came.LOGIN,
        organisation_id=town.organisation.id,
        roles=frozenset({Role.PARTNER}),
        user_id=0,
        partner_id=carrier.pk,
    )
    for thing, days, what in ((projector, 2, "Filmabend im Sprachcafé"), (hall, 9, "Fest zum Jahresende")):
        begin = on(today + timedelta(days=days), time(16))
        borrow(who, thing, begin=begin, end=begin + timedelta(hours=4), purpose=what, at=town.at)
