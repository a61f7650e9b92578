"""Which good a piece of typed German names.

The earliest word that names a good counts, and of several that begin there the longest: "Apfelsaft" is juice and
"rote Zwiebeln" are red onions. Words are compared folded (`kit.names.fold`), without the spaces between them, so that
"H-Milch", "H Milch" and "hmilch" are the same. Four readings are tried, each over the whole text before the next:

1. a word of the table or one of its plural forms, or a longer word that ends in one ("Dinkelbrot");
2. a brand ("Nutella"), which loses against every plain word ("Nivea Duschgel" is shower gel);
3. a word of the table with one wrong letter.

What stands behind "mit", "ohne", "für" or "kein" is not what shall be bought, and is not looked at.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from lotsenwerk.domain.assistance.goods.table import Good, table
from lotsenwerk.kit.names import fold, one_letter_deletions

MAX_TEXT: Final = 300
"""Characters of a text that are looked at."""

_MOST_WORDS: Final = 4
_LONGEST_WORD: Final = 40
_SHORTEST_WITH_TYPO: Final = 5
_SHORTEST_END: Final = 3
_SHORTEST_BEGINNING: Final = 3
_LONG_ENOUGH_TO_END_OTHERS: Final = 9
"""So long a word means the same at the end of a longer one ("Zwiebelmettwurst"); "creme" and "milch" do not."""

_WORD: Final = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_PLURALS: Final = ("n", "en", "e", "s", "er", "nen")

# Two words that were meant as one ("Tomaten Suppe"): the first of them may be a good of these groups.
_BEGINS_COMPOUNDS: Final = frozenset({"vegetables", "fruit"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: where it stands, and how it is compared."""

    start: int
    end: int
    folded: str
    typed: str
    """In small letters, with its umlauts: "große" is not "Größe"."""


@dataclass(frozen=True, slots=True)
class Match:
    """A good, and the characters `start` to `end` of the text that name it."""

    good: Good
    start: int
    end: int
    guessed: bool
    """One letter differs."""


@dataclass(frozen=True, slots=True)
class _Index:
    ends_the_name: frozenset[str]
    """Words behind which something else is named than what shall be bought."""
    no_good: frozenset[str]
    """Words that look like a good and are none: one letter away from it, or ending like it."""
    no_good_endings: tuple[str, ...]
    plain: dict[str, Good]
    ends: dict[str, Good]
    brands: dict[str, Good]
    by_length: dict[tuple[str, int], tuple[str, ...]]
    """First letter and number of letters, and the words of `plain` that have them."""


def words_of(text: str) -> tuple[Word, ...]:
    """Return the words in the first 300 characters of a text."""
    found = (
        Word(start=one.start(), end=one.end(), folded=comparable(one.group()), typed=one.group().casefold())
        for one in _WORD.finditer(text[:MAX_TEXT])
    )
    return tuple(word for word in found if word.folded)


def comparable(text: str) -> str:
    """Return a word or several as they are compared: folded and without spaces."""
    return fold(text).replace(" ", "")


def find(text: str) -> Match | None:
    """Return the good that a text names, or None. Never raises."""
    named = list(_before_the_name_ends(words_of(text)))
    return _find_plain(named) or _find_brand(named) or _find_near(named)


def exactly(words: Sequence[Word], start: int) -> tuple[Good, int] | None:
    """Return the good that begins at a word, and how many words name it; only words of the table and compounds."""
    for count in range(min(_MOST_WORDS, len(words) - start), 0, -1):
        good = _plain_good(words[start : start + count])
        if good is not None:
            return good, count
    return None


def _before_the_name_ends(words: Iterable[Word]) -> Iterable[Word]:
    ends = _index().ends_the_name
    for word in words:
        if word.folded in ends:
            return
        yield word


def _find_plain(words: Sequence[Word]) -> Match | None:
    for start in range(len(words)):
        found = exactly(words, start)
        if found is not None:
            good, count = found
            return Match(good=good, start=words[start].start, end=words[start + count - 1].end, guessed=False)
    return None


def _find_brand(words: Sequence[Word]) -> Match | None:
    brands = _index().brands
    for start in range(len(words)):
        for count in range(min(_MOST_WORDS, len(words) - start), 0, -1):
            good = brands.get(_joined(words[start : start + count]))
            if good is not None:
                return Match(good=good, start=words[start].start, end=words[start + count - 1].end, guessed=False)
    return None


def _find_near(words: Sequence[Word]) -> Match | None:
    for word in words:
        good = _near_good(word.folded)
        if good is not None:
            return Match(good=good, start=word.start, end=word.end, guessed=True)
    return None


