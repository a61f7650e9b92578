"""How one speaks of people."""

import pytest
from django.utils import translation

from lotsenwerk.domain.people.models import Gender, Person
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
