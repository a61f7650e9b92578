"""The catalogue: every part parses and says the same places as its source.

German has every text; each language of helpers has all that they, the people they visit and the public may read.
"""

import re
from pathlib import Path

import polib
import pytest

from lotsenwerk.console import translations
from lotsenwerk.console.texts_for_everybody import EASY, LANGUAGES, files_for_everybody
from lotsenwerk.console.texts_in_source import texts_in
from lotsenwerk.kit.reviewed import is_reviewed

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src/lotsenwerk"
PARTS = sorted((SOURCE / "locale/parts").glob("*.po"))
PLACE = re.compile(r"%(?:\(\w+\))?[#0\- +]?\d*(?:\.\d+)?[diouxXeEfFgGcrsa]|\{\w+\}|</?(?:bdi|strong)>")
RIGHT_TO_LEFT = frozenset({"ar", "fa"})
TWO_NUMBERS = re.compile(r"\+?[0-9]+(?: [0-9]+)+")
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


def parts_of(language: str) -> list[Path]:
    return [part for part in PARTS if part.suffixes[0] == f".{language}"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_helpers_and_the_public_read_stands_in_their_language(language: str) -> None:
    assert translations.missing(language) == []


def test_a_new_sentence_in_a_verb_of_theirs_is_missed_and_one_of_the_desk_is_not() -> None:
    names = {file.relative_to(SOURCE).as_posix() for file in files_for_everybody()}
    assert {
        "domain/assistance/actions/answer_offer.py",
        "domain/assistance/actions/cash.py",
        "domain/assistance/messages.py",
        "kit/money.py",
        "kit/paper_words.py",
        "web/entrance/templates/entrance/check/check.html",
        "web/mine/cards.py",
        "web/mine/templates/mine/me/me.html",
    } <= names
    assert not {name for name in names if name.startswith(("web/desk/", "web/partner/", "web/entrance/support/"))}


def test_a_planted_sentence_is_missed_in_every_language(tmp_path: Path) -> None:
    new = tmp_path / "new.py"
    new.write_text('_("Nobody has ever said this sentence before.")', encoding="utf-8")
    assert [translations.missing(language, [new]) for language in LANGUAGES] == [
        ["Nobody has ever said this sentence before."]
    ] * len(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_parts_of_a_language_count_alike_and_each_plural_has_all_its_forms(language: str) -> None:
    parts = [polib.pofile(str(part)) for part in parts_of(language)]
    [rule] = {part.metadata["Plural-Forms"] for part in parts}
    forms = set(range(int(rule.removeprefix("nplurals=").partition(";")[0])))
    counted = [entry for part in parts for entry in part if entry.msgid_plural]
    assert [entry.msgid for entry in counted if set(entry.msgstr_plural) != forms] == []


@pytest.mark.parametrize("language", sorted(RIGHT_TO_LEFT))
def test_numbers_of_two_parts_do_not_change_places_where_one_reads_from_the_right(language: str) -> None:
    entries = [entry for part in parts_of(language) for entry in polib.pofile(str(part))]
    said = [text for entry in entries for text in (entry.msgstr, *entry.msgstr_plural.values())]
    apart = [text for text in said if TWO_NUMBERS.search(re.sub("\u2066[^\u2069]*\u2069", "", text))]
    assert apart == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_part_says_who_has_read_it_over_and_when(language: str) -> None:
    headers = {part.name: polib.pofile(str(part)).metadata for part in parts_of(language)}
    said = {name: (about.get("X-Reviewed-By"), about.get("X-Reviewed-On")) for name, about in headers.items()}
    day = re.compile(r"\d{4}-\d\d-\d\d")
    assert {
        name: by_on
        for name, by_on in said.items()
        if by_on != ("", "") and not (by_on[0] and by_on[1] and day.fullmatch(by_on[1]))
    } == {}


def part(folder: Path, header: str, comment: str = "") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "mine.uk.po").write_text(
        f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n{header}\n'
        f'{comment}msgid "Yes"\nmsgstr "Так"\n\nmsgid "No"\nmsgstr "Ні"\n',
        encoding="utf-8",
    )
    return folder


@pytest.mark.parametrize(
    ("header", "comment", "reviewed"),
    [
        ('"X-Reviewed-By: \\n"\n"X-Reviewed-On: \\n"\n', "", 0),
        ('"X-Reviewed-By: Oksana\\n"\n"X-Reviewed-On: \\n"\n', "", 0),
        ('"X-Reviewed-By: Oksana\\n"\n"X-Reviewed-On: 2026-11-22\\n"\n', "", 2),
        ("", "# reviewed by Oksana, on 2026-11-22\n", 1),
        ("", "# reviewed by , on 2026-11-22\n", 0),
    ],
)
def test_a_text_is_reviewed_by_its_part_or_by_its_own_line(
    tmp_path: Path, header: str, comment: str, reviewed: int
) -> None:
    source = tmp_path / "source.py"
    source.write_text('_("Yes")\n_("No")\n_("Perhaps")', encoding="utf-8")
    found = translations.counted("uk", part(tmp_path / "parts", header, comment), [source])
    assert (found.needed, found.translated, found.reviewed, found.is_reviewed) == (3, 2, reviewed, False)


def test_a_language_that_nobody_has_reviewed_says_so() -> None:
    others = (*LANGUAGES, EASY)
    said = {language: translations.counted(language).is_reviewed for language in others}
    assert {language: is_reviewed(language) for language in others} == said
    assert [is_reviewed(language) for language in ("de", "en")] == [True, True]


def test_the_public_pages_stand_in_easy_language_too() -> None:
    assert translations.missing(EASY) == []
