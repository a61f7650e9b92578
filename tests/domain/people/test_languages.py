"""One list of languages, with its words."""

from django.utils import translation

from lotsenwerk.domain.people.languages import SPOKEN, choices, language_name


def test_every_language_has_a_german_word() -> None:
    with translation.override("en"):
        english = dict(choices())
    with translation.override("de"):
        german = dict(choices())
    same_word = {"Dari", "Hindi", "Romani", "Somali", "Tamil", "Tigrinya", "Twi", "Urdu"}
    assert {english[code] for code in SPOKEN if english[code] == german[code]} <= same_word
    assert (german["hrv"], german["gsg"]) == ("Kroatisch", "Deutsche Gebärdensprache")


def test_the_list_is_in_the_order_of_the_readers_words() -> None:
    with translation.override("de"):
        words = [word for _code, word in choices()]
    assert words == sorted(words)


def test_a_language_that_is_not_on_the_list_is_called_by_its_code() -> None:
    assert language_name("tlh") == "tlh"
