"""Where somebody lives on the map."""

import pytest

from lotsenwerk.domain.journal.models import Line
from lotsenwerk.domain.people.actions.place import place_person
from lotsenwerk.domain.people.actions.register import Contact, change_contact
from lotsenwerk.domain.people.models import Person
from lotsenwerk.domain.people.queries.streets import streets_within
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere
from lotsenwerk.kit.maps import Box
from tests.factories import MONDAY, make_client, make_town, make_volunteer
from tests.fingerprint import nothing_changes

pytestmark = pytest.mark.django_db
BOX = Box(49.6, 8.4, 49.7, 8.5)


def test_a_place_is_kept_to_the_metre_and_written_down() -> None:
    town = make_town()
    with town.open():
        erna = make_client(town).person
        place_person(town.coordinator, erna, lat=49.6412345678, lon=8.4571234567, at=MONDAY)
        kept = Person.objects.get(pk=erna.pk)
        assert (kept.lat, kept.lon) == (49.64123, 8.45712)
        assert Line.objects.filter(verb="place_person", about_person_id=erna.pk).count() == 1


@pytest.mark.parametrize(
    ("lat", "lon"), [(0, 0), (8.45, 49.64), (49.64, 80), (float("nan"), 8.4), (49.6, float("inf"))]
)
def test_a_slip_of_the_hand_is_refused_and_changes_nothing(lat: float, lon: float) -> None:
    town = make_town()
    with town.open():
        erna = make_client(town).person
        with nothing_changes(town.id), pytest.raises(BadInput) as refused:
            place_person(town.coordinator, erna, lat=lat, lon=lon, at=MONDAY)
        assert refused.value.field == "lat"


def test_only_the_desk_places_people() -> None:
    town = make_town()
    with town.open():
        amira = make_volunteer(town)
        for actor in (town.volunteer_actor(amira), town.actor("clerk")):
            with nothing_changes(town.id), pytest.raises(NotAllowed):
                place_person(actor, amira.person, lat=49.64, lon=8.45, at=MONDAY)


def test_a_person_of_another_town_is_not_there() -> None:
    here, there = make_town(), make_town("Lampertheim", "06431013")
    with there.open():
        stranger = make_client(there).person
    with here.open(), nothing_changes(here.id), pytest.raises(NotThere):
        place_person(here.coordinator, stranger, lat=49.64, lon=8.45, at=MONDAY)


def test_a_new_address_forgets_the_place() -> None:
    town = make_town()
    with town.open():
        erna = make_client(town).person
        place_person(town.coordinator, erna, lat=49.64, lon=8.45, at=MONDAY)
        change_contact(town.coordinator, erna, Contact(family_name="Weber", street="Neue Gasse"), at=MONDAY)
        assert Person.objects.get(pk=erna.pk).lat is None


def test_a_street_stands_in_the_middle_of_those_who_live_there() -> None:
    town = make_town()
    with town.open():
        for lat in (49.64, 49.66):
            place_person(town.coordinator, make_client(town).person, lat=lat, lon=8.45, at=MONDAY)
        make_client(town)
        [street] = streets_within(town.coordinator, BOX)
        assert street.name == "Mainstraße"
        assert street.spot == pytest.approx((49.65, 8.45))
        assert streets_within(town.coordinator, Box(50, 8, 51, 9)) == []
        assert streets_within(town.actor("clerk"), BOX) == []
