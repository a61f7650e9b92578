"""A shopping list as a coordinator types it during a call, read line by line.

One item a line, or several with commas between them. A comma begins a new item only where something to buy follows:
"Brot, geschnitten" is one item, "Brot, Butter" are two. Everything typed stays in `Line.raw`; what is understood is
proposed, and shown while it is typed, so that a wrong reading is seen and put right.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice, pairwise
from typing import Final

from lotsenwerk.domain.assistance.goods.kinds import kind_at
from lotsenwerk.domain.assistance.goods.matching import MAX_TEXT, Match, exactly, find, words_of
from lotsenwerk.domain.assistance.goods.phrases import (
    Substitute,
    amount,
    price_ceiling,
    substitute,
    unit_of,
    without_bullet,
)
from lotsenwerk.domain.assistance.goods.table import table

MAX_LINES: Final = 100
"""Items that are read; what stands behind them is kept whole in one last line."""

_HEAVY_UNITS: Final = frozenset({"crate"})
_COMMA: Final = re.compile(r"(?<![0-9]),|,(?![0-9])|;")
_AND: Final = re.compile(r"\s+(?:und|u\.|&|\+)\s+", re.IGNORECASE)
_MOST_PARTS: Final = 3 * MAX_LINES
"""Pieces between commas that are looked at in one typed line; the last of them is all that is left over."""
_SOMETHING: Final = "Ding"
_PARENTHESIS: Final = re.compile(r"\([^()]*\)?")
_TRIMMED_ENDS: Final = " \t,;:"
_TRIMMED: Final = " \t,;:.-–—()\"'„“”"


@dataclass(frozen=True, slots=True)
class Line:
    """One item of a list."""

    raw: str
    """What was typed, letter for letter."""
    quantity: Decimal | None
    unit: str
    """Key of a unit; "piece" for a bare number, "" when neither number nor unit was typed."""
    about: bool
    """The quantity was typed as "ca."."""
    good: str
    """Key of the good, "" when the table does not know it."""
    named: str
    """The words that name the thing, as typed: "Semmeln"."""
    detail: str
    """Brand and kind, as typed: "1,5 %", "Jacobs"."""
    rule: Substitute
    ceiling_cents: int | None
    guessed: bool
    """The good was found although a letter differs: a person should look at it."""

    @property
    def heavy(self) -> bool:
        """Whether a crate or a sack has to be carried."""
        return self.unit in _HEAVY_UNITS or bool(self.good and table().goods[self.good].heavy)


@dataclass(frozen=True, slots=True)
class _Part:
    """What stands between two commas of a typed line."""

    start: int
    end: int
    good: str
    counted: bool
    noun: bool
    """A capital letter, and nothing that continues what stood before."""


def read_list(text: str) -> tuple[Line, ...]:
    """Return the items of a typed list, in their order: at most 101, the last of them holding all that is left over.

    Never raises. Each letter typed stands in the `raw` of one line; only the line breaks and commas between the items
    and the white space around them are left out.
    """
    lines: list[Line] = []
    for start, end in _typed_items(text):
        if len(lines) == MAX_LINES:
            lines.append(_unread(text[start:].strip()))
            break
        lines.append(read_line(text[start:end]))
    return tuple(lines)


def read_line(raw: str) -> Line:
    """Return one item as it is understood. Never raises; only its first 300 characters are looked at."""
    raw = raw.strip()
    text = _plain(raw)
    head, tail = text[:MAX_TEXT], text[MAX_TEXT:]
    ceiling_cents, rest = price_ceiling(without_bullet(head))
    rule, rest = substitute(rest)
    much = amount(rest.strip(_TRIMMED_ENDS))
    match = _named_good(much.rest, much.unit_word)
    named, detail = _named_and_detail(much.rest, match)
    return Line(
        raw=raw,
        quantity=much.quantity,
        unit=much.unit,
        about=much.about,
        good=match.good.key if match else "",
        named=named,
        detail=f"{detail}{tail}".strip(),
        rule=rule,
        ceiling_cents=ceiling_cents,
        guessed=bool(match and match.guessed),
    )


def _unread(raw: str) -> Line:
    return Line(
        raw=raw,
        quantity=None,
        unit="",
        about=False,
        good="",
        named=_plain(raw),
        detail="",
        rule=Substitute.UNKNOWN,
        ceiling_cents=None,
        guessed=False,
    )


def _typed_items(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each item stands in the text, one after the other, items of blanks left out."""
    start = 0
    for line in text.splitlines(keepends=True):
        for first, last in _items_of_line(line) if not line.isspace() else ():
            if line[first:last].strip().strip(_TRIMMED_ENDS):
                yield start + first, start + last
        start += len(line)


