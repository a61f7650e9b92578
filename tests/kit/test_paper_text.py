"""Which signs can stand on paper, judged by what prints them."""

import unicodedata

import typst

from lotsenwerk.kit.paper_text import FONTS, MAX_TEXT, _known, printable


def test_ordinary_texts_of_all_our_languages_stay_as_they_are() -> None:
    for text in (
        "Mainstraße 12, 2. Stock – „bitte klingeln“",
        "Привіт, ґанок і їжа",
        "مرحبا، كيف الحال؟",
        "سلام، چطورید؟ می‌روم",
        "Şeker, çay, ığdır",
        "Crème brûlée à l’œuf",
        "ሰላም፡ ከመይ ኣለኹም?",
        "🥛🧈🥔",
    ):
        assert printable(text) == text


def test_signs_without_a_picture_become_a_question_mark() -> None:
    assert printable("王 Wang") == "? Wang"
    assert printable("\ue000\ud83d") == "??"


def test_signs_that_stand_for_others_become_these() -> None:
    assert printable("Ａｎｎａ") == "Anna"
    assert printable("ﻻ") in {"ﻻ", "لا"}


def test_marks_of_direction_and_controls_fall_away() -> None:
    assert printable("\u202eabc\u202c\u200f\u2066d\u2069") == "abcd"
    assert printable("a\x00b\tc") == "a b c"
    assert printable(" eins\u2028zwei\n") == "eins\nzwei"


def test_a_long_text_ends_with_an_ellipsis_and_a_long_word_may_break() -> None:
    long = printable("Wort " * 10_000)
    assert len(long) == MAX_TEXT
    assert long.endswith("…")
    assert printable("x" * 60) == "\u200b".join(["x" * 24, "x" * 24, "x" * 12])
    assert printable("x" * 24) == "x" * 24


def test_every_sign_that_is_said_to_be_known_can_be_printed() -> None:
    signs = "\n".join(printable(_held(chr(code))) for code in sorted(_known()))
    source = (
        '#set document(title: "Signs")\n'
        '#set text(font: ("Fira Sans", "Vazirmatn", "Noto Sans Ethiopic", "Noto Emoji"), fallback: false)\n'
        "#sys.inputs.signs"
    )
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    pdf = typst.compile(
        source.encode(), font_paths=fonts, sys_inputs={"signs": signs}, format="pdf", pdf_standards="ua-1"
    )
    assert pdf.startswith(b"%PDF")
    assert len(_known()) > 3_000


def test_a_mark_stands_only_on_a_letter_of_its_script() -> None:
    assert printable("\u0610a\u064b") == "a"
    assert printable("\u0301 x\u0302") == "x\u0302"
    assert printable("\u0628\u064e\u0651") == "\u0628\u064e\u0651"


def _held(sign: str) -> str:
    """A mark on a letter that can hold it, any other sign as it is."""
    if not unicodedata.category(sign).startswith("M"):
        return sign
    return ("\u0628" if "\u0600" <= sign <= "\u08ff" else "x") + sign
