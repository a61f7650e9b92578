"""Her months on her phone: what is confirmed and paid, what waits, and the paper; nobody else's."""

import pytest
import time_machine
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from lotsenwerk.domain.accounts.models import User
from lotsenwerk.domain.assistance.actions.inquiries.confirm_deployment import confirm_deployment
from lotsenwerk.domain.people.models import Volunteer
from lotsenwerk.engines.funding.pay import Pay
from tests.domain.assistance.inquiries.scenes import AFTER, HOUR, TUESDAY, Scene, open_scene
from tests.factories import Town, make_town
from tests.web.partner.conftest import BACKEND, said

pytestmark = pytest.mark.django_db


def phone_of(volunteer: Volunteer) -> Browser:
    browser = Browser()
    user_id = volunteer.person.user_id or 0
    browser.force_login(User.objects.get(pk=user_id), backend=BACKEND)
    User.objects.filter(pk=user_id).update(language="en")
    return browser


def month_of(town: Town, *, confirmed: int = 1) -> Scene:
    with town.open():
        scene = open_scene(town)
        scene.terms(pay=Pay(cents_a_deployment=2000))
        for number in range(confirmed):
            given = scene.reported(begins=TUESDAY - number * HOUR)[1]
            confirm_deployment(scene.asker, given, at=AFTER)
        scene.reported(begins=TUESDAY - 6 * HOUR)
    return scene


@time_machine.travel(AFTER, tick=False)
def test_she_reads_what_counts_what_waits_and_what_she_gets() -> None:
    scene = month_of(make_town())
    browser = phone_of(scene.amira)
    page = said(browser.get("/mine/months/"))
    for words in ("November 2026", "€20.00", "Arabic, Kita Regenbogen", "Not confirmed yet", "is looked at"):
        assert words in page
    assert browser.get("/mine/months/2026-11/paper/").content.startswith(b"%PDF")
    assert "Nothing in this month yet" in said(browser.get("/mine/months/2026-10/"))
    assert browser.get("/mine/months/oktober/").status_code == 404


@time_machine.travel(AFTER, tick=False)
def test_another_volunteer_reads_nothing_of_it() -> None:
    scene = month_of(make_town())
    page = said(phone_of(scene.samir).get("/mine/months/2026-11/"))
    assert "Nothing in this month yet" in page
    assert "Kita Regenbogen" not in page


@time_machine.travel(AFTER, tick=False)
def test_one_and_three_cost_the_same() -> None:
    counts = []
    for town, many in ((make_town(), 1), (make_town("Lampertheim", "06431013"), 3)):
        browser = phone_of(month_of(town, confirmed=many).amira)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get("/mine/months/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12
