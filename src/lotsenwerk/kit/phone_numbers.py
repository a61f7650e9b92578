"""Phone numbers: read as people in Germany write them, kept as E.164, shown as people in Germany read them.

A number is stored encrypted, so it is found by the blind indexes of its last four to eight digits, see `digit_tails`.
Invented people get numbers that the Bundesnetzagentur keeps free for films and books, see `is_fictional`.
"""

import re
import unicodedata
from typing import Final

import phonenumbers
from django.utils.translation import gettext_lazy as _

from lotsenwerk.kit.errors import BadInput

SHORTEST_TAIL: Final = 4
LONGEST_TAIL: Final = 8

_MAX_TYPED: Final = 40
_EMERGENCY: Final = frozenset({"110", "112"})
_GERMANY: Final = 49
_AT_HOME: Final = re.compile(r"\+49([1-9][0-9]{4,12})")
_TOO_MANY_DIGITS: Final = _("This number has too many digits. Please type one number only.")


class BadPhoneNumber(BadInput):
    """What was typed is not a phone number that can be called."""


def parse(typed: str, *, area_code: str = "") -> str:
    """Return the number as E.164 ("+4962061234").

    Spaces, slashes, hyphens, brackets and the digits of any script are understood. A number that begins neither with
    0 nor with + is local: `area_code` ("06206") is put in front of it, and without one it is refused.
    Raises `BadPhoneNumber` with a sentence that says what to do.
    """
    text = _plain(typed)
    if not text:
        raise BadPhoneNumber(_("Please type a phone number."))
    if len(text) > _MAX_TYPED:
        raise BadPhoneNumber(_("This is too long for one phone number. Please type one number only."))
    if any(sign.isalpha() for sign in text):
        raise BadPhoneNumber(_("Please type the phone number in digits only, without words."))
    if re.sub(r"\D", "", text) in _EMERGENCY:
        raise BadPhoneNumber(_("110 and 112 are emergency numbers. Please type the person's own number."))
    if not text.startswith(("0", "+", "(0", "(+")):
        if not area_code:
            raise BadPhoneNumber(_("The area code is missing. Please type it in front, for example 06206 1234."))
        text = f"{area_code} {text}"
    try:
        number = phonenumbers.parse(text, "DE")
    except phonenumbers.NumberParseException as problem:
        if problem.error_type == phonenumbers.NumberParseException.TOO_LONG:
            raise BadPhoneNumber(_TOO_MANY_DIGITS) from None
        raise BadPhoneNumber(
            _("This is not a phone number. Please type it like this: 06206 1234 or +49 6206 1234.")
        ) from None
    _refuse_what_cannot_ring(number)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def shown(e164: str) -> str:
    """Return a stored number as people read it: "06206 1234", numbers of other countries with "+43 664 ...".

    What is not E.164 comes back unchanged: a page must never fail at an old row.
    """
    at_home = _AT_HOME.fullmatch(e164)
    if at_home:
        # Most numbers, in lists of dozens: what to parse is plain, and how to write it is asked of the library.
        number = phonenumbers.PhoneNumber(country_code=_GERMANY, national_number=int(at_home[1]))
    else:
        try:
            number = phonenumbers.parse(e164)
        except phonenumbers.NumberParseException:
            return e164
    form = phonenumbers.PhoneNumberFormat.NATIONAL if at_home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, form)


def digit_tails(e164: str) -> tuple[str, ...]:
    """Return the last 4 to 8 digits of a number, shortest first; each becomes one search key.

    A short number has fewer tails: "+4962061" has one of four digits and one of five.
    """
    digits = _national_digits(e164)
    return tuple(digits[-length:] for length in range(SHORTEST_TAIL, min(LONGEST_TAIL, len(digits)) + 1))


def tail_of_typed(digits: str) -> str:
    """Return the one tail to look for when somebody typed these digits, "" when they are fewer than four.

    A whole number is understood with and without country code; part of a number is its end ("1234").
    """
    if len(digits) < SHORTEST_TAIL:
        return ""
    try:
        return digit_tails(parse(digits))[-1]
    except BadPhoneNumber:
        return digits[-LONGEST_TAIL:]


