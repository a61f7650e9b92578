"""Chapters of the story that every room adds: at least one row in each of its tables."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from lotsenwerk.domain.assistance.actions.alerts import raise_alert
from lotsenwerk.domain.assistance.actions.contact_notes import note_contact
from lotsenwerk.domain.assistance.actions.drafts import keep_draft
from lotsenwerk.domain.assistance.actions.incidents import change_incident, close_incident, note_incident
from lotsenwerk.domain.assistance.actions.practice import change_practice
from lotsenwerk.domain.assistance.models import (
    AlertKind,
    Assignment,
    Cascade,
    CashKind,
    CashLine,
    DietaryWish,
    Every,
    FloatClosing,
    Household,
    Need,
    NeedKind,
    PickUp,
    PickUpSlot,
    ProxySlip,
    ReceiptPhoto,
    Rhythm,
    RhythmException,
    Way,
)
from lotsenwerk.domain.gatherings.models import Booking, Thing, ThingKind
from lotsenwerk.domain.notifications.actions.sending_hours import set_sending_hours
from lotsenwerk.domain.organisations.actions.found import list_partner
from lotsenwerk.domain.organisations.models import Kind
from lotsenwerk.domain.people.models import (
    Absence,
    Client,
    ContactPerson,
    FactKind,
    OtherHours,
    Person,
    Side,
    StandingYes,
    SuitabilityFact,
    Veto,
    Volunteer,
)
from lotsenwerk.kit.actor import system
from lotsenwerk.kit.pictures import reencode
from tests.factories import Town


@dataclass(frozen=True)
class Cast:
    """Who is in the story, and what has happened so far; ``at`` is when the chapters begin."""

    town: Town
    client: Client
    helper: Volunteer
    other_helper: Volunteer
    going: Assignment
    over: Assignment
    open: Need
    picture: bytes
    at: datetime

    @property
    def day(self) -> date:
        return self.at.date()


def tell_of_people(cast: Cast) -> None:
    """Whom a client trusts, who is away, who does not want to meet whom, who has said yes beforehand."""
    daughter = Person.objects.create(
        ref="tochter001", given_name="Tochter", family_name="Kolb", sort_key="kolb tochter", created_at=cast.at
    )
    ContactPerson.objects.create(client=cast.client, person=daughter, added_at=cast.at)
    Absence.objects.create(person=cast.other_helper.person, first_day=cast.day, noted_at=cast.at)
    Veto.objects.create(client=cast.client, volunteer=cast.other_helper, said_by=Side.CLIENT, since=cast.at)
    StandingYes.objects.create(client=cast.client, volunteer=cast.helper, since=cast.at)
    SuitabilityFact.objects.create(volunteer=cast.helper, kind=FactKind.INTRODUCED, seen_on=cast.day)
    OtherHours.objects.create(volunteer=cast.helper, on=cast.day, begins=time(18), ends=time(20), is_free=True)


def tell_of_standing_needs(cast: Cast) -> None:
    """Every Thursday, but not this one; and a question that widens."""
    rhythm = Rhythm.objects.create(
        client=cast.client,
        kind=NeedKind.SHOP_AND_DELIVER,
        every=Every.WEEK,
        first_day=cast.day,
        begins=time(9),
        ends=time(12),
        minutes=60,
        wish="2 × Milch",
        made_at=cast.at,
    )
    RhythmException.objects.create(rhythm=rhythm, day=cast.day + timedelta(days=7), made_at=cast.at)
    Cascade.objects.create(need=cast.open, wait_minutes=60, next_at=cast.at, begun_at=cast.at)


def tell_of_the_book(cast: Cast) -> None:
    """A line of the Protokollbuch, an alert, an incident, and how this town does it."""
    desk, person = cast.town.coordinator, cast.client.person
    note_contact(desk, person, way=Way.THEY_CALLED, text=f"{person.name} rief an.", need=cast.open, at=cast.at)
    raise_alert(cast.open, AlertKind.NOBODY_FOUND, at=cast.at)
    incident = note_incident(
        desk, person, assignment=cast.over, happened_on=cast.day, text=f"{person.name} ist gestürzt.", at=cast.at
    )
    change_incident(desk, incident, measures="Arzt gerufen.", is_insurance_told=True, at=cast.at)
    close_incident(desk, incident, at=cast.at)
    administrator = cast.town.actor("administrator")
    change_practice(
        administrator,
        insured_through="Rahmenvertrag des Landes Hessen",
        desk_hours="Mo bis Fr, 9 bis 12 Uhr",
        nobody_ended_after=120,
        address_hours=24,
        cascade_minutes=60,
        laid_days=14,
        at=cast.at,
    )


def tell_of_a_draft(cast: Cast) -> None:
    """A call was interrupted while the coordinator typed."""
    keep_draft(cast.town.coordinator, cast.client, typed={"wish": "3 × Quark"}, at=cast.at)


def tell_of_money(cast: Cast) -> None:
    """Money went through hands, the float was counted, a receipt was photographed."""
    CashLine.objects.create(assignment=cast.over, kind=CashKind.CLIENT_GAVE, cents=4000, at=cast.at)
    FloatClosing.objects.create(day=cast.day, counted_cents=0, expected_cents=0, at=cast.at)
    ReceiptPhoto.of(reencode(cast.picture), at=cast.at, assignment=cast.over).save()


def tell_of_the_food_bank(cast: Cast) -> None:
    """A household, a slot, somebody who fetches for it."""
    bank = list_partner(system(cast.town.id), kind=Kind.FOOD_BANK, name=f"Tafel {cast.town.id}", at=cast.at)
    home = Household.objects.create(food_bank=bank, client=cast.client, added_at=cast.at)
    DietaryWish.objects.create(client=cast.client, wishes="no_pork", consent_on=cast.day)
    slot = PickUpSlot.objects.create(food_bank=bank, weekday=3, begins=time(13), ends=time(14), places=20)
    pick_up = PickUp.objects.create(household=home, slot=slot, on=cast.day, need=cast.going.need, made_at=cast.at)
    ProxySlip.objects.create(
        pick_up=pick_up, assignment=cast.going, ref="slip000001", valid_on=cast.day, made_at=cast.at
    )


def tell_of_things(cast: Cast) -> None:
    """The cargo bicycle is booked."""
    bicycle = Thing.objects.create(
        kind=ThingKind.CARGO_BICYCLE, name="Lastenrad", sort_key="lastenrad", added_at=cast.at
    )
    during = (cast.at, cast.at + timedelta(hours=2))
    Booking.objects.create(
        thing=bicycle, person=cast.helper.person, during=during, handover_minutes=15, made_at=cast.at
    )


def tell_of_letters(cast: Cast) -> None:
    """Nobody is written to at night."""
    set_sending_hours(cast.town.coordinator, begins=time(7), ends=time(21), at=cast.at)


CHAPTERS = (
    tell_of_people,
    tell_of_standing_needs,
    tell_of_the_book,
    tell_of_a_draft,
    tell_of_money,
    tell_of_the_food_bank,
    tell_of_things,
    tell_of_letters,
)
