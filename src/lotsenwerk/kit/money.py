"""Money as whole cents; no floats anywhere."""

import re
import unicodedata
from typing import Final, NewType

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lotsenwerk.kit.errors import BadInput

Cents = NewType("Cents", int)

MAX_CENTS: Final = Cents(999_999_999)
"""9,999,999.99 €: far above every budget here; what is larger is a slip of the finger."""

_MAX_TYPED: Final = 30
_NO_BREAK_SPACE: Final = "\u00a0"
_NARROW_SPACE: Final = "\u202f"

# Euros with German or English separators of thousands, or none; then cents, or a stroke in their place.
_AMOUNT: Final = re.compile(
    r"(?P<minus>-?)(?P<euros>\d+|\d{1,3}(?:\.\d{3})+(?=,|$)|\d{1,3}(?:,\d{3})+(?=\.))(?:[.,](?P<cents>\d{1,2}|-{1,2}))?",
    re.ASCII,
)
_WHOLE_CENTS: Final = re.compile(r"(?i)(?P<cents>\d+)(?:cents?|ct)\.?", re.ASCII)
_TOO_FINE: Final = re.compile(r"-?[\d.]*[.,]\d{3,}", re.ASCII)


class BadAmount(BadInput):
    """What was typed is not an amount of money that can stand here."""


def parse(typed: str, *, negative_allowed: bool = False) -> Cents:
    """Return the cents of a typed amount: "31,40", "31.4", "1.234,50 €", "31,-", "€ 31", "٣١٫٤٠", "3140 Cent".

    "1.234" is read the German way, as thousands. Raises `BadAmount` with a sentence that says what to do.
    """
    text = _plain(typed)
    if not text:
        raise BadAmount(_("Please type an amount, for example 31,40."))
    whole_cents = _WHOLE_CENTS.fullmatch(text) if len(text) <= _MAX_TYPED else None
    if whole_cents:
        return _not_too_large(int(whole_cents["cents"]))
    found = _AMOUNT.fullmatch(text) if len(text) <= _MAX_TYPED else None
    if found is None:
        if len(text) <= _MAX_TYPED and _TOO_FINE.fullmatch(text):
            raise BadAmount(_("An amount has two digits for the cents, for example 31,40."))
        raise BadAmount(_("This is not an amount. Please type it like this: 31,40."))
    euros = int(re.sub(r"[.,]", "", found["euros"]))
    cents = euros * 100 + int((found["cents"] or "0").replace("-", "").ljust(2, "0"))
    _not_too_large(cents)
    if found["minus"] and cents:
        if not negative_allowed:
            raise BadAmount(_("Please type the amount without a minus."))
        cents = -cents
    return Cents(cents)


def _not_too_large(cents: int) -> Cents:
    if cents > MAX_CENTS:
        raise BadAmount(_("This amount is too large. Is the comma missing?"))
    return Cents(cents)


def shown(cents: Cents, language: str | None = None) -> str:
    """Return the amount as the reader of this language expects it: "31,40 €", in English "€31.40".

    Without `language` the active one counts. Spaces do not break. Languages not named here see the German form, which
    is what stands on their receipts.
    """
    sign = "-" if cents < 0 else ""
    euros, rest = divmod(abs(cents), 100)
    match (language or get_language() or "de").split("-")[0]:
        case "en":
            return f"{sign}€{euros:,}.{rest:02}"
        case "fr":
            return f"{sign}{_grouped(euros, _NARROW_SPACE)},{rest:02}{_NO_BREAK_SPACE}€"
        case "uk" | "ru":
            return f"{sign}{_grouped(euros, _NO_BREAK_SPACE)},{rest:02}{_NO_BREAK_SPACE}€"
        case _:
            return f"{sign}{_grouped(euros, '.')},{rest:02}{_NO_BREAK_SPACE}€"


def typed_again(cents: Cents) -> str:
    """Return the amount as it goes into a form field, so that `parse` reads the same cents: "1234,50"."""
    sign = "-" if cents < 0 else ""
    euros, rest = divmod(abs(cents), 100)
    return f"{sign}{euros},{rest:02}"


def _grouped(euros: int, separator: str) -> str:
    return f"{euros:,}".replace(",", separator)


def _plain(typed: str) -> str:
    # Not NFKC: it would read 31⁴⁰, raised cents as on price tags, as 3140 €.
    signs = (
        str(unicodedata.decimal(sign, sign))
        for sign in typed[: 4 * _MAX_TYPED]
        if unicodedata.category(sign) not in {"Cf", "Cc", "Zs"}
    )
    plain = "".join(signs).replace("٫", ",").replace("٬", ".")
    plain = re.sub("[−–—]", "-", plain)
    return re.sub(r"(?i)^(?:€|eur(?:o)?)|(?:€|eur(?:o)?)$", "", plain)
