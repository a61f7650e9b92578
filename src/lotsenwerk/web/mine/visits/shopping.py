"""The list for a shop in two languages: German, as it stands on the shelf, and the language of the helper."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final
from zlib import crc32

from lotsenwerk.domain.assistance.goods.phrases import Substitute
from lotsenwerk.domain.assistance.goods.reading import Line, read_list
from lotsenwerk.domain.assistance.goods.showing import rule_sentence, shown
from lotsenwerk.domain.assistance.goods.table import LANGUAGES, RIGHT_TO_LEFT, Good, name_of, table
from lotsenwerk.domain.assistance.models import NeedKind

LATEST_EMOJI: Final = 5.0
"""The version of Emoji that Android 8 knows; a newer picture would be an empty box there."""

LEAST_LINES_TO_GROUP: Final = 8

_MARKS_OF_DIRECTION: Final = str.maketrans("", "", "\u2066\u2069")


@dataclass(frozen=True, slots=True)
class Halves:
    """The same in German and in the helper's language; ``other`` is "" where that is German or says no more."""

    german: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to put into the basket."""

    mark: str
    """Tells the item from the others of its list, and is no word of it: what the phone keeps of a tick."""
    picture: str
    """An emoji that an old phone knows, "" where ``drawing`` stands in."""
    drawing: str
    named: Halves
    more: Halves
    """What it may cost and what may be bought instead, where the list says so."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Things that stand together; a list in its written order is one shelf without a heading."""

    heading: Halves
    items: Sequence[Item]


@dataclass(frozen=True, slots=True)
class ShoppingList:
    shelves: Sequence[Shelf]
    if_missing: Halves
    """What to do when the shop has not got something of which the list says nothing; empty where it says all."""
    lang: str
    """Language of the other half, "" where all is German only."""
    dir: str
    reviewed: bool


def shopping_list(wish: str, kind: str, language: str) -> ShoppingList | None:
    """Return the list, or None where the note is not one: the way to a doctor, a word about the dog.

    Whoever is sent for shopping has a list even if the table knows none of it; elsewhere half of it has to be goods.
    """
    lines = read_list(wish)
    goods = sum(bool(line.good) for line in lines)
    if not lines or (kind != NeedKind.SHOP_AND_DELIVER and 2 * goods < len(lines)):
        return None
    other = language if language in LANGUAGES and language != "de" else ""
    in_shop_order = _keeps_its_sense_in_another_order(lines)
    shelves = _by_group(lines, other) if in_shop_order else [Shelf(Halves(""), list(_items(lines, other)))]
    asks = any(line.rule is Substitute.UNKNOWN for line in lines)
    return ShoppingList(
        shelves=shelves,
        if_missing=_rule(Substitute.UNKNOWN, other) if asks else Halves(""),
        lang=other,
        dir="rtl" if other in RIGHT_TO_LEFT else "ltr",
        reviewed=not other or _is_reviewed(lines, other, in_shop_order=in_shop_order),
    )


def written_lines(wish: str) -> Sequence[str]:
    """Return a note that is no list, as it was written."""
    return [line.strip() for line in wish.splitlines() if line.strip()]


def _keeps_its_sense_in_another_order(lines: Sequence[Line]) -> bool:
    """Whether a way through the shop may replace the written order.

    Not for few things, not where headings would outnumber them, and not where a line is not surely a thing: "davon
    zwei für die Nachbarin" and "beim Bäcker:" belong to the lines around them.
    """
    if len(lines) < LEAST_LINES_TO_GROUP or any(not line.good or line.guessed for line in lines):
        return False
    return 2 * len({_good(line).group for line in lines}) <= len(lines)


def _by_group(lines: Sequence[Line], other: str) -> Sequence[Shelf]:
    order = {group: place for place, group in enumerate(table().groups)}
    sorted_lines = sorted(lines, key=lambda line: order[_good(line).group])
    return [
        Shelf(_named(f"group.{group}", other), list(_items(together, other)))
        for group, together in groupby(sorted_lines, key=lambda line: _good(line).group)
    ]


def _items(lines: Iterable[Line], other: str) -> Iterator[Item]:
    seen: Counter[str] = Counter()
    for line in lines:
        named, more = _named_and_more(line, other)
        words = f"{named.german} {more.german}"
        seen[words] += 1
        picture, drawing = _picture(table().goods.get(line.good))
        mark = f"{crc32(words.encode()):x}-{seen[words]}"
        yield Item(mark=mark, picture=picture, drawing=drawing, named=named, more=more)


def _named_and_more(line: Line, other: str) -> tuple[Halves, Halves]:
    said = shown(line, other or "de")
    says_rule = line.rule is not Substitute.UNKNOWN
    more = _halves(
        _joined(said.ceiling_german, said.rule_german if says_rule else ""),
        _joined(said.ceiling_other, said.rule_other if says_rule else ""),
    )
    return _halves(said.german, said.other), more


def _picture(good: Good | None) -> tuple[str, str]:
    if good is None:
        return "", "basket"
    old_enough = bool(good.picture) and float(good.picture_since) <= LATEST_EMOJI
    return (good.picture if old_enough else ""), good.drawing


def _halves(german: str, other: str) -> Halves:
    """A thing that the table does not know is German in both halves; once is enough."""
    return Halves(german, "" if other.translate(_MARKS_OF_DIRECTION) == german else other)


def _named(what: str, other: str) -> Halves:
    return _halves(name_of(what, "de").text, name_of(what, other).text if other else "")


def _rule(rule: Substitute, other: str) -> Halves:
    return Halves(rule_sentence(rule, "de"), rule_sentence(rule, other) if other else "")


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _good(line: Line) -> Good:
    return table().goods[line.good]


def _is_reviewed(lines: Sequence[Line], other: str, *, in_shop_order: bool) -> bool:
    headings = [f"group.{_good(line).group}" for line in lines] if in_shop_order else []
    read = all(name_of(heading, other).reviewed for heading in headings)
    return read and all(shown(line, other).reviewed for line in lines)
