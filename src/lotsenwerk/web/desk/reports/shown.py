"""Figures as the page draws them: numbers with what they mean, and the months as a chart beside its table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Self

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from lotsenwerk.domain.people.languages import language_name
from lotsenwerk.domain.reporting.queries.period import Period
from lotsenwerk.domain.reporting.queries.report import Count, Report
from lotsenwerk.engines.disclosure.tables import TOTAL
from lotsenwerk.web.desk.funding.words import hours
from lotsenwerk.web.desk.reports.words import LINES, MEANS, TOO_FEW
from lotsenwerk.web.desk.wording import KINDS

WIDTH: Final = 720
HEIGHT: Final = 220
_GROUND: Final = 196
_TOP: Final = 12
_LEFT: Final = 40
_WIDEST: Final = 64
_IN_DAYS: Final = 48
"""From so many hours on a time is said in days."""


@dataclass(frozen=True, slots=True)
class Number:
    """One figure: its name, the number in words, what it is out of, and what it means."""

    key: str
    name: str
    number: str
    below: str
    means: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A rectangle of the chart, in the colour of its kind (1 to 6); 0 is what is not shown by kind."""

    colour: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Column:
    """A month of the chart and the table: its name, the pieces one above the other, the counts by kind and in all."""

    name: str
    short: str
    x: float
    width: float
    middle: float
    pieces: Sequence[Piece]
    counts: Sequence[str]
    total: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Visits by month and kind."""

    kinds: Sequence[tuple[int, str]]
    columns: Sequence[Column]
    totals: Sequence[str]
    total: str
    lines: Sequence[tuple[float, str]]

    @property
    def has_rest(self) -> bool:
        """Whether something is shown in all and not by kind."""
        return any(piece.colour == 0 for column in self.columns for piece in column.pieces)

    @classmethod
    def of(cls, report: Report, today: date) -> Self:
        """Every month of the period that has begun, also the empty ones; what is hidden is not drawn."""
        visits = report.visits
        months = [month for month in report.period.months if month <= today] or report.period.months[:1]
        highest = max((visits.counts.get((month, TOTAL)) or 0 for month in months), default=0)
        step = _step(highest)
        whole = max(step * -(-highest // step), step)
        slot = (WIDTH - _LEFT) / len(months)
        columns = [_column(report, month, _LEFT + slot * place, slot, whole) for place, month in enumerate(months)]
        return cls(
            [(colour, str(KINDS[kind][0])) for colour, kind in enumerate(visits.kinds, 1)],
            columns,
            [_said(visits.counts.get((None, kind), 0)) for kind in visits.kinds],
            _said(visits.counts[None, TOTAL]),
            [(_y(count, whole), str(count)) for count in range(0, whole + 1, step)],
        )


def numbers(report: Report) -> list[Number]:
    """The figures in the order in which they are read."""
    pairs, waiting, filled = report.pairs, report.waiting, report.filled
    practice, share = report.practice, filled and filled.of_all and round(100 * filled.came / filled.of_all)
    met = _("of %(pairs)s pairs who met") % {"pairs": number_format(pairs.met)} if pairs else ""
    nine = _("nine in ten: %(time)s") % {"time": _time(waiting.nine_in_ten)} if waiting else ""
    needs = _("of %(needs)s needs") % {"needs": number_format(filled.of_all)} if filled else ""
    spoke = _("by %(helpers)s helpers") % {"helpers": number_format(practice.helpers)} if practice else ""
    return [
        _number("visits", _said(report.visits.counts[None, TOTAL])),
        _number("helped", _said(report.helped)),
        _number("helpers", _said(report.helpers)),
        _number("lasting", _said(report.lasting), met),
        _number("practice", hours(practice.minutes) if practice else "", spoke),
        _number("waiting", _time(waiting.half) if waiting else "", nine),
        _number("filled", _("%(share)d %%") % {"share": share} if share is not None and filled else "", needs),
        _number("office_hours", _said(report.office_hours)),
    ]


def lines(report: Report) -> list[tuple[str, str, int]]:
    """Hours by line: the name, the hours in words, and the minutes for the bar."""
    there = [(str(LINES[line]), report.hours[line]) for line in LINES if line in report.hours]
    return [(name, hours(one.minutes) if one else "", one.minutes if one else 0) for name, one in there]


def languages(report: Report) -> list[tuple[str, int]]:
    """What those who helped speak, by name, the most spoken first."""
    return [(language_name(code), count) for code, count in report.languages]


def years(today: date, chosen: int) -> list[int]:
    """The years that can be chosen: the last three, and the chosen one."""
    return sorted({today.year - 2, today.year - 1, today.year, chosen})


def quarters(year: int, today: date) -> list[tuple[str, str]]:
    """The year as a whole and those of its quarters that have begun, as addresses and as people say them."""
    begun = [Period(year, quarter) for quarter in (1, 2, 3, 4) if Period(year, quarter).first <= today]
    return [
        (str(year), _("Whole year")),
        *((one.sign, _("Quarter %(quarter)d") % {"quarter": one.quarter}) for one in begun),
    ]


def name_of(period: Period) -> str:
    """A period as people say it."""
    if period.quarter is None:
        return str(period.year)
    return _("Quarter %(quarter)d of %(year)d") % {"quarter": period.quarter, "year": period.year}


def _number(key: str, number: str, below: str = "") -> Number:
    name, means = MEANS[key]
    return Number(key, str(name), number, below if number else str(TOO_FEW), str(means), not number)


def _said(count: Count) -> str:
    return "" if count is None else number_format(count)


def _time(hours_long: int) -> str:
    if hours_long < _IN_DAYS:
        return _("%(hours)s hrs") % {"hours": hours_long}
    return _("%(days)d days") % {"days": round(hours_long / 24)}


def _column(report: Report, month: date, left: float, slot: float, whole: int) -> Column:
    counts, kinds = report.visits.counts, report.visits.kinds
    pieces, below, wide = [], 0, min(slot * 0.68, _WIDEST)
    for colour, kind in enumerate(kinds, 1):
        if count := counts.get((month, kind)) or 0:
            upper = _y(below + count, whole)
            pieces.append(Piece(colour, upper, round(_y(below, whole) - upper, 1)))
            below += count
    if rest := max((counts.get((month, TOTAL)) or 0) - below, 0):
        upper = _y(below + rest, whole)
        pieces.append(Piece(0, upper, round(_y(below, whole) - upper, 1)))
    return Column(
        name=date_format(month, _("F Y")),
        short=date_format(month, "b").capitalize(),
        x=round(left + (slot - wide) / 2, 1),
        width=round(wide, 1),
        middle=round(left + slot / 2, 1),
        pieces=pieces,
        counts=[_said(counts.get((month, kind), 0)) for kind in kinds],
        total=_said(counts.get((month, TOTAL), 0)),
    )


def _y(count: int, whole: int) -> float:
    return round(_GROUND - (_GROUND - _TOP) * count / whole, 1)


def _step(highest: int) -> int:
    """How far apart the lines of the chart are: 1, 2 or 5 times a power of ten, at most five of them."""
    step = 1
    while highest > 5 * step:
        step = step * 5 // 2 if str(step).startswith("2") else step * 2
    return step
