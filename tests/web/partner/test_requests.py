"""An institution on its own pages: the list, the form, and what is refused."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lotsenwerk.domain.assistance.actions.inquiries.confirm_deployment import confirm_deployment
from lotsenwerk.domain.assistance.actions.inquiries.decide import nobody_found
from lotsenwerk.domain.assistance.models import Inquiry
from tests.domain.assistance.inquiries.scenes import DAY, TUESDAY, Scene, another_institution
from tests.factories import MONDAY
from tests.fingerprint import fingerprint
from tests.web.partner.conftest import Browser, said
from tests.web.partner.institution import ORDERED, browser_of, changed, form_of, with_guides

pytestmark = pytest.mark.django_db


@pytest.fixture
def kita(scene: Scene) -> Browser:
    return browser_of(scene, scene.kita)


def stored(scene: Scene) -> dict[str, Any]:
    with scene.town.open():
        return fingerprint(scene.town.id)


def words(answer: object) -> str:
    """What stands on a page, without its marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", said(answer)).split())


def test_an_empty_list_leads_to_the_form(kita: Browser, scene: Scene) -> None:
    page = said(kita.get("/partner/requests/"))
    assert "Nothing is open" in page
    assert form_of(scene) in page


def test_before_anything_is_sent_the_form_says_when_how_soon_and_what_it_costs(kita: Browser, scene: Scene) -> None:
    with scene.town.open():
        scene.terms(lead_working_days=5, answer_working_days=3)
    page = words(kita.get(form_of(scene)))
    assert "5 working days: the first possible day is Tuesday, 24 November" in page
    assert "by Thursday, 19 November at the latest" in page
    assert "It costs your institution nothing." in page


def test_who_asks_hears_the_promised_day_and_sees_the_request(kita: Browser, scene: Scene) -> None:
    answer = kita.post(form_of(scene), changed(), follow=True)
    page = words(answer)
    assert "You hear from the pool by Thursday, 19 November at the latest." in page
    assert "Arabic · Talk with parents" in page
    assert "waits for an answer" in words(kita.get("/partner/requests/"))
    with scene.town.open():
        one = Inquiry.objects.get()
    assert (one.language, one.begins, one.came_by, one.asked_by) == ("ara", TUESDAY, "partner", "Frau Muster")


@pytest.mark.parametrize(
    ("typed", "code", "dialect"),
    [
        ("Farsi", "fas", ""),
        ("Persisch", "fas", ""),
        ("tigrinisch", "tir", ""),
        ("Sorani", "kur", "Sorani"),
        ("العربية", "ara", ""),
        ("Paijabi", "pan", ""),
        ("Ukrain", "ukr", ""),
    ],
)
def test_a_language_is_known_by_any_of_its_names(
    kita: Browser, scene: Scene, typed: str, code: str, dialect: str
) -> None:
    kita.post(form_of(scene), changed(language=typed))
    with scene.town.open():
        assert list(Inquiry.objects.values_list("language", "dialect")) == [(code, dialect)]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Irakisch", "“Irakisch” can be several languages: Arabic / Kurdish."),
        ("Afghanisch", "Dari / Pashto"),
        ("Klingonisch", "We do not know “Klingonisch”."),
        ("Deutsch", "For German nobody is needed."),
        ("", "Please say which language is needed."),
    ],
)
def test_what_is_no_language_is_asked_about_and_nothing_typed_is_lost(
    kita: Browser, scene: Scene, typed: str, told: str
) -> None:
    before = stored(scene)
    answer = kita.post(form_of(scene), changed(language=typed, about="Kita-Platz ab März"))
    assert told in words(answer)
    assert "Kita-Platz ab März" in said(answer)
    assert stored(scene) == before


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"body": "court"}, "Please turn to sworn interpreters"),
        ({"body": "police"}, "At the police volunteers do not interpret."),
        ({"subject": "therapy"}, "Please turn to professional interpreters."),
        ({"subject": "operation"}, "Where somebody consents to an operation"),
        ({"who": "child"}, "Nobody under age interprets"),
        ({"who": "family"}, "Nobody interprets for the own family."),
        ({"has_consent": ""}, "has to agree to a volunteer interpreter"),
        ({"day": "2026-11-18"}, "The first possible day is Tuesday, 24 November."),
    ],
)
def test_what_no_volunteer_may_do_is_refused_with_the_reason_and_nothing_is_stored(
    kita: Browser, scene: Scene, other: dict[str, str], why: str
) -> None:
    before = stored(scene)
    answer = kita.post(form_of(scene), changed(**other))
    assert "nothing was sent" in words(answer)
    assert why in words(answer)
    assert 'value="2026-11-' in said(answer)
    assert stored(scene) == before


