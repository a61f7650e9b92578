"""The catalogue: every part parses, is complete in German, and says the same places as its source."""

import re
from pathlib import Path

import polib
import pytest

from lotsenwerk.console.texts_in_source import texts_in

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src/lotsenwerk"
PARTS = sorted((SOURCE / "locale/parts").glob("*.po"))
PLACE = re.compile(r"%(?:\(\w+\))?[#0\- +]?\d*(?:\.\d+)?[diouxXeEfFgGcrsa]")
GERMAN = re.compile(r"[äöüÄÖÜß]|\b(?:der|die|das|und|nicht|bitte|ist|sind|eine[rsn]?|wird|Sie|Ihre?|kein|noch|schon)\b")
GERMAN_ON_PURPOSE = {"Deutsch", "Leichte Sprache"}


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_it_parses_and_each_text_is_translated_once(part: Path) -> None:
    entries = polib.pofile(str(part), check_for_duplicates=True)
    assert [entry.msgid for entry in entries if not entry.translated()] == []


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_its_places_are_those_of_the_source(part: Path) -> None:
    assert [entry.msgid for entry in polib.pofile(str(part)) if differs(entry)] == []


def differs(entry: polib.POEntry) -> bool:
    """Whether a translation lacks a place of its source or invents one. A plural may write its number as a word."""
    wanted = {one for text in (entry.msgid, entry.msgid_plural) for one in PLACE.findall(text)}
    said = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if entry.msgid_plural:
        return any(set(PLACE.findall(text)) - wanted for text in said) or not any(
            set(PLACE.findall(text)) == wanted for text in said
        )
    return any(sorted(PLACE.findall(text)) != sorted(PLACE.findall(entry.msgid)) for text in said)


@pytest.mark.parametrize(
    ("source", "target", "is_wrong"),
    [
        ("%(name)s comes", "%(name)s kommt", False),
        ("%(name)s comes", "%(nane)s kommt", True),
        ("%(name)s comes", "kommt", True),
        ("%(limit)d signs", "%(limit)s Zeichen", True),
        ("100 %", "100 %", False),
    ],
)
def test_a_planted_wrong_place_is_found(source: str, target: str, is_wrong: bool) -> None:
    assert differs(polib.POEntry(msgid=source, msgstr=target)) is is_wrong


def sources() -> set[tuple[str | None, str]]:
    files = [*SOURCE.rglob("*.py"), *SOURCE.rglob("templates/**/*.html"), *SOURCE.rglob("templates/**/*.txt")]
    return set(texts_in(file for file in files if "migrations" not in file.parts))


def test_source_texts_are_english() -> None:
    assert {text for _, text in sources() if GERMAN.search(text)} - GERMAN_ON_PURPOSE == set()


def test_every_source_text_has_a_german_sentence() -> None:
    known = {
        (entry.msgctxt, entry.msgid) for part in PARTS if part.suffixes[0] == ".de" for entry in polib.pofile(str(part))
    }
    assert {text for text in sources() if text[1]} - known == set()


def test_nobody_is_called_a_user_or_a_case_on_a_screen() -> None:
    words = re.compile(r"\b(?:Nutzer\w*|Benutzer\w*|Fall|Fälle|Klient\w*)\b")
    german = [entry for part in PARTS if part.suffixes[0] == ".de" for entry in polib.pofile(str(part))]
    said = [text for entry in german for text in (entry.msgstr, *entry.msgstr_plural.values())]
    assert [text for text in said if words.search(text)] == []
