"""Days that go otherwise, each seen with several pairs of eyes: the helper falls ill, the daughter calls, and a helper
who reads Arabic does everything by link alone."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.finish import call_back_done
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.models import (
    Assignment,
    AssignmentState,
    CallBack,
    CallBackReason,
    CallBackState,
    CashLine,
    Need,
    NeedState,
    Report,
)
from lotsenwerk.domain.notifications.actions.outbox import compose
from lotsenwerk.domain.notifications.models import Letter
from lotsenwerk.domain.people.actions.contacts import add_contact
from lotsenwerk.domain.people.actions.register import Contact
from lotsenwerk.domain.people.models import Person, Relation
from lotsenwerk.kit import clock
from tests.barriers import barriers, sideways
from tests.browser.test_desk import Day, at_desk, day
from tests.browser.test_journey import hours_pass, newest_letter
from tests.browser.test_mine import clean, large_enough, telephone
from tests.factories import make_need, make_volunteer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
__all__ = ["day"]


def soon(now: datetime) -> datetime:
    """The next morning or noon that is at least two hours and less than a day ahead: helpers are free then."""
    today = now.replace(minute=0, second=0, microsecond=0)
    ahead = [today.replace(hour=hour) + timedelta(days=days) for days in (0, 1) for hour in (8, 12)]
    return next(one for one in ahead if one >= now + timedelta(hours=2))


def sits(page: Page) -> None:
    """Nothing to find for axe, and nothing wider than the screen."""
    assert barriers(page) == []
    assert sideways(page) == 0


def test_she_falls_ill_and_somebody_stands_in(live_server: Any, browser: Browser, day: Day) -> None:
    now, town = clock.now(), day.town
    with town.open():
        tesfay = Person.objects.get(given_name="Tesfay")
        for person in (day.amira.person, tesfay):
            Person.objects.filter(pk=person.pk).update(language="de")
        begins = soon(now)
        need = make_need(town, day.erna, at=begins - timedelta(hours=24))
        asked = make_offer(town.coordinator, need, volunteer=day.amira, at=now)
        accept_offer(town.volunteer_actor(day.amira), asked, at=now)
        call_back_done(town.coordinator, CallBack.objects.get(need=need), at=now)
    with at_desk(browser, live_server.url, day) as desk, telephone(browser, live_server.url) as phone:
        desk.clock.install()
        desk.goto("/desk/")
        expect(desk.locator(f".tray #need-{need.id}")).to_have_count(0)

        phone.goto(newest_letter(town.organisation, "assistance.accepted"))
        phone.get_by_text("Ich kann nicht kommen").tap()
        phone.get_by_role("button", name="Ja, bitte jemand anderen suchen").tap()
        expect(phone.get_by_text("Sie gehen dort nicht mehr hin.")).to_be_visible()
        clean(phone)

        desk.clock.fast_forward(11_000)
        expect(desk.locator(f".tray #need-{need.id}")).to_be_visible()
        desk.get_by_role("link", name="Nachsehen, was war").click()
        line = desk.locator("li.card").filter(has_text="Wer geht stattdessen?")
        expect(line).to_contain_text("Weber")
        sits(desk)
        line.get_by_role("link", name="Öffnen").click()
        desk.locator("li").filter(has_text="Tesfay Berhane").get_by_role("button", name="Fragen").first.click()
        expect(desk.locator(".toast")).to_contain_text("Tesfay")

        phone.context.clear_cookies()
        phone.goto(newest_letter(town.organisation, "assistance.offer"))
        phone.get_by_role("button", name="Ja, ich komme").tap()
        expect(phone.get_by_role("heading", level=1)).to_have_text("Danke! Sie kommen.")

        desk.goto("/desk/calls/")
        line = desk.locator("li.card").filter(has_text="Es kommt jemand anderes: Tesfay")
        expect(line.get_by_role("heading")).to_have_text("Erna Weber")
        line.get_by_role("button", name="Erledigt").click()
        expect(desk.locator("li.card").filter(has_text="Weber")).to_have_count(0)
    with town.open():
        reasons = list(CallBack.objects.filter(need=need).order_by("id").values_list("reason", "state"))
        states = list(Assignment.objects.filter(need=need).order_by("id").values_list("state", flat=True))
    assert reasons == [
        (CallBackReason.WHO_COMES, CallBackState.DONE),
        (CallBackReason.SOMEBODY_ELSE_COMES, CallBackState.DONE),
    ]
    assert states == [AssignmentState.RELEASED, AssignmentState.ACCEPTED]


def test_the_daughter_calls_for_her_mother_and_hears_who_comes(live_server: Any, browser: Browser, day: Day) -> None:
    now, town = clock.now(), day.town
    with town.open():
        ute = Contact(given_name="Ute", family_name="Kolb", mobile="0171 3920042", email="ute@kolb.example")
        trusted = add_contact(
            town.coordinator, day.erna, ute, relation=Relation.DAUGHTER, told_since=clock.local(now).date(), at=now
        )
    with at_desk(browser, live_server.url, day) as desk:
        desk.goto("/desk/")
        desk.keyboard.press("n")
        expect(desk.get_by_label("Wer ruft an?")).to_be_focused()
        desk.keyboard.type("kolb")
        expect(desk.locator("#callers")).to_contain_text("Tochter von Erna Weber")
        desk.keyboard.press("Enter")
        expect(desk.get_by_role("heading", level=1)).to_contain_text("Erna Weber")
        expect(desk.get_by_label("Wer ruft an?")).to_have_value(str(trusted.person_id))
        desk.get_by_label("An welchem Tag?").fill((clock.local(now).date() + timedelta(days=3)).isoformat())
        desk.get_by_label("Zettel").fill("1 Mischbrot")
        expect(desk.locator("#as-read")).to_contain_text("Mischbrot")
        sits(desk)
        desk.keyboard.press("Control+Enter")
        expect(desk.locator(".page-head")).to_contain_text("ist gefragt")
        desk.get_by_role("button", name="Am Telefon: ja").click()
        expect(desk.locator("main")).to_contain_text("kommt")
    with town.open():
        need = Need.objects.latest("id")
        assert (need.client_id, need.caller_id, need.state) == (day.erna.id, trusted.person_id, NeedState.STAFFED)
        letter = compose(Letter.objects.get(message="assistance.who_comes", to=trusted.person), at=clock.now())
        goes = Assignment.objects.select_related("volunteer__person").get(need=need).volunteer.person
    assert "Erna Weber" in letter.body
    assert goes.given_name in letter.body
    assert "Mischbrot" not in letter.body


def test_in_arabic_from_the_question_to_the_money_by_link_alone(live_server: Any, browser: Browser, day: Day) -> None:
    now, town = clock.now(), day.town
    with town.open():
        helper = make_volunteer(town, given_name="Samira", at=now)
        need = make_need(town, day.erna, at=now)
        make_offer(town.coordinator, need, volunteer=helper, at=now)
    with telephone(browser, live_server.url) as phone:
        onward: Callable[[], None] = lambda: phone.locator(".way__buttons a.kern-btn--primary").tap()  # noqa: E731
        phone.goto(newest_letter(town.organisation, "assistance.offer"))
        phone.get_by_role("button", name="نعم، سآتي").tap()
        expect(phone.get_by_role("heading", level=1)).to_have_text("شكرًا! ستذهب أنت.")
        with town.open():
            going = Assignment.objects.get(need=need)
        hours_pass(town.organisation, going)
        phone.goto(newest_letter(town.organisation, "assistance.accepted"))
        expect(phone.locator("html")).to_have_attribute("dir", "rtl")
        onward()
        phone.wait_for_url("**?step=0")
        onward()
        phone.locator('[data-set-cents="4000"]').tap()
        phone.locator("form[data-money] button[type=submit]").tap()
        expect(phone.locator(".rows")).to_contain_text("40,00")
        phone.locator("a.kern-btn--primary").tap()
        phone.wait_for_url("**?step=1")
        for box in phone.locator("[data-list] input").all():
            box.check()
        clean(phone)
        large_enough(phone)
        onward()
        phone.wait_for_url("**?step=2")
        phone.get_by_role("button", name="عرض العنوان").tap()
        expect(phone.get_by_text("Mainstraße 12")).to_be_visible()
        phone.locator('.way__buttons a[href$="/money/"]').tap()
        phone.locator('[data-amount="spent"] input').fill("٣١٫٤٠")
        phone.locator("[data-take]").tap()
        expect(phone.locator("[data-meets]")).to_have_attribute("data-tone", "yes")
        clean(phone)
        phone.locator("form[data-money] button[type=submit]").first.tap()
        phone.wait_for_url("**/report/")
        phone.locator('[data-set="45"]').tap()
        phone.locator("form[data-steady] button[type=submit].kern-btn--big").last.tap()
        expect(phone.locator(".thanks h1")).to_have_text("تم. شكرًا جزيلاً!")
        clean(phone)
    with town.open():
        assert [line.cents for line in CashLine.objects.filter(assignment=going).order_by("id")] == [4000, 3140, 860]
        assert Report.objects.get(assignment=going).minutes == 45
        assert Need.objects.get(pk=need.pk).state == NeedState.DONE
