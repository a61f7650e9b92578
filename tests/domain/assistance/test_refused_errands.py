"""Nobody is sent to a bank, with a card or with a PIN; what only sounds like it passes."""

from datetime import timedelta

import pytest
from django.utils import translation

from lotsenwerk.domain.assistance.actions.take_in import take_in
from lotsenwerk.domain.assistance.models import NEIGHBOURLY, Need, NeedKind
from lotsenwerk.domain.journal.models import Line
from lotsenwerk.kit.errors import BadInput
from tests.factories import MONDAY, make_client, make_town

pytestmark = pytest.mark.django_db


def ask(wish: str, kind: NeedKind = NeedKind.ERRAND) -> tuple[BadInput | None, int, int]:
    """Take it in; answers the refusal, the needs that are there, and the lines the journal has gained."""
    town = make_town()
    with town.open():
        client = make_client(town)
        before = Line.objects.count()
        refused = None
        try:
            take_in(
                town.coordinator,
                client=client,
                kind=kind,
                earliest=MONDAY + timedelta(hours=24),
                latest=MONDAY + timedelta(hours=27),
                wish=wish,
                at=MONDAY,
            )
        except BadInput as bad:
            refused = bad
        return refused, Need.objects.count(), Line.objects.count() - before


@pytest.mark.parametrize("kind", NEIGHBOURLY)
@pytest.mark.parametrize(
    ("wish", "words"),
    [
        ("2 × Milch\n100 € vom Geldautomaten holen", ["Geldautomaten"]),
        ("Zur Sparkasse, Kontoauszüge holen", ["Sparkasse", "Kontoauszüge"]),
        ("Milch, die EC-Karte liegt im Flur, PIN 1234", ["EC-Karte", "PIN"]),
        ("zur B\u00adank", ["Bank"]),
    ],
)
def test_a_bank_errand_is_refused_and_changes_nothing(kind: NeedKind, wish: str, words: list[str]) -> None:
    refused, needs, lines = ask(wish, kind)
    assert refused
    assert refused.field == "wish"
    with translation.override("de"):
        assert all(word in refused.sentence for word in words)
        assert refused.sentence.startswith("„")
        assert "streichen Sie" in refused.sentence
    assert (needs, lines) == (0, 0)


@pytest.mark.parametrize(
    "wish",
    [
        "Frau Weber sitzt auf der Bank im Park",
        "Edeka gegenüber der Sparkasse: 2 × Milch",
        "Überweisung beim Hausarzt holen",
        "Eine Geburtstagskarte und Pinienkerne",
        "Geld holen, dann einkaufen",
        "Speisekarte vom Lieferdienst, Kartoffeln, Bankett",
        "",
    ],
)
def test_what_only_sounds_like_it_is_taken_in(wish: str) -> None:
    refused, needs, lines = ask(wish)
    assert refused is None
    assert (needs, lines) == (1, 1)
