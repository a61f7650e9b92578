"""Errands with a bank, a card or a secret number: nobody is sent on them, and the list says so at once.

Whole words count, and what stands around them: "Sparkasse" is an errand, "neben der Sparkasse" is the way to a shop,
"auf der Parkbank" and "Bankdrücken" are neither. A doctor's "Überweisung" may be fetched. Where the text leaves it
open, it counts as an errand: a coordinator can word it anew, but money that is gone stays gone. "Geld holen" alone is
none: the helper fetches the shopping money at the door.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

_NEAR: Final = 30
"""Characters before and behind a word that tell what it means."""

MOST_WORDS: Final = 20
"""Words that are named at most; one is enough to refuse."""

_BANKS: Final = (
    r"sparkassen?|volksbank(?:en)?|raiffeisenbank|commerzbank|postbank|targobank|sparda[- ]?bank|ing[- ]?diba|"
    r"deutschen?\s+bank|hypovereinsbank|kreissparkasse|stadtsparkasse|vr[- ]bank|bankfilialen?|bankschalter"
)
_CARDS: Final = (
    r"(?:ec|giro|bank|kredit|debit|geld|scheck|sparkassen|visa|konto|maestro)[- ]?karten?|mastercard|"
    r"(?:visa|master)[- ]?card|ec[- ]cash|paypal"
)
_SECRETS: Final = (
    r"pin(?:[- ]?(?:nummern?|codes?|zahl|brief))?|geheim(?:zahl(?:en)?|nummern?|code)|"
    r"tan(?:[- ]?(?:nummern?|listen?))?|kontopasswort|bankpasswort"
)
_ACCOUNTS: Final = (
    r"(?:giro|spar|bank)?kont(?:o|en|os)|konto(?:nummern?|ausz(?:ü|ue)gen?|auszugs?|stand|vollmacht)|bankvollmacht|iban|"
    r"sparb(?:u|ü|ue)ch(?:er|es|s)?|dauerauftr(?:a|ä|ae)ge?n?|lastschrift(?:en)?|online[- ]?banking|"
    r"bankschlie(?:ß|ss)fach|schecks?\s+einl(?:ö|oe)sen|bankgesch(?:ä|ae)fte?|bankangelegenheit(?:en)?|western\s+union"
)
_MOVING: Final = (
    r"geldautomat(?:en)?s?|bankautomat(?:en)?s?|bargeldabhebung(?:en)?|abhebung(?:en)?|(?:ü|ue)berweis(?:en|t|ungstr(?:ä|ae)ger)|"
    r"(?:ü|ue)berwiesen|geld(?:ü|ue)berweisung(?:en)?|ein(?:zu)?zahl(?:en|ung|ungen)|"
    r"(?:bar)?geld\s+(?:\w+\s+){0,3}?(?:ab(?:zu)?heben|abgehoben|ziehen|einzahlen)|"
    r"[0-9]+\s*(?:€|euro)\s+(?:\w+\s+){0,3}?(?:ab(?:zu)?heben|ziehen)|heb\w*\s+(?:\w+\s+){0,2}?(?:bar)?geld\s+ab|"
    r"geld\s+(?:vom|am|aus\s+dem)\s+automaten?|"
    r"mit\s+(?:(?:der|meiner|ihrer|seiner)\s+)?karte\s+(?:be)?zahlen"
)
_REFUSED: Final = re.compile(
    rf"(?<![\w-])(?:{_BANKS}|{_CARDS}|{_SECRETS}|{_ACCOUNTS}|{_MOVING})(?![\w])", re.IGNORECASE
)
_POWERS: Final = r"(?:konto|bank)vollmacht|kontopasswort|bankpasswort|online[- ]?banking|western\s+union"
_OF_GUIDES: Final = re.compile(rf"(?<![\w-])(?:{_CARDS}|{_SECRETS}|{_POWERS}|{_MOVING})(?![\w])", re.IGNORECASE)
_SENT_ON: Final = re.compile(r"(?:ü|ue)berw(?:eisen|eist|iesen)", re.IGNORECASE)
_MONEY: Final = re.compile(r"geld|betrag|rechnung|€|euro", re.IGNORECASE)
_BANK: Final = re.compile(r"(?<![\w-])bank(?![\w-])", re.IGNORECASE)
_REFERRAL: Final = re.compile(r"(?<![\w-])(?:ü|ue)berweisung(?:en|sschein)?(?![\w-])", re.IGNORECASE)

# A bank that only says where something is.
_LANDMARK_BEFORE: Final = re.compile(
    r"\b(?:neben|gegenüber|gegenueber|hinter|vor|unweit|ecke)\s+(?:von\s+)?(?:(?:der|einer|die)\s+)?$", re.IGNORECASE
)
# A bench: how it looks, where it stands, and what people do on it.
_BENCH_BEFORE: Final = re.compile(r"\b(?:(?:grün|rot|weiß|alt|erst|nächst|klein|groß|hölzern)en?)\s+$", re.IGNORECASE)
_ON_IT: Final = re.compile(r"\bauf\s+(?:der|die|einer|eine)\s+$", re.IGNORECASE)
_REST: Final = re.compile(r"\b(?:sitz|saß|setz|wart|treff|ausruh|leg|stell|schlaf)\w*|\bpause\b", re.IGNORECASE)
_BENCH_BEHIND: Final = re.compile(
    r"^\s+(?:im\s+(?:park|garten|hof|flur|schatten)|am\s+(?:eingang|see|weg|spielplatz|brunnen|rhein|main)"
    r"|vorm?\s|unter\s|neben\s|beim\s+(?:brunnen|spielplatz))",
    re.IGNORECASE,
)
_DOCTOR: Final = re.compile(
    r"(?<![\w])(?:\w{0,30}(?:arzt|ärztin|arztes|ärzte|aerztin|praxis|orthopäd\w*|kardiolog\w*|radiolog\w*|klinik|krankenhaus)"
    r"|dr\.|doktor|mrt|röntgen|physio\w*)",
    re.IGNORECASE,
)


def refused_words(text: str) -> tuple[str, ...]:
    """Return the words of a text that make it an errand nobody may be sent on, as typed: at most 20, each once.

    Empty when there are none. Never raises; the whole text is looked at.
    """
    plain = _plain(text)
    found = [
        one.span() for one in _REFUSED.finditer(plain) if not (_is_a_landmark(plain, one) or _is_sent_on(plain, one))
    ]
    found += [
        one.span() for one in _BANK.finditer(plain) if not (_is_a_landmark(plain, one) or _is_a_bench(plain, one))
    ]
    found += [one.span() for one in _REFERRAL.finditer(plain) if not _DOCTOR.search(_line_around(plain, one))]
    return _named(plain, found)


def refused_of_a_guide(text: str) -> tuple[str, ...]:
    """Return the words of a guide's order that ask her to handle money, as typed: at most 20, each once.

    Going along to a bank, or bringing statements of an account to the Jobcenter, is a guide's work; a card, a secret
    number, cash from a machine or a transfer in somebody's name is nobody's.
    """
    plain = _plain(text)
    return _named(plain, [one.span() for one in _OF_GUIDES.finditer(plain) if not _is_sent_on(plain, one)])


def _named(plain: str, found: Iterable[tuple[int, int]]) -> tuple[str, ...]:
    words: dict[str, str] = {}
    for start, end in sorted(found):
        word = plain[start:end]
        words.setdefault(word.casefold(), word)
    return tuple(words.values())[:MOST_WORDS]


def _is_sent_on(text: str, found: re.Match[str]) -> bool:
    """Whether a doctor sends somebody on to another one, for which German has the word of a transfer of money."""
    line = _line_around(text, found)
    return bool(_SENT_ON.fullmatch(found.group()) and _DOCTOR.search(line) and not _MONEY.search(line))


def _is_a_landmark(text: str, found: re.Match[str]) -> bool:
    is_a_bank = _BANK.fullmatch(found.group()) or re.fullmatch(_BANKS, found.group(), re.IGNORECASE)
    return bool(is_a_bank and _LANDMARK_BEFORE.search(text[max(0, found.start() - _NEAR) : found.start()]))


def _is_a_bench(text: str, found: re.Match[str]) -> bool:
    before, behind = text[max(0, found.start() - _NEAR) : found.start()], text[found.end() : found.end() + _NEAR]
    rests = _ON_IT.search(before) and _REST.search(_line_around(text, found))
    return bool(rests or _BENCH_BEFORE.search(before) or _BENCH_BEHIND.search(behind))


def _line_around(text: str, found: re.Match[str]) -> str:
    """Return the line in which something stands, at most 300 characters of it on each side."""
    begin = max(text.rfind("\n", 0, found.start()) + 1, found.start() - 10 * _NEAR)
    end = text.find("\n", found.end())
    return text[begin : min(end if end >= 0 else len(text), found.end() + 10 * _NEAR)]


def _plain(text: str) -> str:
    """Return the text without invisible letters, which would hide a word, and with one kind of blank."""
    kept = (sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) not in {"Cf", "Cs"})
    return re.sub(r"[^\S\n]+", " ", "".join(kept))
