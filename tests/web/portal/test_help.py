"""I want to help: without login, without session, without script; nothing typed is lost and nothing told to others."""

import logging
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from lotsenwerk.domain.organisations.actions.found import found_tenant
from lotsenwerk.domain.organisations.models import Kind, Module, Organisation
from lotsenwerk.domain.people.models import Interest
from lotsenwerk.domain.places.models import County, Municipality
from lotsenwerk.kit.phone_numbers import fictional_mobile, shown
from tests.factories import MONDAY, Town, make_town
from tests.web.portal.conftest import said

pytestmark = pytest.mark.django_db
MOST_BYTES = 40 * 1024
MOST_QUERIES = 12
LANGUAGES = [code for code, _name in settings.LANGUAGES]
RANA: dict[str, Any] = {
    "roles": ["guides", "interpreters"],
    "given_name": "رنا \u200f🌻",
    "phone": shown(fictional_mobile(77)),
    "postcode": "68642",
    "speaks": ["ara", "deu"],
    "times": ["mornings", "weekends"],
    "message": "أريد أن أساعد.\u200f 🌻",
}


def lies_in(place: Municipality, plz: str) -> None:
    place.postcodes.get_or_create(plz=plz)


def place(name: str, ags: str, plz: str) -> Municipality:
    county, _ = County.objects.get_or_create(ags=ags[:5], defaults={"name": "Bergstraße", "kind": "county"})
    made = Municipality.objects.create(
        ags=ags, name=name, official_name=name, kind="town", county=county, sort_key=name.lower()
    )
    lies_in(made, plz)
    return made


def send(sent: dict[str, Any], *, language: str = "ar") -> Any:
    return Browser().post(f"/{language}/help/", {"action_id": str(uuid4())} | sent)


def switch(town: Town, *modules: Module) -> None:
    Organisation.objects.filter(pk=town.id).update(modules=sorted(modules))


def kept(town: Town) -> list[Interest]:
    with town.open():
        return list(Interest.objects.order_by("id"))


def test_every_page_speaks_every_language_without_session_or_script(town: Town) -> None:
    for language in LANGUAGES:
        for path in ("", "help/", "help/thanks/"):
            browser = Browser()
            with CaptureQueriesContext(connection) as queries:
                answer = browser.get(f"/{language}/{path}")
            assert (answer.status_code, answer.headers["Content-Language"]) == (200, language), path
            assert f'<html lang="{language}"' in said(answer)
            assert len(answer.content) <= MOST_BYTES
            assert len(queries) <= MOST_QUERIES
            assert settings.SESSION_COOKIE_NAME not in browser.cookies
    assert Browser().get("/xx/").status_code == 404


def test_easy_language_is_its_own_text_and_says_that_nobody_has_checked_it(town: Town) -> None:
    page = said(Browser().get("/de-simple/"))
    assert "Hier helfen sich Menschen" in page
    assert "hat noch niemand geprüft" in page


def test_a_form_in_arabic_becomes_an_interest_and_a_promise(town: Town) -> None:
    browser = Browser()
    answer = browser.post("/ar/help/", RANA | {"action_id": str(uuid4())})
    assert (answer.status_code, answer.url) == (302, "/ar/help/thanks/")
    [interest] = kept(town)
    assert (interest.given_name, interest.message) == (RANA["given_name"], RANA["message"])
    assert (interest.language, interest.speaks, interest.answer_by) == ("ar", ["ara", "deu"], date(2026, 11, 19))
    assert "19" in said(browser.get(answer.url))
    assert interest.given_name not in said(browser.get(answer.url))
    assert "19" not in said(Browser().get("/en/help/thanks/")).split("<main")[1]


def test_digits_of_an_arabic_keyboard_are_digits(town: Town) -> None:
    assert send(RANA | {"postcode": "٦٨ ٦٤٢"}).status_code == 302
    assert kept(town)[0].postcode == "68642"


def test_the_same_form_sent_twice_is_one_interest_and_other_words_are_another(town: Town) -> None:
    form = RANA | {"action_id": str(uuid4())}
    for words in (form, form, form | {"given_name": "Lina"}):
        assert Browser().post("/ar/help/", words).status_code == 302
    assert [one.given_name for one in kept(town)] == [RANA["given_name"], "Lina"]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"given_name": " "}, "Please tell us your name"),
        ({"given_name": "x" * 81}, "80"),
        ({"phone": "", "email": ""}, "a telephone number or an e-mail address, so that"),
        ({"phone": "call me"}, "number"),
        ({"email": "rana@nowhere"}, "This e-mail address cannot be right"),
        ({"roles": []}, "Please choose in what you would like to help"),
        ({"roles": ["queen"]}, "queen"),
        ({"postcode": ""}, "Please enter the postcode"),
        ({"postcode": "12"}, "We know no place in Hessen"),
        ({"postcode": "10115"}, "We know no place in Hessen"),
        ({"postcode": "🌻🌻🌻🌻🌻"}, "We know no place in Hessen"),
        ({"message": "x" * 2001}, "2000"),
        ({"given_name": "a\x00b"}, "Null characters"),
    ],
)
def test_what_is_wrong_stands_beside_it_and_nothing_typed_is_lost(
    town: Town, wrong: dict[str, Any], sentence: str
) -> None:
    page = said(send(RANA | wrong, language="en"))
    assert sentence in page
    assert "data-error-summary" in page
    if "message" not in wrong:
        assert RANA["message"] in page
    assert page.count("checked") >= (5 if "roles" not in wrong else 4)
    assert kept(town) == []


