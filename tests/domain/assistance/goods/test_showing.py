"""A line stands in German and in the helper's language, and numbers keep their order from right to left."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotsenwerk.domain.assistance.goods.phrases import Substitute
from lotsenwerk.domain.assistance.goods.reading import read_line
from lotsenwerk.domain.assistance.goods.showing import Shown, rule_sentence, shown
from lotsenwerk.domain.assistance.goods.table import LANGUAGES, RIGHT_TO_LEFT

OTHERS = [language for language in LANGUAGES if language != "de"]
APART, END = "\u2066", "\u2069"


def both(typed: str, language: str) -> tuple[str, str]:
    line = shown(read_line(typed), language)
    return line.german, line.other.replace(APART, "<").replace(END, ">")


@pytest.mark.parametrize(
    ("typed", "language", "german", "other"),
    [
        ("2 × Milch 1,5 %", "ar", "2 × Milch (1,5 %)", "<2> × حليب (<1,5 %>)"),
        ("2 × Milch 1,5 %", "uk", "2 × Milch (1,5 %)", "2 × молоко (1,5 %)"),
        ("500 g Rinderhack", "tr", "500 g Rinderhack", "500 g dana kıyma"),
        ("1 Kasten Wasser (still)", "fr", "1 Kasten Wasser (still)", "1 × caisse · eau minérale (plate, sans gaz)"),
        ("2 Kästen Wasser", "fa", "2 Kästen Wasser", "<2> × جعبه بطری · آب معدنی"),
        ("1/2 Brot", "ti", "½ Brot", "½ ባኒ"),
        ("1½ kg Mehl", "ru", "1½ kg Mehl", "1½ кг мука"),
        ("1,2 kg Mehl", "en", "1,2 kg Mehl", "1,2 kg flour"),
        (
            "ca. 1 kg Kartoffeln festkochend",
            "en",
            "ca. 1 kg Kartoffeln (festkochend)",
            "about 1 kg potatoes (waxy, for boiling)",
        ),
        ("ein paar Äpfel", "en", "ein paar Äpfel", "a few · apples"),
        ("Kasten Wasser", "en", "Kasten Wasser", "crate · mineral water"),
        ("Kaffee (Jacobs)", "ar", "Kaffee (Jacobs)", "قهوة (<Jacobs>)"),
        ("Gouda", "en", "Gouda", "sliced cheese (Gouda)"),
        ("Brote", "en", "Brote", "bread"),
        ("Butter oder Margarine", "uk", "Butter (oder Margarine)", "вершкове масло (або маргарин)"),
        ("Salami, nicht scharf", "en", "Salami (nicht scharf)", "salami (nicht scharf)"),
        ("Joghurt ohne Zucker", "en", "Joghurt (ohne Zucker)", "yoghurt (sugar-free)"),
        ("Wein (rot, trocken)", "ar", "Wein (rot, trocken)", "نبيذ (أحمر، جاف)"),
        ("Windeln Größe 4", "en", "Windeln (Größe 4)", "nappies (size 4)"),
        ("2 große Gurken", "en", "2 × Gurken (große)", "2 × cucumber (large)"),
        ("Dings (blau)", "ar", "Dings (blau)", "<Dings> (أزرق)"),
        ("keine Milch", "en", "keine Milch", "keine Milch"),
    ],
)
def test_a_line_stands_in_two_languages(typed: str, language: str, german: str, other: str) -> None:
    assert both(typed, language) == (german, other)


def test_rules_and_prices_are_said_in_both() -> None:
    line = shown(read_line("Kaffee Jacobs oder ähnlich, höchstens 6,9 €"), "fr")
    assert line.rule_german == "Etwas Ähnliches geht auch."
    assert line.rule_other == "Quelque chose de semblable convient aussi."
    assert line.ceiling_german == "höchstens 6,90\u00a0€"
    assert line.ceiling_other == "au plus 6,90\u00a0€"


def test_a_price_keeps_its_order_from_right_to_left() -> None:
    assert shown(read_line("Wein bis 5 €"), "ar").ceiling_other == f"{APART}5,00\u00a0€{END} على الأكثر"


@pytest.mark.parametrize("language", ["de", "de-simple", "xx", ""])
def test_german_and_unknown_languages_have_no_other_half(language: str) -> None:
    line = shown(read_line("2 Milch, sonst egal, unter 2 €"), language)
    assert (line.other, line.rule_other, line.ceiling_other) == ("", "", "")
    assert line.german == "2 × Milch"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", list(Substitute))
def test_each_rule_is_a_sentence_in_each_language(rule: Substitute, language: str) -> None:
    assert rule_sentence(rule, language)[-1] in ".።"


@pytest.mark.parametrize("language", OTHERS)
def test_a_line_counts_as_reviewed_only_when_all_its_words_are(language: str) -> None:
    assert shown(read_line("2 Milch"), language).reviewed is False


def is_balanced(text: str) -> bool:
    depth = 0
    for sign in text:
        depth += (sign == APART) - (sign == END)
        if depth not in {0, 1}:
            return False
    return depth == 0


def texts(line: Shown) -> list[str]:
    return [line.german, line.other, line.rule_german, line.rule_other, line.ceiling_german, line.ceiling_other]


@given(st.text(st.characters(), max_size=400), st.sampled_from(LANGUAGES))
def test_showing_never_fails_and_isolations_close(typed: str, language: str) -> None:
    line = shown(read_line(typed), language)
    assert all(is_balanced(text) for text in texts(line))
    assert language in RIGHT_TO_LEFT or not any(APART in text for text in texts(line))


@given(st.text("aä1,(). %-🥛ب", max_size=60), st.sampled_from(OTHERS))
def test_what_the_table_does_not_know_is_shown_as_typed(typed: str, language: str) -> None:
    line = read_line(typed)
    other = shown(line, language).other.replace(APART, "").replace(END, "")
    known = bool(line.good or line.unit)
    assert known or all(word in other for word in line.named.split())
