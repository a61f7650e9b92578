"""Goods for a box that searches while somebody types."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from lotsenwerk.domain.assistance.goods.matching import MAX_TEXT, comparable, find
from lotsenwerk.domain.assistance.goods.phrases import amount
from lotsenwerk.domain.assistance.goods.table import Good, table
from lotsenwerk.kit.names import fold

MOST_SUGGESTIONS: Final = 50

_SHORTEST_MIDDLE: Final = 3


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the table, folded: as one, and with its spaces."""

    joined: str
    spaced: str
    key: str
    own: bool
    """The good's own name, not another word for it."""
    brand: bool


def suggest(typed: str, most: int = 8) -> tuple[Good, ...]:
    """Return goods that may be meant: at most ``most`` (50), the likeliest first. Never raises.

    What begins as typed comes first, the shortest before the others and brands behind them, then what has a later
    word that does, then names that hold it. Where nothing does, one wrong letter is allowed. An amount in front of it
    is passed over ("1,5 kg kart").
    """
    text = amount(typed[:MAX_TEXT].strip()).rest
    wanted = comparable(text)
    if not wanted:
        return ()
    ranked: dict[str, tuple[int, int, str]] = {}
    for word in _words():
        rank = _rank(wanted, word)
        if rank is not None:
            order = (rank, len(word.joined), word.joined)
            ranked[word.key] = min(order, ranked.get(word.key, order))
    guess = None if ranked else find(text)
    keys = [guess.good.key] if guess else sorted(ranked, key=ranked.__getitem__)
    return tuple(table().goods[key] for key in keys[: max(0, min(most, MOST_SUGGESTIONS))])


def _rank(wanted: str, word: _Word) -> int | None:
    if word.joined == wanted:
        return 0
    if word.joined.startswith(wanted):
        return 2 if word.brand else 1
    if any(part.startswith(wanted) for part in word.spaced.split()):
        return 3 if word.own else 4
    return 5 if word.own and len(wanted) >= _SHORTEST_MIDDLE and wanted in word.joined else None


@cache
def _words() -> tuple[_Word, ...]:
    return tuple(
        _Word(
            joined=comparable(word),
            spaced=fold(word),
            key=good.key,
            own=word == good.german,
            brand=word in good.brands,
        )
        for good in table().goods.values()
        for word in (good.german, *good.words, *good.compounds, *good.brands)
    )
