"""A pool of guides, one who goes, and a newcomer who asks."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.guiding.ask_for_guide import AskedFor, ask_for_guide
from lotsenwerk.domain.assistance.actions.guiding.take_in_order import Order, take_in_order
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.models import Assignment, Inquiry, Need
from lotsenwerk.domain.people.actions.pools import open_pool, set_pool_rule
from lotsenwerk.domain.people.actions.register import Contact, register_client
from lotsenwerk.domain.people.gate import Requires
from lotsenwerk.domain.people.models import Client, Pool, PoolKind, PoolMember, Rung, Volunteer
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor, Came
from lotsenwerk.kit.phone_numbers import fictional_mobile
from tests.factories import MONDAY, Town, make_volunteer

TUESDAY = datetime(2026, 11, 24, 14, 0, tzinfo=clock.BERLIN)
AFTER = TUESDAY + timedelta(hours=2)
THURSDAY = TUESDAY + timedelta(days=2)
ASKED = AskedFor(
    errand="office",
    day=TUESDAY.date(),
    hour=time(14),
    where="Jobcenter Heppenheim",
    postcode="68642",
    speaks="ar",
    languages=("ara", "fra"),
    called="رنا",
    phone=fictional_mobile(71),
)
ORDER = Order(
    about="Der Antrag ist gestellt.",
    not_about="Nicht: dolmetschen, unterschreiben.",
    begins=TUESDAY,
    until=date(2027, 1, 31),
    body="jobcentre",
    subject="application",
    meeting_point="Haupteingang",
    bring=("letter", "id"),
)


@dataclass
class Guides:
    """A town with a pool of guides, Amira who is one of them, and Rana who is known already."""

    town: Town
    pool: Pool
    amira: Volunteer
    rana: Client

    @property
    def desk(self) -> Actor:
        return self.town.coordinator

    @property
    def her(self) -> Actor:
        """Amira, logged in."""
        return self.town.volunteer_actor(self.amira)

    @property
    def public(self) -> Actor:
        return Actor(came=Came.PUBLIC, organisation_id=self.town.id)

    def asked(self, *, at: datetime = MONDAY, **other: Any) -> Inquiry:
        return ask_for_guide(self.public, replace(ASKED, **other), at=at)

    def taken_in(self, *, asked: Inquiry | None = None, **other: Any) -> tuple[Inquiry, Need]:
        inquiry = asked or self.asked()
        need = take_in_order(self.desk, inquiry, replace(ORDER, **other), client=self.rana, at=MONDAY)
        inquiry.refresh_from_db()
        return inquiry, need

    def agreed(self, **other: Any) -> tuple[Inquiry, Assignment]:
        """Amira goes."""
        inquiry, need = self.taken_in(**other)
        going = accept_offer(self.her, make_offer(self.desk, need, volunteer=self.amira, at=MONDAY), at=MONDAY)
        going.refresh_from_db()
        return inquiry, going


def open_guides(town: Town) -> Guides:
    """Inside the town's scope."""
    pool = open_pool(town.coordinator, kind=PoolKind.GUIDES, name="Lotsinnen", answer_days=3, at=MONDAY)
    set_pool_rule(town.coordinator, pool, Requires(talk=False, adult=False), valid_from=MONDAY.date(), at=MONDAY)
    amira = make_volunteer(town)
    PoolMember.objects.create(pool=pool, volunteer=amira, rung=Rung.ACTIVE, rung_since=MONDAY, joined_at=MONDAY)
    contact = Contact(given_name="رنا", language="ar", mobile=fictional_mobile(71), postcode="68642")
    return Guides(town, pool, amira, register_client(town.coordinator, contact, at=MONDAY))
