"""A pool of interpreters, a Kita that works with it, and what happens between them."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

from PIL import Image

from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.finish import report
from lotsenwerk.domain.assistance.actions.inquiries.ask import Wanted, ask
from lotsenwerk.domain.assistance.actions.inquiries.cooperate import (
    Institution,
    approve_cooperation,
    ask_for_cooperation,
)
from lotsenwerk.domain.assistance.actions.inquiries.numbers import hand_out_numbers
from lotsenwerk.domain.assistance.actions.inquiries.take_in_inquiry import take_in_inquiry
from lotsenwerk.domain.assistance.actions.inquiries.terms import Says, change_terms
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.models import Assignment, Cooperation, Deployment, Inquiry, Need, PoolTerms
from lotsenwerk.domain.people.actions.climb import climb, join_pool
from lotsenwerk.domain.people.actions.pools import open_pool, set_pool_rule
from lotsenwerk.domain.people.gate import Requires
from lotsenwerk.domain.people.models import Pool, PoolMember, Volunteer
from lotsenwerk.kit.actor import Actor, Came
from lotsenwerk.kit.phone_numbers import fictional_landline
from tests.factories import MONDAY, Town, make_volunteer

TUESDAY = datetime(2026, 11, 24, 13, 0, tzinfo=UTC)
"""The first day that keeps five working days after ``MONDAY``, at two o'clock in the afternoon."""
AFTER = TUESDAY + timedelta(hours=2)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
KITA = Institution(
    body="kita",
    name="Kita Regenbogen",
    street="Schulstraße",
    house_number="4",
    postcode="68642",
    town="Bürstadt",
    contact_name="Frau Muster",
    phone=fictional_landline(81),
    email="kita@regenbogen.example",
    accepts_rules=True,
)
WANTED = Wanted(
    language="ara",
    begins=TUESDAY,
    minutes=60,
    subject="parents_talk",
    about="Elterngespräch",
    meeting_point="Eingang links",
    on_site_name="Frau Kern",
    on_site_phone=fictional_landline(82),
    has_consent=True,
    accepts_rules=True,
    asked_by="Frau Muster",
)


@dataclass
class Scene:
    """A town, its pool, the Kita that works with it and one of its people, and two active interpreters."""

    town: Town
    pool: Pool
    kita: Cooperation
    asker: Actor
    amira: Volunteer
    samir: Volunteer

    @property
    def desk(self) -> Actor:
        return self.town.coordinator

    @property
    def her(self) -> Actor:
        """Amira, logged in."""
        return self.town.volunteer_actor(self.amira)

    def asked(self, *, at: datetime = MONDAY, **other: Any) -> Inquiry:
        return ask(self.asker, self.kita, replace(WANTED, **other), at=at)

    def taken_in(self, **other: Any) -> tuple[Inquiry, Need]:
        inquiry = self.asked(**other)
        need = take_in_inquiry(self.desk, inquiry, at=MONDAY)
        inquiry.refresh_from_db()
        return inquiry, need

    def agreed(self, **other: Any) -> tuple[Inquiry, Assignment]:
        """Amira goes."""
        inquiry, need = self.taken_in(**other)
        going = accept_offer(self.her, make_offer(self.desk, need, volunteer=self.amira, at=MONDAY), at=MONDAY)
        going.refresh_from_db()
        return inquiry, going

    def reported(self, *, minutes: int = 50, kilometres: int = 0, **other: Any) -> tuple[Inquiry, Deployment]:
        inquiry, going = self.agreed(**other)
        report(self.her, going, minutes=minutes, kilometres=kilometres, at=AFTER)
        return inquiry, Deployment.objects.get(assignment=going)

    def number(self) -> str:
        return hand_out_numbers(self.desk, self.pool, 1, at=MONDAY)[0].number

    def terms(self, **says: Any) -> PoolTerms:
        return change_terms(self.desk, self.pool, Says(**says), valid_from=MONDAY.date(), at=MONDAY)


def open_scene(town: Town) -> Scene:
    """Inside the town's scope."""
    pool = interpreters(town)
    kita = approve_cooperation(town.coordinator, ask_for_cooperation(stranger(town), pool, KITA, at=MONDAY), at=MONDAY)
    amira, samir = make_volunteer(town), make_volunteer(town, given_name="Samir", family_name="Saleh")
    for one in (amira, samir):
        begin(town, pool, one)
    assert kita.partner_id is not None
    return Scene(town, pool, kita, member_of(town, kita), amira, samir)


def interpreters(town: Town, name: str = "Sprachmittlung") -> Pool:
    pool = open_pool(town.coordinator, kind="interpreters", name=name, answer_days=3, at=MONDAY)
    set_pool_rule(
        town.coordinator,
        pool,
        Requires(talk=False, adult=False, german="B1", other="C1"),
        valid_from=MONDAY.date(),
        at=MONDAY,
    )
    return pool


def begin(town: Town, pool: Pool, volunteer: Volunteer) -> PoolMember:
    return climb(town.coordinator, join_pool(town.coordinator, pool, volunteer, at=MONDAY), "begin", at=MONDAY)


def member_of(town: Town, cooperation: Cooperation) -> Actor:
    """Somebody of the institution, logged in."""
    return Actor(
        came=Came.LOGIN,
        organisation_id=town.id,
        roles=frozenset({Role.PARTNER}),
        user_id=4711,
        partner_id=cooperation.partner_id,
    )


def another_institution(town: Town, pool: Pool) -> Actor:
    """Somebody of a school that works with the same pool."""
    school = replace(KITA, body="school", name="Erich-Kästner-Schule", email="schule@example.org")
    asked = ask_for_cooperation(stranger(town), pool, school, at=MONDAY)
    return member_of(town, approve_cooperation(town.coordinator, asked, at=MONDAY))


def stranger(town: Town) -> Actor:
    return Actor(came=Came.PUBLIC, organisation_id=town.id)


def scan() -> bytes:
    """A small picture of a signed sheet."""
    file = BytesIO()
    Image.new("RGB", (40, 40), "white").save(file, "PNG")
    return file.getvalue()
