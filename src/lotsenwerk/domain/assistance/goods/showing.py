"""A line of a shopping list in two languages: German as it was read, and the language of the helper.

The parts of the second half that stay German or are numbers are isolated in languages written from right to left
(U+2066 to U+2069), so that "1,5 %" does not fall apart there. Numbers keep the comma and the digits that stand on a
German shelf.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from lotsenwerk.domain.assistance.goods.kinds import kind_at
from lotsenwerk.domain.assistance.goods.matching import MAX_TEXT, Word, comparable, exactly, words_of
from lotsenwerk.domain.assistance.goods.phrases import Substitute
from lotsenwerk.domain.assistance.goods.reading import Line
from lotsenwerk.domain.assistance.goods.table import LANGUAGES, RIGHT_TO_LEFT, Good, name_of, table

_BEGIN_LEFT_TO_RIGHT: Final = "\u2066"
_END: Final = "\u2069"
_NO_BREAK_SPACE: Final = "\u00a0"
_FRACTIONS: Final = {Decimal("0.5"): "½", Decimal("0.25"): "¼", Decimal("0.75"): "¾"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A line in German and in another language. All of the other language is "" where it is German or unknown."""

    german: str
    other: str
    rule_german: str
    """What may be bought instead, as a sentence."""
    rule_other: str
    ceiling_german: str
    """"höchstens 3,00 €", "" without a ceiling."""
    ceiling_other: str
    reviewed: bool
    """Whether a speaker of the other language has reviewed all that stands here in it."""


class _Words:
    """Names in one language, remembering whether each of them was reviewed."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.reviewed = True
        self.comma = "، " if language in RIGHT_TO_LEFT else ", "

    def say(self, what: str) -> str:
        name = name_of(what, self.language)
        self.reviewed = self.reviewed and name.reviewed
        return name.text

    def apart(self, text: str) -> str:
        """Return German or a number so that it keeps its order inside this language."""
        if text and self.language in RIGHT_TO_LEFT:
            return f"{_BEGIN_LEFT_TO_RIGHT}{text}{_END}"
        return text


def shown(line: Line, language: str) -> Shown:
    """Return the line in German and in the language (a code of `table.LANGUAGES`). Never raises."""
    words = _Words(language)
    has_other = language in LANGUAGES and language != "de"
    other, rule_other, ceiling_other = "", "", ""
    if has_other:
        other = _other(line, words)
        rule_other = words.say(f"phrase.rule_{line.rule}")
        ceiling_other = _ceiling(line.ceiling_cents, words)
    german = _Words("de")
    return Shown(
        german=_german(line),
        other=other,
        rule_german=german.say(f"phrase.rule_{line.rule}"),
        rule_other=rule_other,
        ceiling_german=_ceiling(line.ceiling_cents, german),
        ceiling_other=ceiling_other,
        reviewed=words.reviewed if has_other else german.reviewed,
    )


def rule_sentence(rule: Substitute, language: str) -> str:
    """Return what may be bought instead, for a helper. Raises `KeyError` for an unknown language."""
    return name_of(f"phrase.rule_{rule}", language).text


def _german(line: Line) -> str:
    unit = table().units.get(line.unit)
    if unit is None or unit.key == "piece":
        amount = _counted(line.quantity)
    elif line.quantity is None:
        amount = unit.german
    else:
        amount = f"{_number(line.quantity)} {unit.german_plural if line.quantity > 1 else unit.german}"
    about = f"{name_of('phrase.about', 'de').text} " if line.about else ""
    return _put_together(f"{about}{amount}", line.named, line.detail)


def _other(line: Line, words: _Words) -> str:
    about = f"{words.say('phrase.about')} " if line.about else ""
    amount, apart_from_name = _other_amount(line, words)
    good = table().goods.get(line.good)
    named = words.say(f"good.{good.key}") if good else words.apart(line.named)
    dot = " ·" if apart_from_name and named else ""
    typed = words.apart(line.named) if good and _says_more(line.named, good) else ""
    details = (typed, _detail(line.detail, words))
    return _put_together(f"{about}{amount}{dot}", named, words.comma.join(one for one in details if one))


def _says_more(named: str, good: Good) -> bool:
    """Whether the typed word tells more than the good's name: "Gouda", "Dinkelbrot", "Hörzu", but not "Brote"."""
    typed, name = comparable(named), comparable(good.german)
    return not any(typed[: len(typed) - ending] in name for ending in range(min(3, len(typed))))


