"""A guide on her phone: where she sits next, and "I sat there"."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client as Browser

from lotsenwerk.domain.accounts.models import User
from lotsenwerk.domain.assistance.models import Deployment, OfficeDuty
from tests.factories import MONDAY, Town, guides, make_town
from tests.web.desk.test_office_hours import sit
from tests.web.partner.conftest import BACKEND, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make_town()


def phone_of(duty: OfficeDuty, language: str = "en") -> Browser:
    browser = Browser()
    browser.force_login(User.objects.get(pk=duty.volunteer.person.user_id), backend=BACKEND)
    User.objects.filter(pk=duty.volunteer.person.user_id).update(language=language)
    return browser


@time_machine.travel(MONDAY, tick=False)
def test_she_says_that_she_sat_there_once(town: Town) -> None:
    with town.open():
        duty = sit(town, guides(town))
    browser, path = phone_of(duty), f"/mine/office-hours/{duty.office_hour.ref}/"
    assert "I sat there" in said(browser.get("/mine/office-hours/"))
    sent = {"on": MONDAY.date().isoformat(), "minutes": "110", "clients": "4", "action_id": str(uuid4())}
    for _again in range(2):
        assert browser.post(path, sent).status_code == 302
    with town.open():
        told = Deployment.objects.get()
    assert (told.minutes, told.clients, told.state) == (120, 4, "reported")
    assert "is looked at" in said(browser.get(path))


@time_machine.travel(MONDAY, tick=False)
@pytest.mark.parametrize(
    "wrong", [{"on": "2026-11-17"}, {"on": ""}, {"minutes": "0"}, {"minutes": "viel"}, {"clients": "-1"}]
)
def test_what_cannot_be_right_is_said_and_nothing_is_written_down(town: Town, wrong: dict[str, str]) -> None:
    with town.open():
        duty = sit(town, guides(town))
    sent = {"on": MONDAY.date().isoformat(), "minutes": "60", "clients": "17", "action_id": str(uuid4())} | wrong
    answer = phone_of(duty).post(f"/mine/office-hours/{duty.office_hour.ref}/", sent)
    assert answer.status_code == 200
    assert "kern-error" in said(answer) or "error" in said(answer)
    if "clients" not in wrong:
        assert 'value="17"' in said(answer)
    with town.open():
        assert not Deployment.objects.exists()


@time_machine.travel(MONDAY, tick=False)
def test_nobody_opens_the_hour_of_another(town: Town) -> None:
    with town.open():
        pool = guides(town)
        duty, other = sit(town, pool), sit(town, pool, "Schule", "Olena", 2)
    browser = phone_of(other)
    assert browser.get(f"/mine/office-hours/{duty.office_hour.ref}/").status_code == 404
    assert "Rathaus" not in said(browser.get("/mine/office-hours/"))


@time_machine.travel(MONDAY + timedelta(days=1), tick=False)
def test_in_arabic_too(town: Town) -> None:
    with town.open():
        duty = sit(town, guides(town))
    page = said(phone_of(duty, "ar").get(f"/mine/office-hours/{duty.office_hour.ref}/"))
    assert 'dir="rtl"' in page
    assert "كنت هناك" in page
