"""Words that say how a good shall be: "mild", "ohne Kohlensäure"."""

from collections.abc import Sequence
from functools import cache
from typing import Final

from lotsenwerk.domain.assistance.goods.matching import Word, words_of
from lotsenwerk.domain.assistance.goods.table import table

_MOST_WORDS: Final = 4


def kind_at(words: Sequence[Word], start: int) -> tuple[str, int] | None:
    """Return the kind that begins at a word, the longest first, and how many words name it; or None."""
    kinds = _kinds()
    for count in range(min(_MOST_WORDS, len(words) - start), 0, -1):
        kind = kinds.get(" ".join(word.typed for word in words[start : start + count]))
        if kind is not None:
            return kind, count
    return None


@cache
def _kinds() -> dict[str, str]:
    return {
        " ".join(part.typed for part in words_of(word)): kind.key
        for kind in table().kinds.values()
        for word in kind.words
    }
