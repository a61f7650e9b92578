"""The map and the list beside it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.models import Need
from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.people.actions.place import place_person
from lotsenwerk.domain.people.models import Person
from tests.factories import MONDAY, Town, make_client, make_need, make_volunteer
from tests.web.desk.conftest import LogIn, Unchanged, said

TUESDAY = {"day": "2026-11-17"}
HTMX = {"HX-Request": "true"}
KIBI = 1024


def make_placed_need(town: Town, number: int = 0, *, in_hours: int = 24) -> Need:
    """A need of somebody whose place is known, each a little farther east."""
    client = make_client(town, family_name=f"Weber{number}")
    place_person(town.coordinator, client.person, lat=49.64, lon=8.45 + number / 1000, at=MONDAY)
    return make_need(town, client, in_hours=in_hours)


def numbers_of(page: str) -> tuple[dict[str, str], dict[str, str]]:
    """Need's id to number: on the map, and in the list."""
    marks = re.findall(r'id="dot-(\d+)".*?<text>(\d+)</text>', page, re.DOTALL)
    rows = re.findall(r'id="row-(\d+)".*?class="map-key[^>]*>(\d+)<', page, re.DOTALL)
    return dict(marks), dict(rows)


def test_a_number_on_the_map_is_the_row_of_the_same_number(town: Town, coordinator: Browser) -> None:
    with town.open():
        needs = [make_placed_need(town, number, in_hours=24 + number) for number in range(3)]
    marks, rows = numbers_of(said(coordinator.get("/desk/map/", TUESDAY)))
    assert marks == rows == {str(need.pk): str(number) for number, need in enumerate(needs, start=1)}


def test_who_has_nobody_stands_first(town: Town, coordinator: Browser) -> None:
    with town.open():
        going, missing = make_placed_need(town, 1, in_hours=22), make_placed_need(town, 2, in_hours=26)
        offer = make_offer(town.coordinator, going, volunteer=make_volunteer(town), at=MONDAY)
        accept_offer(town.coordinator, offer, at=MONDAY)
    marks, _ = numbers_of(said(coordinator.get("/desk/map/", TUESDAY)))
    assert marks == {str(missing.pk): "1", str(going.pk): "2"}


def test_who_has_no_place_is_in_the_list_and_said(town: Town, log_in: LogIn) -> None:
    with town.open():
        there = make_placed_need(town)
        need = make_need(town, make_client(town, family_name="Ohneort"), in_hours=26)
    page = said(log_in(town, language="de").get("/desk/map/", TUESDAY))
    marks, rows = numbers_of(page)
    assert "Ohne Ort auf der Karte: 1" in page
    assert list(marks) == [str(there.pk)]
    assert rows.keys() == {str(there.pk), str(need.pk)}
    assert f'href="/desk/people/{need.client.person_id}/place/"' in page


def test_a_mark_says_who_what_when_and_how_it_stands(town: Town, log_in: LogIn) -> None:
    with town.open():
        make_placed_need(town)
    page = said(log_in(town, language="de").get("/desk/map/", TUESDAY))
    assert "<title>1: Erna Weber0, Einkauf bringen, 10:00–13:00, sucht jemanden</title>" in page


@pytest.mark.parametrize(("state", "count"), [("", 2), ("missing", 1), ("going", 1), ("done", 0), ("nonsense", 2)])
def test_the_state_can_be_chosen(town: Town, coordinator: Browser, state: str, count: int) -> None:
    with town.open():
        make_placed_need(town, 1)
        offer = make_offer(town.coordinator, make_placed_need(town, 2), volunteer=make_volunteer(town), at=MONDAY)
        accept_offer(town.coordinator, offer, at=MONDAY)
    marks, rows = numbers_of(said(coordinator.get("/desk/map/", TUESDAY | {"state": state})))
    assert len(marks) == len(rows) == count


def test_the_kind_can_be_chosen(town: Town, coordinator: Browser) -> None:
    with town.open():
        make_placed_need(town)
    assert numbers_of(said(coordinator.get("/desk/map/", TUESDAY | {"kind": "errand"})))[1] == {}
    assert len(numbers_of(said(coordinator.get("/desk/map/", TUESDAY | {"kind": "shop_and_deliver"})))[1]) == 1


@pytest.mark.parametrize("day", ["", "2026-02-30", "9999-12-31", "0001-01-01", "gestern", "2026-11-16"])
def test_what_is_no_day_means_today(town: Town, coordinator: Browser, day: str) -> None:
    with town.open():
        make_placed_need(town, in_hours=2)
    assert len(numbers_of(said(coordinator.get("/desk/map/", {"day": day})))[0]) == 1


def test_the_exact_home_of_a_helper_is_not_on_the_page(town: Town, coordinator: Browser) -> None:
    with town.open():
        make_placed_need(town)
        place_person(town.coordinator, make_volunteer(town).person, lat=49.64321, lon=8.45678, at=MONDAY)
    page = said(coordinator.get("/desk/map/", TUESDAY))
    assert "Amira Haddad is free 08:00–18:00" in page
    assert "map__dot" in page
    assert "49.64321" not in page


