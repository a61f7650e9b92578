"""A prepared question answers what its queryset would, for other values and in another town too."""

from collections.abc import Sequence

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from lotsenwerk.domain.people.models import Availability, Person, Volunteer
from lotsenwerk.kit.prepared import prepared
from lotsenwerk.kit.tenancy import NoScope
from tests.factories import make_town, make_volunteer

pytestmark = pytest.mark.django_db


@prepared
def by_number(person_id: int) -> QuerySet[Person]:
    return Person.objects.filter(pk=person_id)


@prepared
def among(person_ids: Sequence[int], newest_first: bool) -> QuerySet[Volunteer]:
    rows = Volunteer.objects.select_related("person").filter(person_id__in=person_ids)
    return rows.order_by("-id" if newest_first else "id")


@prepared
def on_the_day_after(weekday: int) -> QuerySet[Availability]:
    return Availability.objects.filter(weekday=weekday + 1)


@prepared
def never_asked(weekday: int) -> QuerySet[Availability]:
    return Availability.objects.all()


@prepared
def in_text(name: str) -> QuerySet[Person]:
    return Person.objects.filter(given_name=name)


@prepared
def with_their_hours(person_id: int) -> QuerySet[Volunteer]:
    return Volunteer.objects.filter(person_id=person_id).prefetch_related("availability")


def test_each_value_and_each_town_gets_its_own_rows() -> None:
    here, there = make_town(), make_town("Lampertheim", "06431013")
    with here.open():
        first, second = make_volunteer(here).person, make_volunteer(here).person
        assert by_number(first.id) == [first]
        [shown] = by_number(second.id)
        assert (shown.name, shown.phone, shown.mobile) == (second.name, second.phone, second.mobile)
    with there.open():
        assert by_number(first.id) == []


def test_lists_are_filled_in_however_long_they_are() -> None:
    town = make_town()
    with town.open():
        helpers = [make_volunteer(town) for _number in range(3)]
        people = [one.person_id for one in helpers]
        assert among(people, False) == helpers
        assert among(people[:2], True) == [helpers[1], helpers[0]]
        with CaptureQueriesContext(connection) as asked:
            assert among([], False) == []
        assert len(asked) == 0
        with CaptureQueriesContext(connection) as asked:
            assert among(people, False)[2].person == helpers[2].person
        assert len(asked) == 1


def test_long_list_is_read_in_pages() -> None:
    town = make_town()
    with town.open():
        helpers = [make_volunteer(town) for _number in range(3)]
        lines = among.lines([one.person_id for one in helpers], False)
        assert lines.count() == 3
        assert lines[0:2] == helpers[:2]
        assert lines[2:4] == helpers[2:]


def test_without_a_town_nothing_is_asked() -> None:
    with CaptureQueriesContext(connection) as asked, pytest.raises(NoScope):
        by_number(1)
    assert len(asked) == 0


@pytest.mark.parametrize("question", [on_the_day_after, never_asked])
def test_value_that_does_not_go_in_as_it_is_is_refused(question: object) -> None:
    with make_town().open(), pytest.raises(TypeError):
        question(3)  # type: ignore[operator]


def test_text_and_what_is_fetched_beside_are_refused() -> None:
    with make_town().open():
        with pytest.raises(TypeError):
            in_text("Erna")
        with pytest.raises(TypeError):
            with_their_hours(1)
