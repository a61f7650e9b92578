"""Invented people and towns for tests. Phone numbers come from the ranges kept free for fiction."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from itertools import count
from secrets import token_bytes

from django.contrib.auth.hashers import make_password

from lotsenwerk.domain.accounts.models import Membership, Role, User
from lotsenwerk.domain.assistance.actions.take_in import take_in
from lotsenwerk.domain.assistance.models import Need, NeedKind
from lotsenwerk.domain.journal.actions.record import digest, raise_stamp
from lotsenwerk.domain.journal.models import Detail, Line
from lotsenwerk.domain.organisations.actions.found import found_tenant
from lotsenwerk.domain.organisations.models import Module, Organisation
from lotsenwerk.domain.people.actions.ladder import move_volunteer
from lotsenwerk.domain.people.actions.pools import open_pool, set_pool_rule
from lotsenwerk.domain.people.actions.register import Access, Contact, Stretch, register_client, register_volunteer
from lotsenwerk.domain.people.gate import Requires
from lotsenwerk.domain.people.models import (
    Client,
    FactKind,
    Pool,
    PoolKind,
    PoolMember,
    Rung,
    SuitabilityFact,
    Volunteer,
)
from lotsenwerk.domain.places.models import County, Municipality
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor, Came, system
from lotsenwerk.kit.phone_numbers import FICTIONAL_MOBILES, fictional_landline, fictional_mobile
from lotsenwerk.kit.tenancy import before_commit, tenant

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
"""Ten o'clock on a Monday in Hessen: where tests begin."""

STAFF = (Role.COORDINATOR, Role.ASSISTANT, Role.CLERK, Role.ADMINISTRATOR, Role.STATE_VIEWER)

_numbers = count(1)


@dataclass
class Town:
    """A tenant with its staff as actors. Use ``with town.open():`` to reach its rows."""

    organisation: Organisation
    coordinator: Actor
    members: dict[str, Membership] = field(default_factory=dict)

    @property
    def id(self) -> int:
        return self.organisation.id

    def open(self):  # noqa: ANN201 - a context manager
        return tenant(self.id)

    def actor(self, role: str, *, person_id: int | None = None) -> Actor:
        """Somebody of this town who has one role."""
        member = self.members.get(role)
        return Actor(
            came=Came.LOGIN,
            organisation_id=self.id,
            roles=frozenset({role}),
            user_id=member.user_id if member else None,
            person_id=person_id,
        )

    def volunteer_actor(self, volunteer: Volunteer) -> Actor:
        """The volunteer herself, logged in."""
        return Actor(
            came=Came.LOGIN,
            organisation_id=self.id,
            roles=frozenset({Role.VOLUNTEER}),
            user_id=volunteer.person.user_id,
            person_id=volunteer.person_id,
        )


def make_town(name: str = "Bürstadt", ags: str = "06431005", *, at: datetime = MONDAY) -> Town:
    """A tenant with a coordinator, an assistant, a clerk and an administrator. Everything is switched on."""
    county, _ = County.objects.get_or_create(ags=ags[:5], defaults={"name": "Bergstraße", "kind": "county"})
    municipality = Municipality.objects.filter(ags=ags).first() or Municipality.objects.create(
        ags=ags, name=name, official_name=name, kind="town", county=county, lat=49.64, lon=8.45, sort_key=name.lower()
    )
    organisation = found_tenant(municipality=municipality, at=at)
    organisation.modules = sorted(Module)
    organisation.save(update_fields=["modules"])
    town = Town(organisation, coordinator=system(organisation.id))
    with town.open():
        town.members.update(_staff(town, at=at))
    town.coordinator = town.actor(Role.COORDINATOR)
    return town


