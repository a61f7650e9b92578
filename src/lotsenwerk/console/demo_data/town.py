"""One town of the demonstration, laid by the same verbs that people use."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from lotsenwerk.console.demo_data.people import Helper, Neighbour
from lotsenwerk.domain.accounts.actions.membership import give_role
from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.accounts.queries import roles_in, user_by_email
from lotsenwerk.domain.organisations.actions.found import found_tenant, list_partner, switch_modules
from lotsenwerk.domain.organisations.models import Kind, Module, Organisation
from lotsenwerk.domain.people.actions.ladder import move_volunteer
from lotsenwerk.domain.people.actions.register import Access, Contact, Stretch, register_client, register_volunteer
from lotsenwerk.domain.people.models import Client, TravelMode, Volunteer
from lotsenwerk.domain.places.queries import municipality_by_ags
from lotsenwerk.kit.actor import Actor, Came, system
from lotsenwerk.kit.clock import BERLIN
from lotsenwerk.kit.names import fold
from lotsenwerk.kit.phone_numbers import fictional_landline, fictional_mobile
from lotsenwerk.kit.tenancy import tenant

METRES_PER_DEGREE = 111_320


@dataclass(frozen=True, slots=True)
class Script:
    """What stands in one town: its official key, staff, shops and people."""

    ags: str
    postcode: str
    staff: tuple[tuple[Role, str, str], ...]
    """Role, display name and the part of the address before the @."""
    shops: tuple[tuple[str, str, str], ...]
    neighbours: tuple[Neighbour, ...]
    helpers: tuple[Helper, ...]
    first_number: int


@dataclass(slots=True)
class LaidTown:
    """A town as the script left it, with the coordinator as actor."""

    organisation: Organisation
    coordinator: Actor
    clients: list[Client] = field(default_factory=list)
    helpers: list[Volunteer] = field(default_factory=list)
    shops: list[Organisation] = field(default_factory=list)
    chance: random.Random = field(default_factory=lambda: random.Random(68642))  # noqa: S311 - the same town each time


def lay_town(script: Script, *, at: datetime) -> LaidTown:
    """Set up the town with everybody in it, as of ``at``."""
    municipality = municipality_by_ags(script.ags)
    organisation = found_tenant(municipality=municipality, at=at)
    organisation.postcode = script.postcode
    organisation.phone = fictional_landline(script.first_number)
    organisation.save(update_fields=["postcode", "phone"])
    mail = f"{organisation.slug}.example"
    program = system(organisation.id)
    with tenant(organisation.id):
        for role, name, box in script.staff:
            give_role(program, email=f"{box}@{mail}", display_name=name, role=role, at=at)
        switch_modules(program, [Module.SHOPPING, Module.FOOD_BANK], at=at)
        town = LaidTown(organisation, coordinator_of(organisation, f"{script.staff[0][2]}@{mail}"))
        town.shops = [
            list_partner(
                program,
                kind=Kind.SHOP,
                name=name,
                street=street,
                house_number=number,
                postcode=script.postcode,
                town=municipality.name,
                at=at,
            )
            for name, street, number in script.shops
        ]
        numbers = iter(range(script.first_number + 1, script.first_number + 500))
        town.clients = [_client(town, one, script, next(numbers), at) for one in script.neighbours]
        town.helpers = [_helper(town, one, script, next(numbers), at) for one in script.helpers]
    return town


def coordinator_of(organisation: Organisation, email: str) -> Actor:
    """The coordinator of a laid town as actor."""
    user = user_by_email(email)
    user_id = user.id if user else 0
    roles = roles_in(user_id, organisation.id)
    return Actor(came=Came.LOGIN, organisation_id=organisation.id, roles=roles, user_id=user_id)


def volunteer_actor(town: LaidTown, volunteer: Volunteer) -> Actor:
    """A volunteer of a laid town as actor."""
    return Actor(
        came=Came.LOGIN,
        organisation_id=town.organisation.id,
        roles=frozenset({Role.VOLUNTEER}),
        user_id=volunteer.person.user_id,
        person_id=volunteer.person_id,
        language=volunteer.person.language,
    )


def on(day: date, hour: int, minute: int = 0) -> datetime:
    """An instant by the clock on a Hessian wall."""
    return datetime.combine(day, time(hour, minute), tzinfo=BERLIN)


def _contact(town: LaidTown, one: Neighbour | Helper, script: Script) -> Contact:
    middle_lat, middle_lon = town.organisation.lat or 0.0, town.organisation.lon or 0.0
    wide = METRES_PER_DEGREE * math.cos(math.radians(middle_lat))
    return Contact(
        given_name=one.given_name,
        family_name=one.family_name,
        gender=one.gender,
        street=one.street,
        house_number=one.house_number,
        postcode=script.postcode,
        town=town.organisation.name,
        lat=round(middle_lat + one.north / METRES_PER_DEGREE, 5),
        lon=round(middle_lon + one.east / wide, 5),
    )


def _client(town: LaidTown, one: Neighbour, script: Script, number: int, at: datetime) -> Client:
    contact = _with(_contact(town, one, script), phone=fictional_landline(number), notice_given_on=at.date())
    trusted = fictional_mobile(number + 100) if one.contact else ""
    access = Access(notes=one.access, contact_name=one.contact, contact_phone=trusted)
    return register_client(town.coordinator, contact, access=access, at=at)


def _helper(town: LaidTown, one: Helper, script: Script, number: int, at: datetime) -> Volunteer:
    box = f"{fold(one.given_name)}.{fold(one.family_name)}".replace(" ", "")
    contact = _with(
        _contact(town, one, script),
        mobile=fictional_mobile(number),
        email=f"{box}@helfen.{town.organisation.slug}.example",
        language=one.language,
        notice_given_on=at.date(),
    )
    made = register_volunteer(
        town.coordinator,
        contact,
        travel_mode=TravelMode(one.travel_mode),
        languages=one.languages,
        availability=[Stretch(day, time(one.hours[0]), time(one.hours[1])) for day in one.days],
        at=at,
    )
    for verb in _VERBS[one.status]:
        made = move_volunteer(town.coordinator, made, verb, at=at)
    return made


_VERBS: dict[str, Sequence[str]] = {
    "interested": (),
    "active": ("activate",),
    "paused": ("activate", "pause"),
}


def _with(contact: Contact, **more: object) -> Contact:
    return replace(contact, **more)  # type: ignore[arg-type]
