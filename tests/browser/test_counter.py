"""The food bank's day at its counter: the list keeps itself fresh, a tick for each who comes, and a helper's slip."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any

import pytest
from django.test import Client as Session
from playwright.sync_api import Browser, Page, expect

from lotsenwerk.domain.accounts.actions.membership import give_role
from lotsenwerk.domain.accounts.models import Role, User
from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.food_bank.enter_household import enter_household
from lotsenwerk.domain.assistance.actions.food_bank.give_out import fetched
from lotsenwerk.domain.assistance.actions.food_bank.keep_slot import add_slot
from lotsenwerk.domain.assistance.actions.food_bank.plan_pick_up import plan_pick_up
from lotsenwerk.domain.assistance.actions.food_bank.see_entitlement import see_entitlement
from lotsenwerk.domain.assistance.actions.food_bank.slip_for import slip_for
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.actions.take_in import take_in
from lotsenwerk.domain.assistance.models import NeedKind, PickUp, PickUpState, ProxySlip
from lotsenwerk.domain.organisations.actions.found import list_partner
from lotsenwerk.domain.organisations.models import Kind
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import system
from tests.barriers import barriers
from tests.factories import Town, make_client, make_town, make_volunteer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@dataclass
class Counter:
    """Three households of today; for the last one Amira fetches."""

    town: Town
    user: User
    slip: ProxySlip


@pytest.fixture
def counter(transactional_db: None) -> Counter:
    now = clock.now()
    today = clock.local(now).date()
    town = make_town(at=now)
    desk = town.coordinator
    with town.open():
        bank = list_partner(system(town.id), kind=Kind.FOOD_BANK, name="Tafel", at=now)
        all_day = {"begins": time(0, 0), "ends": time(23, 59), "places": 20}
        slot = add_slot(desk, food_bank_id=bank.id, weekday=today.weekday(), **all_day, at=now)
        for name in ("Ahrens", "Busch", "Conrad"):
            client = make_client(town, family_name=name, at=now)
            home = enter_household(desk, food_bank_id=bank.id, client=client, adults=2, fee_cents=200, at=now)
            see_entitlement(desk, home, seen_on=today, valid_until=today + timedelta(days=100), at=now)
            home.refresh_from_db()
            plan_pick_up(desk, home, slot=slot, on=today, at=now)
        amira = make_volunteer(town, at=now)
        need = take_in(
            desk,
            client=client,
            kind=NeedKind.FOOD_BANK,
            earliest=now - timedelta(minutes=30),
            latest=now + timedelta(hours=2),
            at=now - timedelta(hours=1),
        )
        asked = make_offer(desk, need, volunteer=amira, at=now)
        going = accept_offer(town.volunteer_actor(amira), asked, at=now)
        slip = slip_for(town.volunteer_actor(amira), going, at=now)
        member = give_role(
            system(town.id),
            email="hanna@tafel.example",
            display_name="Hanna",
            role=Role.PARTNER,
            partner_id=bank.id,
            at=now,
        )
    return Counter(town, User.objects.get(pk=member.user_id), slip)


@contextmanager
def at_counter(browser: Browser, url: str, counter: Counter) -> Iterator[Page]:
    """A page on the counter's tablet; it must say nothing on its console."""
    session = Session()
    session.force_login(counter.user, backend="lotsenwerk.domain.accounts.backends.Backend")
    context = browser.new_context(base_url=url, viewport={"width": 1024, "height": 768})
    context.add_cookies([{"name": "sessionid", "value": session.cookies["sessionid"].value, "url": url}])
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda fault: said.append(str(fault)))
    yield page
    context.close()
    assert said == []


def clean(page: Page) -> None:
    assert barriers(page) == []


def test_the_food_banks_day(live_server: Any, browser: Browser, counter: Counter) -> None:
    with at_counter(browser, live_server.url, counter) as page:
        page.clock.install()
        page.goto("/partner/")
        fetched_so_far = page.locator(".sums div").filter(has_text="abgeholt").locator("dd")
        expect(page.locator(".guest")).to_have_count(3)
        expect(page.locator(".guest").filter(has_text="Conrad")).to_contain_text("Amira")
        clean(page)
        page.get_by_role("button", name="Abgeholt – Ahrens, Erna").click()
        expect(page.locator(".toast")).to_contain_text("2,00")
        expect(fetched_so_far).to_have_text("1")
        clean(page)

        # Her colleague at the other table ticks too; the focus stays where it is while the list comes anew.
        waiting = page.get_by_role("button", name="Nicht gekommen – Conrad, Erna")
        waiting.focus()
        with counter.town.open():
            colleague = PickUp.objects.get(household__client__person__family_name="Busch")
            fetched(counter.town.coordinator, colleague, at=clock.now())
        page.clock.fast_forward(11_000)
        expect(fetched_so_far).to_have_text("2")
        expect(waiting).to_be_focused()

        page.get_by_role("link", name="Abholschein prüfen").click()
        expect(page.get_by_label("Nummer des Abholscheins")).to_be_focused()
        page.keyboard.type(f" {counter.slip.ref[:5].upper()} {counter.slip.ref[5:]}")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Dieser Abholschein gilt")
        expect(page.locator(".facts")).to_contain_text("Erna Conrad")
        clean(page)
        page.get_by_role("button", name="Ausgegeben").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Dieser Abholschein ist eingelöst")
        page.goto("/partner/")
        expect(fetched_so_far).to_have_text("3")
    with counter.town.open():
        assert set(PickUp.objects.values_list("state", flat=True)) == {PickUpState.FETCHED}
        assert ProxySlip.objects.get().used_at is not None
