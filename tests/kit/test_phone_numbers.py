from collections.abc import Iterator

import phonenumbers
import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from lotsenwerk.kit.names import search_terms
from lotsenwerk.kit.phone_numbers import (
    FICTIONAL_LANDLINES,
    FICTIONAL_MOBILES,
    BadPhoneNumber,
    digit_tails,
    fictional_landline,
    fictional_mobile,
    is_fictional,
    parse,
    shown,
    tail_of_typed,
)


@pytest.fixture(scope="module", autouse=True)
def in_english() -> Iterator[None]:
    """The sentences are compared as they stand in the source."""
    with override("en"):
        yield


@pytest.mark.parametrize(
    "typed",
    [
        "06206 / 12-34",
        "06206/1234",
        "(06206) 1234",
        "+49 6206 1234",
        "+49 (0) 6206 1234",
        "0049 6206 1234",
        "  06206\u00a01234 ",
        "06206 – 1234",
        "\u200e06206 1234\u200f",
        "٠٦٢٠٦ ١٢٣٤",
        "tel:+49-6206-1234",
    ],
)
def test_every_german_way_of_writing_is_one_number(typed: str) -> None:
    assert parse(typed) == "+4962061234"


def test_number_of_another_country_keeps_its_country() -> None:
    assert parse("+43 664 1234567") == "+436641234567"
    assert shown("+436641234567") == "+43 664 1234567"


def test_local_number_takes_the_area_code_of_the_town() -> None:
    assert parse("1234", area_code="06206") == "+4962061234"
    assert parse("0171 3920012", area_code="06206") == "+491713920012"


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("", "Please type a phone number"),
        ("1234", "area code"),
        ("112", "emergency"),
        ("06206 12 34 App. 5", "digits only"),
        ("bei der Tochter", "digits only"),
        ("0", "not a phone number"),
        ("06", "too few"),
        ("06206 1234 0171 3920012", "too many"),
        ("0" * 41, "too long"),
        ("9" * 10_000, "too long"),
        ("01000 1234567", "no such"),
    ],
)
def test_refusal_says_what_to_do(typed: str, word: str) -> None:
    with pytest.raises(BadPhoneNumber, match=word):
        parse(typed)


@given(st.text(st.characters(), max_size=60))
def test_any_text_is_a_number_or_a_refusal(text: str) -> None:
    try:
        number = parse(text)
    except BadPhoneNumber:
        return
    assert parse(number) == number
    assert parse(shown(number)) == number


def test_number_is_shown_as_germans_read_it() -> None:
    assert shown("+4962061234") == "06206 1234"
    assert shown("something old") == "something old"


def test_tails_are_the_last_four_to_eight_digits() -> None:
    assert digit_tails("+4962061234") == ("1234", "61234", "061234", "2061234", "62061234")
    assert digit_tails("not a number") == ()


@pytest.mark.parametrize("typed", ["1234", "06206 1234", "+49 6206 1234", "0049 6206 / 12 34", "61234"])
def test_stored_number_is_found_by_its_tail(typed: str) -> None:
    assert tail_of_typed(search_terms(typed).digits) in digit_tails("+4962061234")


def test_three_digits_look_for_nothing() -> None:
    assert tail_of_typed("123") == ""


# Invented people


def test_every_number_for_invented_people_is_fictional_valid_and_its_own() -> None:
    numbers = [fictional_mobile(index) for index in range(FICTIONAL_MOBILES)]
    numbers += [fictional_landline(index) for index in range(FICTIONAL_LANDLINES)]
    assert len(set(numbers)) == len(numbers) == 5_210
    for number in numbers:
        assert is_fictional(number)
        assert phonenumbers.is_valid_number(phonenumbers.parse(number)), number


def test_sample_of_fictional_numbers() -> None:
    assert fictional_landline(0) == "+493023125000"
    assert fictional_landline(4_999) == "+492214710999"
    assert fictional_mobile(0) == "+491713920000"
    assert fictional_mobile(209) == "+491749464308"


@pytest.mark.parametrize("number", ["+4962061234", "+4930231250", "+49302312500a", "+491729925905", "030 23125000", ""])
def test_other_numbers_are_not_fictional(number: str) -> None:
    assert not is_fictional(number)


@pytest.mark.parametrize("index", [-1, 5_000])
def test_beyond_the_range_there_is_no_number(index: int) -> None:
    with pytest.raises(IndexError):
        fictional_landline(index)
    with pytest.raises(IndexError):
        fictional_mobile(index)