def _plain_good(words: Sequence[Word]) -> Good | None:
    joined = _joined(words)
    good = _index().plain.get(joined)
    if good is not None or joined in _index().no_good:
        return good
    if len(words) == 1:
        return _good_by_end(joined)
    if len(words) == 2 and words[1].folded in _index().ends:  # noqa: PLR2004 - two words that were meant as one
        first = _index().plain.get(words[0].folded)
        if first is None and not words[0].folded.isdigit():
            return _good_by_end(joined) if _looks_like_a_beginning(words[0].folded) else None
        return _index().ends[words[1].folded] if first is not None and first.group in _BEGINS_COMPOUNDS else None
    return None


def _looks_like_a_beginning(word: str) -> bool:
    """Whether a word names a good once it gets an e or n: "Erdbeer", "Kirsch"."""
    return any(word + ending in _index().plain for ending in ("e", "n", "en"))


def _good_by_end(joined: str) -> Good | None:
    if len(joined) > _LONGEST_WORD or joined.endswith(_index().no_good_endings):
        return None
    ends = _index().ends
    for cut in range(_SHORTEST_BEGINNING, len(joined) - _SHORTEST_END + 1):
        good = ends.get(joined[cut:])
        if good is not None:
            return good
    return None


def _near_good(word: str) -> Good | None:
    """Return the good whose word differs in one letter, behind the first; None when two goods would do."""
    index = _index()
    if (
        not _SHORTEST_WITH_TYPO <= len(word) <= _LONGEST_WORD
        or word in index.no_good
        or word.endswith(index.no_good_endings)
    ):
        return None
    fitting = {
        index.plain[known].key: index.plain[known]
        for length in (len(word) - 1, len(word), len(word) + 1)
        for known in index.by_length.get((word[0], length), ())
        if _one_letter_apart(word, known)
    }
    return next(iter(fitting.values())) if len(fitting) == 1 else None


def _one_letter_apart(one: str, other: str) -> bool:
    # Of two words that differ in one place, the first or the last half is the same: quickly asked, and seldom so.
    half = min(len(one), len(other)) // 2 - 1
    if not (one.startswith(other[:half]) or one.endswith(other[-half:])):
        return False
    if len(one) != len(other):
        shorter, longer = sorted((one, other), key=len)
        return shorter in one_letter_deletions(longer)
    places = [place for place in range(len(one)) if one[place] != other[place]]
    if len(places) == 1:
        return True
    swapped = len(places) == 2 and places[1] == places[0] + 1  # noqa: PLR2004 - two neighbours changed places
    return swapped and one[places[0]] == other[places[1]] and one[places[1]] == other[places[0]]


def _joined(words: Sequence[Word]) -> str:
    return "".join(word.folded for word in words)


@cache
def _index() -> _Index:
    goods = table().goods.values()
    small = {role: frozenset(map(comparable, words)) for role, words in table().small_words.items()}
    no_good = small["no_good"]
    plain = {comparable(word): good for good in goods for word in (good.german, *good.words, *good.compounds)}
    for word, good in tuple(plain.items()):
        for form in _forms(word):
            if form not in no_good:
                plain.setdefault(form, good)
    ends: dict[str, Good] = {}
    for good in goods:
        long_ones = (word for word in (good.german, *good.words) if " " not in word)
        for word in (
            *map(comparable, good.compounds),
            *(word for word in map(comparable, long_ones) if len(word) >= _LONG_ENOUGH_TO_END_OTHERS),
        ):
            for form in (word, *(word + ending for ending in _PLURALS)):
                if len(form) >= _SHORTEST_END and form not in no_good:
                    ends.setdefault(form, good)
    by_length: dict[tuple[str, int], list[str]] = {}
    for word in plain:
        if len(word) >= _SHORTEST_WITH_TYPO - 1:
            by_length.setdefault((word[0], len(word)), []).append(word)
    return _Index(
        ends_the_name=small["ends_the_name"],
        no_good=no_good,
        no_good_endings=tuple(small["no_good_ending"]),
        plain=plain,
        ends=ends,
        brands={comparable(word): good for good in goods for word in good.brands},
        by_length={start: tuple(words) for start, words in by_length.items()},
    )


def _forms(word: str) -> Iterable[str]:
    """Return plural forms of a folded word, and the singular of one in -en; umlauts are folded away already."""
    for ending in _PLURALS:
        yield word + ending
    if word.endswith(("en", "eln", "ern")) and not word.endswith("chen") and len(word) > _SHORTEST_WITH_TYPO:
        yield word[:-1]
