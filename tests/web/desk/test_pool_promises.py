"""Institutions, what a pool promises, and card numbers at the desk."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from lotsenwerk.domain.accounts.models import Membership, Role
from lotsenwerk.domain.assistance.actions.inquiries.ask import ask_first
from lotsenwerk.domain.assistance.models import ClientNumber, Cooperation, Exclusion, Inquiry, PoolTerms
from lotsenwerk.domain.organisations.models import Organisation
from tests.domain.assistance.inquiries.scenes import KITA, TUESDAY, WANTED, Scene, open_scene, stranger
from tests.factories import MONDAY, Town
from tests.web.desk.conftest import LogIn, Unchanged, said

BODIES = "/desk/institutions/"


@pytest.fixture
def scene(town: Town) -> Scene:
    with town.open():
        return open_scene(town)


def registered(scene: Scene, name: str = "Grundschule") -> Cooperation:
    """A school that registers with its first request."""
    who = replace(KITA, name=name, body="school", email="", phone=KITA.phone)
    inquiry = ask_first(stranger(scene.town), scene.pool, who, WANTED, at=MONDAY - timedelta(days=2))
    assert inquiry.cooperation is not None
    return inquiry.cooperation


def send(browser: Browser, path: str, sent: dict[str, Any] | None = None) -> str:
    return said(browser.post(path, sent or {}, follow=True))


# --- institutions -----------------------------------------------------------------------------------------------------


def test_who_waits_stands_on_top_and_her_first_request_beside_her(scene: Scene, log_in: LogIn) -> None:
    with scene.town.open():
        school = registered(scene)
    browser = log_in(scene.town)
    page = said(browser.get(BODIES))
    assert page.index("Grundschule") < page.index("Kita Regenbogen")
    page = said(browser.get(f"{BODIES}{school.ref}/"))
    assert "Its first request" in page
    assert "Arabic · Talk with parents" in page
    assert "institution would like to work with us" in said(browser.get("/desk/"))


def test_it_is_approved_and_somebody_of_it_gets_a_login_and_loses_it_again(scene: Scene, log_in: LogIn) -> None:
    with scene.town.open():
        school = registered(scene)
    browser, path = log_in(scene.town), f"{BODIES}{school.ref}/"
    assert "works with us" in send(browser, f"{path}approve/", {"partner": ""})
    sent = {"display_name": "Herr Kern", "email": "kern@schule.example", "language": "de"}
    assert "Herr Kern" in send(browser, f"{path}people/", sent)
    refused = send(browser, f"{path}people/", sent | {"email": "kein"})
    assert "Please enter an e-mail address" in refused
    member = Membership.objects.get(role=Role.PARTNER, partner__isnull=False, ended_at=None, user__email=sent["email"])
    assert "Herr Kern" not in send(browser, f"{path}people/{member.pk}/end/").split("Who may ask for it")[1]


def test_one_that_is_listed_already_is_named_instead(scene: Scene, log_in: LogIn) -> None:
    with scene.town.open():
        kita = registered(scene, "Kita Regenbogen")
    browser, path = log_in(scene.town), f"{BODIES}{kita.ref}/"
    assert f'<option value="{scene.kita.partner_id}" selected' in browser.get(path).content.decode()
    page = send(browser, f"{path}approve/", {"partner": str(scene.kita.partner_id)})
    assert "This institution works with this pool already." in page
    assert Organisation.objects.filter(name="Kita Regenbogen").count() == 1


def test_refused_with_words_its_request_is_refused_in_the_same_words(scene: Scene, log_in: LogIn) -> None:
    with scene.town.open():
        school = registered(scene)
    browser, path = log_in(scene.town), f"{BODIES}{school.ref}/"
    assert "Please say why" in send(browser, f"{path}refuse/", {"because": ""})
    send(browser, f"{path}refuse/", {"because": "Bitte wenden Sie sich an den Kreis."})
    with scene.town.open():
        assert Inquiry.objects.get(cooperation=school).because == "Bitte wenden Sie sich an den Kreis."
    assert "Grundschule" in said(browser.get(f"{BODIES}?show=refused"))


def test_ended_it_is_on_the_list_of_those_who_were(scene: Scene, log_in: LogIn) -> None:
    browser = log_in(scene.town)
    send(browser, f"{BODIES}{scene.kita.ref}/end/", {"because": "Die Kita schließt."})
    assert "Die Kita schließt." in said(browser.get(f"{BODIES}?show=ended"))


def test_an_assistant_reads_and_decides_nothing(scene: Scene, log_in: LogIn, unchanged: Unchanged) -> None:
    with scene.town.open():
        school = registered(scene)
    browser, path = log_in(scene.town, "assistant"), f"{BODIES}{school.ref}/"
    assert "Work with them?" not in said(browser.get(path))
    with unchanged(scene.town):
        for step in ("approve/", "refuse/", "end/", "people/"):
            assert browser.post(f"{path}{step}", {}).status_code in {403, 404}


# --- what a pool promises ---------------------------------------------------------------------------------------------


def says(**other: object) -> dict[str, Any]:
    """The form of promises, filled in."""
    return {
        "valid_from": MONDAY.date().isoformat(),
        "may_ask": "partner",
        "lead_working_days": "5",
        "takes_urgent": "on",
        "answer_working_days": "2",
        "ways": ["on_the_spot", "telephone"],
        "most_minutes": "120",
        "most_funded": "5",
        "neighbour": "Kreis Bergstraße",
        "exchange": "day_before",
        "contacts_kept_days": "7",
        "cents_a_deployment": "20,00",
        "cents_a_step": "",
        "step": "30",
        "first_block": "0",
        "cents_a_kilometre": "0,30",
        "free_kilometres": "10",
        "lump_sums": "5; 2,50",
        "fee": "25",
        "not-TOTAL_FORMS": "1",
        "not-INITIAL_FORMS": "0",
        "not-0-what": "body:jobcentre",
        "not-0-weight": "stop",
        "not-0-words": "Das Jobcenter hat eigene Leute.",
        "not-0-turn_to": "professional_interpreters",
        **other,
    }


def test_it_is_read_in_sentences_before_and_after_it_was_changed(scene: Scene, log_in: LogIn) -> None:
    browser, path = log_in(scene.town), f"/desk/pools/{scene.pool.pk}/promises/"
    assert "Nobody has laid anything down yet" in said(browser.get(path))
    page = send(browser, f"{path}change/", says())
    for sentence in (
        "We answer within 2 working days.",
        "Whoever interprets gets €20.00 for a deployment.",
        "beyond 10 there is €0.30",
        "A lump sum of €2.50 is added.",
        "The institution pays €25.00",
        "From the day before",
        "Jobcenter: is refused. Das Jobcenter hat eigene Leute. Instead: Professional interpreters.",
    ):
        assert sentence in page
    with scene.town.open():
        laid = PoolTerms.objects.get()
    assert (laid.cents_a_deployment, laid.lump_sums, laid.fee, laid.ways) == (
        2000,
        [500, 250],
        2500,
        ["on_the_spot", "telephone"],
    )


def test_what_counted_stays_written_down(scene: Scene, log_in: LogIn) -> None:
    browser, path = log_in(scene.town), f"/desk/pools/{scene.pool.pk}/promises/"
    send(browser, f"{path}change/", says())
    later = (MONDAY + timedelta(days=30)).date().isoformat()
    page = send(browser, f"{path}change/", says(valid_from=later, answer_working_days="9"))
    assert "From 16 December 2026 on" in page
    assert "We answer within 2 working days." in page.split("What the pool does not serve")[0]
    refused = send(browser, f"{path}change/", says(valid_from="2026-11-01", neighbour="Bleibt stehen"))
    assert "A rule begins today or later" in refused
    assert "Bleibt stehen" in refused


def test_before_it_counts_one_sees_whom_it_would_have_refused(scene: Scene, log_in: LogIn) -> None:
    with scene.town.open():
        scene.asked(body="jobcentre")
        scene.asked(begins=TUESDAY + timedelta(days=1))
    browser, path = log_in(scene.town), f"/desk/pools/{scene.pool.pk}/promises/change/"
    page = send(browser, path, says(**{"try": "1"}))
    assert "Of the last 2 requests one would be refused" in page
    assert "Das Jobcenter hat eigene Leute." in page
    with scene.town.open():
        assert not PoolTerms.objects.exists()
    none = says(**{"try": "1", "not-0-what": ""})
    assert "None of the last 2 requests would be refused" in send(browser, path, none)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"lump_sums": "fünf"}, "fünf"),
        ({"fee": "viel"}, "viel"),
        ({"step": "0"}, "Please enter a number that is not negative."),
        ({"answer_working_days": "0"}, "Between 1 and 30, please."),
        ({"ways": []}, "A pool works in one way at least."),
        ({"most_funded": "-1", "try": "1"}, "requests"),
        ({"lead_working_days": "-5", "try": "1"}, "request"),
    ],
)
def test_what_cannot_be_right_is_said_and_nothing_is_kept(
    scene: Scene, log_in: LogIn, typed: dict[str, Any], sentence: str
) -> None:
    path = f"/desk/pools/{scene.pool.pk}/promises/change/"
    answer = log_in(scene.town).post(path, says(**typed))
    assert answer.status_code == 200
    assert sentence in said(answer)
    with scene.town.open():
        assert not PoolTerms.objects.exists()
        assert not Exclusion.objects.exists()


# --- numbers ----------------------------------------------------------------------------------------------------------


def test_cards_are_made_once_and_printed_and_no_page_lists_the_numbers(scene: Scene, log_in: LogIn) -> None:
    browser, path = log_in(scene.town), f"/desk/pools/{scene.pool.pk}/numbers/"
    sent = {"many": "9", "action_id": str(uuid4())}
    for _again in range(2):
        page = send(browser, path, sent)
    assert "9 cards" in page
    with scene.town.open():
        made = list(ClientNumber.objects.order_by("id"))
    assert len(made) == 9
    assert all(one.number not in page for one in made)
    paper = browser.get(f"{path}{made[0].pk}/")
    assert paper.content.startswith(b"%PDF")
    assert "Between 1 and 200, please." in send(browser, path, {"many": "201", "action_id": str(uuid4())})


def test_of_another_town_nothing_is_there(scene: Scene, neighbour: Town, log_in: LogIn) -> None:
    with scene.town.open():
        number = scene.number()
        first = ClientNumber.objects.get(number=number)
    browser = log_in(neighbour)
    for path in (
        f"{BODIES}{scene.kita.ref}/",
        f"/desk/pools/{scene.pool.pk}/promises/",
        f"/desk/pools/{scene.pool.pk}/numbers/",
        f"/desk/pools/{scene.pool.pk}/numbers/{first.pk}/",
    ):
        assert browser.get(path).status_code == 404


def test_one_and_three_cost_the_same(town: Town, neighbour: Town, log_in: LogIn) -> None:
    counts: dict[str, list[int]] = {}
    for place, many in ((town, 1), (neighbour, 3)):
        browser = log_in(place)
        with place.open():
            scene = open_scene(place)
            for number in range(many):
                registered(scene, f"Schule {number}")
                scene.asked(begins=TUESDAY + timedelta(days=number))
                scene.number()
        for number in range(many):
            day = (MONDAY + timedelta(days=number)).date().isoformat()
            browser.post(f"/desk/pools/{scene.pool.pk}/promises/change/", says(valid_from=day))
        paths = {
            "bodies": BODIES,
            "one": f"{BODIES}{scene.kita.ref}/",
            "promises": f"/desk/pools/{scene.pool.pk}/promises/",
            "numbers": f"/desk/pools/{scene.pool.pk}/numbers/",
        }
        for name, path in paths.items():
            with CaptureQueriesContext(connection) as queries:
                answer = browser.get(path)
            assert answer.status_code == 200
            assert len(answer.content) <= 40 * 1024
            counts.setdefault(name, []).append(len(queries))
    for name, (few, some) in counts.items():
        assert few == some <= 12, name