def _items_of_line(line: str) -> Iterator[tuple[int, int]]:
    parts = [_part(line, start, end) for start, end in _between_commas(line)]
    # In a list of things with commas a capital letter begins another thing, known or not: "Brot, Zeitung, Dings".
    is_a_list = len({part.good for part in parts if part.good}) > 1
    first = parts[0]
    for before, part in pairwise(parts):
        another = bool(part.good) and part.good != first.good
        if part.counted or another or (is_a_list and part.noun and not part.good):
            yield from _between_ands(line, first.start, before.end)
            first = part
    yield from _between_ands(line, first.start, len(line))


def _between_commas(line: str) -> Iterator[tuple[int, int]]:
    start = 0
    for comma in islice(_COMMA.finditer(line), _MOST_PARTS):
        opened = line.count("(", start, comma.start()) > line.count(")", start, comma.start())
        if not (opened and ")" in line[comma.end() : comma.end() + MAX_TEXT]):
            yield start, comma.start()
            start = comma.end()
    yield start, len(line)


def _part(line: str, start: int, end: int) -> _Part:
    text = _plain(line[start : min(end, start + MAX_TEXT)])
    if _continues(text):
        return _Part(start=start, end=end, good="", counted=False, noun=False)
    much = amount(text)
    match = _named_good(much.rest, much.unit_word)
    return _Part(
        start=start,
        end=end,
        good=match.good.key if match else "",
        counted=much.quantity is not None,
        noun=text[:1].isupper(),
    )


def _continues(text: str) -> bool:
    """Whether a part says something about what stood before it: a rule, a price, an amount or a kind."""
    words = words_of(text)
    if not words or text[words[0].start : words[0].end].casefold() in table().small_words["continues"]:
        return True
    if price_ceiling(text)[0] is not None or amount(f"{_SOMETHING} {text}").rest == _SOMETHING:
        return True
    kind = kind_at(words, 0)
    return kind is not None and kind[1] == len(words)


def _between_ands(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield "Brot und Butter" as two: only where a good and nothing more stands before it, and one begins behind it."""
    looked_at = min(end, start + MAX_TEXT)
    for between in _AND.finditer(line, start, looked_at):
        before, behind = line[start : between.start()], line[between.end() : looked_at]
        one_good = find(_plain(line[start:looked_at])) != find(_plain(before))  # "Erbsen und Möhren" are one
        if _is_a_good_alone(before) and _begins_with_a_good(behind) and not one_good:
            yield start, between.start()
            start = between.end()
    yield start, end


def _is_a_good_alone(text: str) -> bool:
    words = words_of(amount(without_bullet(_plain(text)).strip()).rest)
    found = exactly(words, 0) if words else None
    return found is not None and found[1] == len(words)


def _begins_with_a_good(text: str) -> bool:
    words = words_of(amount(_plain(text).strip()).rest)
    return bool(words) and exactly(words, 0) is not None


def _named_good(text: str, unit_word: str) -> Match | None:
    """Return the good, which the unit may help to tell: "2 Dosen Tomaten" are not fresh ones."""
    outside = _PARENTHESIS.sub(lambda inside: " " * len(inside.group()), text)
    if unit_word and unit_of(unit_word) is not None:
        words = words_of(f"{unit_word} {outside}")
        found = exactly(words, 0)
        if found is not None and found[1] > 1:
            good, count = found
            shift = len(unit_word) + 1
            return Match(good=good, start=words[1].start - shift, end=words[count - 1].end - shift, guessed=False)
    all_words = words_of(text)
    whole = exactly(all_words, 0) if all_words else None
    if whole is not None and whole[1] == len(all_words):  # "Mais (Dose)"
        return Match(good=whole[0], start=all_words[0].start, end=len(text), guessed=False)
    return find(outside) or find(text)


def _named_and_detail(text: str, match: Match | None) -> tuple[str, str]:
    if match is not None:
        pieces = [_without_brackets(text[: match.start]), _without_brackets(text[match.end :])]
        return text[match.start : match.end], ", ".join(piece for piece in pieces if piece)
    cut = re.search(r"[(,]", text)
    if cut is None or not text[: cut.start()].strip(_TRIMMED):
        return text.strip(), ""
    return text[: cut.start()].strip(), _without_brackets(text[cut.start() :])


def _without_brackets(text: str) -> str:
    opened = re.sub(r"\s*\(\s*", ", ", text.strip(_TRIMMED_ENDS + "("))
    closed = re.sub(r"\s*\)\s*(?=\w)", ", ", opened).replace(")", "")
    return re.sub(r"(?:,\s*)+,\s*", ", ", closed).strip(_TRIMMED_ENDS)


def _plain(text: str) -> str:
    """Return the text with one kind of blank, without marks of direction, control characters and half letters."""
    kept = (
        " " if sign.isspace() else sign
        for sign in unicodedata.normalize("NFC", text)
        if sign.isspace() or unicodedata.category(sign) not in {"Cc", "Cf", "Cs"}
    )
    return re.sub(r" {2,}", " ", "".join(kept)).strip()
