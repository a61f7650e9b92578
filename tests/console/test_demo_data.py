"""The demonstration: believable, invented, laid once, and never at odds with itself."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Count
from django.test import Client as Browser
from pytest_django import DjangoDbBlocker

from lotsenwerk.console.demo_data.lay import lay_demonstration
from lotsenwerk.console.demo_data.scene import next_thursday
from lotsenwerk.domain.accounts.models import Membership, Role
from lotsenwerk.domain.assistance.ledger import Account, Movement, balances
from lotsenwerk.domain.assistance.models import (
    Alert,
    AlertKind,
    AlertState,
    Assignment,
    AssignmentState,
    CallBack,
    CallBackReason,
    CallBackState,
    Cascade,
    CascadeState,
    CashKind,
    CashLine,
    Deployment,
    DeploymentState,
    Every,
    FloatClosing,
    Household,
    Incident,
    IncidentState,
    Inquiry,
    InquiryState,
    Need,
    NeedState,
    Outcome,
    ReceiptPhoto,
    Report,
    Rhythm,
    Signpost,
)
from lotsenwerk.domain.assistance.queries.guiding import asked_for_guides, running_orders
from lotsenwerk.domain.assistance.snapshot import freeze
from lotsenwerk.domain.gatherings.models import Booking, Thing
from lotsenwerk.domain.journal.models import Line
from lotsenwerk.domain.notifications.models import Letter, LetterState
from lotsenwerk.domain.organisations.models import Kind, OpeningHours, Organisation
from lotsenwerk.domain.organisations.queries import partners, tenants
from lotsenwerk.domain.people.models import (
    Absence,
    Client,
    ContactPerson,
    Engagement,
    HelperCard,
    LanguageSkill,
    Level,
    Person,
    PoolKind,
    PoolMember,
    Rung,
    StandingYes,
    Veto,
    Volunteer,
    VolunteerStatus,
)
from lotsenwerk.domain.places.actions.load_hessen import load_hessen
from lotsenwerk.engines.planning.checking import check
from lotsenwerk.engines.planning.searching import by_rounds, search
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor, Came
from lotsenwerk.kit.phone_numbers import is_fictional
from lotsenwerk.kit.tenancy import tenant
from lotsenwerk.web.entrance.tour.stops import STOPS

pytestmark = pytest.mark.django_db

GOES = (AssignmentState.ACCEPTED, AssignmentState.REPORTED, AssignmentState.CONFIRMED)
THURSDAY = datetime(2026, 11, 26, 10, 40, tzinfo=clock.BERLIN)


@pytest.fixture(scope="module")
def laid(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[datetime]:
    """The demonstration as of now, laid once for the module; afterwards nothing of it is left."""
    now = clock.now()
    with django_db_blocker.unblock(), transaction.atomic():
        load_hessen()
        assert lay_demonstration(at=now)
        yield now
        transaction.set_rollback(True)


@pytest.fixture
def buerstadt(laid: datetime) -> Iterator[datetime]:
    with tenant(tenants().get(slug="burstadt").id):
        yield laid


def test_the_town_is_as_large_as_it_is_said_to_be(buerstadt: datetime) -> None:
    mother_tongues = LanguageSkill.objects.filter(level=Level.NATIVE, person__volunteer__isnull=False)
    assert (Volunteer.objects.count(), Client.objects.count()) == (60, 80)
    assert mother_tongues.values("language").distinct().count() == 12
    shops = partners(Kind.SHOP)
    assert len(shops) == 4
    assert set(OpeningHours.objects.filter(of__in=shops).values_list("weekday", flat=True)) == set(range(6))
    assert (partners(Kind.FOOD_BANK).count(), Thing.objects.count()) == (1, 3)
    assert Household.objects.count() >= 10
    assert Booking.objects.count() >= 5


def test_its_people_are_as_different_as_people_are(buerstadt: datetime) -> None:
    statuses = set(Volunteer.objects.values_list("status", flat=True))
    assert {VolunteerStatus.INTERESTED, VolunteerStatus.ACTIVE, VolunteerStatus.PAUSED} <= statuses
    assert Volunteer.objects.filter(engagement=Engagement.FEDERAL_VOLUNTEER).count() == 1
    assert set(Volunteer.objects.values_list("travel_mode", flat=True)) == {"walk", "bicycle", "car", "transit"}
    towns = set(Person.objects.exclude(town="").values_list("town", flat=True))
    assert towns == {"Bürstadt", "Bürstadt-Bobstadt", "Bürstadt-Riedrode", "Bürstadt-Boxheimerhof"}
    told = ContactPerson.objects.exclude(told_since=None)
    assert ContactPerson.objects.count() > told.count() > 5
    assert (Veto.objects.count(), Absence.objects.count()) == (3, 6)
    assert StandingYes.objects.count() > 30
    assert HelperCard.objects.exists()
    assert set(Rhythm.objects.values_list("every", flat=True)) == set(Every.values)


def test_four_weeks_lie_behind_and_two_ahead(buerstadt: datetime) -> None:
    begins = [visit.during.lower for visit in Assignment.objects.filter(state__in=GOES)]
    weeks = Counter((begin - buerstadt) // timedelta(days=7) for begin in begins)
    assert [week for week in range(-4, 2) if weeks[week] < 20] == [], weeks
    assert set(Report.objects.values_list("outcome", flat=True)) == set(Outcome.values)
    states = set(Assignment.objects.values_list("state", flat=True))
    assert states == set(AssignmentState.values)


def test_something_is_going_on_right_now(buerstadt: datetime) -> None:
    unstaffed = Need.objects.filter(state__in=[NeedState.OPEN, NeedState.OFFERED], latest__gt=buerstadt)
    assert 35 <= unstaffed.count() <= 60
    assert Cascade.objects.filter(state=CascadeState.RUNNING).count() == 1
    assert CallBack.objects.filter(state=CallBackState.DUE).count() >= 4
    heard = CallBack.objects.filter(state=CallBackState.DUE, reason=CallBackReason.WHO_COMES)
    assert not heard.filter(need__latest__lte=buerstadt).exists()
    due = set(Alert.objects.filter(state=AlertState.DUE).values_list("kind", flat=True))
    assert {AlertKind.MONEY_MISSING, AlertKind.NOBODY_ENDED, AlertKind.NOT_AT_HOME, AlertKind.NOBODY_FOUND} <= due
    assert list(Incident.objects.values_list("state", flat=True)) == [IncidentState.CLOSED]


def test_nobody_is_in_two_places_and_nobody_meets_whom_she_must_not(buerstadt: datetime) -> None:
    visits = Assignment.objects.filter(state__in=GOES).order_by("volunteer_id", "during")
    rows = [(visit.volunteer_id, visit.during) for visit in visits]
    twice = [who for (who, one), (other, two) in pairwise(rows) if who == other and one.upper > two.lower]
    assert twice == []
    apart = set(Veto.objects.values_list("client_id", "volunteer_id"))
    met = set(Assignment.objects.values_list("need__client_id", "volunteer_id"))
    assert apart & met == set()


def test_every_visit_falls_on_a_day_on_which_shops_are_open(buerstadt: datetime) -> None:
    assert [need for need in Need.objects.all() if clock.local(need.earliest).weekday() == 6] == []


def test_the_books_balance_to_the_cent(buerstadt: datetime) -> None:
    lines = list(CashLine.objects.select_related("assignment"))
    held = balances(Movement(CashKind(line.kind), line.cents, line.undoes_id is not None) for line in lines)
    assert sum(held.values()) == 0
    open_purses = Counter[int]()
    advances = Counter[int]()
    for line in lines:
        if line.assignment is not None and line.assignment.state != AssignmentState.ACCEPTED:
            moved = balances([Movement(CashKind(line.kind), line.cents, line.undoes_id is not None)])
            open_purses[line.assignment.id] += moved[Account.PURSE]
            advances[line.assignment.id] += moved[Account.HELPER]
    assert [cents for cents in open_purses.values() if cents] == [500]
    assert len([cents for cents in advances.values() if cents]) == 1
    assert ReceiptPhoto.objects.count() >= 1


def test_the_float_is_counted_every_working_day_and_once_it_did_not_meet(buerstadt: datetime) -> None:
    closings = list(FloatClosing.objects.order_by("day"))
    assert len(closings) >= 15
    assert clock.local(buerstadt).date() not in {one.day for one in closings}
    assert [one.counted_cents - one.expected_cents for one in closings if one.counted_cents != one.expected_cents] == [
        -50
    ]


def test_nothing_of_it_happened_later_than_now_and_no_letter_of_the_past_waits(buerstadt: datetime) -> None:
    soon = buerstadt + timedelta(minutes=15)
    assert not Line.objects.filter(at__gt=soon).exists()
    assert not Letter.objects.filter(state=LetterState.WAITING, due_at__lte=buerstadt - timedelta(minutes=1)).exists()
    assert set(Letter.objects.values_list("state", flat=True)) >= {LetterState.SENT, LetterState.FAILED}


def test_the_county_has_pools_in_twenty_languages_and_requests_of_every_kind(laid: datetime) -> None:
    with tenant(tenants().get(kind=Kind.COUNTY).id):
        active = PoolMember.objects.filter(rung=Rung.ACTIVE)
        assert active.filter(pool__kind=PoolKind.GUIDES).count() == 25
        assert active.filter(pool__kind=PoolKind.INTERPRETERS).count() == 30
        spoken = LanguageSkill.objects.filter(person__volunteer__pools__pool__kind=PoolKind.INTERPRETERS)
        assert spoken.exclude(language="deu").values("language").distinct().count() >= 20
        kept_out = {InquiryState.WITHDRAWN}
        assert set(Inquiry.objects.values_list("state", flat=True)) == set(InquiryState) - kept_out
        waiting = Deployment.objects.filter(assignment__isnull=False, state=DeploymentState.REPORTED)
        assert waiting.exists()
        partners_of = Membership.objects.filter(role=Role.PARTNER, organisation__kind=Kind.COUNTY)
        assert partners_of.count() == 4


def test_the_county_has_orders_of_guides_in_every_state_with_hints_and_their_outcome(laid: datetime) -> None:
    county = tenants().get(kind=Kind.COUNTY)
    desk = Actor(came=Came.LOGIN, organisation_id=county.id, roles=frozenset({Role.COORDINATOR}))
    with tenant(county.id):
        today = clock.local(laid).date()
        running = running_orders(desk, today)
        assert [one.left.is_over for one in running].count(True) == 1
        assert any(one.left.is_soon and not one.left.is_over for one in running)
        assert len(asked_for_guides(desk)) == 3
        orders = Inquiry.objects.filter(pool__kind=PoolKind.GUIDES, follows__isnull=True)
        assert orders.filter(closed_at__isnull=False).count() == 1
        assert Inquiry.objects.filter(follows__isnull=False, begins__gt=laid).count() == 1
        assert set(Signpost.objects.values_list("outcome", flat=True)) == {"open", "helped"}
        assert Report.objects.filter(did__contains=["go_along"]).count() == 4


def test_every_number_of_the_demonstration_is_kept_free_for_fiction(laid: datetime) -> None:
    seen: list[str] = []
    for town in tenants():
        with tenant(town.id):
            people = list(Person.objects.all())
            numbers = [number for person in people for number in (person.phone, person.mobile) if number]
            assert [number for number in numbers if not is_fictional(number)] == []
            seen += numbers
    assert [number for number, times in Counter(seen).items() if times > 1] == []


def test_the_neighbour_stays_small(laid: datetime) -> None:
    with tenant(tenants().get(slug="lampertheim").id):
        assert (Client.objects.count(), Volunteer.objects.count(), Need.objects.count()) == (5, 4, 5)


@pytest.mark.parametrize("stop", STOPS)
def test_each_step_of_the_tour_opens_its_page_for_its_person(laid: datetime, stop: str) -> None:
    browser = Browser(headers={"accept-language": "de"})
    went: Any = browser.post(f"/tour/{stop}/")
    assert went.status_code == 302
    # A visit, a question, a call: nobody is led to a page on which nothing stands.
    assert went.url not in {"/mine/", "/desk/needs/", "/desk/needs/new/"}
    assert browser.get(went.url).status_code == 200


def test_the_first_page_and_the_sheet_of_the_tour_stay_light(laid: datetime) -> None:
    browser = Browser(headers={"accept-language": "de"})
    for address in ("/", "/tour/"):
        page = browser.get(address)
        assert page.status_code == 200
        assert len(page.content) <= 40 * 1024


def test_started_twice_it_adds_nothing(laid: datetime) -> None:
    before = _rows()
    assert not lay_demonstration(at=laid + timedelta(days=1))
    assert _rows() == before


def test_one_thursday_is_worth_pressing_the_button(buerstadt: datetime) -> None:
    day = clock.local(next_thursday(buerstadt)).date()
    snapshot = freeze(day, day, at=buerstadt)
    assert len(snapshot.jobs) >= 35
    there = {shift.helper for shift in snapshot.shifts}
    assert len(there) >= 12
    assert len(snapshot.bikes) == 1
    assert {helper.id for helper in snapshot.helpers if helper.rides} & there
    found = search(snapshot, by_rounds(100))
    verdict = check(snapshot, found.plan)
    assert [reason for reason in verdict.broken if reason.rule != "PH24"] == []
    assert len(verdict.unserved) <= 8


@pytest.mark.long
def test_a_large_town_has_the_people_that_the_planner_was_measured_with() -> None:
    load_hessen()
    assert lay_demonstration(at=THURSDAY, large=True)
    with tenant(tenants().get(slug="burstadt").id):
        day = clock.local(next_thursday(THURSDAY)).date()
        snapshot = freeze(day, day, at=THURSDAY)
        assert Volunteer.objects.filter(status=VolunteerStatus.ACTIVE).count() == 150
        assert len(snapshot.jobs) >= 290


@pytest.mark.long
def test_the_same_moment_gives_the_same_town() -> None:
    load_hessen()
    towns = [_portrait(THURSDAY), _portrait(THURSDAY)]
    assert towns[0] == towns[1]


@pytest.mark.long
@pytest.mark.parametrize("hour", [0, 7, 12, 18, 23])
@pytest.mark.parametrize("day", range(7))
def test_it_can_be_laid_on_any_day_at_any_hour(day: int, hour: int) -> None:
    load_hessen()
    assert lay_demonstration(at=(THURSDAY + timedelta(days=day)).replace(hour=hour, minute=59))


@pytest.mark.long
@pytest.mark.parametrize("day", ["2026-12-25", "2027-01-01", "2027-03-28", "2026-10-25", "2027-05-06"])
def test_it_can_be_laid_on_holidays_and_when_clocks_change(day: str) -> None:
    load_hessen()
    assert lay_demonstration(at=datetime.fromisoformat(f"{day}T11:20").replace(tzinfo=clock.BERLIN))


def _rows() -> dict[str, int]:
    """How many rows each table has, in whichever town."""
    counts = {"towns": tenants().count(), "roles": Membership.objects.count(), "bodies": Organisation.objects.count()}
    for town in tenants():
        with tenant(town.id):
            for table in (Person, Need, Assignment, CashLine, Letter, Line):
                counts[f"{town.slug} {table.__name__}"] = table.objects.count()
    return counts


def _portrait(at: datetime) -> list[tuple[object, ...]]:
    """Who went where and when, what it cost and how it ended; then nothing of the town is left."""
    with transaction.atomic():
        lay_demonstration(at=at)
        with tenant(tenants().get(slug="burstadt").id):
            visits = Assignment.objects.order_by("id").annotate(lines=Count("cash"))
            seen: list[tuple[object, ...]] = [
                (one.need.client.person.name, one.volunteer.person.name, one.during.lower, one.state, one.lines)
                for one in visits.select_related("need__client__person", "volunteer__person")
            ]
            seen += list(CashLine.objects.order_by("id").values_list("kind", "cents", "at"))
        transaction.set_rollback(True)
    connection.ensure_connection()
    return seen
