"""While somebody is on the telephone: the note as read, warnings, who can, the draft; and "as last time" in one key."""

from datetime import time, timedelta

import pytest
from django.test import Client as Browser

from lotsenwerk.domain.assistance.models import Draft, Need, NeedState, Offer
from lotsenwerk.domain.organisations.actions.found import list_partner
from lotsenwerk.domain.organisations.models import Kind, OpeningHours
from lotsenwerk.domain.people.models import Client
from lotsenwerk.kit.actor import system
from tests.factories import MONDAY, Town, make_client, make_need, make_volunteer
from tests.web.desk.conftest import LogIn, said
from tests.web.desk.test_intake import ASKED


@pytest.fixture
def erna(town: Town) -> Client:
    with town.open():
        return make_client(town)


def live(erna: Client) -> str:
    return f"/desk/needs/new/{erna.person_id}/live/"


def test_the_note_is_shown_as_it_is_understood(coordinator: Browser, erna: Client) -> None:
    words = said(coordinator.post(live(erna), {**ASKED, "wish": "2 × Milch 1,5 %\n1 Kasten Wasser\n3 Flurbs"}))
    assert "Milch" in words
    assert "heavy" in words
    assert "not in our table" in words


def test_an_errand_to_the_bank_is_said_at_once(coordinator: Browser, erna: Client) -> None:
    assert "we send nobody to a bank" in said(coordinator.post(live(erna), {**ASKED, "wish": "50 € mit der EC-Karte"}))


def test_who_can_go_is_shown_before_anything_is_saved(town: Town, coordinator: Browser, erna: Client) -> None:
    with town.open():
        amira, tesfay = make_volunteer(town), make_volunteer(town, given_name="Tesfay", family_name="Berhane")
    words = coordinator.post(live(erna), ASKED).content.decode()
    assert f'value="{amira.person_id}" checked' in words
    assert "Save and ask Amira" in words
    chosen = coordinator.post(live(erna), {**ASKED, "ask": str(tesfay.person_id)}).content.decode()
    assert f'value="{tesfay.person_id}" checked' in chosen
    assert "Save and ask Tesfay" in chosen
    with town.open():
        assert not Need.objects.exists()


@pytest.mark.parametrize("typed", [{}, {"day": "", "wish": "2 × Milch"}, {"minutes": "x"}, {"part": "teatime"}])
def test_a_half_typed_form_is_answered_without_a_fault(
    coordinator: Browser, erna: Client, typed: dict[str, str]
) -> None:
    assert coordinator.post(live(erna), typed).status_code == 200


def test_a_sunday_a_holiday_a_closed_shop_and_the_same_twice_are_warnings(
    town: Town, coordinator: Browser, erna: Client
) -> None:
    with town.open():
        shop = list_partner(system(town.id), kind=Kind.SHOP, name="Edeka", at=MONDAY)
        OpeningHours.objects.create(of=shop, weekday=1, opens=time(14), closes=time(18))
        make_need(town, erna, at=MONDAY, in_hours=24)
    assert "is open 14:00–18:00" in said(coordinator.post(live(erna), {**ASKED, "shop": str(shop.id)}))
    assert "closed on this day" in said(coordinator.post(live(erna), {**ASKED, "shop": shop.id, "day": "2026-11-18"}))
    assert "taken in for this day already" in said(coordinator.post(live(erna), ASKED))
    assert "is a Sunday" in said(coordinator.post(live(erna), {**ASKED, "day": "2026-11-22"}))
    assert "public holiday" in said(coordinator.post(live(erna), {**ASKED, "day": "2026-12-25"}))
    # Warnings, not walls.
    assert coordinator.post(f"/desk/needs/new/{erna.person_id}/", {**ASKED, "day": "2026-12-25"}).status_code == 302


