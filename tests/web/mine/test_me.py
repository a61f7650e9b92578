"""What is kept of oneself, and one's language."""

from datetime import time

import pytest
from django.utils import translation

from lotsenwerk.domain.accounts.queries import user_by_email
from lotsenwerk.domain.people.actions.register import Stretch, change_helping
from lotsenwerk.domain.people.models import TravelMode
from lotsenwerk.domain.people.queries import volunteer_of_user
from lotsenwerk.kit import clock
from tests.web.mine.conftest import Stage, queries_of

pytestmark = pytest.mark.django_db
QUERIES = 8
"""Session, login, towns, scope and back, the volunteer, her person, languages, hours."""


def languages(stage: Stage) -> tuple[str, str]:
    """Of screens and of letters."""
    user = user_by_email(stage.amira.person.email)
    assert user
    with stage.town.open():
        volunteer = volunteer_of_user(user.pk)
    assert volunteer
    return user.language, volunteer.person.language


def test_page_shows_what_is_kept(stage: Stage) -> None:
    page = stage.log_in().get("/mine/me/").content.decode()
    for said in ("Amira Haddad", stage.amira.person.email, "Nibelungenstraße 3", "الألمانية (B1)", "08:00–18:00"):
        assert said in page


def test_language_of_screens_and_letters_changes_together(stage: Stage) -> None:
    stage.log_in().post("/look/language/", {"language": "uk", "next": "/mine/me/"})
    assert languages(stage) == ("uk", "uk")
    assert 'lang="uk"' in stage.phone.get("/mine/me/").content.decode()


def test_page_says_in_its_own_language_that_nobody_has_checked_it(stage: Stage) -> None:
    stage.log_in().post("/look/language/", {"language": "ti", "next": "/mine/me/"})
    with translation.override("ti"):
        note = translation.gettext("Nobody has checked this translation yet.")
    assert note.startswith("ነዚ ትርጉም")
    assert note in stage.phone.get("/mine/me/").content.decode()


def test_page_says_nothing_of_the_kind_in_german(stage: Stage) -> None:
    stage.log_in().post("/look/language/", {"language": "de", "next": "/mine/me/"})
    page = stage.phone.get("/mine/me/").content.decode()
    assert "Sprache dieser Seiten" in page
    assert "hat noch niemand geprüft" not in page


def test_unknown_language_changes_nothing(stage: Stage) -> None:
    stage.log_in().post("/look/language/", {"language": "xx", "next": "/mine/me/"})
    assert languages(stage) == ("ar", "ar")


def test_asking_for_a_language_by_get_changes_nothing(stage: Stage) -> None:
    assert stage.log_in().get("/look/language/?language=de").status_code == 405
    assert languages(stage) == ("ar", "ar")


def test_page_costs_the_same_whatever_is_kept_and_at_most_40_kib(stage: Stage) -> None:
    stage.log_in()
    assert queries_of(stage.phone, "/mine/me/") == QUERIES
    with stage.town.open():
        change_helping(
            stage.town.coordinator,
            stage.amira,
            travel_mode=TravelMode.WALK,
            languages=[(code, "B1") for code in ("ara", "deu", "eng", "fra", "tur")],
            availability=[Stretch(day, time(hour), time(hour + 2)) for day in range(7) for hour in (8, 12, 16)],
            at=clock.now(),
        )
    assert queries_of(stage.phone, "/mine/me/") == QUERIES
