"""German words find their good, and words that only look alike find none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotsenwerk.domain.assistance.goods.matching import find

ANY_TEXT = st.text(st.characters(), max_size=400)  # with surrogates, emoji, marks of direction


def key(text: str) -> str:
    match = find(text)
    return match.good.key if match else ""


@pytest.mark.parametrize(
    ("typed", "good"),
    [
        ("Milch", "milk"),
        ("H-Milch", "milk"),
        ("H Milch", "milk"),
        ("hmilch", "milk"),
        ("Äpfel", "apples"),
        ("Aepfel", "apples"),
        ("Ei", "eggs"),
        ("Eier", "eggs"),
        ("Eis", "ice_cream"),
        ("Brötchen", "bread_rolls"),
        ("Semmeln", "bread_rolls"),
        ("Weck", "bread_rolls"),
        ("Knoblauchzehen", "garlic"),
        ("Kohl", "white_cabbage"),
        ("Kohle", "charcoal"),
        ("Hefe", "yeast"),
        ("Hefte", "notebook"),
        ("Salbe", "pain_ointment"),
        ("Salbei", "herbs"),
    ],
)
def test_plurals_umlauts_and_other_words_find_a_good(typed: str, good: str) -> None:
    assert key(typed) == good


@pytest.mark.parametrize(
    ("typed", "good"),
    [
        ("Apfelsaft", "apple_juice"),
        ("Apfel Saft", "apple_juice"),
        ("Kirschsaft", "juice"),
        ("Kirsch Saft", "juice"),
        ("Rinderhack", "minced_beef"),
        ("Dinkelbrot", "bread"),
        ("Zwiebelmettwurst", "salami"),
        ("Zwiebelkuchen", "cake"),
        ("Erdbeer-Joghurt", "yoghurt"),
        ("Erdbeer Marmelade", "jam"),
        ("Tomaten Suppe", "canned_soup"),
        ("rote Zwiebeln", "red_onions"),
        ("Kartoffelsalat", "delicatessen_salad"),
        ("Milchreis", "rice_pudding_rice"),
        ("Schwein", "pork"),
        ("Sonnenmilch", "sun_cream"),
        ("Badesalz", "bubble_bath"),
        ("Hustensaft", "cough_syrup"),
        ("Blumenzwiebeln", "potted_plant"),
    ],
)
def test_the_longest_word_wins_and_compounds_mean_their_last_part(typed: str, good: str) -> None:
    assert key(typed) == good


@pytest.mark.parametrize(
    ("typed", "good"),
    [
        ("Joghurt Erdbeere", "yoghurt"),
        ("Duschgel Zitrone", "shower_gel"),
        ("große grüne Gurken", "cucumber"),
        ("Butter oder Margarine", "butter"),
        ("Filter für Kaffee", "coffee_filters"),
        ("Brot ohne Butter", "bread"),
        ("Nivea Duschgel", "shower_gel"),
        ("Nivea", "skin_cream"),
        ("Tempo Küchenrolle", "kitchen_roll"),
        ("Tempo", "tissues"),
    ],
)
def test_of_several_goods_the_one_that_shall_be_bought_counts(typed: str, good: str) -> None:
    assert key(typed) == good


@pytest.mark.parametrize(
    ("typed", "good"),
    [
        ("Kartofeln", "potatoes"),
        ("Tomatn", "tomatoes"),
        ("Gurcke", "cucumber"),
        ("Buter", "butter"),
        ("Bluhmenkohl", "cauliflower"),
        ("Toilettenpapeir", "toilet_paper"),
    ],
)
def test_one_wrong_letter_is_understood_and_said(typed: str, good: str) -> None:
    match = find(typed)
    assert match is not None
    assert match.good.key == good
    assert match.guessed


def test_a_right_word_is_not_called_a_guess() -> None:
    match = find("ganz frische Kartoffeln")
    assert match is not None
    assert not match.guessed
    assert "ganz frische Kartoffeln"[match.start : match.end] == "Kartoffeln"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "!?",
        "Preis",
        "Höchstpreis",
        "Ausweis",
        "Reise",
        "Kirche",
        "Kontaktlinsen",
        "Telefonkarte",
        "Schuheinlagen",
        "keine Milch",
        "etwas gegen Milben",
        "mit Butter",
        "Wäsche",
        "🥛",
        "حليب",
    ],
)
def test_what_only_looks_like_a_good_is_none(typed: str) -> None:
    assert key(typed) == ""


@given(ANY_TEXT)
def test_finding_never_fails_and_stays_inside_the_text(text: str) -> None:
    match = find(text)
    assert match is None or 0 <= match.start < match.end <= len(text)
