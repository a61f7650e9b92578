"""What the administration of a town looks after."""

from datetime import timedelta

import pytest
from django.test import Client as Browser

from lotsenwerk.domain.accounts.models import Membership, Role
from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.finish import confirm, report
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.journal.actions.seal import seal
from lotsenwerk.domain.organisations.actions.found import list_partner
from lotsenwerk.domain.organisations.models import Kind, Organisation
from tests.factories import MONDAY, Town, make_client, make_need, make_volunteer
from tests.web.desk.conftest import LogIn, Unchanged, said


def test_the_administration_gives_a_role(town: Town, administrator: Browser) -> None:
    typed = {"email": "neu@buerstadt.example", "display_name": "Nora Neu", "role": "coordinator"}
    administrator.post("/desk/town/", typed)
    assert Membership.objects.filter(
        user__email=typed["email"], role=Role.COORDINATOR, organisation_id=town.id
    ).exists()
    assert "Nora Neu" in said(administrator.get("/desk/town/"))


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"email": "nobody"}, "email"),
        ({"display_name": ""}, "display_name"),
        ({"display_name": "N" * 81}, "display_name"),
        ({"role": "operator"}, "role"),
        ({"role": "state_viewer"}, "role"),
    ],
)
def test_a_role_is_not_given_where_something_is_wrong(
    town: Town, administrator: Browser, unchanged: Unchanged, typed: dict[str, str], field: str
) -> None:
    whole = {"email": "neu@buerstadt.example", "display_name": "Nora Neu", "role": "clerk"}
    with unchanged(town):
        answer = administrator.post("/desk/town/", {**whole, **typed})
    assert answer.context["form"].errors[field]


def test_a_role_ends(town: Town, administrator: Browser) -> None:
    clerk = town.members["clerk"]
    administrator.post(f"/desk/town/members/{clerk.id}/end/")
    assert Membership.objects.get(pk=clerk.pk).ended_at == MONDAY


def test_the_last_administrator_stays(town: Town, administrator: Browser, unchanged: Unchanged) -> None:
    with unchanged(town):
        administrator.post(f"/desk/town/members/{town.members['administrator'].id}/end/")


def test_the_neighbours_roles_are_out_of_reach(
    town: Town, neighbour: Town, administrator: Browser, unchanged: Unchanged
) -> None:
    with unchanged(town):
        answer = administrator.post(f"/desk/town/members/{neighbour.members['clerk'].id}/end/")
    assert answer.status_code == 404


def test_a_coordinator_gives_no_roles(town: Town, coordinator: Browser, unchanged: Unchanged) -> None:
    with unchanged(town):
        answer = coordinator.post("/desk/town/", {"email": "a@b.example", "display_name": "A", "role": "coordinator"})
    assert answer.status_code == 404


def test_modules_are_switched(town: Town, administrator: Browser) -> None:
    administrator.post("/desk/town/modules/", {"modules": ["shopping", "food_bank"]})
    # What stands on no form, as nothing of it is built yet, stays as it was.
    assert Organisation.objects.get(pk=town.id).modules == ["food_bank", "projects", "shopping"]


def test_what_a_town_has_not_switched_on_stands_in_nobodys_way(
    town: Town, administrator: Browser, coordinator: Browser
) -> None:
    places = {'href="/desk/food-bank/"': "food_bank", 'href="/desk/courses/"': "guides"}
    administrator.post("/desk/town/modules/", {"modules": ["shopping"]})
    shown = said(coordinator.get("/desk/"))
    assert [place for place in places if place in shown] == []
    for place, module in places.items():
        administrator.post("/desk/town/modules/", {"modules": ["shopping", module]})
        shown = said(coordinator.get("/desk/"))
        assert [one for one in places if one in shown] == [place]


def test_a_module_nobody_knows_is_refused(town: Town, administrator: Browser, unchanged: Unchanged) -> None:
    with unchanged(town):
        administrator.post("/desk/town/modules/", {"modules": ["time_travel"]})


def test_a_shop_is_listed_and_can_be_chosen_in_a_call(town: Town, administrator: Browser, coordinator: Browser) -> None:
    with town.open():
        erna = make_client(town)
    administrator.post("/desk/town/partners/", {"kind": "shop", "name": "Edeka", "town": "Bürstadt"})
    assert Organisation.objects.get(name="Edeka").kind == Kind.SHOP
    assert "Edeka" in said(coordinator.get(f"/desk/needs/new/{erna.person_id}/"))


def test_a_partner_without_a_name_is_refused(town: Town, administrator: Browser, unchanged: Unchanged) -> None:
    with unchanged(town):
        answer = administrator.post("/desk/town/partners/", {"kind": "shop", "name": " ", "street": "Am Markt"})
    assert answer.context["form"].errors["name"]
    assert answer.context["form"]["street"].value() == "Am Markt"


def test_the_journal_is_read_without_names_of_clients(town: Town, administrator: Browser) -> None:
    with town.open():
        make_client(town)
        seal(at=MONDAY + timedelta(hours=1))
    page = said(administrator.get("/desk/town/journal/", {"check": "1"}))
    assert "Person entered who is helped" in page
    assert "Weber" not in page
    assert "Every sealed line is what it was" in page


