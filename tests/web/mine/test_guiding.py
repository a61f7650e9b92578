"""A guide on her phone: ticks, the next appointment, a hint; and the sheet of whoever she goes along with."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from lotsenwerk.domain.accounts.models import User
from lotsenwerk.domain.assistance.actions.guiding.signposting import show_the_way
from lotsenwerk.domain.assistance.models import Assignment, AssignmentState, Inquiry, Report, Signpost
from lotsenwerk.domain.organisations.actions.found import list_partner
from lotsenwerk.domain.organisations.models import Kind
from lotsenwerk.domain.people.actions.links import make_link
from lotsenwerk.domain.people.models import Person, Volunteer
from lotsenwerk.kit.actor import system
from lotsenwerk.kit.phone_numbers import fictional_mobile, shown
from tests.domain.assistance.guiding.scenes import AFTER, TUESDAY, Guides, open_guides
from tests.factories import MONDAY, make_town, make_volunteer
from tests.web.partner.conftest import BACKEND, said

pytestmark = pytest.mark.django_db
TICKS = {"took_place": "yes", "did": ["go_along"], "reached": "yes", "what_next": "", "minutes": "50", "remark": ""}
LATER = {"day": "2026-11-26", "hour": "10:00", "minutes": "45", "where": "Schule", "errand": "school"}


@pytest.fixture
def scene() -> Guides:
    town = make_town()
    with town.open():
        return open_guides(town)


@pytest.fixture
def going(scene: Guides) -> Assignment:
    with scene.town.open():
        return scene.agreed()[1]


def phone_of(scene: Guides, language: str = "en") -> Browser:
    user_id = scene.amira.person.user_id
    User.objects.filter(pk=user_id).update(language=language)
    browser = Browser()
    browser.force_login(User.objects.get(pk=user_id), backend=BACKEND)
    return browser


def sent(**other: object) -> dict[str, object]:
    return {"action_id": str(uuid4()), **other}


@time_machine.travel(MONDAY, tick=False)
def test_she_reads_what_is_agreed_and_no_private_number(scene: Guides, going: Assignment) -> None:
    browser = phone_of(scene)
    page = said(browser.get(f"/mine/visits/{going.ref}/"))
    assert "Haupteingang" in page
    assert "Nicht: dolmetschen, unterschreiben." in page
    page = said(browser.post(f"/mine/visits/{going.ref}/address/", sent()))
    assert shown(fictional_mobile(71)) not in page
    assert fictional_mobile(71) not in page


@time_machine.travel(AFTER, tick=False)
def test_she_reports_in_ticks_once_and_comes_to_what_is_next(scene: Guides, going: Assignment) -> None:
    browser, path = phone_of(scene), f"/mine/visits/{going.ref}/guided/"
    assert browser.get(f"/mine/visits/{going.ref}/report/").url == path
    form = sent(**TICKS | {"what_next": "appointment"})
    for _again in range(2):
        answer = browser.post(path, form)
        assert (answer.status_code, answer.url) == (302, f"/mine/visits/{going.ref}/next/")
    with scene.town.open():
        told = Report.objects.get()
    assert (told.did, told.reached, told.what_next) == (["go_along"], "yes", "appointment")


@time_machine.travel(AFTER, tick=False)
@pytest.mark.parametrize(
    "wrong", [{"did": []}, {"reached": ""}, {"remark": "0170"}, {"minutes": "0"}, {"what_next": "war"}, {"did": ["x"]}]
)
def test_what_says_too_little_or_too_much_stays_typed(scene: Guides, going: Assignment, wrong: dict[str, str]) -> None:
    answer = phone_of(scene).post(f"/mine/visits/{going.ref}/guided/", sent(**TICKS | {"remark": "Gut."} | wrong))
    assert answer.status_code == 409
    assert wrong.get("remark", "Gut.") in said(answer)
    with scene.town.open():
        assert not Report.objects.exists()


@time_machine.travel(AFTER, tick=False)
def test_the_next_appointment_is_entered_on_the_spot(scene: Guides, going: Assignment) -> None:
    browser, path = phone_of(scene), f"/mine/visits/{going.ref}/next/"
    wrong = browser.post(path, sent(**LATER | {"day": "2028-01-01"}))
    assert wrong.status_code == 409
    assert 'value="Schule"' in said(wrong)
    form = sent(**LATER)
    for _again in range(2):
        assert browser.post(path, form).status_code == 302
    with scene.town.open():
        assert Inquiry.objects.get(follows__isnull=False).meeting_point == "Schule"
        assert Assignment.objects.count() == 2
    taken = browser.post(path, sent(**LATER))
    assert "somewhere else" in said(taken)


@time_machine.travel(AFTER, tick=False)
def test_she_shows_the_way_and_says_later_what_became_of_it(scene: Guides, going: Assignment) -> None:
    browser = phone_of(scene)
    assert "No service is listed yet" in said(browser.get(f"/mine/visits/{going.ref}/signpost/"))
    with scene.town.open():
        to = list_partner(system(scene.town.id), kind=Kind.ADVICE_SERVICE, name="Schuldnerberatung", at=MONDAY)
        shop = list_partner(system(scene.town.id), kind=Kind.SHOP, name="Laden", at=MONDAY)
    path = f"/mine/visits/{going.ref}/signpost/"
    assert browser.post(path, sent(to=shop.pk)).status_code == 409
    assert browser.post(path, sent(to=to.pk, errand="letters")).status_code == 302
    with scene.town.open():
        hint = Signpost.objects.get()
    page = said(browser.get("/mine/signposts/"))
    assert "Schuldnerberatung" in page
    assert "رنا" not in page
    browser.post(f"/mine/signposts/{hint.ref}/", sent(outcome="helped"))
    browser.post(f"/mine/signposts/{hint.ref}/", sent(outcome="flew"))
    with scene.town.open():
        hint.refresh_from_db()
    assert hint.outcome == "helped"


@time_machine.travel(AFTER, tick=False)
def test_one_hint_and_three_cost_the_same_and_other_visits_have_no_such_pages(scene: Guides, going: Assignment) -> None:
    browser, counts = phone_of(scene), []
    for number in range(3):
        with scene.town.open():
            to = list_partner(system(scene.town.id), kind=Kind.CLUB, name=f"Verein {number}", at=MONDAY)
            show_the_way(scene.her, going, to, at=AFTER)
        if number != 1:
            with CaptureQueriesContext(connection) as queries:
                assert browser.get("/mine/signposts/").status_code == 200
            counts.append(len(queries))
    assert counts[0] == counts[1] <= 12
    other = Browser()
    for path in ("guided", "next", "signpost"):
        assert other.get(f"/mine/visits/{going.ref}/{path}/").status_code in {302, 404}
        assert browser.get(f"/mine/visits/nothing/{path}/").status_code == 404


def link_to(scene: Guides, going: Assignment) -> str:
    with scene.town.open():
        return make_link(
            person_id=scene.rana.person_id,
            purpose="sheet",
            subject_id=going.id,
            route="mine:sheet",
            ref=going.ref,
            at=MONDAY,
        )


@time_machine.travel(MONDAY, tick=False)
def test_the_sheet_opens_by_its_link_in_her_language_without_login(scene: Guides, going: Assignment) -> None:
    browser = Browser()
    page = said(browser.get(f"/l/{link_to(scene, going)}/", follow=True))
    assert 'lang="ar" dir="rtl"' in page
    for word in ("Amira", going.code_word, "Haupteingang", "14:00–15:00", "الرسالة التي فيها الموعد"):
        assert word in page
    with scene.town.open():
        private = scene.amira.person.mobile
    assert private not in page
    assert shown(private) not in page
    assert "Haddad" not in page
    assert browser.get(f"/mine/visits/{going.ref}/").status_code == 404


@time_machine.travel(MONDAY, tick=False)
def test_who_helps_too_and_is_logged_in_opens_her_sheet_by_its_link_all_the_same(
    scene: Guides, going: Assignment
) -> None:
    with scene.town.open():
        own = make_volunteer(scene.town, given_name="Rana")
        user = User.objects.get(pk=own.person.user_id)
        Person.objects.filter(pk=own.person_id).update(user=None)
        Person.objects.filter(pk=scene.rana.person_id).update(user=user)
        Volunteer.objects.filter(pk=own.pk).update(person=scene.rana.person_id)
    browser = Browser()
    browser.force_login(user, backend=BACKEND)
    page = said(browser.get(f"/l/{link_to(scene, going)}/", follow=True))
    assert going.code_word in page
    assert browser.get("/mine/").status_code == 200
    assert browser.get(f"/mine/visits/{going.ref}/").status_code == 404


@time_machine.travel(TUESDAY - timedelta(hours=2), tick=False)
def test_when_nobody_goes_any_more_the_sheet_says_that_somebody_calls(scene: Guides, going: Assignment) -> None:
    with scene.town.open():
        Assignment.objects.update(state=AssignmentState.RELEASED)
    page = said(Browser().get(f"/l/{link_to(scene, going)}/", follow=True))
    assert going.code_word not in page


def test_every_language_has_its_sheet(scene: Guides, going: Assignment) -> None:
    from lotsenwerk.domain.assistance.guide_papers import facts_of_guide_sheet
    from lotsenwerk.domain.assistance.queries.guiding import asked_at
    from lotsenwerk.kit.paper import make_pdf

    for language in (code for code, _name in settings.LANGUAGES):
        with scene.town.open():
            facts = facts_of_guide_sheet(going, asked_at(going), language)
        assert make_pdf("guide_sheet", facts, language).startswith(b"%PDF")
        assert facts["helper"] == "Amira"
