"""A volunteer on her phone: her hours, and what she may say of them."""

from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from lotsenwerk.domain.accounts.models import User
from lotsenwerk.domain.assistance.models import DeploymentState
from lotsenwerk.domain.funding.models import SaidElsewhere, TellingConsent, ToldHours, Waiver
from lotsenwerk.domain.people.models import Pool, Volunteer
from tests.domain.funding.scenes import gave, gave_long, make_guide, make_pool
from tests.factories import MONDAY, Town, make_town
from tests.web.partner.conftest import BACKEND, said

pytestmark = pytest.mark.django_db
TODAY = MONDAY.date()
YEAR = TODAY.year


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture
def amira(town: Town) -> Volunteer:
    with town.open():
        return make_guide(town, make_pool(town))


def phone_of(volunteer: Volunteer, language: str = "en") -> Browser:
    browser = Browser()
    User.objects.filter(pk=volunteer.person.user_id).update(language=language)
    browser.force_login(User.objects.get(pk=volunteer.person.user_id), backend=BACKEND)
    return browser


def send(browser: Browser, step: str, **sent: str) -> str:
    path = f"/mine/hours/{YEAR}/{step}/"
    return said(browser.post(path, {"action_id": str(uuid4())} | sent, follow=True))


@time_machine.travel(MONDAY, tick=False)
def test_she_sees_what_is_left_and_what_is_counted(town: Town, amira: Volunteer) -> None:
    with town.open():
        gave_long(Pool.objects.get(), amira, 264)
        gave(Pool.objects.get(), amira, 1, TODAY, state=DeploymentState.REPORTED)
    page = said(phone_of(amira).get("/mine/hours/"))
    assert "12 hours left" in page
    assert "264 hours of 276 hours are used." in page
    assert "60 minutes" in page or "1 hour are planned" in page
    assert "is looked at" in page
    assert "Please ask a tax adviser" in page, "1,320 euros are above the honorary allowance"
    assert "We only know your hours here" in page


@time_machine.travel(MONDAY, tick=False)
def test_she_is_told_on_which_day_it_is_used_up_and_what_is_not_paid(town: Town, amira: Volunteer) -> None:
    with town.open():
        gave_long(Pool.objects.get(), amira, 288)
    page = said(phone_of(amira).get("/mine/hours/"))
    assert "You have given more than can be paid for this year: 12 hours." in page
    assert "not paid for: too many hours" in page


@time_machine.travel(MONDAY, tick=False)
def test_she_agrees_and_takes_it_back_and_the_number_is_gone(town: Town, amira: Volunteer) -> None:
    browser = phone_of(amira)
    assert "Yes, they may" in said(browser.get(f"/mine/hours/{YEAR}/telling/"))
    assert "You said yes" in send(browser, "telling")
    assert ToldHours.objects.filter(organisation_id=town.id).count() == 2
    assert "You did not say yes" in send(browser, "telling")
    assert not ToldHours.objects.filter(organisation_id=town.id).exists()
    with town.open():
        assert TellingConsent.objects.get().way == "tap"


@time_machine.travel(MONDAY, tick=False)
def test_a_form_that_is_sent_twice_acts_once(town: Town, amira: Volunteer) -> None:
    browser, sent = phone_of(amira), {"action_id": str(uuid4())}
    for _again in range(2):
        assert browser.post(f"/mine/hours/{YEAR}/telling/", sent).status_code == 302
    with town.open():
        assert TellingConsent.objects.get().withdrawn_at is None


@time_machine.travel(MONDAY, tick=False)
def test_she_says_what_she_got_elsewhere_and_deletes_it(town: Town, amira: Volunteer) -> None:
    browser = phone_of(amira)
    page = send(browser, "elsewhere", hours="20", cents="100", agrees="on")
    assert "You said: 20 hours, €100.00" in page
    assert "256 hours left" in page
    assert "nothing said yet" in send(browser, "elsewhere", take_back="yes")
    with town.open():
        assert not SaidElsewhere.objects.exists()


@time_machine.travel(MONDAY, tick=False)
@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"hours": "20", "cents": "100,5x", "agrees": "on"}, "This is not an amount"),
        ({"hours": "", "cents": "77", "agrees": "on"}, "This field is required."),
        ({"hours": "4000", "cents": "77", "agrees": "on"}, "Between 0 and 3,000 hours, please."),
        ({"hours": "20", "cents": "77"}, "Without agreement nothing is kept."),
    ],
)
def test_what_cannot_be_right_is_said_and_what_was_typed_stays(
    town: Town, amira: Volunteer, sent: dict[str, str], sentence: str
) -> None:
    page = send(phone_of(amira), "elsewhere", **sent)
    assert sentence in page
    assert f'value="{sent["cents"]}"' in page
    with town.open():
        assert not SaidElsewhere.objects.exists()


@time_machine.travel(MONDAY, tick=False)
@pytest.mark.parametrize(("since", "day"), [("whole", f"{YEAR}-01-01"), ("today", TODAY.isoformat())])
def test_she_waives_and_takes_the_money_after_all(town: Town, amira: Volunteer, since: str, day: str) -> None:
    browser = phone_of(amira)
    assert "you take no money" in send(browser, "waiver", since=since)
    with town.open():
        assert Waiver.objects.get().from_day.isoformat() == day
    assert "You take the money" in send(browser, "waiver")
    with town.open():
        assert Waiver.objects.get().taken_back_at is not None


@time_machine.travel(MONDAY, tick=False)
@pytest.mark.parametrize("year", [YEAR - 2, YEAR + 1, 1])
def test_other_years_are_not_there(amira: Volunteer, year: int) -> None:
    browser = phone_of(amira)
    for step in ("telling", "elsewhere", "waiver"):
        assert browser.get(f"/mine/hours/{year}/{step}/").status_code == 404
    assert str(YEAR) in said(browser.get("/mine/hours/", {"year": str(year)}))


@time_machine.travel(MONDAY, tick=False)
def test_one_and_three_deployments_ask_as_often_and_not_too_often(town: Town, amira: Volunteer) -> None:
    browser, counted = phone_of(amira), []
    for many in (1, 2):
        with town.open():
            for _number in range(many):
                gave(Pool.objects.get(), amira, 1, TODAY)
        browser.get("/mine/hours/")
        with CaptureQueriesContext(connection) as asked:
            browser.get("/mine/hours/")
        counted.append(len(asked))
    assert counted[0] == counted[1] <= 12
