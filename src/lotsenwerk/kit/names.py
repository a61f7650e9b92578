"""Names of people, places and streets: in which order they stand, and how they are found again.

Order follows DIN 5007-1 (ä = a, ß = ss). It is stored as a `sort_key`, because the database compares bytes
(collation C).

Search works by *keys*, short strings that stand in a table beside the row. Behind a row-level policy only equality
and "begins with" (`^@`) use an index, so every kind of likeness is turned into one of these two:

=====  ===========================================  ===================================================
kind   what stands behind it                        compared by
=====  ===========================================  ===================================================
`n:`   a folded word of a name, `n:muller`          begins with: "mül" finds Müller while it is typed
`k:`   its sound by the Kölner Phonetik, `k:657`    equality: "Miller" finds Müller
`d:`   the word and the word less one letter        equality: one letter wrong, missing, added or swapped
`s:`   a folded word of a street, `s:mainstrasse`   begins with: "Mainstr." finds Mainstraße
=====  ===========================================  ===================================================

Keys of phone numbers (`p:`) are made from `kit.phone_numbers.digit_tails` and `kit.crypto.blind_index`.

No function here raises for any text, however odd, and each has an output of bounded length.
"""

import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

MAX_NAME: Final = 200
"""Characters of a name that count; what stands behind them is not looked at."""

MAX_WORD: Final = 24
"""Letters of a word that count in a search key."""

MAX_WORDS: Final = 6
"""Words of a name, and of a typed search, that count."""

MAX_KEY: Final = MAX_WORD + 2
"""Characters of the longest search key."""

SHORTEST_WORD_WITH_TYPOS: Final = 4
"""Shorter words get no deletion keys: "Ida" less a letter is like every second name."""

FEWEST_DIGITS: Final = 4
"""Fewer digits than these are a house number, not the tail of a phone number."""

# Letters that Unicode does not take apart into a base letter and a mark, as DIN 5007-1 and the languages' own
# dictionaries read them.
_LETTERS: Final = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ł": "l",
        "ı": "i",
        "ħ": "h",
        "ŋ": "n",
        "ə": "e",
        "ŧ": "t",
    }
)

# Signs inside a word that stand for no letter of their own: apostrophes, the ayn and hamza of transcriptions,
# the full stop of an abbreviation, the stroke that only stretches an Arabic word.
_SILENT: Final = frozenset("'’‘ʼʻʾʿ`´\u02b9\u02ba.\u0640")

_UMLAUTS_WRITTEN_OUT: Final = frozenset({"ae", "oe", "ue"})

_MARKS: Final = frozenset({"Mn", "Mc", "Me"})
_FIRST_ARABIC_VOWEL_SIGN: Final = "\u064b"
_LAST_ARABIC_VOWEL_SIGN: Final = "\u065f"


@dataclass(frozen=True, slots=True)
class SearchWord:
    """What one typed word asks for. A row fits when it has any of these keys."""

    name_prefix: str
    """`n:...`: fits every key that begins with it."""
    street_prefix: str
    """`s:...`: fits every key that begins with it."""
    like: frozenset[str]
    """`k:...` and `d:...`: fit equal keys. Weaker than a prefix: show these rows below the others."""


@dataclass(frozen=True, slots=True)
class SearchTerms:
    """What somebody typed into the search for people: each word has to fit, in any order."""

    words: tuple[SearchWord, ...]
    digits: str
    """All typed digits, at most 15, or "" when there are fewer than four: see `phone_numbers.tail_of_typed`."""

    def __bool__(self) -> bool:
        """Nothing to look for is false: an empty search finds nobody, not everybody."""
        return bool(self.words or self.digits)


def sort_key(name: str) -> str:
    """Return the text by whose bytes names are put in order.

    DIN 5007-1: "Äpfel" stands at "Apfel", "Weiß" at "Weiss", capitals do not count, hyphens are spaces, and a
    shorter word comes first ("Bad Vilbel" before "Badenhausen"). Other scripts keep their letters and stand
    behind the Latin ones. At most 200 characters.
    """
    return " ".join(_words(name))[:MAX_NAME]


def fold(name: str) -> str:
    """Return a name as the search sees it: words of small base letters, one space between them.

    "Müller", "Mueller" and "Muller" all become "muller": marks fall away, and so does the e of a written-out umlaut.
    That takes the e of "Manuel" too, which does no harm: what is typed goes the same way, and the beginning of a
    word stays the beginning of its fold. At most 200 characters.
    """
    return " ".join(_without_umlaut_e(word) for word in _words(name))[:MAX_NAME]


def cologne_phonetics(word: str) -> str:
    """Return the Kölner Phonetik (Postel 1969) of one word: digits, "" when it has no Latin letter.

    Hyphens and spaces are passed over, as in the published example "Müller-Lüdenscheidt" (65752682).
    """
    letters = [sign for sign in "".join(_words(word)) if "a" <= sign <= "z"]
    digits: list[str] = []
    for place, letter in enumerate(letters):
        before = letters[place - 1] if place else ""
        after = letters[place + 1] if place + 1 < len(letters) else ""
        for digit in _sound(letter, before, after):
            if not digits or digits[-1] != digit:
                digits.append(digit)
    return "".join(digit for place, digit in enumerate(digits) if digit != "0" or place == 0)


