"""A visitor finds the cooking evening from her phone, in Ukrainian, and signs up without an account."""

from datetime import time, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from lotsenwerk.domain.gatherings.actions.keep_series import Held, make_series, publish_date
from lotsenwerk.domain.gatherings.days import When
from lotsenwerk.domain.gatherings.models import Often, SignUp, SignUpState
from lotsenwerk.domain.publishing.actions.translate import translate
from lotsenwerk.domain.publishing.documents import Facts, Words
from lotsenwerk.kit import clock
from tests.browser.test_becoming import ON_A_PHONE, see, window
from tests.factories import make_town

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_visitor_finds_the_cooking_evening_in_ukrainian_and_signs_up(browser: Browser, live_server: Any) -> None:
    now = clock.now()
    town = make_town(at=now)
    tomorrow = clock.local(now).date() + timedelta(days=1)
    with town.open():
        when = When(Often.WEEK, tomorrow, time(18), time(20))
        held = Held(takes_sign_ups=True, seats=5, childcare_seats=2)
        made = make_series(town.coordinator, Facts(place="Schulküche"), Words("Kochabend"), when, held, at=now)
        publish_date(town.coordinator, made.page, number=1, at=now)
        translate(town.coordinator, made.page, "uk", Words("Кулінарний вечір"), of_number=1, at=now)
    with window(browser, live_server.url, ON_A_PHONE) as page:
        page.goto("/uk/dates/")
        see(page)
        page.get_by_role("link", name="Кулінарний вечір").first.click()
        see(page)
        page.locator("[name=guest_name]").fill("Оксана")
        page.locator("button.kern-btn--big").click()
        expect(page.locator("#errors")).to_be_visible()
        expect(page.locator("[name=guest_name]")).to_have_value("Оксана")
        see(page)
        page.locator("[name=guest_contact]").fill("oksana@example.org")
        page.locator("button.kern-btn--big").click()
        page.wait_for_url("**/dates/mine/**")
        see(page)
    with town.open():
        signed = SignUp.objects.get()
        assert (signed.guest_name, signed.language, signed.state) == ("Оксана", "uk", SignUpState.SIGNED_UP)
