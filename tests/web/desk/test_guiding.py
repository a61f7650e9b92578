"""Guides at the desk: who asked is called and taken in, orders end, hints are counted; nothing typed is lost."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from lotsenwerk.domain.assistance.actions.guiding.signposting import show_the_way
from lotsenwerk.domain.assistance.models import Assignment, Inquiry, InquiryState, Need, Signpost
from lotsenwerk.domain.notifications.models import Letter
from lotsenwerk.domain.organisations.actions.found import list_partner
from lotsenwerk.domain.organisations.models import Kind
from lotsenwerk.domain.people.models import Client
from lotsenwerk.kit.actor import system
from lotsenwerk.kit.phone_numbers import fictional_mobile, shown
from tests.domain.assistance.guiding.scenes import AFTER, Guides, open_guides
from tests.factories import MONDAY, Town
from tests.web.desk.conftest import LogIn, said

TYPED: dict[str, Any] = {
    "about": "Der Antrag ist gestellt.",
    "not_about": "Nicht: dolmetschen.",
    "wishes": ["go_along"],
    "until": "2027-01-31",
    "day": "2026-11-24",
    "hour": "14:00",
    "minutes": "60",
    "body": "jobcentre",
    "meeting_point": "Haupteingang",
    "language": "",
}
WHO = {"given_name": "Sara", "family_name": "Osman", "phone": shown(fictional_mobile(88)), "language_read": "ar"}


@pytest.fixture
def scene(town: Town) -> Guides:
    with town.open():
        return open_guides(town)


def send(browser: Browser, path: str, **more: object) -> Any:
    return browser.post(path, {"action_id": str(uuid4())} | more, follow=True)


def test_who_asked_is_called_and_what_is_agreed_becomes_an_order(scene: Guides, log_in: LogIn) -> None:
    with scene.town.open():
        asked = scene.asked(phone=fictional_mobile(88), called="Sara")
    browser = log_in(scene.town)
    page = said(browser.get("/desk/guides/"))
    assert shown(fictional_mobile(88)) in page
    path = f"/desk/guides/asked/{asked.ref}/"
    assert 'value="Sara"' in said(browser.get(path))
    form = {"action_id": str(uuid4())} | TYPED | WHO
    for _again in range(2):
        browser.post(path, form)
    with scene.town.open():
        need = Need.objects.select_related("client__person").get()
        asked.refresh_from_db()
    assert (need.client.person.name, need.client.person.mobile) == ("Sara Osman", fictional_mobile(88))
    assert (asked.state, asked.about) == (InquiryState.TAKEN_IN, TYPED["about"])
    page = said(browser.get("/desk/guides/"))
    assert "Sara Osman" in page
    assert f"/desk/guides/of/{need.pk}/" in said(browser.get(f"/desk/needs/{need.pk}/"))


def test_who_may_be_known_is_asked_about_before_a_second_row_is_made(scene: Guides, log_in: LogIn) -> None:
    with scene.town.open():
        asked = scene.asked()
    browser, path = log_in(scene.town), f"/desk/guides/asked/{asked.ref}/"
    known = WHO | {"given_name": "رنا", "family_name": "", "phone": shown(fictional_mobile(71))}
    page = said(send(browser, path, **TYPED | known))
    assert "Is it somebody we know?" in page
    assert TYPED["about"] in page
    with scene.town.open():
        assert (Client.objects.count(), Need.objects.count()) == (1, 0)
    send(browser, path, **TYPED | known | {"known": str(scene.rana.person_id)})
    with scene.town.open():
        assert (Client.objects.count(), Need.objects.get().client_id) == (1, scene.rana.pk)


@pytest.mark.parametrize(
    "wrong",
    [
        {"about": ""},
        {"not_about": ""},
        {"until": "", "most_meetings": ""},
        {"until": "2026-11-01"},
        {"wishes": ["interpret"]},
        {"wishes": ["assert_a_claim"], "against_own_town": "on"},
        {"day": "2026-11-01"},
        {"hour": "25:00"},
        {"minutes": "1"},
        {"most_meetings": "400"},
        {"body": "court"},
    ],
)
def test_without_an_order_nothing_is_taken_in_and_nothing_typed_is_lost(
    scene: Guides, log_in: LogIn, wrong: dict[str, Any]
) -> None:
    page = said(send(log_in(scene.town), f"/desk/guides/new/{scene.rana.person_id}/", **TYPED | wrong))
    assert "kern-error" in page or "field-error" in page
    assert "Haupteingang" in page
    with scene.town.open():
        assert not Need.objects.exists()
        assert not Inquiry.objects.exists()


def test_on_the_telephone_one_form_is_enough(scene: Guides, log_in: LogIn) -> None:
    browser = log_in(scene.town)
    page = said(send(browser, "/desk/guides/new/", q="68642 نا"))
    assert "Somebody new" in page
    assert str(scene.rana.person_id) in said(send(browser, "/desk/guides/new/", q="رنا"))
    send(browser, f"/desk/guides/new/{scene.rana.person_id}/", **TYPED)
    send(browser, "/desk/guides/new/person/", **TYPED | WHO)
    with scene.town.open():
        assert sorted(one.client.person.given_name for one in Need.objects.select_related("client__person")) == [
            "Sara",
            "رنا",
        ]


def test_no_order_becomes_of_it_with_a_reason(scene: Guides, log_in: LogIn) -> None:
    with scene.town.open():
        asked = scene.asked()
    browser, path = log_in(scene.town), f"/desk/guides/asked/{asked.ref}/refuse/"
    send(browser, path, because="")
    with scene.town.open():
        asked.refresh_from_db()
    assert asked.state == InquiryState.RECEIVED
    send(browser, path, because="Zieht weg.")
    with scene.town.open():
        asked.refresh_from_db()
    assert (asked.state, asked.because) == (InquiryState.REFUSED, "Zieht weg.")


def test_an_order_ends_soon_is_prolonged_and_closed(scene: Guides, log_in: LogIn) -> None:
    with scene.town.open():
        order, _going = scene.agreed(until=AFTER.date())
    browser, path = log_in(scene.town), f"/desk/guides/orders/{order.ref}/"
    assert "ends in 8 days" in said(browser.get("/desk/guides/"))
    send(browser, f"{path}prolong/", until="2027-03-01", most_meetings="4", because="Noch ein Gespräch.")
    page = said(browser.get(path))
    assert "1 March 2027" in page
    assert "An appointment lies ahead" in said(send(browser, f"{path}close/", because="Erreicht."))
    with scene.town.open():
        Assignment.objects.update(state="cancelled")
        Need.objects.update(state="cancelled")
    send(browser, f"{path}close/", because="Erreicht.")
    assert "Erreicht." in said(browser.get(path))
    assert "No order runs" in said(browser.get("/desk/guides/"))


def test_the_sheet_is_printed_in_her_language_or_sent(scene: Guides, log_in: LogIn, settings: Any) -> None:
    with scene.town.open():
        order, going = scene.agreed()
    browser = log_in(scene.town)
    paper = browser.get(f"/desk/guides/sheets/{going.ref}/")
    assert (paper.headers["Content-Type"], paper.content[:4]) == ("application/pdf", b"%PDF")
    settings.SMS_ENABLED = False
    assert "Please print the sheet" in said(send(browser, f"/desk/guides/sheets/{going.ref}/send/"))
    settings.SMS_ENABLED = True
    assert "on its way" in said(send(browser, f"/desk/guides/sheets/{going.ref}/send/"))
    with scene.town.open():
        assert Letter.objects.filter(message="assistance.guide_sheet").count() == 1
    assert order.ref in browser.get(f"/desk/guides/of/{going.need_id}/").url


def test_hints_stand_in_a_list_and_in_figures_without_names(scene: Guides, log_in: LogIn) -> None:
    with scene.town.open():
        _order, going = scene.agreed()
    browser, counts = log_in(scene.town), []
    assert "No hints yet" in said(browser.get("/desk/signposts/"))
    for number in range(3):
        with scene.town.open():
            to = list_partner(system(scene.town.id), kind=Kind.CLUB, name=f"Verein {number}", at=MONDAY)
            show_the_way(scene.her, going, to, at=AFTER)
        if number != 1:
            with CaptureQueriesContext(connection) as queries:
                browser.get("/desk/signposts/")
            counts.append(len(queries))
    assert counts[0] == counts[1] <= 12
    with scene.town.open():
        hint = Signpost.objects.earliest("id")
    send(browser, f"/desk/signposts/{hint.ref}/", outcome="helped")
    send(browser, f"/desk/signposts/{hint.ref}/", outcome="flew")
    with scene.town.open():
        hint.refresh_from_db()
    assert hint.outcome == "helped"
    page = said(browser.get("/desk/signposts/?year=2026"))
    assert "Verein 0" in page
    assert "رنا" not in page
    assert "No hint in this year" in said(browser.get("/desk/signposts/?year=2025"))
    assert browser.get("/desk/signposts/?year=x").status_code == 200


def test_one_order_and_three_cost_the_same(scene: Guides, log_in: LogIn) -> None:
    browser, counts = log_in(scene.town), []
    for number in range(3):
        with scene.town.open():
            scene.taken_in()
            scene.asked()
        if number != 1:
            with CaptureQueriesContext(connection) as queries:
                assert browser.get("/desk/guides/").status_code == 200
            counts.append(len(queries))
    assert counts[0] == counts[1] <= 12
