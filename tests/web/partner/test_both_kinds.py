"""Who speaks for a partner is led to what that partner does: it gives out food, asks pools, both, or nothing yet."""

import pytest

from lotsenwerk.domain.accounts.actions.membership import give_role
from lotsenwerk.domain.accounts.models import Role, User
from lotsenwerk.domain.assistance.actions.inquiries.cooperate import (
    approve_cooperation,
    ask_for_cooperation,
    end_cooperation,
)
from lotsenwerk.domain.organisations.actions.found import list_partner
from lotsenwerk.domain.organisations.models import Kind, Module, Organisation
from lotsenwerk.kit.actor import system
from tests.domain.assistance.food_bank_scenes import Bank
from tests.domain.assistance.inquiries.scenes import KITA, Scene, interpreters, stranger
from tests.factories import MONDAY
from tests.web.partner.conftest import BACKEND, Browser, said
from tests.web.partner.institution import browser_of

pytestmark = pytest.mark.django_db


def test_a_food_banks_member_sees_the_list_of_the_day_and_no_requests(counter: Browser) -> None:
    assert counter.get("/arrive/").url == "/partner/start/"
    assert counter.get("/partner/start/").url == "/partner/"
    assert counter.get("/partner/requests/").status_code == 404
    assert "Requests" not in said(counter.get("/partner/"))


def test_an_institutions_member_sees_her_requests_and_no_food_bank(scene: Scene) -> None:
    kita = browser_of(scene, scene.kita)
    assert kita.get("/arrive/").url == "/partner/start/"
    assert kita.get("/partner/start/").url == "/partner/requests/"
    assert kita.get("/partner/").url == "/partner/start/"
    for path in ("slips/", "days/2026-11-16/", "slips/0123456789/"):
        assert kita.get(f"/partner/{path}").status_code == 404, path
    page = said(kita.get("/partner/requests/"))
    assert "Kita Regenbogen" in page
    assert "Check a slip" not in page


def test_who_speaks_for_a_partner_of_both_kinds_chooses(bank: Bank, counter: Browser) -> None:
    with bank.town.open():
        pool = interpreters(bank.town)
        asked = ask_for_cooperation(stranger(bank.town), pool, KITA, at=MONDAY)
        approve_cooperation(bank.town.coordinator, asked, partner=bank.organisation, at=MONDAY)
    page = said(counter.get("/partner/start/"))
    assert 'href="/partner/requests/"' in page
    assert 'href="/partner/"' in page
    assert counter.get("/partner/").status_code == counter.get("/partner/requests/").status_code == 200


def test_who_works_at_the_desk_too_keeps_her_desk(scene: Scene) -> None:
    with scene.town.open():
        desk = scene.town.members[Role.COORDINATOR].user
        give_role(
            system(scene.town.id),
            email=desk.email,
            display_name="",
            role=Role.PARTNER,
            partner_id=scene.kita.partner_id,
            has_pages=True,
            at=MONDAY,
        )
    User.objects.filter(pk=desk.pk).update(language="en")
    browser = Browser()
    browser.force_login(desk, backend=BACKEND)
    assert browser.get("/arrive/").url in {"/desk/", "/account/2fa/"}
    with scene.town.open():
        scene.asked()


def test_a_cooperation_that_has_ended_leaves_what_was_asked_to_be_seen_and_nothing_new(scene: Scene) -> None:
    kita = browser_of(scene, scene.kita)
    with scene.town.open():
        ref = scene.asked().ref
        # Another pool keeps the logins alive.
        other = ask_for_cooperation(stranger(scene.town), interpreters(scene.town, "Zweiter Pool"), KITA, at=MONDAY)
        approve_cooperation(scene.desk, other, partner=scene.kita.partner, at=MONDAY)
        end_cooperation(scene.desk, scene.kita, at=MONDAY)
    assert kita.get(f"/partner/requests/{ref}/").status_code == 200
    assert scene.kita.ref not in said(kita.get("/partner/requests/"))
    assert "do not work together any more" in said(kita.get(f"/partner/requests/new/{scene.kita.ref}/"))


def test_a_partner_without_any_pages_reads_what_to_do(scene: Scene) -> None:
    with scene.town.open():
        club = list_partner(system(scene.town.id), kind=Kind.AUTHORITY, name="Schulamt", at=MONDAY)
        given = give_role(
            system(scene.town.id),
            email="verein@example.org",
            display_name="Uli",
            role=Role.PARTNER,
            partner_id=club.id,
            has_pages=True,
            at=MONDAY,
        )
    User.objects.filter(pk=given.user_id).update(language="en")
    browser = Browser()
    browser.force_login(given.user, backend=BACKEND)
    assert "Nothing is open for you here yet" in said(browser.get("/partner/start/"))
    assert browser.get("/partner/requests/").status_code == 404


def test_a_town_that_has_switched_pools_off_shows_none(scene: Scene) -> None:
    kita = browser_of(scene, scene.kita)
    left = sorted(set(Module) - {Module.INTERPRETERS, Module.GUIDES})
    Organisation.objects.filter(pk=scene.town.id).update(modules=left)
    assert kita.get("/partner/requests/").status_code == 404
    assert "Nothing is open for you here yet" in said(kita.get("/partner/start/"))
