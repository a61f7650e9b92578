"""A volunteer's own year in plain words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lotsenwerk.domain.funding.queries.reckoning import Line, Taxes, Why, YearOf
from lotsenwerk.domain.funding.queries.years import taxes_for
from lotsenwerk.kit import money
from lotsenwerk.web.mine.words import length_in_words


@dataclass(frozen=True, slots=True)
class Meter:
    """Her meter as its card shows it; ``warning`` is empty where all is well."""

    used: str
    most: str
    left: str
    planned: str
    warning: str

    @classmethod
    def of(cls, one: YearOf) -> "Meter":
        """What is used, what is left, and what comes."""
        ahead = one.waits + one.planned
        return cls(
            used=length_in_words(one.meter.used),
            most=length_in_words(one.meter.most),
            left=length_in_words(one.meter.left),
            planned=length_in_words(ahead) if ahead else "",
            warning=_warning(one),
        )


def _warning(one: YearOf) -> str:
    if one.meter.over:
        words = _("You have given more than can be paid for this year: %(over)s.")
        return words % {"over": length_in_words(one.meter.over)}
    if one.over_on is not None:
        words = _("On %(day)s your hours of this year are used up. What comes after is not paid for.")
        return words % {"day": date_format(one.over_on, _("l, j F"))}
    return ""


def tax_in_words(taxes: Taxes) -> str:
    """A warning where her ceiling is passed; empty where it is not, or none is known."""
    if taxes.year.most is None or not taxes.year.over:
        return ""
    words = _("You are over %(most)s this year. Perhaps you have to pay tax for it. Please ask a tax adviser.")
    return words % {"most": money.shown(money.Cents(taxes.year.most))}


@dataclass(frozen=True, slots=True)
class Row:
    """One deployment: when, how long, and whether it counts."""

    on: date
    length: str
    tone: str
    word: str
    euros: str


def rows_of(lines: Sequence[Line]) -> Sequence[Row]:
    """Every deployment of a year, the newest first."""
    return [
        Row(
            one.given.on,
            length_in_words(one.given.minutes),
            *_state(one),
            money.shown(money.Cents(one.cents)) if one.cents else "",
        )
        for one in reversed(lines)
    ]


def _state(one: Line) -> tuple[str, str]:
    if one.over:
        return "late", _("not paid for: too many hours")
    return {
        Why.COUNTS: ("done", _("is counted")),
        Why.WAITS: ("waiting", _("is looked at")),
        Why.WAIVED: ("off", _("without money")),
        Why.LEARNED: ("off", _("a course")),
        Why.OTHER_WORK: ("off", _("does not count")),
    }[one.why]


def shown_year(one: YearOf) -> dict[str, object]:
    """Everything that her page says of a year."""
    taxes, said = taxes_for(one), one.facts.said
    return {
        "one": one,
        "year": one.facts.year,
        "meter": Meter.of(one),
        "ahead": one.waits + one.planned,
        "rows": rows_of(one.lines),
        "euros": money.shown(money.Cents(one.cents)),
        "tax": tax_in_words(taxes),
        "thanks": taxes.thanks,
        "said": (length_in_words(said["minutes"]), money.shown(said["cents"])) if said else None,
        "told": length_in_words(one.facts.told) if one.facts.told else "",
    }
