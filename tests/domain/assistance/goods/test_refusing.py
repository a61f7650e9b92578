"""Bank errands, cards and secret numbers are found, and nothing that only sounds like them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotsenwerk.domain.assistance.goods.refusing import MOST_WORDS, refused_of_a_guide, refused_words
from lotsenwerk.domain.assistance.goods.table import table


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("mit der EC-Karte", ("EC-Karte",)),
        ("EC Karte", ("EC Karte",)),
        ("Girokarte", ("Girokarte",)),
        ("Kreditkarten", ("Kreditkarten",)),
        ("Pin 1234", ("Pin",)),
        ("PIN-Nummer", ("PIN-Nummer",)),
        ("Geheimzahl", ("Geheimzahl",)),
        ("Geld abheben", ("Geld abheben",)),
        ("bitte Geld bei der Post abheben", ("Geld bei der Post abheben",)),
        ("100 Euro abheben", ("100 Euro abheben",)),
        ("Geld vom Automaten holen", ("Geld vom Automaten",)),
        ("Überweisung ausfüllen", ("Überweisung",)),
        ("Ueberweisung", ("Ueberweisung",)),
        ("kann er das überweisen?", ("überweisen",)),
        ("zur Bank gehen", ("Bank",)),
        ("Bank", ("Bank",)),
        ("etwas auf die Bank bringen", ("Bank",)),
        ("Sparkasse", ("Sparkasse",)),
        ("zur Volksbank", ("Volksbank",)),
        ("Kontoauszüge holen", ("Kontoauszüge",)),
        ("Milch\nBrot\nbei der Sparkasse Geld einzahlen", ("Sparkasse", "Geld einzahlen")),
        ("mit Karte zahlen", ("mit Karte zahlen",)),
        ("P\u00adIN", ("PIN",)),
        ("P\u200bI\u200dN", ("PIN",)),
        ("ｐｉｎ", ("pin",)),
    ],
)
def test_errands_with_money_that_is_not_cash_are_found(text: str, words: tuple[str, ...]) -> None:
    assert refused_words(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "Bankdrücken",
        "Sandbank",
        "Parkbank",
        "Eckbank",
        "Powerbank",
        "Datenbank",
        "Bänke",
        "sie sitzt auf der Bank",
        "wir treffen uns auf der Bank vor dem Rewe",
        "Bank im Park",
        "die grüne Bank",
        "Edeka neben der Sparkasse",
        "gegenüber von der Volksbank",
        "Bäcker hinter der Bank",
        "Pinsel",
        "Pinienkerne",
        "Pinnwand",
        "Spinat",
        "Tannenhonig",
        "Kontaktlinsenmittel",
        "Überweisung beim Hausarzt abholen",
        "Überweisung zum Kardiologen",
        "Telefon abheben",
        "Geburtstagskarte",
        "Gesundheitskarte mitnehmen",
        "Fahrkarte",
        "Geld holen bei Frau Weber",
        "Rückgeld",
        "Pfand einlösen",
        "",
    ],
)
def test_words_that_only_sound_like_it_are_let_through(text: str) -> None:
    assert refused_words(text) == ()


def test_no_good_of_the_table_is_refused() -> None:
    words = [word for good in table().goods.values() for word in (good.german, *good.words, *good.brands)]
    assert [word for word in words if refused_words(word)] == []


def test_a_word_is_named_once_however_often_it_stands_there() -> None:
    assert refused_words("PIN pin Pin\n" * 50) == ("PIN",)


def test_a_word_behind_very_much_text_is_found() -> None:
    assert refused_words("Milch\n" * 20_000 + "Sparkasse") == ("Sparkasse",)


@given(st.text(st.characters(), max_size=400))
def test_looking_never_fails_and_names_few(text: str) -> None:
    assert len(refused_words(text)) <= MOST_WORDS


@given(st.sampled_from(["Sparkasse", "EC-Karte", "PIN", "Geld abheben"]), st.sampled_from([" ", "\n", ", ", "(", "/ "]))
def test_a_refused_word_is_found_between_others(word: str, between: str) -> None:
    assert word in refused_words(f"Milch{between}{word}{between}Brot")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("mit ihrer EC-Karte zum Geldautomaten", ("EC-Karte", "Geldautomaten")),
        ("die PIN am Schalter nennen", ("PIN",)),
        ("50 € abheben", ("50 € abheben",)),
        ("Online-Banking einrichten, Kontopasswort merken", ("Online-Banking", "Kontopasswort")),
        ("die Miete überweisen", ("überweisen",)),
        ("die Arztrechnung überweisen", ("überweisen",)),
    ],
)
def test_a_guide_handles_nobodys_money(text: str, words: tuple[str, ...]) -> None:
    assert refused_of_a_guide(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "Bei der Sparkasse ein Konto eröffnen",
        "Zur Bank begleiten",
        "Kontoauszüge für das Jobcenter mitbringen, IBAN angeben",
        "Der Hausarzt hat sie an die Klinik überwiesen",
        "Kind vom Kinderarzt zum Orthopäden überweisen lassen",
        "",
    ],
)
def test_going_along_to_a_bank_is_a_guides_work(text: str) -> None:
    assert refused_of_a_guide(text) == ()


def test_a_doctor_who_sends_somebody_on_moves_no_money() -> None:
    assert refused_words("Zum Facharzt überwiesen, Termin ausmachen") == ()
    assert refused_words("Die Arztrechnung überweisen") == ("überweisen",)