def test_a_warning_is_shown_first_and_sent_along_only_after_it_was_seen(kita: Browser, scene: Scene) -> None:
    urgent = changed(day="2026-11-18", is_urgent="on", urgent_because="Aufnahme in zwei Tagen")
    first = kita.post(form_of(scene), urgent)
    assert "perhaps nobody is found" in words(first)
    assert "Send it as it is" in words(first)
    with scene.town.open():
        assert not Inquiry.objects.exists()
    kita.post(form_of(scene), urgent | {"seen": "yes"})
    with scene.town.open():
        assert Inquiry.objects.get().findings[0]["rule"] == "IP2/urgent"


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"day": "", "time": ""}, "Please choose the day of the appointment."),
        ({"day": "0001-01-01"}, "Please choose a day within one year."),
        ({"day": "9999-12-31"}, "Please choose a day within one year."),
        ({"time": "14:03"}, "in steps of five minutes"),
        ({"minutes": "5000"}, "Select a valid choice"),
        ({"number": "12345678"}, "This number cannot be right."),
        ({"postcode": "12", "street": "Hof"}, "A postcode has five digits."),
        ({"on_site_phone": "abc"}, "telephone"),
        ({"day_2": "2026-11-25"}, "Please say the day and the time, or leave both empty."),
        ({"participants": "-3"}, "greater than or equal to 1"),
        ({"asked_by": ""}, "Please tell us your name"),
        ({"accepts_rules": ""}, "Please accept the rules of the pool."),
        ({"subject": "x\x00"}, "Select a valid choice"),
    ],
)
def test_bad_input_stands_at_its_field_and_changes_nothing(
    kita: Browser, scene: Scene, other: dict[str, str], told: str
) -> None:
    before = stored(scene)
    answer = kita.post(form_of(scene), changed(**other))
    assert answer.status_code == 200
    assert told in words(answer)
    assert stored(scene) == before


def test_the_same_form_sent_twice_asks_once(kita: Browser, scene: Scene) -> None:
    twice = changed(action_id="11111111-1111-4111-8111-111111111111")
    assert kita.post(form_of(scene), twice).url == kita.post(form_of(scene), twice).url
    with scene.town.open():
        assert Inquiry.objects.count() == 1


def test_as_last_time_fills_the_form_but_not_the_day_and_the_consent(kita: Browser, scene: Scene) -> None:
    with scene.town.open():
        number = scene.number()
        scene.asked(number=number, meeting_point="Eingang rechts")
    page = said(kita.get(form_of(scene)))
    ref = re.search(r"\?like=(\w+)", page)
    assert ref is not None
    filled = said(kita.get(f"{form_of(scene)}?like={ref[1]}"))
    assert 'value="Eingang rechts"' in filled
    assert 'value="Arabic"' in filled
    assert f'value="{number}"' in filled
    assert "2026-11-24" not in filled
    assert not re.search(r'name="has_consent"[^>]*checked', filled)