def test_what_was_typed_is_still_there_and_goes_when_it_is_saved(
    town: Town, coordinator: Browser, erna: Client
) -> None:
    coordinator.post(live(erna), {**ASKED, "wish": "3 × Quark", "ceiling": "12"})
    page = coordinator.get(f"/desk/needs/new/{erna.person_id}/")
    assert page.context["form"]["wish"].value() == "3 × Quark"
    assert page.context["form"]["ceiling"].value() == "12"
    assert "did not save it" in said(page)
    assert "Erna Weber" in said(coordinator.get("/desk/needs/new/"))
    coordinator.post(f"/desk/needs/new/{erna.person_id}/", ASKED)
    with town.open():
        assert not Draft.objects.exists()


def test_a_draft_is_its_authors_alone(town: Town, coordinator: Browser, log_in: LogIn, erna: Client) -> None:
    coordinator.post(live(erna), {**ASKED, "wish": "3 × Quark"})
    page = log_in(town, "assistant").get(f"/desk/needs/new/{erna.person_id}/")
    assert "Quark" not in said(page)


def test_a_draft_can_be_thrown_away(town: Town, coordinator: Browser, erna: Client) -> None:
    coordinator.post(live(erna), {**ASKED, "wish": "3 × Quark"})
    coordinator.post(f"/desk/needs/new/{erna.person_id}/drop/")
    with town.open():
        assert not Draft.objects.exists()


def test_more_than_a_call_is_long_is_not_kept_and_said(town: Town, coordinator: Browser, erna: Client) -> None:
    words = said(coordinator.post(live(erna), {**ASKED, "wish": "x" * 9000}))
    assert "too long to be kept" in words
    with town.open():
        assert not Draft.objects.exists()


def test_what_was_chosen_is_asked_on_saving(town: Town, coordinator: Browser, erna: Client) -> None:
    with town.open():
        make_volunteer(town)
        tesfay = make_volunteer(town, given_name="Tesfay", family_name="Berhane")
    coordinator.post(f"/desk/needs/new/{erna.person_id}/", {**ASKED, "ask": str(tesfay.person_id)})
    with town.open():
        assert Offer.objects.get().volunteer_id == tesfay.id


def test_only_saving_asks_nobody(town: Town, coordinator: Browser, erna: Client) -> None:
    with town.open():
        amira = make_volunteer(town)
    coordinator.post(f"/desk/needs/new/{erna.person_id}/", {**ASKED, "ask": str(amira.person_id), "only_save": "1"})
    with town.open():
        assert Need.objects.get().state == NeedState.OPEN


@pytest.mark.parametrize("ask", ["999999", "x", "-1", "9" * 40])
def test_asking_nobody_we_know_saves_the_need_all_the_same(
    town: Town, coordinator: Browser, erna: Client, ask: str
) -> None:
    coordinator.post(f"/desk/needs/new/{erna.person_id}/", {**ASKED, "ask": ask})
    with town.open():
        assert Need.objects.get().state == NeedState.OPEN


def test_as_last_time_saves_and_asks_with_one_key(town: Town, coordinator: Browser, erna: Client) -> None:
    with town.open():
        amira = make_volunteer(town)
        last = make_need(town, erna, at=MONDAY - timedelta(days=5), in_hours=24)
    answer = coordinator.post(f"/desk/needs/new/{erna.person_id}/", {"same": str(last.id)}, follow=True)
    assert "Amira is being asked" in said(answer)
    with town.open():
        made = Need.objects.exclude(pk=last.pk).get()
        assert (made.wish, made.kind, made.ceiling_cents) == (last.wish, last.kind, last.ceiling_cents)
        assert (made.earliest.date() - last.earliest.date()).days == 7
        assert Offer.objects.get().volunteer_id == amira.id


def test_as_last_time_of_somebody_else_is_not_hers(town: Town, coordinator: Browser, erna: Client) -> None:
    with town.open():
        karl = make_client(town, given_name="Karl", family_name="Brückner")
        his = make_need(town, karl, at=MONDAY)
    coordinator.post(f"/desk/needs/new/{erna.person_id}/", {"same": str(his.id)})
    with town.open():
        assert [need.wish for need in Need.objects.filter(client=erna)] == [""]