def _staff(town: Town, *, at: datetime) -> dict[str, Membership]:
    """What ``give_role`` makes of five people, in five statements instead of fifty: thousands of tests begin here.

    tests/domain/accounts/test_staff.py holds one against the other.
    """
    users = User.objects.bulk_create(
        User(
            email=f"{role}@{town.organisation.slug}.example",
            display_name=role,
            language="de",
            date_joined=at,
            password=make_password(None),
        )
        for role in STAFF
    )
    members = Membership.objects.bulk_create(
        Membership(user=user, organisation_id=town.id, role=role, since=at)
        for role, user in zip(STAFF, users, strict=True)
    )
    told = [(token_bytes(32), {"role": role}) for role in STAFF]
    lines = Line.objects.bulk_create(
        Line(
            verb="give_role",
            at=at,
            came=Came.SYSTEM,
            room="accounts",
            kind="membership",
            subject_id=member.id,
            story_room="accounts",
            story_kind="membership",
            story_id=member.id,
            digest=digest(salt, body),
        )
        for member, (salt, body) in zip(members, told, strict=True)
    )
    Detail.objects.bulk_create(
        Detail(line=line, salt=salt, told=body) for line, (salt, body) in zip(lines, told, strict=True)
    )
    before_commit("journal.stamp", raise_stamp)
    return {member.role: member for member in members}


def make_client(town: Town, *, family_name: str = "Weber", given_name: str = "Erna", at: datetime = MONDAY) -> Client:
    """An older person who phones."""
    contact = Contact(
        given_name=given_name,
        family_name=family_name,
        phone=fictional_landline(next(_numbers)),
        street="Mainstraße",
        house_number="12",
        postcode="68642",
        town=town.organisation.name,
    )
    access = Access(notes="2. Stock, Klingel Weber/Kolb", contact_name="Tochter", contact_phone=fictional_mobile(1))
    return register_client(town.coordinator, contact, access=access, at=at)


def make_volunteer(
    town: Town, *, given_name: str = "Amira", family_name: str = "Haddad", is_active: bool = True, at: datetime = MONDAY
) -> Volunteer:
    """An active volunteer with a login, free on every weekday from eight to six."""
    number = next(_numbers)
    contact = Contact(
        given_name=given_name,
        family_name=family_name,
        mobile=fictional_mobile(number % FICTIONAL_MOBILES),
        email=f"volunteer{number}@{town.organisation.slug}.example",
        language="ar",
        street="Nibelungenstraße",
        house_number="3",
        town=town.organisation.name,
    )
    volunteer = register_volunteer(
        town.coordinator,
        contact,
        languages=[("ara", "native"), ("deu", "B1")],
        availability=[Stretch(day, time(8), time(18)) for day in range(7)],
        at=at,
    )
    return move_volunteer(town.coordinator, volunteer, "activate", at=at) if is_active else volunteer


def guides(town: Town, *, at: datetime = MONDAY) -> Pool:
    """A pool of guides that requires a first talk and no more."""
    pool = open_pool(town.coordinator, kind=PoolKind.GUIDES, name="Lotsinnen", answer_days=3, at=at)
    set_pool_rule(town.coordinator, pool, Requires(adult=False), valid_from=clock.local(at).date(), at=at)
    return pool


def joined(pool: Pool, volunteer: Volunteer, *, rung: str = Rung.ACTIVE, at: datetime = MONDAY) -> PoolMember:
    """In a pool on this rung, after a first talk."""
    SuitabilityFact.objects.create(volunteer=volunteer, kind=FactKind.INTRODUCED, seen_on=clock.local(at).date())
    return PoolMember.objects.create(pool=pool, volunteer=volunteer, rung=rung, rung_since=at, joined_at=at)


def make_need(
    town: Town, client: Client, *, at: datetime = MONDAY, in_hours: int = 24, window_hours: int = 3, minutes: int = 60
) -> Need:
    """A need for tomorrow morning."""
    earliest = at + timedelta(hours=in_hours)
    return take_in(
        town.coordinator,
        client=client,
        kind=NeedKind.SHOP_AND_DELIVER,
        earliest=earliest,
        latest=earliest + timedelta(hours=window_hours),
        minutes=minutes,
        wish="2 × Milch 1,5 %\n1 × Butter (mild)",
        ceiling_cents=4000,
        at=at,
    )