def test_colleagues_see_each_others_requests_and_other_institutions_nothing(kita: Browser, scene: Scene) -> None:
    with scene.town.open():
        ref = scene.asked().ref
        school = another_institution(scene.town, scene.pool)
        other = scene.kita.__class__.objects.get(partner_id=school.partner_id)
    colleague = browser_of(scene, scene.kita, email="zwei@kita.example")
    assert "asked by Frau Muster" in words(colleague.get("/partner/requests/"))
    stranger = browser_of(scene, other, email="eins@schule.example")
    assert "Arabic" not in words(stranger.get("/partner/requests/"))
    for path in ("", "sheet/", "sheet.pdf", "cancel/", "move/", "signed/", "feedback/"):
        assert stranger.get(f"/partner/requests/{ref}/{path}").status_code == 404, path
    before = stored(scene)
    for path in ("withdraw", "cancel", "move", "confirm", "doubt", "signed", "feedback"):
        assert stranger.post(f"/partner/requests/{ref}/{path}/").status_code == 404, path
    assert stranger.post(form_of(scene), changed()).status_code == 404
    assert stored(scene) == before


def test_where_nobody_was_found_the_form_is_filled_for_another_way(kita: Browser, scene: Scene) -> None:
    with scene.town.open():
        scene.terms(neighbour="Pool Lampertheim")
        inquiry = scene.asked()
        nobody_found(scene.desk, inquiry, at=MONDAY)
    assert "Nobody was free – ask again?" in words(kita.get("/partner/requests/"))
    page = said(kita.get(f"/partner/requests/{inquiry.ref}/"))
    assert "Pool Lampertheim" in page
    again = f"{form_of(scene)}?like={inquiry.ref}&instead=telephone"
    assert again in page
    filled = said(kita.get(again))
    assert re.search(r'value="telephone"[^>]*checked', filled)
    assert 'value="2026-11-24"' in filled


def test_a_guide_is_ordered_with_what_she_does_and_an_end(kita: Browser, scene: Scene) -> None:
    with scene.town.open():
        guides = with_guides(scene)
    url = f"/partner/requests/new/{guides.ref}/"
    page = words(kita.get(url))
    assert "She is no sponsor: each order has an end." in page
    assert "Ask the pool “Sprachmittlung” for an interpreter" in page
    kita.post(url, ORDERED)
    with scene.town.open():
        one = Inquiry.objects.get()
    assert (one.wishes, one.until.isoformat(), one.about) == (
        ["explain", "go_along"],
        "2026-12-18",
        "Anmeldung in der Grundschule",
    )
    assert "Guide · Enrolment, first talk" in words(kita.get("/partner/requests/"))


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (
            {"wishes": ["interpret"]},
            "A guide does not interpret. Please ask the pool for an interpreter. Sprachmittlung",
        ),
        ({"wishes": ["look_after"]}, "is no sponsor"),
        ({"wishes": ["assert_a_claim"], "against_own_town": "on"}, "Please turn to an advice service."),
        ({"wishes": []}, "Each order says what it is about"),
        ({"until": ""}, "Please name a last day: a guide is no sponsor."),
        ({"until": "2026-11-20"}, "The last day lies before the first meeting."),
        ({"about": "  "}, "Please say what shall be reached."),
        ({"has_consent": ""}, "Please ask the person first whether she would like a guide."),
    ],
)
def test_what_no_guide_does_is_refused_and_nothing_is_stored(
    kita: Browser, scene: Scene, other: dict[str, Any], told: str
) -> None:
    with scene.town.open():
        guides = with_guides(scene)
    before = stored(scene)
    answer = kita.post(f"/partner/requests/new/{guides.ref}/", ORDERED | other)
    assert told in words(answer)
    assert stored(scene) == before


def test_one_and_three_requests_need_the_same_number_of_queries(kita: Browser, scene: Scene) -> None:
    with scene.town.open():
        _one, given = scene.reported()
        confirm_deployment(scene.asker, given, at=TUESDAY + timedelta(hours=4))
        scene.asked(begins=TUESDAY + DAY)
    kita.get("/partner/requests/")
    with CaptureQueriesContext(connection) as few:
        kita.get("/partner/requests/")
    with scene.town.open():
        for number in (2, 3):
            scene.asked(begins=TUESDAY + number * DAY)
    with CaptureQueriesContext(connection) as many:
        page = words(kita.get("/partner/requests/"))
    assert page.count("waits for an answer") == 3
    assert len(many) == len(few)
    said_by_the_test = ("SAVEPOINT", "RELEASE")
    assert sum(not one["sql"].startswith(said_by_the_test) for one in many.captured_queries) <= 12
