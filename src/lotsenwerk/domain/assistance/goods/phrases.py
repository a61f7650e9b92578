"""How a shopping list says numbers, what may be bought instead, and what it may cost: German, as it is typed.

Patterns are searched in text of bounded length (`matching.MAX_TEXT`). Each returns what it understood and the text
without it, so that nothing is read twice and nothing is lost.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Final

from lotsenwerk.domain.assistance.goods.matching import comparable
from lotsenwerk.domain.assistance.goods.table import Unit, table

MOST_OF_ONE: Final = Decimal(200)
"""Nobody wants more pieces or packs of one thing: a larger number is a brand ("4711") or a slip of the finger."""

MOST_MEASURED: Final = Decimal(20_000)
"""The same for grams and litres."""

MAX_CENTS: Final = 100_000_00
"""A price ceiling above a hundred thousand euros is a slip of the finger."""


class Substitute(StrEnum):
    """What the helper may buy when the shop has not got it."""

    ANY = "any"
    SIMILAR = "similar"
    ONLY_THIS = "only_this"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Amount:
    """How much, as typed: `quantity` None with a unit in "Kasten Wasser", the unit "" without either."""

    quantity: Decimal | None
    unit: str
    about: bool
    rest: str
    """The text without the amount."""
    unit_word: str
    """The unit as typed, "" when none was: in "Dosen Tomaten" it tells which good is meant."""


_NUMBER_WORDS: Final = {
    "ein": "1",
    "eine": "1",
    "einen": "1",
    "einem": "1",
    "einer": "1",
    "eins": "1",
    "zwei": "2",
    "drei": "3",
    "vier": "4",
    "fünf": "5",
    "fuenf": "5",
    "sechs": "6",
    "sieben": "7",
    "acht": "8",
    "neun": "9",
    "zehn": "10",
    "elf": "11",
    "zwölf": "12",
    "zwoelf": "12",
    "zwanzig": "20",
    "halb": "0.5",
    "halbe": "0.5",
    "halbes": "0.5",
    "halben": "0.5",
    "halber": "0.5",
    "anderthalb": "1.5",
    "eineinhalb": "1.5",
    "zweieinhalb": "2.5",
    "dreiviertel": "0.75",
}
_FRACTIONS: Final = {
    "½": "0.5",
    "¼": "0.25",
    "¾": "0.75",
    "1/2": "0.5",
    "1/4": "0.25",
    "3/4": "0.75",
    "1⁄2": "0.5",
    "1⁄4": "0.25",
    "3⁄4": "0.75",
}

_ABOUT: Final = r"(?:(?:ca|zirka|circa|etwa|ungefähr|ungefaehr|rund)\b\.?\s*)"
_FRACTION: Final = r"[½¼¾]|[13][/⁄][24](?![\d/])"
_DIGITS: Final = (
    r"(?:(?P<thousands>[0-9]{1,3}\.[0-9]{3})|(?P<whole>[0-9]{1,5})(?:[.,](?P<part>[0-9]{1,3}))?)"
    rf"(?:\s?(?P<and>{_FRACTION}))?"
)
_WRITTEN: Final = "|".join(sorted(_NUMBER_WORDS, key=len, reverse=True))
_NUMBER: Final = rf"(?:(?P<fraction>{_FRACTION})|{_DIGITS}|(?:ein(?:e[nmrs]?)?\s+)?(?P<written>{_WRITTEN})\b)"
# What stands behind a number that is none of ours: "1,5 %", "2-3", "8-Kräuter", "6er", "1.", "12:30", "3/5".
_NOT_A_COUNT: Final = r"(?!\s?%|\s?[-–]\s?\w|\s+bis\s+[0-9]|[.,:/⁄]|[0-9])"
_TIMES: Final = r"(?:\s*[x×*](?![^\W\d_])|\s+mal\b)"

_AMOUNT_IN_FRONT: Final = re.compile(
    rf"(?P<about>{_ABOUT})?{_NUMBER}{_NOT_A_COUNT}(?P<times>{_TIMES})?(?P<rest>.*)", re.IGNORECASE | re.DOTALL
)
_AMOUNT_BEHIND: Final = re.compile(
    rf"(?<=[\s(,])(?P<about>{_ABOUT})?(?P<cross>[x×]\s?)?(?:(?P<fraction>{_FRACTION})|{_DIGITS})"
    rf"\s*(?P<unit>[^\W\d_]{{1,12}}|×)?\.?(?:\)|(?=[\s,])|$)",
    re.IGNORECASE,
)
_FIRST_WORD: Final = re.compile(r"\s*(?P<word>[^\W\d_]+)(?P<stop>\.?)(?=[\s,(]|$)")
_SIZE_AND_WORD: Final = re.compile(
    r"\s*(?P<size>(?:groß|gross|klein)\w{0,2})\s+(?P<word>[^\W\d_]+)(?=\s)", re.IGNORECASE
)
# Small letters: "ein paar Wiener" are some, "ein Paar Wiener" are two.
_FEW: Final = re.compile(r"(?:(?P<few>(?:[Ee]in\s+)?paar|[Ee]inige)|[Ee]in\s+bi(?:ss|ß)chen|[Ee]twas)\s+(?=\S)")
_SHORTEST_UNIT_ALONE: Final = 3
_ENUMERATION: Final = re.compile(r"^(?:\s*(?:[-–—*•·▪‣+]|\[[ xX]?\]|☐|[0-9]{1,2}[.)](?=\s)))+\s*")

_PRICE: Final = re.compile(
    r"(?:\b(?:aber\s+)?(?:nur\s+)?(?:wenn|falls)\s+(?:es\s+|sie\s+|er\s+)?)?"
    r"\b(?P<limit>höchstens|hoechstens|maximal|max\b\.?|bis(?:\s+zu)?|unter|weniger\s+als|billiger\s+als|günstiger\s+als"
    r"|nicht\s+(?:über|ueber|mehr\s+als|teurer\s+als))\s*(?:€\s*)?"
    r"(?P<euros>[0-9]{1,6})(?:[.,](?P<cents>[0-9]{2}|[0-9](?![0-9])|-{1,2}))?(?![0-9.,])"
    r"\s*(?P<money>€|euro\b|eur\b|cent\b|ct\b|(?=\s|$|[,;)]))(?:\s+(?:kostet|kosten|ist|sind)\b)?"
    # What a kilo may cost is no ceiling for the whole.
    r"(?!\s*(?:/|pro\b|per\b|je\b|das\s+(?:kilo|kg|pfund|stück)\b))",
    re.IGNORECASE,
)

_ONLY_THIS: Final = (
    r"\b(?:aber\s+)?(?:bitte\s+)?"
    r"(?:keine?n?s?\s+ander\w*(?:\s+(?:marke|sorte)n?)?|nichts\s+ander\w*"
    r"|(?:kein|ohne)\s+ersatz|nicht\s+ersetzen"
    r"|(?:sonst|ansonsten|wenn\s+nicht(?:\s+da)?)\s*,?\s*(?:bitte\s+)?(?:dann\s+)?"
    r"(?:nichts|gar\s+nicht|nicht|keine?n?s?|weglassen|lassen)"
    r"|unbedingt|genau\s+(?:diese\w*|die|das|den)|nur\s+(?:genau\s+)?(?:diese\w?|die|das|den))\b"
)
_ONLY: Final = r"(?<=\S)\s+nur\s+(?!wenn\b|falls\b|im\b|bei\b|noch\b|nicht\b|ein|[0-9])"
_SIMILAR: Final = (
    r"\b(?:oder|sonst|ansonsten|notfalls)\s+(?:so\s+)?(?:etwas\s+|was\s+|eine?n?s?\s+)?"
    r"(?:ähnlich|aehnlich|vergleichbar|gleichwertig)\w*"
    r"|\bo\.?\s?[äÄ]\.?(?!\w)|\boder\s+so(?!\s*\w)"
    r"|\b(?:oder|sonst|ansonsten|notfalls)\s+(?:auch\s+)?(?:etwas\s+|was\s+|eine?n?s?\s+)?"
    r"ander\w*(?:\s+(?:marke|sorte)n?)?(?:\s+(?:geht\s+auch|ist\s+(?:auch\s+)?(?:ok|okay|gut|recht)))?"
    r"|\bersatz\s+(?:ist\s+)?(?:ok|okay|möglich|erlaubt|geht|gern\w?|in\s+ordnung)\b"
)
_ANY: Final = (
    r"\b(?:aber\s+)?"
    r"(?:(?:sonst|ansonsten|marke|sorte|hersteller|firma|art|rest)\s+(?:ist\s+)?(?:mir\s+|ihr\s+|ihm\s+)?"
    r"(?:ganz\s+|völlig\s+)?(?:egal|gleich)(?!\s+welche)"
    r"|(?:ganz\s+|völlig\s+)?egal"
    r"(?:\s+(?:welche\w*|was(?:\s+für\s+eine?n?s?)?|von\s+wem))?(?:\s+(?:marke|sorte))?"
    r"|irgendwelche\w*|irgend\s?(?:ein\w*|was)|beliebig\w*)\b"
)

# The strictest rule is looked for first; of a text with two, the other stays in the text.
_RULES: Final = tuple(
    (rule, re.compile(pattern, re.IGNORECASE))
    for rule, pattern in (
        (Substitute.ONLY_THIS, _ONLY_THIS),
        (Substitute.ONLY_THIS, _ONLY),
        (Substitute.SIMILAR, _SIMILAR),
        (Substitute.ANY, _ANY),
    )
)


def without_bullet(text: str) -> str:
    """Return the text without the dash, the box or the number of a list in front of it."""
    return _ENUMERATION.sub("", text)


def price_ceiling(text: str) -> tuple[int | None, str]:
    """Return what it may cost at most, in cents, or None, and the text without that."""
    for found in _PRICE.finditer(text):
        cents = _cents(found)
        if cents is not None:
            return cents, _without(text, found.start(), found.end())
    return None, text


def substitute(text: str) -> tuple[Substitute, str]:
    """Return what may be bought instead, and the text without that. A text that says nothing else stays whole."""
    for rule, pattern in _RULES:
        found = pattern.search(text)
        if found is not None:
            rest = _without(text, found.start(), found.end())
            if comparable(rest):
                return rule, rest
    return Substitute.UNKNOWN, text


def amount(text: str) -> Amount:
    """Return how much is wanted, read in front of the thing or else behind it."""
    few = _FEW.match(text)
    if few is not None:
        unit = "few" if few["few"] else "some"
        return Amount(quantity=None, unit=unit, about=False, rest=text[few.end() :], unit_word="")
    found = _AMOUNT_IN_FRONT.match(text)
    if found is not None:
        in_front = _in_front(found)
        if in_front is not None:
            return in_front
    return _behind(text) or _unit_alone(text) or Amount(quantity=None, unit="", about=False, rest=text, unit_word="")


def unit_of(word: str) -> Unit | None:
    """Return the unit a typed word stands for: "Dosen", "kg", "Pck."."""
    return _units().get(word.rstrip(".").casefold())


def _in_front(found: re.Match[str]) -> Amount | None:
    quantity = _decimal(found)
    rest = found["rest"]
    if quantity is None or (found["written"] and not rest[:1].isspace()):
        return None
    unit, word, rest = _unit_in_front(rest)
    if (unit is None and not found["times"] and rest[:1].isalnum()) or not _believable(quantity, unit):
        return None
    if not comparable(rest):
        return None
    return Amount(
        quantity=quantity,
        unit=unit.key if unit else "piece",
        about=bool(found["about"]),
        rest=rest.strip(),
        unit_word=word,
    )


def _unit_in_front(rest: str) -> tuple[Unit | None, str, str]:
    """Return the unit with which a text begins, its word, and the rest. A word that is all there is is no unit."""
    sized = _SIZE_AND_WORD.match(rest)
    if sized is not None and (unit := unit_of(sized["word"])) is not None and comparable(rest[sized.end() :]):
        return unit, sized["word"], f"{sized['size']} {rest[sized.end() :].strip()}"
    first = _FIRST_WORD.match(rest)
    if first is None or (unit := unit_of(first["word"])) is None or not comparable(rest[first.end() :]):
        return None, "", rest
    return unit, first["word"], rest[first.end() :]


def _behind(text: str) -> Amount | None:
    """Return "Tomaten 500 g", "Milch x 2": behind the thing a bare number may be anything, so it needs a unit."""
    for found in _AMOUNT_BEHIND.finditer(text):
        typed = found["unit"] or ""
        is_times = typed in {"x", "X", "×"}
        unit = None if is_times else unit_of(typed)
        quantity = _decimal(found)
        before = text[: found.start()].rstrip(" ,(")
        meant = unit is not None or is_times != bool(found["cross"] and not typed)
        if quantity is not None and meant and _believable(quantity, unit) and comparable(before):
            return Amount(
                quantity=quantity,
                unit=unit.key if unit else "piece",
                about=bool(found["about"]),
                rest=_without(text, found.start(), found.end()).rstrip(" ("),
                unit_word="",
            )
    return None


def _unit_alone(text: str) -> Amount | None:
    unit, word, rest = _unit_in_front(text)
    if unit is None or unit.measure or unit.key in {"piece", "few", "some"} or len(word) < _SHORTEST_UNIT_ALONE:
        return None
    return Amount(quantity=None, unit=unit.key, about=False, rest=rest.strip(), unit_word=word)


def _decimal(found: re.Match[str]) -> Decimal | None:
    """Return the number of a pattern's groups; None for zero, which is no amount."""
    groups = found.groupdict()
    if groups.get("written"):
        number = Decimal(_NUMBER_WORDS[groups["written"].casefold()])
    elif groups.get("fraction"):
        number = Decimal(_FRACTIONS[groups["fraction"]])
    elif groups.get("thousands"):
        number = Decimal(groups["thousands"].replace(".", ""))
    else:
        number = Decimal(f"{groups['whole']}.{groups['part'] or '0'}")
    if groups.get("and"):
        number += Decimal(_FRACTIONS[groups["and"]])
    number = number.normalize()
    return number.quantize(Decimal(1)) if number == number.to_integral_value() and number else number or None


def _believable(quantity: Decimal, unit: Unit | None) -> bool:
    return quantity <= (MOST_MEASURED if unit is not None and unit.measure else MOST_OF_ONE)


def _cents(found: re.Match[str]) -> int | None:
    euros, part, money = int(found["euros"]), found["cents"] or "", (found["money"] or "").casefold()
    if not money and len(part) != 2:  # noqa: PLR2004 - "max 2,50" is money, "max 2" and "max 2,5" may be anything
        return None
    small = int(part.ljust(2, "0")) if part.isdigit() else 0
    cents = euros if money in {"cent", "ct"} else euros * 100 + small
    return cents if 0 < cents <= MAX_CENTS else None


def _without(text: str, start: int, end: int) -> str:
    before, after = text[:start].rstrip(" ,;"), text[end:].lstrip(" ,;")
    return f"{before}, {after}" if before and after[:1].isalnum() else f"{before}{after}"


@cache
def _units() -> dict[str, Unit]:
    return {word.rstrip(".").casefold(): unit for unit in table().units.values() for word in unit.words}
