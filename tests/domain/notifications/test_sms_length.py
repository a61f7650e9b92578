"""A text message is short: few parts in German, few in languages with letters of their own."""

import pytest
from django.utils import translation

from lotsenwerk.domain.notifications.catalogue import messages
from lotsenwerk.domain.notifications.sms_length import parts_of

LINK = "https://lotsen.buerstadt.example/l/" + "a" * 22 + "/"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("ä" * 160, 1),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("م" * 70, 1),
        ("م" * 71, 2),
        ("م" * 134, 2),
        ("م" * 135, 3),
        ("„" + "a" * 70, 2),
        ("🧺" * 35, 1),
        ("🧺" * 36, 2),
    ],
)
def test_parts_are_counted_as_gateways_count_them(text: str, parts: int) -> None:
    assert parts_of(text) == parts


@pytest.mark.parametrize("key", sorted(messages()))
def test_in_german_a_message_has_two_parts_at_most(key: str) -> None:
    with translation.override("de"):
        text = str(messages()[key].body) % Told()
    assert parts_of(text) <= 2, text


@pytest.mark.parametrize("key", sorted(messages()))
@pytest.mark.parametrize("language", ["ar", "uk", "ru", "fa", "tr", "fr"])
def test_in_every_other_language_it_has_five_parts_at_most(key: str, language: str) -> None:
    with translation.override(language):
        text = str(messages()[key].body) % Told()
    assert parts_of(text) <= 5, text


class Told(dict[str, str]):
    """Parameters as long as they are in real life."""

    KNOWN = {"link": LINK, "name": "Aleksandra", "what": "Einkauf bringen", "when": "Donnerstag, 26. November, 10:00"}

    def __missing__(self, name: str) -> str:
        return self.KNOWN.get(name, "Bürstadt")
