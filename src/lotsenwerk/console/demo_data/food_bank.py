"""The food bank of the demonstration with its guests, and the cargo bicycle."""

from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Final

from lotsenwerk.console.demo_data import tables
from lotsenwerk.console.demo_data.agenda import Agenda
from lotsenwerk.console.demo_data.cast import LaidTown
from lotsenwerk.console.demo_data.hours import DESK, day_after, is_shop_day, on
from lotsenwerk.console.demo_data.scene import next_thursday
from lotsenwerk.domain.accounts.actions.membership import give_role
from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.accounts.queries import user_by_email
from lotsenwerk.domain.assistance.actions.food_bank.enter_household import enter_household
from lotsenwerk.domain.assistance.actions.food_bank.give_out import fetched, not_come
from lotsenwerk.domain.assistance.actions.food_bank.keep_slot import add_slot
from lotsenwerk.domain.assistance.actions.food_bank.note_diet import note_diet
from lotsenwerk.domain.assistance.actions.food_bank.plan_pick_up import plan_pick_up
from lotsenwerk.domain.assistance.actions.food_bank.see_entitlement import see_entitlement
from lotsenwerk.domain.assistance.models import Diet, Household, PickUp, PickUpSlot
from lotsenwerk.domain.gatherings.actions.book import book
from lotsenwerk.domain.gatherings.actions.keep_thing import About, add_thing
from lotsenwerk.domain.gatherings.models import Thing
from lotsenwerk.domain.organisations.actions.found import list_partner
from lotsenwerk.domain.organisations.models import Kind, Organisation
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor, Came, system

FEE: Final = 200
PLACES: Final = 14
AFTERNOON: Final = ((time(13), time(14)), (time(14), time(15)))
SATURDAY: Final = 5
COME: Final = ("Karl-Heinz Gölz", "Margarete Krämer", "Irmgard Ofenloch", "Wilhelm Hartnagel", "Nadia Haddad")
COME_TOO: Final = ("Halyna Bondar", "Frieda Herd", "Maria Rossi", "Gisela Blum")
WHO_DOES_NOT_COME: Final = 3
BEHIND: Final = (4, 9, 14)
"""Working days ago on which the same people came."""


def put_food_bank(town: LaidTown, agenda: Agenda, *, since: datetime) -> Actor:
    """Lay the food bank with its guests and slots, put its days on the agenda; answers who stands at the counter."""
    bank = _bank(town, since)
    slots = _slots(town, bank, since)
    guests = {one.client: _guest(town, bank, one, since) for one in tables.guests()}
    counter = _counter(town, bank, since)
    today = clock.local(town.at).date()
    for days in BEHIND:
        _put_day(town, agenda, guests, slots, counter, day_after(today, -days), COME)
    _put_day(town, agenda, guests, slots, counter, day_after(today, 0, is_shop_day), (*COME, *COME_TOO))
    _put_day(town, agenda, guests, slots, counter, day_after(today, 3), COME_TOO)
    agenda.put(DESK.ago(town.at, 520), lambda at: _bicycle(town, at))
    return counter


def _bank(town: LaidTown, at: datetime) -> Organisation:
    spot = tables.spot_of(town.organisation.name, "Industriestraße", "2")
    return list_partner(
        system(town.organisation.id),
        kind=Kind.FOOD_BANK,
        name=f"Tafel {town.organisation.name}",
        street="Industriestraße",
        house_number="2",
        postcode=town.organisation.postcode,
        town=town.organisation.name,
        lat=spot.lat,
        lon=spot.lon,
        at=at,
    )


def _counter(town: LaidTown, bank: Organisation, at: datetime) -> Actor:
    program = system(town.organisation.id)
    email = f"tafel@{town.organisation.slug}.example"
    name = "Hannelore Rau (Tafel)"
    give_role(program, email=email, display_name=name, role=Role.PARTNER, partner_id=bank.id, at=at)
    user = user_by_email(email)
    return Actor(
        came=Came.LOGIN,
        organisation_id=town.organisation.id,
        roles=frozenset({Role.PARTNER}),
        user_id=user.id if user else 0,
        partner_id=bank.id,
    )


