"""The table of goods is whole: every name in every language, every picture one sign, every origin true."""

import csv
import re
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from lotsenwerk.domain.assistance.goods import table as module
from lotsenwerk.domain.assistance.goods.matching import comparable
from lotsenwerk.domain.assistance.goods.phrases import Substitute
from lotsenwerk.domain.assistance.goods.reading import read_line
from lotsenwerk.domain.assistance.goods.table import LANGUAGES, RIGHT_TO_LEFT, Name, name_of, table, unreviewed

DATA = Path(module.__file__).parent / "data"
ICONS = Path(module.__file__).parents[3] / "kit/static/kit/icons.svg"
EMOJI_STYLE = "\ufe0f"
EMOJI_BLOCKS = ((0x2600, 0x27BF), (0x1F300, 0x1F3FA), (0x1F400, 0x1FAFF))  # without flags and colours of skin
SCRIPTS = {
    "uk": "CYRILLIC",
    "ru": "CYRILLIC",
    "ar": "ARABIC",
    "fa": "ARABIC",
    "ti": "ETHIOPIC",
    "de": "LATIN",
    "en": "LATIN",
    "fr": "LATIN",
    "tr": "LATIN",
}


def rows(path: str) -> list[dict[str, str]]:
    with (DATA / path).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, strict=True))


def named() -> set[str]:
    """Everything that has to have a name."""
    whole = table()
    return {
        *(f"good.{key}" for key in whole.goods),
        *(f"unit.{key}" for key in whole.units),
        *(f"group.{key}" for key in whole.groups),
        *(f"kind.{key}" for key in whole.kinds),
        *(f"phrase.rule_{rule}" for rule in Substitute),
        "phrase.ceiling",
        "phrase.about",
    }


def is_one_emoji(picture: str) -> bool:
    """One sign, not joined from several: a phone that does not know a joined picture draws its parts."""
    sign = picture.removesuffix(EMOJI_STYLE)
    return len(sign) == 1 and any(first <= ord(sign) <= last for first, last in EMOJI_BLOCKS)


def test_there_are_about_three_hundred_goods() -> None:
    assert 300 <= len(table().goods) <= 450


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_thing_has_a_name_in_each_language_and_nothing_else_has(language: str) -> None:
    assert set(table().names[language]) == named()
    assert [
        what for what, name in table().names[language].items() if name.text != name.text.strip() or not name.text
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_written_in_their_script(language: str) -> None:
    other_scripts = set(SCRIPTS.values()) - {SCRIPTS[language]}
    # German names of things that have no other name may stand in brackets: "(Leberkäse)".
    wrong = [
        name.text
        for name in table().names[language].values()
        for sign in re.sub(r"\([^)]*\)|\{amount\}", "", name.text)
        if sign.isalpha() and any(script in unicodedata.name(sign) for script in other_scripts)
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_goods_share_a_name(language: str) -> None:
    texts = Counter(name.text.casefold() for what, name in table().names[language].items() if what.startswith("good."))
    assert [text for text, times in texts.items() if times > 1] == []


@pytest.mark.parametrize(
    "path", ["goods.csv", "units.csv", "kinds.csv", "groups.csv", *(f"names/{one}.csv" for one in LANGUAGES)]
)
def test_no_key_stands_twice(path: str) -> None:
    assert [key for key, times in Counter(row["key"] for row in rows(path)).items() if times > 1] == []


def test_keys_are_plain_english_words() -> None:
    assert [key for key in table().goods if not re.fullmatch(r"[a-z]+(_[a-z]+)*", key)] == []


def test_the_place_of_the_amount_stands_in_each_language_once() -> None:
    assert {name_of("phrase.ceiling", language).text.count("{amount}") for language in LANGUAGES} == {1}


def test_each_picture_is_one_emoji() -> None:
    assert [good.key for good in table().goods.values() if good.picture and not is_one_emoji(good.picture)] == []


@pytest.mark.parametrize("planted", ["a", "🍋\u200d🟩", "🍎🍐", "", "🇩🇪", "🏽"])
def test_a_planted_wrong_picture_is_found(planted: str) -> None:
    assert not is_one_emoji(planted)


def test_a_picture_says_since_when_phones_know_it() -> None:
    goods = table().goods.values()
    assert [one.key for one in goods if bool(one.picture) != bool(re.fullmatch(r"\d+(\.\d)?", one.picture_since))] == []


def test_each_group_has_a_drawing_of_the_kit() -> None:
    drawings = set(re.findall(r'id="([^"]+)"', ICONS.read_text()))
    assert {group.drawing for group in table().groups.values()} <= drawings


def test_each_good_stands_in_a_group_and_is_bought_in_known_units() -> None:
    whole = table()
    assert {good.group for good in whole.goods.values()} == set(whole.groups)
    assert [
        good.key for good in whole.goods.values() if not good.units or not set(good.units) <= set(whole.units)
    ] == []


def test_frozen_goods_are_those_of_the_frozen_group() -> None:
    assert {good.key for good in table().goods.values() if good.frozen} == {
        good.key for good in table().goods.values() if good.group == "frozen"
    }


def test_no_german_word_names_two_goods() -> None:
    owners: dict[str, set[str]] = {}
    for good in table().goods.values():
        for word in (good.german, *good.words, *good.compounds, *good.brands):
            owners.setdefault(comparable(word), set()).add(good.key)
    assert {word: keys for word, keys in owners.items() if len(keys) > 1} == {}


def test_each_good_is_found_by_each_of_its_words() -> None:
    lost = [
        (good.key, word)
        for good in table().goods.values()
        for word in (good.german, *good.words, *good.compounds, *good.brands)
        if read_line(word).good != good.key
    ]
    assert lost == []


# Where names come from, and who has read them


def test_names_from_cldr_equal_the_excerpt() -> None:
    excerpt = {row["picture"]: row for row in rows("cldr.csv")}
    wrong = [
        (good.key, language)
        for good in table().goods.values()
        for language in LANGUAGES
        if (name := name_of(f"good.{good.key}", language)).source == "cldr"
        and name.text != excerpt[good.picture][language]
    ]
    assert wrong == []


def test_the_excerpt_holds_nothing_that_is_not_used() -> None:
    used = {
        good.picture
        for good in table().goods.values()
        for language in LANGUAGES
        if name_of(f"good.{good.key}", language).source == "cldr"
    }
    assert {row["picture"] for row in rows("cldr.csv")} == used


def test_each_name_says_where_it_comes_from() -> None:
    assert {name.source for names in table().names.values() for name in names.values()} == {"cldr", "own"}


@pytest.mark.parametrize(
    ("by", "on", "counts"),
    [("", None, False), ("A. B.", None, False), ("", date(2026, 1, 5), False), ("A. B.", date(2026, 1, 5), True)],
)
def test_a_name_is_reviewed_only_with_a_person_and_a_day(by: str, on: date | None, counts: bool) -> None:
    assert Name(text="زبدة", source="own", reviewed_by=by, reviewed_on=on).reviewed is counts


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_reviewed_is_listed(language: str) -> None:
    reviewed = {what for what, name in table().names[language].items() if name.reviewed}
    assert set(unreviewed(language)) == named() - reviewed


def test_languages_from_right_to_left_are_languages_of_the_table() -> None:
    assert set(LANGUAGES) > RIGHT_TO_LEFT
