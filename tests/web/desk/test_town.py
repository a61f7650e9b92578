"""What the administration of a town looks after."""

from datetime import timedelta

import pytest
from django.test import Client as Browser

from lotsenwerk.domain.accounts.models import Membership, Role
from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.finish import confirm, report
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.journal.actions.seal import seal
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
    assert Organisation.objects.get(pk=town.id).modules == ["food_bank", "shopping"]


def test_what_a_town_has_not_switched_on_stands_in_nobodys_way(
    town: Town, administrator: Browser, coordinator: Browser
) -> None:
    places = {'href="/desk/food-bank/"': "food_bank", 'href="/desk/courses/"': "guides"}
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
