"""In a large pool the nearest are looked at, and whoever knows the client (L1 to L4 of docs/rules/matching.md)."""

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from lotsenwerk.domain.assistance import nearby, planner
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.models import Need
from lotsenwerk.domain.people.actions.pairs import give_standing_yes
from lotsenwerk.domain.people.models import Availability, LanguageSkill, Person, Volunteer
from tests.factories import MONDAY, Town, make_client, make_need, make_town, make_volunteer

pytestmark = pytest.mark.django_db

LAT, LON = 49.64, 8.45
KM = 1 / 111.2


@pytest.fixture(autouse=True)
def small_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearby, "LARGE", 3)
    monkeypatch.setattr(nearby, "NEAREST", 3)
    monkeypatch.setattr(planner, "ENOUGH", 3)
    monkeypatch.setattr(planner, "ENOUGH_WHO_SPEAK", 1)
    monkeypatch.setattr(nearby, "PEOPLE", (1, 2, 1_000_000))


@pytest.fixture
def town() -> Town:
    return make_town()


def at(person: Person, km: float) -> None:
    Person.objects.filter(pk=person.pk).update(lat=LAT + km * KM, lon=LON)


def helpers(town: Town, *far: float) -> list[Volunteer]:
    made = [make_volunteer(town, given_name=f"H{km}") for km in far]
    for one, km in zip(made, far, strict=True):
        at(one.person, km)
    return made


def need_of(town: Town, *, is_known: bool = True) -> Need:
    client = make_client(town)
    if is_known:
        at(client.person, 0)
    need = make_need(town, client)
    return Need.objects.select_related("client__person").get(pk=need.pk)


def names(town: Town, need: Need) -> set[str]:
    found = planner.propose(town.coordinator, need, at=MONDAY)
    return {one.volunteer.person.given_name for one in (*found.can, *found.cannot)}


def test_in_a_town_everybody_is_looked_at_however_far_away(town: Town) -> None:
    with town.open():
        helpers(town, 0.5, 50, 500)
        assert names(town, need_of(town)) == {"H0.5", "H50", "H500"}


def test_in_a_large_pool_the_nearest_are_looked_at_in_one_query(
    town: Town, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with town.open():
        # The first of all is there in any case, so that a pool without anybody near is told from an empty one.
        helpers(town, 0.1, 0.2, 0.3, 0.4, 50)
        need = need_of(town)
        with django_assert_num_queries(1):
            assert names(town, need) == {"H0.1", "H0.2", "H0.3"}


def test_where_few_are_near_one_looks_farther_away(
    town: Town, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with town.open():
        helpers(town, 0.1, 2.5, 9, 60, 500)
        need = need_of(town)
        with django_assert_num_queries(3):
            assert names(town, need) == {"H0.1", "H2.5", "H9"}


def test_who_speaks_the_language_is_looked_at_beside_the_nearest(town: Town) -> None:
    with town.open():
        first, *silent, _speaker = helpers(town, 0.1, 0.2, 0.3, 0.4, 0.9)
        LanguageSkill.objects.filter(person__volunteer__in=[first, *silent], language="deu").delete()
        assert names(town, need_of(town)) == {"H0.1", "H0.9"}


def test_who_can_never_be_free_then_takes_nobodys_place(town: Town) -> None:
    with town.open():
        _first, busy, *_others = helpers(town, 0.1, 0.2, 0.3, 0.4, 0.5)
        Availability.objects.filter(volunteer=busy).delete()
        assert names(town, need_of(town)) == {"H0.1", "H0.3", "H0.4"}


def test_whoever_knows_the_client_or_was_asked_is_looked_at_wherever_she_lives(town: Town) -> None:
    with town.open():
        *_near, regular, asked, _stranger = helpers(town, 0.1, 0.2, 0.3, 300, 400, 500)
        need = need_of(town)
        give_standing_yes(town.coordinator, need.client, regular, at=MONDAY)
        make_offer(town.coordinator, need, volunteer=asked, at=MONDAY)
        assert names(town, need) == {"H0.1", "H0.2", "H0.3", "H300", "H400"}


def test_a_client_whose_place_is_unknown_gets_those_who_know_her(
    town: Town, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with town.open():
        *_others, regular = helpers(town, 0.1, 0.2, 0.3, 0.4)
        need = need_of(town, is_known=False)
        give_standing_yes(town.coordinator, need.client, regular, at=MONDAY)
        with django_assert_num_queries(1):
            assert names(town, need) == {"H0.1", "H0.4"}


def test_the_neighbours_pool_is_another(town: Town) -> None:
    neighbour = make_town("Lampertheim", "06431013")
    with neighbour.open():
        helpers(neighbour, 0.1, 0.2, 0.3, 0.4)
    with town.open():
        helpers(town, 0.1)
        assert names(town, need_of(town)) == {"H0.1"}
