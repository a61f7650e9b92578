"""Which step a visitor is at, and what she has said so far: all of it stands in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.forms import Form
from django.http import QueryDict

from lotsenwerk.engines.funding.answers import Answer, Case, Outcome, Said
from lotsenwerk.engines.funding.checking import check
from lotsenwerk.engines.funding.rulebook import Fact, Rulebook
from lotsenwerk.web.portal.funding import words
from lotsenwerk.web.portal.funding.forms import MoreForm, WhatForm, WhoForm

PROGRAMME: Final = "wir-hessen"
FOR_MONEY: Final = ("posts", "participants", "units", "guides", "deployments")
"""Facts that change no answer and make an amount a sum."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The form of the step, or the answers; ``before`` is what was said at the steps before, to be sent again."""

    step: int
    form: Form | None
    before: Sequence[tuple[str, str]]
    answers: Sequence[Answer]


def asked(book: Rulebook, typed: QueryDict, today: date) -> Asked:
    """Where somebody stands who has said this."""
    who = WhoForm(typed if "body" in typed or "step" in typed else None)
    if not who.is_valid():
        return Asked(1, who, (), ())
    said: dict[str, Said] = {"body": who.cleaned_data["body"]}
    before = [("body", str(said["body"]))]
    what = WhatForm(today, typed if "year" in typed else None)
    if all(one.outcome is Outcome.NOT for one in _answers(book, (), today.year, said)):
        return Asked(4, None, before, _answers(book, (), today.year, said))
    if not what.is_valid():
        return Asked(2, what, before, ())
    lines, year = what.cleaned_data["line"], what.cleaned_data["year"]
    before += [("year", str(year)), *(("line", line) for line in lines)]
    more = MoreForm(facts_of(book, _answers(book, lines, year, said), lines), typed if "more" in typed else None)
    if more.fields and (not more.is_valid() or "again" in typed):
        return Asked(3, more, before, ())
    said |= more.said() if more.fields else {}
    return Asked(4, None, [*before, *_typed(more, typed)], _answers(book, lines, year, said))


def facts_of(book: Rulebook, answers: Sequence[Answer], lines: Sequence[str]) -> Sequence[Fact]:
    """What is worth asking: what decides, and what makes an amount a sum; nothing of lines that are not possible."""
    open_lines = [one for one in answers if one.outcome is not Outcome.NOT]
    asked_for = {fact for one in open_lines for fact in one.asks}
    # Whoever chose no line is asked little: the answers name what is open.
    counts = {fact for one in open_lines for part in one.parts for amount in part.amounts for fact in amount.times_of}
    wanted = (asked_for | counts) if lines else asked_for & {"inhabitants", "non_profit", "in_hessen", "continues"}
    days = {"begins"} if set(lines) & {"guides", "interpreters"} else set()
    return [book.facts[name] for name in words.QUESTIONS if name in book.facts and name in wanted | days]


def _answers(book: Rulebook, lines: Sequence[str], year: int, said: Mapping[str, Said]) -> Sequence[Answer]:
    begins = said.get("begins")
    of_year = begins.year if isinstance(begins, date) else year
    programme = [line.id for line in book.lines.values() if line.programme == PROGRAMME]
    return [check(book, line, Case(of_year, said)) for line in programme if not lines or line in lines]


def _typed(more: Form, typed: QueryDict) -> Sequence[tuple[str, str]]:
    return [("more", "1"), *((name, str(typed[name])) for name in more.fields if typed.get(name))]
