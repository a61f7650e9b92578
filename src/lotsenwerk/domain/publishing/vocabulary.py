"""The vocabulary of the window: each word that stands in it, under the keys by which it is found.

=========  ======================================================================
key        what it is for
=========  ======================================================================
``rader``  the word itself, as it is kept, and the word less one letter: for typos
``+werk``  the end of a word, from its second letter on: "Werkstatt" in "Fahrradwerkstatt"
=========  ======================================================================
"""

from typing import Final

from lotsenwerk.domain.publishing.models import WordKey
from lotsenwerk.kit.names import fold, one_letter_deletions

CONFIGS: Final = {
    "de": "german",
    "de-simple": "german",
    "en": "english",
    "ru": "russian",
    "ar": "arabic",
    "tr": "turkish",
    "fr": "french",
}
"""How PostgreSQL knows the words of a language; those of the others as they are written."""
PART: Final = "+"
"""Stands before a key that is the end of a word."""
SHORTEST_WORD: Final = 3
SHORTEST_PART: Final = 4
_LONGEST_WORD: Final = 30


def as_kept(word: str) -> str:
    """One word as it is kept, without marks; empty where nothing of it is a letter or a digit."""
    return "".join(fold(word[: 2 * _LONGEST_WORD]).split())[:_LONGEST_WORD]


def plain(text: str) -> str:
    """A text of any length as its words are kept."""
    return " ".join(kept for word in text.split() if (kept := fold(word)))


def learn_words(text: str) -> None:
    """Let every word of a text be found, also with a letter wrong. Words are never forgotten: they are nobody's."""
    words = {word[:_LONGEST_WORD] for word in plain(text).split() if len(word) >= SHORTEST_WORD and word.isalpha()}
    known = set(WordKey.objects.filter(key__in=words, word__in=words).values_list("word", flat=True))
    new = [WordKey(key=key, word=word) for word in sorted(words - known) for key in sorted(_keys(word))]
    WordKey.objects.bulk_create(new, ignore_conflicts=True)


def _keys(word: str) -> set[str]:
    ends = {PART + word[place:] for place in range(1, len(word) - SHORTEST_PART + 1)}
    return {word} | one_letter_deletions(word) | ends
