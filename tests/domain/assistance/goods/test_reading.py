"""What a coordinator types during a call is read as she means it, and nothing of it is lost."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotsenwerk.domain.assistance.goods.phrases import MAX_CENTS, Substitute
from lotsenwerk.domain.assistance.goods.reading import MAX_LINES, Line, read_line, read_list
from lotsenwerk.domain.assistance.goods.table import table

ANY_TEXT = st.text(st.characters(), max_size=400)  # with surrogates, emoji, marks of direction
# Words that decide how a list is read, thrown together.
PIECES = st.sampled_from(
    [
        *("2", "½", "1/2", "1,5", "500", "4711", "×", "x", "10er", "ein", "halbes", "paar", "ca."),
        *("kg", "g", "%", "€", "3,50", "Dose", "Dosen", "Kasten", "Bund"),
        *("Milch", "Apfelsaft", "Jacobs", "Dingsbums", "geschnitten", "mild", "mit", "ohne", "und", "oder"),
        *("sonst", "egal", "nur", "wenn", "unter", "höchstens", "ähnlich", "keine", "andere"),
        *("(", ")", ",", ";", ":", "-", ".", "\n"),
    ]
)
LISTS = st.lists(PIECES, max_size=40).map(" ".join)


def amounts(text: str) -> tuple[Decimal | None, str, str]:
    line = read_line(text)
    return line.quantity, line.unit, line.good


# The examples that coordinators gave


@pytest.mark.parametrize(
    ("typed", "quantity", "unit", "good", "named", "detail"),
    [
        ("2 × Milch 1,5 %", "2", "piece", "milk", "Milch", "1,5 %"),
        ("1 Kasten Wasser (still)", "1", "crate", "water", "Wasser", "still"),
        ("500 g Rinderhack", "500", "g", "minced_beef", "Rinderhack", ""),
        ("6 Eier", "6", "piece", "eggs", "Eier", ""),
        ("Butter mild, sonst egal", None, "", "butter", "Butter", "mild"),
        ("Kaffee (Jacobs) oder ähnlich", None, "", "coffee", "Kaffee", "Jacobs"),
        ("Brot, geschnitten", None, "", "bread", "Brot", "geschnitten"),
        ("ca. 1 kg Kartoffeln festkochend", "1", "kg", "potatoes", "Kartoffeln", "festkochend"),
        ("1/2 Brot", "0.5", "piece", "bread", "Brot", ""),
        ("Tomaten nur wenn unter 3 €", None, "", "tomatoes", "Tomaten", ""),
        ("2 große Flaschen Cola zero", "2", "bottle", "cola", "Cola", "große, zero"),
        ("Katzenfutter (Whiskas, Huhn) 12 Dosen", "12", "can", "cat_food", "Katzenfutter", "Whiskas, Huhn"),
        ("Windeln Größe 4", None, "", "nappies", "Windeln", "Größe 4"),
        ("Dings (blau)", None, "", "", "Dings", "blau"),
    ],
)
def test_a_line_is_read(  # noqa: PLR0917 - a table of examples
    typed: str, quantity: str | None, unit: str, good: str, named: str, detail: str
) -> None:
    line = read_line(typed)
    assert line.quantity == (Decimal(quantity) if quantity else None)
    assert (line.unit, line.good, line.named, line.detail, line.raw) == (unit, good, named, detail, typed)


# How much


@pytest.mark.parametrize(
    ("typed", "quantity", "unit"),
    [
        ("2 Milch", "2", "piece"),
        ("2x Milch", "2", "piece"),
        ("2 x Milch", "2", "piece"),
        ("2 mal Milch", "2", "piece"),
        ("Milch 2x", "2", "piece"),
        ("Milch x2", "2", "piece"),
        ("zwei Becher Sahne", "2", "cup"),
        ("ein Glas Honig", "1", "jar"),
        ("einen Kasten Bier", "1", "crate"),
        ("ein halbes Brot", "0.5", "piece"),
        ("halbes Pfund Butter", "0.5", "pound"),
        ("1½ kg Mehl", "1.5", "kg"),
        ("1 1/2 kg Mehl", "1.5", "kg"),
        ("1,5 l Milch", "1.5", "l"),
        ("1.000 g Mehl", "1000", "g"),
        ("Tomaten 500g", "500", "g"),
        ("Kartoffeln ca. 2 kg", "2", "kg"),
        ("Eier, 10 Stück", "10", "piece"),
        ("bio Eier 10 Stück Größe L", "10", "piece"),
        ("1 Pck. Hefe", "1", "pack"),
        ("1 Dutzend Eier", "1", "dozen"),
        ("2 x 500 g Hack", "2", "piece"),
        ("Kasten Wasser", None, "crate"),
        ("Bund Petersilie", None, "bunch"),
        ("ein paar Äpfel", None, "few"),
        ("etwas Petersilie", None, "some"),
        ("Paar Wiener", None, "pair"),
    ],
)
def test_amounts_are_read_in_front_and_behind(typed: str, quantity: str | None, unit: str) -> None:
    line = read_line(typed)
    assert (line.quantity, line.unit) == (Decimal(quantity) if quantity else None, unit)
    assert line.good


@pytest.mark.parametrize(
    "typed",
    [
        "Milch",
        "1,5 % Milch",
        "2-3 Bananen",
        "2 bis 3 Bananen",
        "4711 Kölnisch Wasser",
        "0 Milch",
        "8-Kräuter",
        "Pampers 4-9 kg",
        "Milch 2",
        "1. Milch",
        "999999999999 Eier",
        "Uhr 12:30",
    ],
)
def test_numbers_that_are_no_amount_stay_in_the_text(typed: str) -> None:
    line = read_line(typed)
    assert (line.quantity, line.unit) == (None, "")
    assert set(re.findall(r"\d+", typed)) - {"1"} <= set(re.findall(r"\d+", f"{line.named} {line.detail}")) | {"1"}


def test_about_is_kept() -> None:
    assert read_line("ca. 1 kg Kartoffeln").about
    assert read_line("etwa 500 g Hack").about
    assert not read_line("1 kg Kartoffeln").about


def test_the_unit_tells_which_good_is_meant() -> None:
    assert amounts("2 Dosen Tomaten") == (Decimal(2), "can", "canned_tomatoes")
    assert amounts("2 kg Tomaten") == (Decimal(2), "kg", "tomatoes")
    assert amounts("1 Glas Gurken") == (Decimal(1), "jar", "pickles")


def test_crates_and_sacks_are_heavy() -> None:
    assert read_line("1 Kasten Wasser").heavy
    assert read_line("Blumenerde").heavy
    assert not read_line("1 Flasche Wasser").heavy
    assert not read_line("Dingsbums").heavy


# Instead, and at what price


@pytest.mark.parametrize(
    ("typed", "rule", "detail"),
    [
        ("Butter", Substitute.UNKNOWN, ""),
        ("Butter, sonst egal", Substitute.ANY, ""),
        ("Butter, Marke egal", Substitute.ANY, ""),
        ("Kekse, egal welche", Substitute.ANY, ""),
        ("irgendein Brot", Substitute.ANY, ""),
        ("Kaffee (Jacobs) oder ähnlich", Substitute.SIMILAR, "Jacobs"),
        ("Kekse o.ä.", Substitute.SIMILAR, ""),
        ("Käse, notfalls anderer", Substitute.SIMILAR, ""),
        ("Kaffee nur Jacobs", Substitute.ONLY_THIS, "Jacobs"),
        ("Kaffee Jacobs, keine andere Marke", Substitute.ONLY_THIS, "Jacobs"),
        ("Milch laktosefrei, sonst nichts", Substitute.ONLY_THIS, ""),
        ("Butter oder Margarine", Substitute.UNKNOWN, "oder Margarine"),
        ("Brot nur wenn frisch", Substitute.UNKNOWN, "nur wenn frisch"),
    ],
)
def test_what_may_be_bought_instead_is_read(typed: str, rule: Substitute, detail: str) -> None:
    line = read_line(typed)
    assert (line.rule, line.detail) == (rule, detail)


def test_of_two_rules_the_stricter_counts_and_the_other_stays_readable() -> None:
    line = read_line("Kaffee, Sorte egal, aber nur diese Marke: Jacobs")
    assert line.rule is Substitute.ONLY_THIS
    assert "egal" in line.detail


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("Tomaten nur wenn unter 3 €", 300),
        ("Wein bis 5 Euro", 500),
        ("Brot max. 2,50", 250),
        ("Salz höchstens 50 Cent", 50),
        ("Käse nicht über 3,5 €", 350),
        ("Spargel, wenn er unter 8 € kostet", 800),
        ("Lachs höchstens € 6,90", 690),
        ("Kaffee maximal 7,- €", 700),
        ("Blumen für 10 €", None),
        ("Spargel höchstens 12 €/kg", None),
        ("Spargel höchstens 12 € das Kilo", None),
        ("max 2 Brote", None),
        ("Wein bis 0 €", None),
        ("Wein bis 999999 €", None),
        ("Brot", None),
    ],
)
def test_a_price_ceiling_is_read(typed: str, cents: int | None) -> None:
    assert read_line(typed).ceiling_cents == cents


# Several items


@pytest.mark.parametrize(
    ("typed", "items"),
    [
        ("Milch\nBrot\r\nEier", ["Milch", "Brot", "Eier"]),
        ("2 Brot, 3 Milch, Eier", ["2 Brot", "3 Milch", "Eier"]),
        ("milch, brot, butter", ["milch", "brot", "butter"]),
        ("Brot, Zeitung, Dingsbums", ["Brot", "Zeitung", "Dingsbums"]),
        ("Brot; Butter", ["Brot", "Butter"]),
        ("Brot, geschnitten", ["Brot, geschnitten"]),
        ("Brot, geschnitten, Butter, mild", ["Brot, geschnitten", "Butter, mild"]),
        ("Kaffee, Jacobs", ["Kaffee, Jacobs"]),
        ("Eier, 10 Stück", ["Eier, 10 Stück"]),
        ("Butter mild, sonst egal", ["Butter mild, sonst egal"]),
        ("Wein (rot, trocken), bis 5 €", ["Wein (rot, trocken), bis 5 €"]),
        ("Milch 1,5 %, Brot", ["Milch 1,5 %", "Brot"]),
        ("Brot und Butter", ["Brot", "Butter"]),
        ("2 Becher Schmand und 1 Bund Petersilie", ["2 Becher Schmand", "1 Bund Petersilie"]),
        ("Erbsen und Möhren", ["Erbsen und Möhren"]),
        ("Joghurt Erdbeere und Kirsche", ["Joghurt Erdbeere und Kirsche"]),
        ("Joghurt mit Erdbeeren und Bananen", ["Joghurt mit Erdbeeren und Bananen"]),
        ("- Milch\n* Brot\n[ ] Eier", ["- Milch", "* Brot", "[ ] Eier"]),
        ("\n\n , ,\n", []),
        ("", []),
    ],
)
def test_a_list_falls_into_its_items(typed: str, items: list[str]) -> None:
    assert [line.raw for line in read_list(typed)] == items


def test_bullets_and_numbers_of_a_list_are_no_part_of_a_good() -> None:
    assert [line.named for line in read_list("- Milch\n• Brot\n1. Eier\n2) Butter\n[x] Salz")] == [
        "Milch",
        "Brot",
        "Eier",
        "Butter",
        "Salz",
    ]


def test_a_guess_is_said() -> None:
    assert read_line("Kartofeln").guessed
    assert not read_line("Kartoffeln").guessed


def test_marks_of_direction_are_kept_as_typed_and_go_nowhere_else() -> None:
    line = read_line("Milch \u202e1,5 %")
    assert line.raw == "Milch \u202e1,5 %"
    assert "\u202e" not in line.named + line.detail


# Whatever is typed


def letters(text: str) -> str:
    """Return a text without what may stand between two items."""
    return re.sub(r"(?i)\s|[,;:.+&]|\bund\b|\bu\b", "", text)


def is_sound(line: Line) -> bool:
    goods, units = table().goods, table().units
    return (
        (not line.good or line.good in goods)
        and (not line.unit or line.unit in units)
        and (line.quantity is None or 0 < line.quantity <= 20_000)
        and (line.quantity is None or bool(line.unit))
        and (line.ceiling_cents is None or 0 < line.ceiling_cents <= MAX_CENTS)
        and len(line.named) + len(line.detail) <= 3 * len(line.raw) + 2
    )


@given(ANY_TEXT | LISTS)
def test_reading_never_fails_and_what_it_reads_is_sound(text: str) -> None:
    lines = read_list(text)
    assert len(lines) <= MAX_LINES + 1
    assert all(is_sound(line) for line in lines)


@given(ANY_TEXT | LISTS)
def test_nothing_typed_is_lost(text: str) -> None:
    assert letters(" ".join(line.raw for line in read_list(text))) == letters(text)


@given(LISTS)
def test_each_item_reads_alone_as_in_the_list(text: str) -> None:
    lines = read_list(text)
    assert [read_line(line.raw) for line in lines[:MAX_LINES]] == list(lines[:MAX_LINES])


def test_what_stands_behind_a_hundred_items_is_kept_in_one_line() -> None:
    typed = "\n".join(f"Milch Nr {number}" for number in range(1000))
    lines = read_list(typed)
    assert len(lines) == MAX_LINES + 1
    assert lines[-1].raw == typed[typed.index("Milch Nr 100\n") :]
    assert lines[-1].good == ""


@pytest.mark.parametrize(
    "sign", ["a", "1", ",", "(", " ", "x ", "und ", "1/2 ", "ein ", "ohne, ", "Milch, ", "a,", "\n", "🥛", "\u0301"]
)
def test_a_hundred_thousand_signs_are_read_and_kept(sign: str) -> None:
    text = sign * (100_000 // len(sign))
    assert letters(" ".join(line.raw for line in read_list(text))) == letters(text)
