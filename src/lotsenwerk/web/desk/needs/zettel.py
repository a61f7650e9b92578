"""The note as it is understood, shown while it is typed, so that a wrong reading is seen and put right."""

from collections.abc import Sequence
from dataclasses import dataclass

from lotsenwerk.domain.assistance.goods.phrases import Substitute
from lotsenwerk.domain.assistance.goods.reading import Line, read_list
from lotsenwerk.domain.assistance.goods.refusing import refused_words
from lotsenwerk.domain.assistance.goods.showing import rule_sentence, shown
from lotsenwerk.domain.assistance.goods.table import table

MOST_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Item:
    """One line: its picture (an emoji, or a drawing of the kit), what is to be bought, and what the list says of it."""

    picture: str
    drawing: str
    words: str
    more: str
    is_known: bool
    is_guessed: bool


@dataclass(frozen=True, slots=True)
class Zettel:
    """A note as it was read. ``refused`` are words of errands that nobody may be sent on."""

    items: Sequence[Item]
    left_over: int
    is_heavy: bool
    refused: Sequence[str]


def read_zettel(wish: str) -> Zettel:
    """Return what is understood of a note; never raises."""
    lines = read_list(wish)
    return Zettel(
        items=[_item(line) for line in lines[:MOST_SHOWN]],
        left_over=max(len(lines) - MOST_SHOWN, 0),
        is_heavy=any(line.heavy for line in lines),
        refused=refused_words(wish),
    )


def _item(line: Line) -> Item:
    good = table().goods.get(line.good)
    said = shown(line, "de")
    rule = rule_sentence(line.rule, "de") if line.rule is not Substitute.UNKNOWN else ""
    return Item(
        picture=good.picture if good else "",
        drawing=good.drawing if good else "basket",
        words=said.german,
        more=" · ".join(part for part in (said.ceiling_german, rule) if part),
        is_known=bool(good),
        is_guessed=line.guessed,
    )