def _other_amount(line: Line, words: _Words) -> tuple[str, bool]:
    """Return the amount, and whether a dot has to part it from the name: languages join a pack and a good otherwise."""
    unit = table().units.get(line.unit)
    if unit is None or unit.key == "piece":
        return _counted(line.quantity, words.apart), False
    name = words.say(f"unit.{unit.key}")
    if line.quantity is None:
        return name, True
    number = words.apart(_number(line.quantity))
    return (f"{number} {name}", False) if unit.measure else (f"{number} × {name}", True)


def _counted(quantity: Decimal | None, apart: Callable[[str], str] = str) -> str:
    if quantity is None:
        return ""
    number = _number(quantity)
    return apart(number) if number[-1] in "½¼¾" else f"{apart(number)} ×"


def _put_together(amount: str, named: str, detail: str) -> str:
    in_brackets = f"({detail})" if detail and (named or amount) else detail
    return " ".join(part for part in (amount, named, in_brackets) if part)


def _number(quantity: Decimal) -> str:
    whole, part = divmod(quantity, 1)
    if part in _FRACTIONS:
        return f"{whole or ''}{_FRACTIONS[part]}"
    return f"{quantity:f}".replace(".", ",")


def _ceiling(cents: int | None, words: _Words) -> str:
    if cents is None:
        return ""
    amount = words.apart(f"{cents // 100},{cents % 100:02d}{_NO_BREAK_SPACE}€")
    return words.say("phrase.ceiling").replace("{amount}", amount)


def _detail(detail: str, words: _Words) -> str:
    """Return a detail with the kinds and goods of the table translated, and everything else as it was typed."""
    looked_at, tail = detail[:MAX_TEXT], detail[MAX_TEXT:]
    typed = words_of(looked_at)
    said: list[str] = []
    behind = 0  # where the text begins that has not been said yet
    place = 0
    negated_until = 0
    while place < len(typed):
        if typed[place].typed in table().small_words["negates"] and _translated(typed, place) is None:
            # "nicht scharf" must not become "spicy": up to the next comma it stays German.
            comma = looked_at.find(",", typed[place].start)
            negated_until = comma if comma >= 0 else len(looked_at)
        found = _translated(typed, place) if typed[place].start >= negated_until else None
        if found is None:
            place += 1
            continue
        what, count = found
        said += [_untranslated(looked_at[behind : typed[place].start], words), words.say(what)]
        behind = typed[place + count - 1].end
        place += count
    said.append(_untranslated(looked_at[behind:] + tail, words))
    return re.sub(r" +(?=[,،)])", "", "".join(said)).strip()


def _translated(typed: Sequence[Word], place: int) -> tuple[str, int] | None:
    kind = kind_at(typed, place)
    good = exactly(typed, place)
    if kind is not None and (good is None or kind[1] >= good[1]):
        return f"kind.{kind[0]}", kind[1]
    return (f"good.{good[0].key}", good[1]) if good is not None else None


def _untranslated(text: str, words: _Words) -> str:
    """Return what stays German, with the blanks and commas around it outside of the isolation."""
    inner = text.strip(" ,")
    if not inner:
        return text.replace(", ", words.comma)
    start = text.index(inner)
    before, behind = text[:start], text[start + len(inner) :]
    return f"{before.replace(', ', words.comma)}{words.apart(inner)}{behind.replace(', ', words.comma)}"
