"""Partners move, open at other hours, and are not listed any more; the town says how it is reached."""

from datetime import time

import pytest

from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.organisations.actions.found import list_partner
from lotsenwerk.domain.organisations.actions.keep_partner import (
    Facts,
    Open,
    change_partner,
    change_town,
    end_partner,
    place_partner,
    set_opening_hours,
)
from lotsenwerk.domain.organisations.models import Kind, Organisation
from lotsenwerk.domain.organisations.queries import opening_hours, partners
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere
from lotsenwerk.kit.phone_numbers import fictional_landline
from tests.factories import MONDAY, Town, make_town
from tests.fingerprint import nothing_changes

pytestmark = pytest.mark.django_db


def shop_of(town: Town) -> Organisation:
    with town.open():
        return list_partner(
            town.actor(Role.ADMINISTRATOR),
            kind=Kind.SHOP,
            name="Edeka",
            street="Mainstraße",
            house_number="1",
            lat=49.64,
            lon=8.46,
            at=MONDAY,
        )


def test_what_is_said_of_a_partner_can_be_changed_and_her_number_has_one_form() -> None:
    town = make_town()
    shop, number = shop_of(town), fictional_landline(7)
    with town.open():
        facts = Facts("Edeka Ried", "Mainstraße", "1", phone=number.replace("+49", "0"), speaks=["tur", "ara", "tur"])
        changed = change_partner(town.actor(Role.ADMINISTRATOR), shop, facts, at=MONDAY)
    changed.refresh_from_db()
    assert (changed.name, changed.phone, changed.speaks) == ("Edeka Ried", number, ["ara", "tur"])
    assert changed.lat == 49.64


def test_another_address_forgets_the_place_until_it_is_chosen_again() -> None:
    town = make_town()
    shop, administrator = shop_of(town), town.actor(Role.ADMINISTRATOR)
    with town.open():
        moved = change_partner(administrator, shop, Facts("Edeka", "Mainstraße", "2"), at=MONDAY)
        assert moved.lat is None
        placed = place_partner(administrator, shop, lat=49.641234567, lon=8.47, at=MONDAY)
        assert (placed.lat, placed.lon) == (49.64123, 8.47)
        with nothing_changes(town.id), pytest.raises(BadInput):
            place_partner(administrator, shop, lat=8.47, lon=49.64, at=MONDAY)


def test_opening_hours_replace_those_before() -> None:
    town = make_town()
    shop, administrator = shop_of(town), town.actor(Role.ADMINISTRATOR)
    with town.open():
        set_opening_hours(administrator, shop, [Open(0, time(8), time(18))], at=MONDAY)
        hours = [Open(5, time(8), time(13)), Open(1, time(14), time(18)), Open(1, time(8), time(12))]
        set_opening_hours(administrator, shop, hours, at=MONDAY)
    assert [(one.weekday, one.opens.hour, one.closes.hour) for one in opening_hours(shop)] == [
        *((1, 8, 12), (1, 14, 18), (5, 8, 13)),
    ]


@pytest.mark.parametrize(
    "hours",
    [
        [Open(0, time(18), time(8))],
        [Open(0, time(8), time(8))],
        [Open(7, time(8), time(9))],
        [Open(-1, time(8), time(9))],
        [Open(2, time(8), time(12)), Open(2, time(11, 59), time(15))],
    ],
)
def test_hours_that_make_no_sense_are_refused(hours: list[Open]) -> None:
    town = make_town()
    shop = shop_of(town)
    with town.open(), nothing_changes(town.id), pytest.raises(BadInput):
        set_opening_hours(town.actor(Role.ADMINISTRATOR), shop, hours, at=MONDAY)


def test_what_is_not_listed_any_more_cannot_be_chosen_nor_changed() -> None:
    town = make_town()
    shop, administrator = shop_of(town), town.actor(Role.ADMINISTRATOR)
    with town.open():
        end_partner(administrator, shop, at=MONDAY)
        assert list(partners()) == []
        with nothing_changes(town.id), pytest.raises(NotThere):
            change_partner(administrator, shop, Facts("Rewe"), at=MONDAY)
        with nothing_changes(town.id), pytest.raises(NotThere):
            end_partner(administrator, shop, at=MONDAY)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (Facts(" "), "name"),
        (Facts("x" * 121), "name"),
        (Facts("Edeka", postcode="6864"), "postcode"),
        (Facts("Edeka", postcode="6864a"), "postcode"),
        (Facts("Edeka", phone="12"), "phone"),
        (Facts("Edeka", about="x" * 301), "about"),
        (Facts("Edeka", access="ramp"), "access"),
    ],
)
def test_what_cannot_be_right_is_refused_at_its_field(facts: Facts, field: str) -> None:
    town = make_town()
    shop = shop_of(town)
    with town.open(), nothing_changes(town.id), pytest.raises(BadInput) as refused:
        change_partner(town.actor(Role.ADMINISTRATOR), shop, facts, at=MONDAY)
    assert refused.value.field == field


def test_a_partner_of_the_neighbour_is_not_there() -> None:
    town, neighbour = make_town(), make_town("Lampertheim", "06431013")
    shop = shop_of(neighbour)
    with town.open(), nothing_changes(town.id), pytest.raises(NotThere):
        change_partner(town.actor(Role.ADMINISTRATOR), shop, Facts("Meins"), at=MONDAY)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ASSISTANT, Role.CLERK])
def test_only_the_administration_keeps_partners(role: str) -> None:
    town = make_town()
    shop = shop_of(town)
    with town.open(), nothing_changes(town.id):
        for verb in (
            lambda actor: change_partner(actor, shop, Facts("Meins"), at=MONDAY),
            lambda actor: set_opening_hours(actor, shop, [], at=MONDAY),
            lambda actor: end_partner(actor, shop, at=MONDAY),
            lambda actor: place_partner(actor, shop, lat=49.6, lon=8.4, at=MONDAY),
            lambda actor: change_town(actor, Facts("Meins"), at=MONDAY),
        ):
            with pytest.raises(NotAllowed):
                verb(town.actor(role))


def test_the_town_says_how_it_is_reached_and_stays_where_it_is() -> None:
    town = make_town()
    with town.open():
        before = Organisation.objects.get(pk=town.id)
        facts = Facts(before.name, "Rathausstraße", "2", phone=fictional_landline(3), email="rathaus@example.org")
        changed = change_town(town.actor(Role.ADMINISTRATOR), facts, at=MONDAY)
    assert (changed.phone, changed.email) == (fictional_landline(3), "rathaus@example.org")
    assert (changed.lat, changed.lon) == (before.lat, before.lon)
