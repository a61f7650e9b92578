"""One town of the demonstration with everybody in it, laid by the same verbs that people use."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Final

from lotsenwerk.console.demo_data import tables
from lotsenwerk.domain.accounts.actions.membership import give_role
from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.accounts.queries import roles_in, user_by_email
from lotsenwerk.domain.organisations.actions.found import found_tenant, list_partner, switch_modules
from lotsenwerk.domain.organisations.actions.keep_partner import Open, set_opening_hours
from lotsenwerk.domain.organisations.models import Kind, Module, Organisation
from lotsenwerk.domain.people.actions.contacts import add_contact
from lotsenwerk.domain.people.actions.ladder import move_volunteer
from lotsenwerk.domain.people.actions.limits import Limits
from lotsenwerk.domain.people.actions.register import Access, Contact, Stretch, register_client, register_volunteer
from lotsenwerk.domain.people.actions.suitability import engage
from lotsenwerk.domain.people.models import Client, Engagement, TravelMode, Volunteer
from lotsenwerk.domain.places.queries import municipality_by_ags
from lotsenwerk.kit.actor import Actor, Came, system
from lotsenwerk.kit.names import fold
from lotsenwerk.kit.phone_numbers import fictional_landline, fictional_mobile
from lotsenwerk.kit.tenancy import tenant

VERBS: Final = {"interested": (), "active": ("activate",), "paused": ("activate", "pause")}
COUNTY: Final = (Module.GUIDES, Module.INTERPRETERS, Module.PROJECTS, Module.FUNDING)
EVERYTHING: Final = (Module.SHOPPING, Module.FOOD_BANK, *COUNTY)
CLOSED_ON_SUNDAYS: Final = range(6)
LIMITS: Final[Mapping[str, Limits]] = {
    "Tesfay Gebremariam": Limits(rides_cargo_bicycle=True, most_hours_a_week=10),
    "Farid Rahimi": Limits(rides_cargo_bicycle=True),
    "Hassan Saleh": Limits(rides_cargo_bicycle=True, avoids=["dog"]),
    "Iryna Shevchenko": Limits(rides_cargo_bicycle=True, avoids=["smoke"]),
    "Khaled Darwish": Limits(rides_cargo_bicycle=True, most_visits_a_week=5),
    "Amira Haddad": Limits(most_visits_a_week=4),
    "Brigitte Hofmann": Limits(most_visits_a_week=6, avoids=["stairs"]),
    "Gabriele Schuster": Limits(most_visits_a_week=3, avoids=["dog", "smoke"]),
}
"""What some helpers said of how much, on which wheels, and whom they would rather not meet."""
CIRCUMSTANCES: Final[Mapping[str, Sequence[str]]] = {
    "Hildegard Kolb": ["stairs"],
    "Josef Brenner": ["dog"],
    "Wilhelm Hartnagel": ["smoke"],
    "Heinrich Schäfer": ["dog", "stairs"],
    "Margarete Krämer": ["cat"],
    "Horst Bauer": ["smoke"],
}
"""What one meets at some doors."""


@dataclass(frozen=True, slots=True)
class Script:
    """What stands in one town: its official key, staff and shops, and the first numbers kept free for fiction."""

    ags: str
    table: str
    postcode: str
    staff: Sequence[tuple[Role, str, str]]
    """Role, display name and the part of the address before the @."""
    shops: Sequence[tuple[str, str, str, time, time]]
    """Name, street, number, and from when to when it is open from Monday to Saturday."""
    first_landline: int
    first_mobile: int
    kind: Kind = Kind.MUNICIPALITY
    name: str = ""
    """Its name where it is no town: a county, or a body of the state; the key names its seat then."""
    modules: Sequence[Module] = ()
    """What is switched on; everything where nothing is said."""


@dataclass(slots=True)
class LaidTown:
    """A town as the script left it: everybody by name, and who does what at the desk."""

    organisation: Organisation
    coordinator: Actor
    at: datetime
    """The present of the demonstration."""
    administrator: Actor
    clients: dict[str, Client] = field(default_factory=dict)
    helpers: dict[str, Volunteer] = field(default_factory=dict)
    told: dict[str, tables.Helper] = field(default_factory=dict)
    """What the table says of each helper."""
    shops: dict[str, Organisation] = field(default_factory=dict)
    chance: random.Random = field(default_factory=lambda: random.Random(68642))  # noqa: S311 - the same town each time

    def shop(self, name: str) -> Organisation | None:
        """The shop whose name begins so; none for none."""
        return next((shop for known, shop in self.shops.items() if name and known.startswith(name)), None)

    def as_helper(self, name: str) -> Actor:
        """A helper as actor, logged in on her own phone."""
        person = self.helpers[name].person
        return Actor(
            came=Came.LOGIN,
            organisation_id=self.organisation.id,
            roles=frozenset({Role.VOLUNTEER}),
            user_id=person.user_id,
            person_id=person.id,
            language=person.language,
        )


def lay_town(script: Script, *, at: datetime, since: datetime) -> LaidTown:
    """Set up the town with everybody in it as of ``since``; its present is ``at``."""
    municipality = municipality_by_ags(script.ags)
    organisation = found_tenant(municipality=municipality, kind=script.kind, name=script.name, at=since)
    organisation.postcode = script.postcode
    organisation.phone = fictional_landline(script.first_landline)
    organisation.save(update_fields=["postcode", "phone"])
    program = system(organisation.id)
    with tenant(organisation.id):
        for role, name, box in script.staff:
            give_role(program, email=f"{box}@{organisation.slug}.example", display_name=name, role=role, at=since)
        switch_modules(program, script.modules or EVERYTHING, at=since)
        town = LaidTown(
            organisation,
            coordinator=staff(organisation, script, Role.COORDINATOR),
            administrator=staff(organisation, script, Role.ADMINISTRATOR),
            at=at,
        )
        for name, street, number, opens, closes in script.shops:
            town.shops[name] = _shop(town, script, (name, street, number), (opens, closes), since)
        numbers = _Numbers(script)
        if script.kind != Kind.MUNICIPALITY:
            return town
        for helper in tables.helpers(script.table):
            town.helpers[helper.name] = _helper(town, helper, script, numbers, since)
            town.told[helper.name] = helper
        for neighbour in tables.neighbours(script.table):
            town.clients[neighbour.name] = _client(town, neighbour, script, numbers, since)
    return town


def staff(organisation: Organisation, script: Script, role: Role) -> Actor:
    """The first of the staff in a role, as actor."""
    box = next(box for held, _name, box in script.staff if held == role)
    user = user_by_email(f"{box}@{organisation.slug}.example")
    user_id = user.id if user else 0
    roles = roles_in(user_id, organisation.id)
    return Actor(came=Came.LOGIN, organisation_id=organisation.id, roles=roles, user_id=user_id)


class _Numbers:
    """Telephone numbers that will never ring, each once."""

    def __init__(self, script: Script) -> None:
        self._landline, self._mobile = script.first_landline, script.first_mobile - 1

    def landline(self) -> str:
        self._landline += 1
        return fictional_landline(self._landline)

    def mobile(self) -> str:
        self._mobile += 1
        return fictional_mobile(self._mobile)


def _shop(
    town: LaidTown, script: Script, about: tuple[str, str, str], hours: tuple[time, time], at: datetime
) -> Organisation:
    name, street, number = about
    spot = tables.spot_of(town.organisation.name, street, number)
    shop = list_partner(
        system(town.organisation.id),
        kind=Kind.SHOP,
        name=name,
        street=street,
        house_number=number,
        postcode=script.postcode,
        town=town.organisation.name,
        lat=spot.lat,
        lon=spot.lon,
        at=at,
    )
    set_opening_hours(
        system(town.organisation.id), shop, [Open(day, hours[0], hours[1]) for day in CLOSED_ON_SUNDAYS], at=at
    )
    return shop


def _contact(town: LaidTown, one: tables.Neighbour | tables.Helper, script: Script, since: date) -> Contact:
    spot = tables.spot_of(town.organisation.name, one.street, one.number)
    return Contact(
        given_name=one.given,
        family_name=one.family,
        gender=one.gender,
        language=one.language,
        street=one.street,
        house_number=one.number,
        postcode=script.postcode,
        town=tables.town_with_district(town.organisation.name, one.street),
        lat=spot.lat,
        lon=spot.lon,
        notice_given_on=since,
    )


def _client(town: LaidTown, one: tables.Neighbour, script: Script, numbers: _Numbers, at: datetime) -> Client:
    access = Access(
        notes=one.notes,
        floor=one.floor,
        bell_name=one.bell,
        walking_aid=one.aid,
        who_opens=one.opens,
        gender_wish=one.wish,
        circumstances=CIRCUMSTANCES.get(one.name, ()),
    )
    contact = _with(_contact(town, one, script, at.date()), phone=numbers.landline())
    client = register_client(town.coordinator, contact, access=access, at=at)
    if one.contact:
        given, _space, family = one.contact.rpartition(" ")
        known = town.helpers.get(one.contact)
        add_contact(
            town.coordinator,
            client,
            Contact() if known else Contact(given_name=given, family_name=family, mobile=numbers.mobile()),
            relation=one.relation,
            told_since=at.date() if one.is_told else None,
            person=known.person if known else None,
            at=at,
        )
    return client


def _helper(town: LaidTown, one: tables.Helper, script: Script, numbers: _Numbers, at: datetime) -> Volunteer:
    box = f"{fold(one.given)}.{fold(one.family)}".replace(" ", "")
    is_federal = one.engagement == Engagement.FEDERAL_VOLUNTEER
    contact = _with(
        _contact(town, one, script, at.date()),
        mobile=numbers.mobile(),
        # The federal volunteer sits at the desk and logs in there.
        email="" if is_federal else f"{box}@helfen.{town.organisation.slug}.example",
    )
    made = register_volunteer(
        town.coordinator,
        contact,
        travel_mode=TravelMode(one.travel),
        languages=one.speaks,
        availability=[Stretch(day, one.begins, one.ends) for day in one.days],
        limits=LIMITS.get(one.name),
        at=at,
    )
    for verb in VERBS[one.status]:
        made = move_volunteer(town.coordinator, made, verb, at=at)
    return engage(town.coordinator, made, one.engagement, at=at) if is_federal else made


def _with(contact: Contact, *, phone: str = "", mobile: str = "", email: str = "") -> Contact:
    return replace(contact, phone=phone, mobile=mobile, email=email)
