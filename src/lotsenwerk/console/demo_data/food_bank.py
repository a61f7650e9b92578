"""The food bank of the demonstration with its guests, and the cargo bicycle. Laid before the journeys begin."""

from datetime import datetime, time, timedelta

from lotsenwerk.console.demo_data.town import LaidTown
from lotsenwerk.domain.accounts.actions.membership import give_role
from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.assistance.actions.food_bank.enter_household import enter_household
from lotsenwerk.domain.assistance.actions.food_bank.give_out import fetched, not_come
from lotsenwerk.domain.assistance.actions.food_bank.keep_slot import add_slot
from lotsenwerk.domain.assistance.actions.food_bank.note_diet import note_diet
from lotsenwerk.domain.assistance.actions.food_bank.plan_pick_up import plan_pick_up
from lotsenwerk.domain.assistance.actions.food_bank.see_entitlement import see_entitlement
from lotsenwerk.domain.assistance.models import Diet, Household, PickUpSlot
from lotsenwerk.domain.gatherings.actions.book import book
from lotsenwerk.domain.gatherings.actions.keep_thing import About, add_thing
from lotsenwerk.domain.organisations.actions.found import list_partner
from lotsenwerk.domain.organisations.models import Kind, Organisation
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import system
from lotsenwerk.kit.tenancy import tenant

GUESTS = (
    # client, adults, children, days until the proof ends, what is not eaten
    (10, 1, 0, 200, (Diet.NO_PORK,)),
    (4, 1, 0, 21, ()),
    (5, 2, 0, 150, (Diet.DIABETES, Diet.SOFT)),
    (0, 1, 0, -12, ()),
    (2, 2, 1, 90, ()),
    (6, 1, 0, 300, (Diet.NO_LACTOSE,)),
    (8, 2, 3, 60, (Diet.HALAL,)),
    (11, 1, 0, None, ()),
    (12, 1, 2, 120, (Diet.VEGETARIAN,)),
)
COME_TODAY = (2, 3, 4, 5, 6, 7, 8)
FEE = 200


def lay_food_bank(town: LaidTown, *, at: datetime) -> None:
    """Lay the food bank with a member at the counter, slots on every weekday, nine guests, some of them for today."""
    program, today = system(town.organisation.id), clock.local(at).date()
    with tenant(town.organisation.id):
        bank = list_partner(
            program,
            kind=Kind.FOOD_BANK,
            name=f"Tafel {town.organisation.name}",
            street="Am Bildstock",
            house_number="2",
            postcode=town.organisation.postcode,
            town=town.organisation.name,
            at=at - timedelta(days=39),
        )
        give_role(
            program,
            email=f"tafel@{town.organisation.slug}.example",
            display_name="Hannelore Rau (Tafel)",
            role=Role.PARTNER,
            partner_id=bank.id,
            at=at - timedelta(days=39),
        )
        slots = _slots(town, bank, at)
        guests = _guests(town, bank, at)
        early = at - timedelta(days=1)
        for number, guest in enumerate(COME_TODAY):
            slot = slots[today.weekday(), number % 2]
            plan_pick_up(town.coordinator, guests[guest], slot=slot, on=today, at=early)
        _ticks(town, guests, slots, at)
        _bicycle(town, at)


def _slots(town: LaidTown, bank: Organisation, at: datetime) -> dict[tuple[int, int], PickUpSlot]:
    hours = ((time(13), time(14)), (time(14), time(15)))
    return {
        (weekday, number): add_slot(
            town.coordinator,
            food_bank_id=bank.id,
            weekday=weekday,
            begins=begins,
            ends=ends,
            places=12,
            at=at - timedelta(days=39),
        )
        for weekday in range(7)
        for number, (begins, ends) in enumerate(hours)
    }


def _guests(town: LaidTown, bank: Organisation, at: datetime) -> list[Household]:
    today, entered = clock.local(at).date(), at - timedelta(days=38)
    guests = []
    for client, adults, children, days, diet in GUESTS:
        guest = enter_household(
            town.coordinator,
            food_bank_id=bank.id,
            client=town.clients[client],
            adults=adults,
            children=children,
            fee_cents=FEE,
            at=entered,
        )
        if days is not None:
            until = today + timedelta(days=days)
            see_entitlement(town.coordinator, guest, seen_on=entered.date(), valid_until=until, at=entered)
        if diet:
            note_diet(town.coordinator, guest.client, wishes=diet, consent_on=entered.date(), at=entered)
        guests.append(guest)
    return guests


def _ticks(town: LaidTown, guests: list[Household], slots: dict[tuple[int, int], PickUpSlot], at: datetime) -> None:
    """A week ago two have fetched, one did not come."""
    day = clock.local(at).date() - timedelta(days=7)
    when = datetime.combine(day, time(13, 20), tzinfo=clock.BERLIN)
    for number, guest in enumerate(guests[1:4]):
        slot = slots[day.weekday(), 0]
        planned = plan_pick_up(town.coordinator, guest, slot=slot, on=day, at=when - timedelta(days=2))
        tick = not_come if number == 1 else fetched
        tick(town.coordinator, planned, at=when + timedelta(minutes=4 * number))


def _bicycle(town: LaidTown, at: datetime) -> None:
    about = About(
        name="Lastenrad „Emma“", where="Hof des Rathauses", note="Schlüssel am Empfang, passt für vier Kisten."
    )
    bicycle = add_thing(town.coordinator, about, at=at - timedelta(days=39))
    today = clock.local(at).date()
    for days, hour, hours, helper in ((0, 13, 2, 4), (1, 9, 3, 6), (2, 10, 2, 1), (4, 15, 2, 0)):
        begin = datetime.combine(today + timedelta(days=days), time(hour), tzinfo=clock.BERLIN)
        person = town.helpers[helper].person
        book(
            town.coordinator,
            bicycle,
            person=person,
            begin=begin,
            end=begin + timedelta(hours=hours),
            at=at - timedelta(days=1),
        )