def test_a_form_without_anything_is_refused_and_a_get_changes_nothing(town: Town) -> None:
    assert send({}, language="de").status_code == 200
    assert Browser().get("/de/help/", RANA).status_code == 200
    assert kept(town) == []


def test_another_language_takes_along_what_was_typed_and_sends_nothing(town: Town) -> None:
    page = said(send(RANA | {"only_language": "tr", "postcode": "1"}, language="tr"))
    assert RANA["message"] in page
    assert 'value="1"' in page
    assert page.count("checked") == 6
    assert "data-error-summary" not in page
    assert kept(town) == []


def test_a_postcode_of_two_towns_is_asked_about(town: Town) -> None:
    there = make_town("Lampertheim", "06431013")
    lies_in(there.organisation.municipality, "68642")
    page = said(send(RANA, language="en"))
    assert "Please choose yours" in page
    assert f'value="{there.id}"' in page
    assert send(RANA | {"town": str(there.id)}).status_code == 302
    assert send(RANA | {"town": "999999"}).status_code == 200
    assert (len(kept(town)), len(kept(there))) == (0, 1)


def test_a_place_without_a_town_leads_to_its_county_and_else_to_the_state(town: Town) -> None:
    far = place("Hirschhorn", "06431010", "69434")
    Organisation.objects.create(
        kind=Kind.STATE, name="Kompetenzzentrum", sort_key="k", slug="kompetenz", phone="+496110000000"
    )
    page = said(send(RANA | {"postcode": "69434"}, language="en"))
    assert "In Hirschhorn nobody takes part yet" in page
    assert "Kompetenzzentrum" in page
    assert kept(town) == []
    county = found_tenant(municipality=far, kind=Kind.COUNTY, name="Kreis Bergstraße", at=MONDAY)
    switch(Town(county, town.coordinator), *Module)
    assert send(RANA | {"postcode": "69434"}).status_code == 302
    assert kept(town) == []
    assert len(kept(Town(county, town.coordinator))) == 1


def test_too_many_messages_are_stopped_and_what_was_typed_stays(town: Town) -> None:
    answers = [send(RANA | {"given_name": f"Rana {number}"}, language="en") for number in range(11)]
    assert [one.status_code for one in answers] == [302] * 10 + [200]
    assert "Too many messages" in said(answers[-1])
    assert "Rana 10" in said(answers[-1])


def test_no_log_and_no_address_holds_what_was_typed(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = send(RANA)
        send(RANA | {"postcode": "1"})
    assert "?" not in answer.url
    assert not [one for one in caplog.records if "رنا" in one.getMessage() and not one.name.startswith("django.db")]


def test_a_forged_promise_is_no_promise(town: Town) -> None:
    browser = Browser()
    browser.cookies["lotsenwerk_promise"] = '[1, "2026-12-24", true]:forged'
    assert "24" not in said(browser.get("/en/help/thanks/")).split("<main")[1]


@pytest.mark.parametrize(("is_demo", "address"), [(True, "/en/"), (False, "/en/help/")])
def test_the_first_page_of_the_house_leads_here(town: Town, settings: Any, is_demo: bool, address: str) -> None:
    settings.DEMO = is_demo
    assert f'href="{address}"' in said(Browser(headers={"Accept-Language": "en"}).get("/"))


# --- what is switched off ---------------------------------------------------------------------------------------------


def test_only_tasks_are_offered_for_which_somebody_is_looked_for_somewhere(town: Town) -> None:
    switch(town, Module.GUIDES)
    for address in ("/de/", "/de/help/"):
        page = said(Browser().get(address))
        assert "Integrationslots" in page
        assert "Nachbarschaftshilfe" not in page
        assert "Laiendolmetsch" not in page
    lead = said(Browser().get("/en/"))
    assert "Guides show newcomers the way. They all do it as volunteers." in lead
    assert "Neighbours shop" not in lead
    switch(town)
    assert Browser().get("/de/help/").status_code == 404
    for address in ("/de/", "/de/offers/"):
        assert 'href="/de/help/"' not in said(Browser().get(address))
    switch(town, *Module)
    assert "Nachbarschaftshilfe" in said(Browser().get("/de/help/"))
    assert 'href="/de/help/"' in said(Browser().get("/de/offers/"))


def test_a_town_that_looks_for_nobody_in_this_task_says_so_and_nothing_is_kept(town: Town) -> None:
    make_town("Lampertheim", "06431013")
    switch(town, Module.GUIDES)
    answer = send(RANA, language="en")
    assert answer.status_code == 200
    error = " ".join(answer.context["form"].errors["roles"])
    assert "Bürstadt" in error
    assert "Integration guide" in error
    assert RANA["given_name"] in said(answer)
    assert kept(town) == []
    assert send(RANA | {"roles": ["guides"]}).status_code == 302
    assert len(kept(town)) == 1
