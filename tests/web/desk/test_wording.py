"""How one speaks of people, and of what was done."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

import lotsenwerk
from lotsenwerk.domain.people.models import Gender, Person
from lotsenwerk.web.desk.needs.story import SAID_BY_THE_NOTE, SENTENCES
from lotsenwerk.web.desk.wording import called, called_as_object


@pytest.mark.parametrize(
    ("language", "gender", "as_subject", "as_object"),
    [
        ("de", Gender.MALE, "Herr Gölz", "Herrn Gölz"),
        ("de", Gender.FEMALE, "Frau Gölz", "Frau Gölz"),
        ("de", Gender.DIVERSE, "Kim Gölz", "Kim Gölz"),
        ("de", Gender.UNSAID, "Kim Gölz", "Kim Gölz"),
        ("en", Gender.MALE, "Mr Gölz", "Mr Gölz"),
    ],
)
def test_german_bends_a_man_inside_a_sentence(language: str, gender: str, as_subject: str, as_object: str) -> None:
    person = Person(organisation_id=1, given_name="Kim", family_name="Gölz", gender=gender)
    with translation.override(language):
        assert (called(person), called_as_object(person)) == (as_subject, as_object)


def test_a_man_without_a_family_name_is_called_by_the_name_he_gave() -> None:
    with translation.override("de"):
        assert called_as_object(Person(organisation_id=1, given_name="Kim", gender=Gender.MALE)) == "Kim"


def verbs_of_a_needs_story() -> Iterator[str]:
    """What the rooms write down about a need, as their calls of ``record`` have it."""
    for file in (Path(lotsenwerk.__path__[0]) / "domain").rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text())):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or call.func.id != "record":
                continue
            told = [ast.unparse(one.value) for one in call.keywords if one.arg == "story"] or [
                ast.unparse(call.args[2]) if len(call.args) > 2 else ""
            ]
            is_of_need = told[0].startswith("('assistance', 'need'")
            if is_of_need and isinstance(call.args[1], ast.Constant):
                yield str(call.args[1].value)


def test_each_verb_of_a_needs_story_has_a_sentence() -> None:
    verbs = set(verbs_of_a_needs_story())
    assert {"take_in", "make_offer", "cancel", "pin_need"} <= verbs
    assert verbs - SENTENCES.keys() - {SAID_BY_THE_NOTE} == set()