def test_nothing_new_is_answered_with_nothing(town: Town, coordinator: Browser) -> None:
    stamp = coordinator.get("/desk/map/", TUESDAY).context["stamp"]
    assert coordinator.get("/desk/map/", TUESDAY | {"stamp": stamp}, headers=HTMX).status_code == 204
    with town.open():
        make_placed_need(town)
    fragment = coordinator.get("/desk/map/", TUESDAY | {"stamp": stamp}, headers=HTMX)
    assert fragment.status_code == 200
    assert "<html" not in said(fragment)


def test_the_notice_of_the_source_stands_beside_every_map(town: Town, coordinator: Browser) -> None:
    with town.open():
        person_id = make_client(town).person_id
    for address in ("/desk/map/", f"/desk/people/{person_id}/place/"):
        page = said(coordinator.get(address))
        assert "© GeoBasis-DE / BKG (Daten verändert)" in page
        assert 'class="map__area map__area--own"' in page


def fill(town: Town, count: int) -> None:
    for number in range(count):
        make_placed_need(town, number)
        helper = make_volunteer(town, given_name=f"Helper{number}")
        place_person(town.coordinator, helper.person, lat=49.645, lon=8.45 + number / 900, at=MONDAY)
    Organisation.objects.filter(kept_by_id=town.id).update(lat=49.64, lon=8.46)


def test_the_page_costs_the_same_for_one_and_for_three_and_at_most_12_queries(town: Town, coordinator: Browser) -> None:
    with town.open():
        fill(town, 1)
    coordinator.get("/desk/map/", TUESDAY)
    with CaptureQueriesContext(connection) as one:
        coordinator.get("/desk/map/", TUESDAY)
    with town.open():
        fill(town, 3)
    with CaptureQueriesContext(connection) as three:
        coordinator.get("/desk/map/", TUESDAY)
    assert len(one) == len(three) <= 12


def test_a_full_day_takes_40_kib_at_most(town: Town, log_in: LogIn) -> None:
    with town.open():
        fill(town, 40)
    page = log_in(town, language="de").get("/desk/map/", TUESDAY)
    assert len(numbers_of(said(page))[0]) == 20
    assert len(page.content) <= 40 * KIBI
    following = said(log_in(town).get("/desk/map/", TUESDAY | {"page": 2}))
    assert sorted(map(int, numbers_of(following)[1].values())) == list(range(21, 41))


# --- the place of one person ------------------------------------------------------------------------------------------


def test_a_place_is_chosen_field_by_field_without_script(town: Town, coordinator: Browser) -> None:
    with town.open():
        erna = make_client(town).person
    address = f"/desk/people/{erna.pk}/place/"
    for _step in range(4):
        page = said(coordinator.get(address))
        fields = re.findall(r'class="map__cell" href="([^"]+)"', page)
        assert len(fields) == 25
        address = fields[12]
    filled = re.search(
        r'name="lat" value="([\d.]+)".*?name="lon" value="([\d.]+)"', said(coordinator.get(address)), re.DOTALL
    )
    assert filled is not None
    lat, lon = filled.groups()
    kept = coordinator.post(f"/desk/people/{erna.pk}/place/", {"lat": lat, "lon": lon})
    assert kept.headers["Location"] == f"/desk/people/{erna.pk}/"
    with town.open():
        erna.refresh_from_db()
        assert (erna.lat, erna.lon) == (float(lat), float(lon))


@pytest.mark.parametrize(
    ("lat", "lon"),
    [("", ""), ("49.6", ""), ("Mainstraße", "12"), ("0", "0"), ("nan", "8"), ("1e999", "8"), ("\u200f49,6", "8" * 500)],
)
def test_what_is_no_place_is_refused_beside_the_field_and_changes_nothing(
    town: Town, coordinator: Browser, unchanged: Unchanged, lat: str, lon: str
) -> None:
    with town.open():
        person_id = make_client(town).person_id
    with unchanged(town):
        page = coordinator.post(f"/desk/people/{person_id}/place/", {"lat": lat, "lon": lon})
    assert page.status_code == 200
    assert "id_lat_error" in said(page) or "id_lon_error" in said(page)


@pytest.mark.parametrize(
    "asked", ["lat=x&lon=y", "lat=nan&lon=8", "lat=1e400&lon=8", "lat=49&lon=8&depth=99", "lat=49"]
)
def test_an_address_that_somebody_made_up_does_no_harm(town: Town, coordinator: Browser, asked: str) -> None:
    with town.open():
        person_id = make_client(town).person_id
    assert coordinator.get(f"/desk/people/{person_id}/place/?{asked}").status_code == 200


def test_the_street_one_looks_for_is_named_where_others_live_in_it(town: Town, coordinator: Browser) -> None:
    with town.open():
        place_person(town.coordinator, make_client(town).person, lat=49.64, lon=8.45, at=MONDAY)
        erna = make_client(town).person
        assert Person.objects.get(pk=erna.pk).street == "Mainstraße"
    page = said(coordinator.get(f"/desk/people/{erna.pk}/place/"))
    assert re.search(r'map__name--here"[^>]*>Mainstraße<', page)


def test_yesterday_is_one_step_back(town: Town, coordinator: Browser) -> None:
    before = (MONDAY - timedelta(days=1)).date().isoformat()
    assert f'href="/desk/map/?day={before}"' in said(coordinator.get("/desk/map/"))