def _slots(town: LaidTown, bank: Organisation, at: datetime) -> dict[int, list[PickUpSlot]]:
    def add(weekday: int, begins: time, ends: time) -> PickUpSlot:
        return add_slot(
            town.coordinator,
            food_bank_id=bank.id,
            weekday=weekday,
            begins=begins,
            ends=ends,
            places=PLACES,
            at=at,
        )

    made = {weekday: [add(weekday, *hours) for hours in AFTERNOON] for weekday in range(SATURDAY)}
    made[SATURDAY] = [add(SATURDAY, time(10), time(12))]
    return made


def _guest(town: LaidTown, bank: Organisation, one: tables.Guest, at: datetime) -> Household:
    guest = enter_household(
        town.coordinator,
        food_bank_id=bank.id,
        client=town.clients[one.client],
        adults=one.adults,
        children=one.children,
        fee_cents=FEE,
        at=at,
    )
    seen = clock.local(at).date()
    if one.valid_days is not None:
        until = clock.local(town.at).date() + timedelta(days=one.valid_days)
        see_entitlement(town.coordinator, guest, seen_on=seen, valid_until=until, at=at)
    if one.diet:
        note_diet(town.coordinator, guest.client, wishes=[Diet(one.diet)], consent_on=seen, at=at)
    return guest


def _put_day(  # noqa: PLR0917 - a day at the counter
    town: LaidTown,
    agenda: Agenda,
    guests: dict[str, Household],
    slots: dict[int, list[PickUpSlot]],
    counter: Actor,
    day: date,
    names: tuple[str, ...],
) -> None:
    """Who is expected on a day; once her hour has come she is ticked, and one does not come."""

    def plan(at: datetime) -> None:
        of_day = slots[day.weekday()]
        for number, name in enumerate(names):
            slot = of_day[number % len(of_day)]
            planned = plan_pick_up(town.coordinator, guests[name], slot=slot, on=day, at=at)
            when = on(day, slot.begins) + timedelta(minutes=6 + 7 * number)
            is_missed = number == WHO_DOES_NOT_COME
            agenda.put(when, partial(_tick, counter, planned, is_missed))

    agenda.put(DESK.ago(min(on(day, time(8)), town.at), 560), plan)


def _tick(counter: Actor, planned: PickUp, is_missed: bool, at: datetime) -> None:
    (not_come if is_missed else fetched)(counter, planned, at=at)


def _bicycle(town: LaidTown, at: datetime) -> None:
    about = About(
        name="Lastenrad „Emma“", where="Hof des Rathauses", note="Schlüssel am Empfang, passt für vier Kisten."
    )
    bicycle = add_thing(town.coordinator, about, at=at)
    # Where a thing stands has no verb of its own yet.
    station = tables.spot_of(town.organisation.name, "Rathausstraße", "2")
    Thing.objects.filter(pk=bicycle.pk).update(lat=station.lat, lon=station.lon)
    busy = clock.local(next_thursday(town.at)).date()
    today = clock.local(town.at).date()
    for days, hour, hours, name in (
        (0, 13, 2, "Farid Rahimi"),
        (1, 9, 3, "Natalia Bondarenko"),
        (2, 10, 2, "Tesfay Gebremariam"),
        (3, 15, 2, "Hassan Saleh"),
        (4, 9, 2, "Iryna Shevchenko"),
        (6, 13, 3, "Khaled Darwish"),
    ):
        begin = on(day_after(today, days), time(hour))
        if begin.date() == busy:
            continue  # left for the planner
        person = town.helpers[name].person
        book(town.coordinator, bicycle, person=person, begin=begin, end=begin + timedelta(hours=hours), at=at)