# Mitteilung 148/2021 of the Bundesnetzagentur, Amtsblatt 7/2021: numbers that will never ring anywhere.
_FICTIONAL_EXCHANGES: Final = ("+493023125", "+494066969", "+496990009", "+498999998", "+492214710")
_FICTIONAL_MOBILE_HUNDREDS: Final = ("+4917139200", "+49176040690")
_FICTIONAL_MOBILES: Final = (
    "+4915228817386",
    "+4915228895456",
    "+4915254599371",
    "+491729925904",
    "+491729968532",
    "+491729973185",
    "+491729973186",
    "+491729980752",
    "+491749091317",
    "+491749464308",
)
_PER_EXCHANGE: Final = 1_000
_PER_HUNDRED: Final = 100
FICTIONAL_LANDLINES: Final = len(_FICTIONAL_EXCHANGES) * _PER_EXCHANGE
"""How many landline numbers there are for invented people."""
FICTIONAL_MOBILES: Final = len(_FICTIONAL_MOBILE_HUNDREDS) * _PER_HUNDRED + len(_FICTIONAL_MOBILES)
"""How many mobile numbers there are for invented people."""


def is_mobile(e164: str) -> bool:
    """Whether a number can be sent a text message: a mobile one, or one of a country that does not tell them apart."""
    kinds = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)
    try:
        return phonenumbers.number_type(phonenumbers.parse(e164)) in kinds
    except phonenumbers.NumberParseException:
        return False


def is_fictional(e164: str) -> bool:
    """Whether the number is one of those kept free for films and books, so that calling it disturbs nobody."""
    return (
        e164 in _FICTIONAL_MOBILES
        or (e164[:-2] in _FICTIONAL_MOBILE_HUNDREDS and e164[-2:].isdigit())
        or (e164[:-3] in _FICTIONAL_EXCHANGES and e164[-3:].isdigit())
    )


def fictional_landline(index: int) -> str:
    """Return the landline number with this index (0 to 4,999) for an invented person, always the same one.

    Raises `IndexError` beyond: two invented people never share a number by accident.
    """
    if not 0 <= index < FICTIONAL_LANDLINES:
        raise IndexError(index)
    exchange, number = divmod(index, _PER_EXCHANGE)
    return f"{_FICTIONAL_EXCHANGES[exchange]}{number:03}"


def fictional_mobile(index: int) -> str:
    """Return the mobile number with this index (0 to 209) for an invented person; `IndexError` beyond."""
    if not 0 <= index < FICTIONAL_MOBILES:
        raise IndexError(index)
    hundred, number = divmod(index, _PER_HUNDRED)
    if hundred < len(_FICTIONAL_MOBILE_HUNDREDS):
        return f"{_FICTIONAL_MOBILE_HUNDREDS[hundred]}{number:02}"
    return _FICTIONAL_MOBILES[number]


def _refuse_what_cannot_ring(number: phonenumbers.PhoneNumber) -> None:
    possible = phonenumbers.is_possible_number_with_reason(number)
    if possible == phonenumbers.ValidationResult.TOO_LONG:
        raise BadPhoneNumber(_TOO_MANY_DIGITS)
    if possible in (phonenumbers.ValidationResult.TOO_SHORT, phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY):
        raise BadPhoneNumber(_("This number has too few digits. Is the area code in front of it?"))
    # The library knows German numbers well; of other countries it may not know the newest ranges.
    at_home = number.country_code == _GERMANY
    if possible != phonenumbers.ValidationResult.IS_POSSIBLE or (at_home and not phonenumbers.is_valid_number(number)):
        raise BadPhoneNumber(_("There is no such phone number. Please compare it digit by digit."))


def _national_digits(e164: str) -> str:
    try:
        return phonenumbers.national_significant_number(phonenumbers.parse(e164))
    except phonenumbers.NumberParseException:
        return ""


def _plain(typed: str) -> str:
    """Digits of every script as 0 to 9, invisible signs away, long strokes as hyphens."""
    text = unicodedata.normalize("NFKC", typed[: 4 * _MAX_TYPED])
    signs = (str(unicodedata.decimal(sign, sign)) for sign in text if unicodedata.category(sign) not in {"Cf", "Cc"})
    return re.sub(r"\s+", " ", "".join(signs)).strip().removeprefix("tel:").strip()
