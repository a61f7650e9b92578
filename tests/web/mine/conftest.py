"""A volunteer, the phone in her hand, and what she is asked."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client as Phone
from django.test.utils import CaptureQueriesContext

from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.models import Assignment, Offer
from lotsenwerk.domain.people.actions.links import make_link
from lotsenwerk.domain.people.models import Client, Volunteer
from lotsenwerk.kit import clock
from tests.factories import Town, make_client, make_need, make_town, make_volunteer

MOST_QUERIES = 12
MOST_BYTES = 40 * 1024
BACKEND = "lotsenwerk.domain.accounts.backends.Backend"


@dataclass
class Stage:
    """One town with Erna, who is helped, and Amira, who helps. Times are relative to now, as views read the clock."""

    town: Town
    erna: Client
    amira: Volunteer
    phone: Phone = field(default_factory=Phone)

    def log_in(self, volunteer: Volunteer | None = None) -> Phone:
        self.phone.force_login((volunteer or self.amira).person.user, backend=BACKEND)
        return self.phone

    def ask(self, volunteer: Volunteer | None = None, *, in_hours: int = 24) -> Offer:
        at = clock.now() + timedelta(hours=min(in_hours - 1, 0))
        with self.town.open():
            need = make_need(self.town, self.erna, at=at, in_hours=in_hours - min(in_hours - 1, 0))
            return make_offer(self.town.coordinator, need, volunteer=volunteer or self.amira, at=at)

    def send(self, volunteer: Volunteer | None = None, *, in_hours: int = 24) -> Assignment:
        offer = self.ask(volunteer, in_hours=in_hours)
        actor = self.town.volunteer_actor(volunteer or self.amira)
        with self.town.open():
            return Assignment.objects.get(pk=accept_offer(actor, offer, at=offer.made_at).pk)

    def link(
        self, purpose: str, subject: Offer | Assignment, volunteer: Volunteer | None = None, **more: object
    ) -> str:
        route = "mine:offer" if purpose == "answer_offer" else "mine:assignment"
        with self.town.open():
            token = make_link(
                person_id=(volunteer or self.amira).person_id,
                purpose=purpose,
                subject_id=subject.id,
                route=route,
                ref=subject.ref,
                at=clock.now(),
                **more,
            )
        return f"/l/{token}/"

    def offer(self, offer: Offer) -> Offer:
        with self.town.open():
            return Offer.objects.select_related("need").get(pk=offer.pk)

    def assignments(self) -> list[Assignment]:
        with self.town.open():
            return list(Assignment.objects.order_by("id"))

    def assignment(self, assignment: Assignment) -> Assignment:
        with self.town.open():
            return Assignment.objects.select_related("need").get(pk=assignment.pk)


def queries_of(phone: Phone, path: str) -> int:
    """How many queries a page takes; it must not be heavy either.

    Marks of the transaction do not count: in a test each scope is a savepoint, in the program it begins and commits.
    """
    with CaptureQueriesContext(connection) as captured:
        page = phone.get(path)
    assert page.status_code == 200
    assert len(page.content) <= MOST_BYTES
    return sum(not query["sql"].startswith(("SAVEPOINT", "RELEASE")) for query in captured.captured_queries)


def set_the_stage(name: str = "Bürstadt", ags: str = "06431005") -> Stage:
    town = make_town(name, ags)
    with town.open():
        return Stage(town, make_client(town), make_volunteer(town))


@pytest.fixture
def stage(db: None) -> Stage:
    return set_the_stage()


@pytest.fixture
def elsewhere(db: None) -> Stage:
    """The same in the next town."""
    return set_the_stage("Lampertheim", "06431013")
