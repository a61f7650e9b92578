from collections.abc import Iterator

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from lotsenwerk.kit.money import MAX_CENTS, BadAmount, Cents, parse, shown, typed_again


@pytest.fixture(scope="module", autouse=True)
def in_english() -> Iterator[None]:
    """The sentences are compared as they stand in the source."""
    with override("en"):
        yield


AMOUNTS = st.integers(0, MAX_CENTS).map(Cents)


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("31,40", 3140),
        ("31.40", 3140),
        ("31,4", 3140),
        ("31", 3100),
        ("0,05", 5),
        ("31,40 €", 3140),
        ("€31.40", 3140),
        ("31,40 EUR", 3140),
        ("31 Euro", 3100),
        ("31,-", 3100),
        ("31,--", 3100),
        ("31,–", 3100),
        ("1.234,50", 123_450),
        ("1,234.50", 123_450),
        ("1 234,50", 123_450),
        ("1.234", 123_400),
        ("1234,5", 123_450),
        ("٣١٫٤٠", 3140),
        ("\u200f31,40\u00a0€", 3140),
        ("0", 0),
        ("-0", 0),
        ("9999999,99", 999_999_999),
    ],
)
def test_amount_is_read_as_people_type_it(typed: str, cents: int) -> None:
    assert parse(typed) == cents


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("", "Please type an amount"),
        ("  ", "Please type an amount"),
        ("viel", "not an amount"),
        ("31,40,50", "not an amount"),
        ("1.23.4", "not an amount"),
        ("1e5", "not an amount"),
        ("NaN", "not an amount"),
        ("31⁴⁰", "not an amount"),
        ("31,405", "two digits"),
        ("1234.567", "two digits"),
        ("10000000", "too large"),
        ("9" * 10_000, "not an amount"),
        ("-5", "without a minus"),
    ],
)
def test_refusal_says_what_to_do(typed: str, word: str) -> None:
    with pytest.raises(BadAmount, match=word):
        parse(typed)


def test_minus_is_read_where_it_may_stand() -> None:
    assert parse("-5,20", negative_allowed=True) == -520
    assert parse("−5,20", negative_allowed=True) == -520


@given(AMOUNTS, st.sampled_from(["de", "de-simple", "en", "fr", "uk", "ar", "tr", "ti"]))
def test_what_is_shown_can_be_typed_again(cents: Cents, language: str) -> None:
    assert parse(shown(cents, language)) == cents
    assert parse(typed_again(cents)) == cents


@given(st.text(st.characters(), max_size=50))
def test_any_text_is_an_amount_or_a_refusal(text: str) -> None:
    try:
        cents = parse(text, negative_allowed=True)
    except BadAmount:
        return
    assert abs(cents) <= MAX_CENTS


@pytest.mark.parametrize(
    ("cents", "language", "text"),
    [
        (3140, "de", "31,40\u00a0€"),
        (3140, "en", "€31.40"),
        (123_456_789, "de", "1.234.567,89\u00a0€"),
        (123_456_789, "en", "€1,234,567.89"),
        (123_456_789, "fr", "1\u202f234\u202f567,89\u00a0€"),
        (123_456_789, "uk", "1\u00a0234\u00a0567,89\u00a0€"),
        (-5, "de", "-0,05\u00a0€"),
        (3140, "ar", "31,40\u00a0€"),
    ],
)
def test_amount_is_shown_as_the_reader_expects_it(cents: int, language: str, text: str) -> None:
    assert shown(Cents(cents), language) == text


def test_without_a_language_the_active_one_counts() -> None:
    with override("en"):
        assert shown(Cents(3140)) == "€31.40"