def one_letter_deletions(word: str) -> frozenset[str]:
    """Return every word that is left when one letter is taken out; of a word of n letters at most n."""
    return frozenset(word[:place] + word[place + 1 :] for place in range(len(word)))


def search_keys_of_name(given: str, family: str) -> frozenset[str]:
    """Return the `n:`, `k:` and `d:` keys under which a person is found.

    At most 12 words of 24 letters count (6 of each name), so there are at most 324 keys of at most 26 characters;
    an ordinary name has about 15.
    """
    keys: set[str] = set()
    for name in (given, family):
        for word in _search_words(name):
            keys.add(f"n:{word}")
            keys |= _keys_of_likeness(word)
    return frozenset(keys)


def search_keys_of_street(street: str) -> frozenset[str]:
    """Return the `s:` keys of a street: its words with "str" written out, without house numbers."""
    return frozenset(
        f"s:{(word + 'asse' if word.endswith('str') else word)[:MAX_WORD]}"
        for word in _search_words(street)
        if not word[0].isdigit()
    )


def search_terms(typed: str) -> SearchTerms:
    """Return what a search for people looks for; see `SearchWord` for how each part is compared."""
    words = tuple(
        SearchWord(name_prefix=f"n:{word}", street_prefix=f"s:{word}", like=frozenset(_keys_of_likeness(word)))
        for word in _search_words(typed)
        if not word[0].isdigit()
    )
    digits = "".join(sign for sign in typed[:MAX_NAME] if sign in "0123456789")[-15:]
    return SearchTerms(words=words, digits=digits if len(digits) >= FEWEST_DIGITS else "")


def _keys_of_likeness(word: str) -> set[str]:
    keys: set[str] = set()
    sound = cologne_phonetics(word)
    if len(sound) > 1:  # one digit alone ("Lee", "Lou") would sound like half the town
        keys.add(f"k:{sound}")
    if len(word) >= SHORTEST_WORD_WITH_TYPOS:
        keys |= {f"d:{rest}" for rest in one_letter_deletions(word) | {word}}
    return keys


def _search_words(name: str) -> list[str]:
    return [word[:MAX_WORD] for word in fold(name).split()[:MAX_WORDS]]


def _words(name: str) -> list[str]:
    """Return the words in small letters: base letters where the script is Latin, untouched letters elsewhere."""
    text = unicodedata.normalize("NFKC", name[:MAX_NAME])[:MAX_NAME].casefold().translate(_LETTERS)
    kept: list[str] = []
    base = ""
    for sign in unicodedata.normalize("NFD", text):
        category = unicodedata.category(sign)
        if category in _MARKS:
            if base and not _mark_is_optional(base, sign):
                kept.append(sign)
        elif sign in _SILENT or category == "Cf":  # Cf: marks of direction, joiners, soft hyphens
            continue
        elif category[0] in "LN":
            base = sign
            kept.append(sign)
        else:
            base = ""
            kept.append(" ")
    return unicodedata.normalize("NFC", "".join(kept)).translate(_LETTERS).split()


def _mark_is_optional(base: str, mark: str) -> bool:
    """Whether readers take the letter with the mark for the bare letter: so in Latin and Greek, and Arabic vowels."""
    if _FIRST_ARABIC_VOWEL_SIGN <= mark <= _LAST_ARABIC_VOWEL_SIGN:
        return mark not in "\u0653\u0654\u0655"  # madda and hamza belong to the letter
    return base < "\u0400"  # Latin and Greek stand in front of Cyrillic


def _without_umlaut_e(word: str) -> str:
    kept = [word[:1]]
    swallowed = False
    for before, letter in pairwise(word):
        # The e that was swallowed is not the first half of the next pair.
        swallowed = not swallowed and before + letter in _UMLAUTS_WRITTEN_OUT
        if not swallowed:
            kept.append(letter)
    return "".join(kept)


_ALWAYS: Final = dict.fromkeys("aeijouy", "0") | {
    "b": "1",
    "f": "3",
    "v": "3",
    "w": "3",
    "g": "4",
    "k": "4",
    "q": "4",
    "l": "5",
    "m": "6",
    "n": "6",
    "r": "7",
    "s": "8",
    "z": "8",
    "h": "",
}


def _sound(letter: str, before: str, after: str) -> str:
    """Return the code of a letter between its neighbours ("" at the ends): no digit, one, or two for x."""
    match letter:
        case "p":
            return "3" if after == "h" else "1"
        case "d" | "t":
            return "8" if after and after in "csz" else "2"
        case "x":
            return "8" if before and before in "ckq" else "48"
        case "c":
            return _sound_of_c(before, after)
        case _:
            return _ALWAYS[letter]


def _sound_of_c(before: str, after: str) -> str:
    if not before:
        return "4" if after and after in "ahkloqrux" else "8"
    if before in "sz":
        return "8"
    return "4" if after and after in "ahkoqux" else "8"