def test_confirmed_hours_name_no_client(town: Town, log_in: LogIn) -> None:
    with town.open():
        need = make_need(town, make_client(town), in_hours=1)
        offer = make_offer(town.coordinator, need, volunteer=make_volunteer(town), at=MONDAY)
        went = accept_offer(town.coordinator, offer, at=MONDAY)
        report(town.coordinator, went, minutes=65, at=MONDAY + timedelta(hours=3))
        confirm(town.coordinator, went, at=MONDAY + timedelta(hours=3))
    page = said(log_in(town, "clerk").get("/desk/confirmed/"))
    assert "Amira Haddad" in page
    assert "1 hrs 5 min." in page
    assert "Weber" not in page


@pytest.mark.parametrize("month", ["", "2026-13", "9999-99", "x" * 999, "２０２６-11", "2026-10"])
def test_any_month_can_be_asked_for(town: Town, log_in: LogIn, month: str) -> None:
    assert log_in(town, "clerk").get("/desk/confirmed/", {"month": month}).status_code == 200


def listed(town: Town, name: str = "Edeka") -> Organisation:
    with town.open():
        return list_partner(town.actor(Role.ADMINISTRATOR), kind=Kind.SHOP, name=name, at=MONDAY)


FACTS = {
    "name": "Edeka Ried",
    "street": "Mainstraße",
    "house_number": "1",
    "postcode": "68642",
    "town": "Bürstadt",
    "about": "Auch Getränke",
    "speaks": ["tur"],
    "access": "step_free",
}


def test_what_is_said_of_a_partner_is_changed(town: Town, administrator: Browser) -> None:
    shop = listed(town)
    page = f"/desk/town/partners/{shop.id}/"
    assert administrator.post(page, FACTS).status_code == 302
    shop.refresh_from_db()
    assert (shop.name, shop.about, shop.speaks, shop.access) == ("Edeka Ried", "Auch Getränke", ["tur"], "step_free")
    assert "Edeka Ried" in said(administrator.get("/desk/town/partners/"))


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": ""}, "name"),
        ({"postcode": "6864"}, "postcode"),
        ({"phone": "12"}, "phone"),
        ({"website": "no address"}, "website"),
        ({"email": "nobody"}, "email"),
        ({"speaks": ["xxx"]}, "speaks"),
        ({"about": "x" * 301}, "about"),
    ],
)
def test_what_cannot_be_right_is_said_and_nothing_typed_is_lost(
    town: Town, administrator: Browser, unchanged: Unchanged, typed: dict[str, object], field: str
) -> None:
    shop = listed(town)
    with unchanged(town):
        answer = administrator.post(f"/desk/town/partners/{shop.id}/", {**FACTS, **typed})
    assert answer.context["form"].errors[field]
    assert 'value="Mainstraße"' in answer.content.decode()


def test_opening_hours_are_written_down_and_shown(town: Town, administrator: Browser) -> None:
    shop = listed(town)
    hours = {"from_0_0": "08:00", "until_0_0": "12:30", "from_0_1": "14:00", "until_0_1": "18:00"}
    assert administrator.post(f"/desk/town/partners/{shop.id}/hours/", hours).status_code == 302
    assert "08:00–12:30, 14:00–18:00" in said(administrator.get(f"/desk/town/partners/{shop.id}/"))
    assert 'value="12:30' in administrator.get(f"/desk/town/partners/{shop.id}/hours/").content.decode()


@pytest.mark.parametrize(
    "hours",
    [
        {"from_0_0": "08:00"},
        {"from_0_0": "12:00", "until_0_0": "08:00"},
        {"from_0_0": "08:00", "until_0_0": "12:00", "from_0_1": "11:00", "until_0_1": "13:00"},
        {"from_0_0": "soon", "until_0_0": "12:00"},
    ],
)
def test_hours_that_make_no_sense_are_said(
    town: Town, administrator: Browser, unchanged: Unchanged, hours: dict[str, str]
) -> None:
    shop = listed(town)
    with unchanged(town):
        answer = administrator.post(f"/desk/town/partners/{shop.id}/hours/", hours)
    assert answer.status_code == 200
    assert answer.context["form"].errors


def test_a_partner_gets_a_place_on_the_map(town: Town, administrator: Browser) -> None:
    shop = listed(town)
    page = f"/desk/town/partners/{shop.id}/place/"
    assert page in administrator.get(page).content.decode()
    administrator.post(page, {"lat": "49.64", "lon": "8.46"})
    shop.refresh_from_db()
    assert (shop.lat, shop.lon) == (49.64, 8.46)


def test_what_is_not_listed_any_more_cannot_be_found(town: Town, administrator: Browser) -> None:
    shop = listed(town)
    administrator.post(f"/desk/town/partners/{shop.id}/end/")
    assert f"/desk/town/partners/{shop.id}/" not in said(administrator.get("/desk/town/partners/"))
    assert administrator.get(f"/desk/town/partners/{shop.id}/").status_code == 404


def test_the_town_says_how_it_is_reached(town: Town, administrator: Browser) -> None:
    before = Organisation.objects.get(pk=town.id)
    typed = {**FACTS, "name": before.name, "email": "rathaus@example.org"}
    assert administrator.post("/desk/town/about/", typed).status_code == 302
    after = Organisation.objects.get(pk=town.id)
    assert (after.name, after.email, after.lat) == (before.name, "rathaus@example.org", before.lat)


def test_the_neighbours_partner_is_not_there(
    town: Town, neighbour: Town, administrator: Browser, unchanged: Unchanged
) -> None:
    theirs = listed(neighbour)
    for verb in ("", "hours/", "place/", "end/"):
        with unchanged(neighbour):
            assert administrator.post(f"/desk/town/partners/{theirs.id}/{verb}", FACTS).status_code == 404
