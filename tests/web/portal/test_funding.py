"""What money is there for us: three short steps without login, and what the rules say to the answers."""

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from lotsenwerk.domain.rules.actions.taking_in import take_in
from lotsenwerk.engines.funding.rulebook import Kind
from lotsenwerk.engines.funding.rules_file import guideline
from lotsenwerk.engines.funding.writing import written
from lotsenwerk.kit import clock
from lotsenwerk.web.portal.funding import words
from tests.web.portal.conftest import said

GUIDES = {"body": "municipality", "year": "2026", "line": "guides", "more": "1", "inhabitants": "16.500"}


def page(language: str = "en", **typed: str) -> str:
    return said(Browser().get(f"/{language}/funding/", typed))


def test_every_language_has_the_page_without_session_and_at_most_two_questions() -> None:
    for language, _name in settings.LANGUAGES:
        browser = Browser()
        with CaptureQueriesContext(connection) as asked:
            answer = browser.get(f"/{language}/funding/", {**GUIDES, "guides": "6"})
        assert (answer.status_code, answer.headers["Content-Language"]) == (200, language)
        assert settings.SESSION_COOKIE_NAME not in browser.cookies
        assert len(asked) <= 2
        assert len(answer.content) < 40 * 1024


def test_it_asks_first_who_then_what_then_what_the_rules_want_to_know() -> None:
    assert "Who would like to apply?" in page()
    assert "Please choose what fits best." in page(step="1")
    second = page(body="association", step="1")
    assert "What do you want to do?" in second
    third = page(body="association", year="2026", line="migrant_organisation")
    assert "Do you also apply for a mini-job?" in third
    assert 'name="line" value="migrant_organisation"' in third
    assert "How many guides" not in third


def test_a_town_with_six_guides_reads_what_it_may_get_until_when_and_from_whom() -> None:
    found = page(**GUIDES, guides="6", units="24", participants="12", continues="yes")
    assert "up to €3,600.00 altogether" in found
    assert "up to €8,280.00 a year" in found
    assert "up to €2,000.00 a year" in found
    assert "At least 5 guides are in the pool." in found
    assert "Regierungspräsidium Darmstadt" in found
    assert "31 Dec" in found or "December" in found or "Dec. 31" in found


def test_four_guides_get_no_lump_sum_and_read_why() -> None:
    found = page(**GUIDES, guides="4", continues="yes")
    assert "up to €2,000.00 a year" not in found
    assert "At least 5 guides are in the pool." in found


def test_what_was_not_read_at_an_office_says_so() -> None:
    found = page(body="county", year="2026", line="diversity_centre", more="1", posts="2", continues="no", started="no")
    assert "up to €120,000.00 a year" in found
    assert "not verified" in found


def test_a_private_person_hears_it_at_once_and_is_asked_nothing_more() -> None:
    found = page(body="private_person", step="1")
    assert "No line fits as it is" in found
    assert "Only these may apply: A county (Landkreis); A city that belongs" in found
    assert "What do you want to do?" not in found


@pytest.mark.parametrize("typed", ["viele", "-3", "99999999999", "1,5 Millionen"])
def test_what_is_no_number_is_asked_again_and_stays_as_it_was_typed(typed: str) -> None:
    again = page(**{**GUIDES, "inhabitants": typed})
    assert f'value="{typed}"' in again
    assert "Show what is possible" in again


@pytest.mark.parametrize("typed", ["16.500", "16 500", "16,500", "١٦٥٠٠"])
def test_a_number_is_read_as_people_write_it(typed: str) -> None:
    assert "What the rules ask" in page(**{**GUIDES, "inhabitants": typed, "guides": "6"})


def test_strange_answers_are_asked_for_again() -> None:
    assert "Who would like to apply?" in page(body="circus")
    assert "What do you want to do?" in page(body="church", year="1900", line="moon")


def test_nothing_changed_is_not_sent_again_and_a_change_of_the_rules_is_read_at_once() -> None:
    browser, address = Browser(), "/de/funding/?body=church&year=2026&line=guides&more=1&guides=5"
    mark = browser.get(address).headers["ETag"]
    assert browser.get(address, headers={"If-None-Match": mark}).status_code == 304
    text = written(guideline(), "wir-hessen").replace("fewest_guides = 5", "fewest_guides = 7")
    take_in(text, at=clock.now())
    again = browser.get(address, headers={"If-None-Match": mark})
    assert again.status_code == 200
    assert "mindestens 7 Lotsinnen und Lotsen" in said(again)


def test_every_test_of_a_line_and_every_question_has_its_sentence() -> None:
    book = guideline()
    lines = {line.id for line in book.lines.values() if line.programme == "wir-hessen"}
    rules = [rule for versions in book.versions.values() for rule in versions if rule.programme == "wir-hessen"]
    tests = {test.says for rule in rules for test in rule.tests if test.kind != Kind.DEADLINE}
    assert tests - set(words.SAYS) == set()
    assert set(words.WISHES) == lines
    assert {f"{line.id}/{part}" for line in book.lines.values() if line.id in lines for part in line.parts} == set(
        words.PARTS
    )
    assert set(words.QUESTIONS) <= set(book.facts)
    assert set(words.BODIES) == set(book.facts["body"].choices)
    assert set(words.PURPOSES) == set(book.facts["only_purpose"].choices)
