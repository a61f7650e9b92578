"""The words of a search: what somebody typed, what of it stands in the window, and what is meant where nothing does."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Final

from django.contrib.postgres.search import CombinedSearchQuery, SearchQuery
from django.db.models import Q

from lotsenwerk.domain.publishing.models import WordKey
from lotsenwerk.domain.publishing.vocabulary import CONFIGS, PART, SHORTEST_PART, SHORTEST_WORD, as_kept
from lotsenwerk.kit.names import one_letter_deletions

Query = SearchQuery | CombinedSearchQuery
MOST_TYPED: Final = 80
_MOST_WORDS: Final = 6
_MOST_ALIKE: Final = 6
_FEW_LETTERS: Final = 4
"""Of shorter words no letter is wrong: too many are like them."""
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Typed:
    """One word of a search: as it was typed, as it is kept, and the words of the window that are like it."""

    word: str
    kept: str
    compounds: Sequence[str] = ()
    alike: Sequence[str] = ()
    halves: tuple[str, str] | None = None
    is_known: bool = False

    def meant(self) -> "Typed":
        """The word that is meant where nobody has written this one; otherwise itself."""
        if self.is_known or self.compounds:
            return self
        if self.alike:
            return Typed(self.alike[0], self.alike[0], alike=self.alike)
        return self

    def query(self, language: str) -> Query:
        """What finds it: bent as German and the reader's language bend it, its beginning, its compounds."""
        if self.halves and not (self.is_known or self.compounds or self.alike):
            first, second = (_finds(half, half, language) for half in self.halves)
            return _both(first, second)
        others = [self.alike[1:], self.compounds]
        found = [_finds(self.word, self.kept, language)]
        return reduce(or_, found + [_begins(word) for words in others for word in words])


def typed_words(text: str) -> list[Typed]:
    """What somebody typed, at most six words, with what the window knows of them. One query, none without a word."""
    typed = [(word, as_kept(word)) for word in _WORD.findall(text[:MOST_TYPED])]
    words = [(word, kept) for word, kept in typed if kept and word.isprintable()]
    words = [one for one in words if len(one[1]) >= SHORTEST_WORD + 1] or words
    words = list(dict.fromkeys(words))[:_MOST_WORDS]
    if not words:
        return []
    known = _known([kept for _word, kept in words])
    return [_told(word, kept, known) for word, kept in words]


def query_of(words: Sequence[Typed], language: str, *, all_of_them: bool = True) -> Query:
    """The question to the window: every word, or one of them."""
    return reduce(and_ if all_of_them else or_, [word.query(language) for word in words])


def _known(words: Sequence[str]) -> Mapping[str, set[str]]:
    """The words of the window by the key under which each is kept, for all words of a search at once."""
    asked = Q(key__in={key for word in words for key in _keys(word)})
    for word in words:
        if len(word) >= SHORTEST_PART:
            asked |= Q(key__startswith=PART + word)
    found: dict[str, set[str]] = {}
    for key, word in WordKey.objects.filter(asked).order_by("key", "word").values_list("key", "word")[:400]:
        found.setdefault(key, set()).add(word)
    return found


def _keys(word: str) -> set[str]:
    keys = {word}
    if len(word) >= _FEW_LETTERS:
        keys |= one_letter_deletions(word)
    for place in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        keys |= {word[:place], word[place:]}
    return keys


def _told(word: str, kept: str, known: Mapping[str, set[str]]) -> Typed:
    is_known = kept in known.get(kept, ())
    compounds = sorted({one for key, words in known.items() if key.startswith(PART + kept) for one in words})
    alike: set[str] = set()
    if len(kept) >= _FEW_LETTERS:
        for key in {kept} | one_letter_deletions(kept):
            alike |= known.get(key, set())
    ordered = sorted(alike - {kept}, key=lambda one: (one[:1] != kept[:1], abs(len(one) - len(kept)), one))
    halves = [
        (kept[:place], kept[place:])
        for place in range(SHORTEST_PART, len(kept) - SHORTEST_PART + 1)
        if all(half in known.get(half, ()) for half in (kept[:place], kept[place:]))
    ]
    return Typed(word, kept, compounds[:_MOST_ALIKE], ordered[:_MOST_ALIKE], halves[0] if halves else None, is_known)


def _finds(word: str, kept: str, language: str) -> Query:
    configs = dict.fromkeys(["german", CONFIGS.get(language, "german")])
    bent = [SearchQuery(word, config=config, search_type="plain") for config in configs]
    return reduce(or_, [*bent, _begins(kept)])


def _both(one: Query, other: Query) -> Query:
    found: Query = one & other
    return found


def _begins(kept: str) -> SearchQuery:
    # Letters and digits only (``as_kept``), so the quotes hold.
    return SearchQuery(f"'{kept}':*", config="simple", search_type="raw")
