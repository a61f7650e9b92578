"""Which pools institutions ask, and what each does: figures and rules in every language, and nobody's name."""

import pytest
from django.conf import settings
from django.test import Client as Browser

from lotsenwerk.domain.organisations.models import Module, Organisation
from lotsenwerk.domain.people.actions.climb import climb, join_pool
from lotsenwerk.domain.people.actions.pools import end_pool, open_pool
from lotsenwerk.domain.people.models import Pool
from tests.domain.assistance.inquiries.scenes import begin, interpreters
from tests.factories import MONDAY, Town, make_volunteer
from tests.web.portal.conftest import said

pytestmark = pytest.mark.django_db


@pytest.fixture
def pool(town: Town) -> Pool:
    with town.open():
        return interpreters(town)


def page_of(town: Town, pool: Pool, language: str = "en") -> str:
    return f"/{language}/ask/{town.organisation.slug}/{pool.id}/"


def read(path: str) -> str:
    return said(Browser().get(path))


def test_home_and_help_lead_to_it_where_somebody_can_be_asked(town: Town) -> None:
    assert 'href="/en/ask/"' in read("/en/")
    assert 'href="/en/ask/"' in read("/en/help/")
    left = sorted(set(Module) - {Module.INTERPRETERS, Module.GUIDES})
    Organisation.objects.filter(pk=town.id).update(modules=left)
    assert 'href="/en/ask/"' not in read("/en/")
    assert "No pool takes requests yet" in read("/en/ask/")


def test_pools_of_interpreters_and_guides_are_listed_and_neighbours_and_ended_ones_are_not(
    town: Town, pool: Pool
) -> None:
    with town.open():
        open_pool(town.coordinator, kind="neighbours", name="Nachbarschaft", answer_days=3, at=MONDAY)
        open_pool(town.coordinator, kind="guides", name="Lotsinnen", answer_days=3, at=MONDAY)
        over = interpreters(town, "Früher")
        end_pool(town.coordinator, over, at=MONDAY)
    page = read("/en/ask/")
    assert page_of(town, pool) in page
    assert "Lotsinnen" in page
    assert "Nachbarschaft" not in page
    assert "Früher" not in page
    assert Browser().get(page_of(town, over)).status_code == 404


def test_the_page_of_a_pool_says_languages_and_rules_and_names_nobody(town: Town, pool: Pool) -> None:
    with town.open():
        for name in ("Amira", "Samir", "Dunja"):
            begin(town, pool, make_volunteer(town, given_name=name, family_name="Haddad"))
        waiting = make_volunteer(town, given_name="Olena")
        climb(town.coordinator, join_pool(town.coordinator, pool, waiting, at=MONDAY), "meet", at=MONDAY)
    page = read(page_of(town, pool))
    assert "3 people" in page
    assert "Arabic" in page
    assert "The first possible day is Tuesday, 24 November." in page
    assert "hears by Thursday, 19 November at the latest" in page
    assert "sworn or professional interpreters are needed" in page
    assert f'href="/partner/first/en/{town.organisation.slug}/{pool.id}/"' in page
    for name in ("Amira", "Haddad", "Olena"):
        assert name not in page


def test_of_one_or_two_people_no_number_is_said(town: Town, pool: Pool) -> None:
    with town.open():
        begin(town, pool, make_volunteer(town))
    assert "1 person" not in read(page_of(town, pool))


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_it_stands_in_every_language_and_leads_to_a_form_that_offices_can_read(
    town: Town, pool: Pool, language: str
) -> None:
    page = read(page_of(town, pool, language))
    form = "en" if language == "en" else "de"
    assert f'href="/partner/first/{form}/{town.organisation.slug}/{pool.id}/"' in page
    assert f'lang="{language}"' in page


def test_what_is_of_nobody_is_not_there(town: Town, pool: Pool) -> None:
    for path in (f"/en/ask/nowhere/{pool.id}/", f"/en/ask/{town.organisation.slug}/0/", "/en/ask/x/99999999999999/"):
        assert Browser().get(path).status_code == 404, path
