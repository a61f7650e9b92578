"""Advice near me: what anybody reads of a place, narrowed to a language and to what is free of steps."""

from datetime import time, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from lotsenwerk.domain.assistance.actions.office_hours import Hour, call_off, open_office_hour
from lotsenwerk.domain.organisations.actions.found import list_partner
from lotsenwerk.domain.organisations.actions.keep_partner import (
    Facts,
    Open,
    change_partner,
    end_partner,
    set_opening_hours,
)
from lotsenwerk.domain.organisations.models import Access, Kind, Module, Organisation
from lotsenwerk.kit.actor import system
from tests.factories import MONDAY, Town, guides, make_town
from tests.web.desk.test_office_hours import sit
from tests.web.portal.conftest import said

pytestmark = pytest.mark.django_db


def service(town: Town, name: str = "Beratung Ried", **facts: Any) -> Organisation:
    program = system(town.id)
    listed = list_partner(program, kind=Kind.ADVICE_SERVICE, name=name, at=MONDAY)
    return change_partner(program, listed, Facts(name, **facts), at=MONDAY)


def near(language: str = "en", **asked: str) -> str:
    return said(Browser().get(f"/{language}/advice/", {"postcode": "68642"} | asked))


def test_every_language_has_the_page_without_session(town: Town) -> None:
    for language, _name in settings.LANGUAGES:
        browser = Browser()
        answer = browser.get(f"/{language}/advice/?postcode=68642")
        assert (answer.status_code, answer.headers["Content-Language"]) == (200, language)
        assert settings.SESSION_COOKIE_NAME not in browser.cookies


def test_where_guides_sit_is_read_by_everybody_and_who_sits_there_by_nobody(town: Town) -> None:
    with town.open():
        duty = sit(town, guides(town))
        call_off(town.coordinator, duty.office_hour, day=MONDAY.date() + timedelta(days=14), because="Fest", at=MONDAY)
    page = near()
    for words in ("Rathaus", "Monday, 08:00–10:00", "Arabic", "not on Monday, 30 November", "Fest"):
        assert words in page
    for words in ("Amira", "Haddad", duty.volunteer.person.mobile):
        assert words not in page


def test_an_hour_that_is_not_public_is_not_shown(town: Town) -> None:
    with town.open():
        about = Hour("Hinterzimmer", 0, time(8), time(10), MONDAY.date(), is_public=False)
        open_office_hour(town.coordinator, guides(town), about, at=MONDAY)
    assert "Hinterzimmer" not in near()


def test_services_with_their_hours_languages_and_access(town: Town) -> None:
    with town.open():
        listed = service(
            town, about="Für alle Fragen.", speaks=("ara", "deu"), access=Access.STEP_FREE, by_appointment=True
        )
        set_opening_hours(system(town.id), listed, [Open(1, time(9), time(12)), Open(1, time(14), time(16))], at=MONDAY)
        gone = service(town, "Gibt es nicht mehr")
        end_partner(system(town.id), gone, at=MONDAY)
        list_partner(system(town.id), kind=Kind.SHOP, name="Ein Laden", at=MONDAY)
    page = near()
    for words in (
        "Beratung Ried",
        "Für alle Fragen.",
        "Tuesday",
        "09:00–12:00, 14:00–16:00",
        "no steps",
        "by appointment",
    ):
        assert words in page
    assert "Gibt es nicht mehr" not in page
    assert "Ein Laden" not in page


def test_it_is_narrowed_to_a_language_and_to_what_is_free_of_steps(town: Town) -> None:
    with town.open():
        sit(town, guides(town))
        service(town, "Auf Arabisch", speaks=("ara",), access=Access.STEPS)
        service(town, "Ohne Stufen", speaks=("deu",), access=Access.STEP_FREE)
        service(town, "Unbekannt")
    arabic = near(speaks="ara")
    assert ("Auf Arabisch" in arabic, "Ohne Stufen" in arabic, "Rathaus" in arabic) == (True, False, True)
    free = near(step_free="on")
    assert ("Auf Arabisch" in free, "Ohne Stufen" in free, "Unbekannt" in free) == (False, True, False)
    assert "Rathaus" not in near(speaks="fas")


def test_guides_that_are_switched_off_have_no_hours(town: Town) -> None:
    with town.open():
        sit(town, guides(town))
    Organisation.objects.filter(pk=town.id).update(modules=[Module.SHOPPING])
    assert "Rathaus" not in near()


@pytest.mark.parametrize(
    ("postcode", "words"),
    [
        ("", "Please enter the postcode"),
        ("abc", "We know no place in Hessen"),
        ("99999", "We know no place in Hessen"),
        ("9" * 400, "at most 10"),
        ("\u200f🌻", "We know no place in Hessen"),
    ],
)
def test_a_postcode_that_is_none_gets_a_sentence(town: Town, postcode: str, words: str) -> None:
    assert words in near(postcode=postcode)


def test_digits_of_another_script_count(town: Town) -> None:
    with town.open():
        service(town)
    assert "Beratung Ried" in near("ar", postcode="٦٨٦٤٢")


def test_the_other_town_is_not_mixed_in(town: Town) -> None:
    other = make_town("Lampertheim", "06431013")
    with other.open():
        service(other, "Beratung nebenan")
        sit(other, guides(other), "Rathaus nebenan")
    assert "nebenan" not in near()


def test_one_and_three_cost_the_same(town: Town) -> None:
    counts = []
    for number in range(3):
        with town.open():
            pool = guides(town) if not number else pool  # noqa: F821 - made in the first round
            sit(town, pool, f"Ort {number}", f"Name{number}", number)
            service(town, f"Beratung {number}", speaks=("deu",))
        with CaptureQueriesContext(connection) as queries:
            answer = Browser().get("/en/advice/?postcode=68642")
        assert answer.status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[2] <= 12


def test_a_postcode_of_two_places_asks_which_and_then_shows_that_one(town: Town) -> None:
    other = make_town("Lampertheim", "06431013")
    other.organisation.municipality.postcodes.get_or_create(plz="68642")
    for one, name in ((town, "Beratung Ried"), (other, "Beratung nebenan")):
        with one.open():
            service(one, name)
    asked = near()
    assert "Your postcode belongs to several places. Please choose yours." in asked
    assert ("Beratung Ried" in asked, "Beratung nebenan" in asked) == (False, False)
    told = near(place=str(other.id))
    assert ("Beratung Ried" in told, "Beratung nebenan" in told) == (False, True)
    assert f'value="{other.id}"' in asked
    for none in ("99999999", "\u0663x"):
        assert f'value="{other.id}"' in near(place=none)
        assert "Beratung nebenan" not in near(place=none)
