"""What a map of the day is made of."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.actions.turn_back import cancel
from lotsenwerk.domain.assistance.queries.journey import who_goes, who_is_asked
from lotsenwerk.domain.assistance.queries.map import free_helpers, needs_of_day
from lotsenwerk.domain.people.actions.place import place_person
from lotsenwerk.domain.people.models import Absence, OtherHours
from lotsenwerk.engines.travel.distance import Point, distance_m
from tests.factories import MONDAY, Town, make_client, make_need, make_town, make_volunteer

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 11, 17)


def read_everything(town: Town) -> int:
    """How many queries it takes to read the day and use each row."""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        for one in needs_of_day(town.coordinator, TUESDAY):
            going = who_goes(one.need)
            used = [one.need.client.person.name, one.address, one.home, one.helper_home, one.need.shop]
            used += [going.volunteer.person.name] if going else []
            assert used + [offer.volunteer.person.name for offer in who_is_asked(one.need)]
        assert free_helpers(town.coordinator, TUESDAY)
    return len(queries)


def test_the_day_costs_the_same_for_one_need_and_for_three() -> None:
    town = make_town()
    with town.open():
        amira = make_volunteer(town)
        make_offer(town.coordinator, make_need(town, make_client(town)), volunteer=amira, at=MONDAY)
        one = read_everything(town)
        for hours in (22, 26):
            helper = make_volunteer(town)
            need = make_need(town, make_client(town), in_hours=hours)
            accept_offer(town.coordinator, make_offer(town.coordinator, need, volunteer=helper, at=MONDAY), at=MONDAY)
        assert len(needs_of_day(town.coordinator, TUESDAY)) == 3
        assert read_everything(town) == one == 2


def test_what_is_cancelled_or_on_another_day_is_not_shown() -> None:
    town = make_town()
    with town.open():
        client = make_client(town)
        shown = make_need(town, client)
        make_need(town, client, in_hours=48)
        cancel(town.coordinator, make_need(town, client), reason="not_needed", at=MONDAY)
        assert [one.need.id for one in needs_of_day(town.coordinator, TUESDAY)] == [shown.pk]


def test_a_day_begins_at_midnight_on_the_wall() -> None:
    town = make_town()
    with town.open():
        # Ten o'clock on Monday; 13 and a half hours later it is half past eleven at night, an hour later Tuesday.
        make_need(town, make_client(town), in_hours=13)
        late = make_need(town, make_client(town), in_hours=14)
        assert [one.need.id for one in needs_of_day(town.coordinator, TUESDAY)] == [late.pk]


def test_who_has_no_part_in_journeys_sees_nobody() -> None:
    town = make_town()
    with town.open():
        amira = make_volunteer(town)
        make_need(town, make_client(town))
        for actor in (town.actor("clerk"), town.volunteer_actor(amira)):
            assert needs_of_day(actor, TUESDAY) == []
            assert free_helpers(actor, TUESDAY) == []


# --- who is free ------------------------------------------------------------------------------------------------------


def test_a_helper_is_free_in_her_hours_without_those_in_which_she_goes_somewhere() -> None:
    town = make_town()
    with town.open():
        amira = make_volunteer(town)
        need = make_need(town, make_client(town), in_hours=26, minutes=90)
        accept_offer(town.coordinator, make_offer(town.coordinator, need, volunteer=amira, at=MONDAY), at=MONDAY)
        [helper] = free_helpers(town.coordinator, TUESDAY)
        assert (helper.person_id, helper.name) == (amira.person_id, "Amira Haddad")
        assert helper.hours == [(time(8), time(12)), (time(13, 30), time(18))]


def test_a_day_that_differs_and_an_absence_count() -> None:
    town = make_town()
    with town.open():
        amira, away, free = (make_volunteer(town, given_name=name) for name in ("Amira", "Awet", "Olena"))
        make_volunteer(town, given_name="Nobody", is_active=False)
        OtherHours.objects.create(volunteer=amira, on=TUESDAY, begins=time(8), ends=time(18), is_free=False)
        OtherHours.objects.create(volunteer=free, on=TUESDAY, begins=time(18), ends=time(20), is_free=True)
        Absence.objects.create(person=away.person, first_day=TUESDAY - timedelta(days=3), noted_at=MONDAY)
        found = free_helpers(town.coordinator, TUESDAY)
        assert [(helper.name, helper.hours) for helper in found] == [("Olena Haddad", [(time(8), time(20))])]


def test_the_exact_home_of_a_helper_is_not_told() -> None:
    town = make_town()
    with town.open():
        amira = make_volunteer(town)
        place_person(town.coordinator, amira.person, lat=49.64321, lon=8.45678, at=MONDAY)
        need = make_need(town, make_client(town))
        accept_offer(town.coordinator, make_offer(town.coordinator, need, volunteer=amira, at=MONDAY), at=MONDAY)
        [helper], [placed] = free_helpers(town.coordinator, TUESDAY), needs_of_day(town.coordinator, TUESDAY)
        assert helper.spot == placed.helper_home
        assert helper.spot != (49.64321, 8.45678)
        assert distance_m(Point(49.64321, 8.45678), Point(*helper.spot)) <= 178
