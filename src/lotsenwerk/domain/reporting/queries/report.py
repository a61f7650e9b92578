"""Everything that a report says of a period, as the town may read it and as the public may."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.translation import gettext as _

from lotsenwerk.domain.reporting.permissions import may_see_reports
from lotsenwerk.domain.reporting.queries import counting
from lotsenwerk.domain.reporting.queries.counting import Filled, Given, Pairs, Practice, Waiting
from lotsenwerk.domain.reporting.queries.period import Period
from lotsenwerk.engines.disclosure.suppression import LEAST, suppress
from lotsenwerk.engines.disclosure.tables import TOTAL, Table
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotAllowed

Count = int | None
"""A count; none where it is too small to be shown."""


@dataclass(frozen=True, slots=True)
class Visits:
    """Visits with their totals, the most frequent kind first.

    ``counts`` stand by month (``None``: the whole period) and kind (``TOTAL``: all of them).
    """

    kinds: tuple[str, ...]
    counts: Mapping[tuple[date | None, str], Count]


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of a period (RF1 to RF9). Where ``is_public`` small counts are none (RS1 to RS7)."""

    period: Period
    is_public: bool
    visits: Visits
    office_hours: Count
    helped: Count
    helpers: Count
    languages: Sequence[tuple[str, int]]
    pairs: Pairs | None
    lasting: Count
    practice: Practice | None
    waiting: Waiting | None
    filled: Filled | None
    hours: Mapping[str, Given | None]

    @property
    def minutes(self) -> Count:
        """Minutes of all lines; none where the sum would tell one that is not shown."""
        shown = [one.minutes for one in self.hours.values() if one is not None]
        return sum(shown) if len(shown) == len(self.hours) else None


def report_on(actor: Actor, period: Period, *, public: bool, at: datetime) -> Report:
    """What was done in a period: nine questions, whatever was done."""
    if not may_see_reports(actor):
        raise NotAllowed(_("Only the desk, the clerk and the administration read the figures."))
    everybody, *languages = counting.helpers(period)
    pairs, visits = counting.pairs(period), counting.visits(period)
    report = Report(
        period,
        is_public=False,
        visits=_visits(period, visits, least=1),
        office_hours=counting.office_hours(period),
        helped=counting.helped(period),
        helpers=everybody[1],
        languages=languages,
        pairs=pairs,
        lasting=pairs.lasting,
        practice=counting.practice(period),
        waiting=counting.waiting(period),
        filled=counting.filled(period, at),
        hours=counting.hours(period),
    )
    return _for_everybody(report, visits) if public else report


def _visits(period: Period, counts: Mapping[tuple[date, str], int], *, least: int) -> Visits:
    of_kind: Counter[str] = Counter()
    for (_month, kind), count in counts.items():
        of_kind[kind] += count
    kinds = tuple(sorted(of_kind, key=lambda kind: (-of_kind[kind], kind)))
    if not kinds:
        return Visits((), {(None, TOTAL): 0})
    by_sign = {f"{month:%Y-%m}": month for month in period.months}
    table = Table((tuple(by_sign), kinds), {(f"{month:%Y-%m}", kind): count for (month, kind), count in counts.items()})
    shown = suppress(table, least=least).counts
    return Visits(kinds, {(by_sign.get(month), kind): count for (month, kind), count in shown.items()})


def _for_everybody(report: Report, visits: Mapping[tuple[date, str], int]) -> Report:
    """What is too small is not there; two counts of which one is the part of the other are not a small step apart."""
    pairs = report.pairs if report.pairs and report.pairs.met >= LEAST else None
    lasting = report.lasting if pairs and _apart(pairs.met, report.lasting) else None
    return replace(
        report,
        is_public=True,
        visits=_visits(report.period, visits, least=LEAST),
        office_hours=_enough(report.office_hours),
        helped=_enough(report.helped),
        helpers=_enough(report.helpers),
        languages=[one for one in report.languages if one[1] >= LEAST] if _enough(report.helpers) else [],
        pairs=pairs,
        lasting=lasting,
        practice=report.practice if report.practice and report.practice.helpers >= LEAST else None,
        waiting=report.waiting if report.waiting and report.waiting.calls >= 2 * LEAST else None,
        filled=report.filled if report.filled and _apart(report.filled.of_all, report.filled.came) else None,
        hours={line: one if one is None or one.people >= LEAST else None for line, one in report.hours.items()},
    )


def _enough(count: Count) -> Count:
    return count if count is not None and (count >= LEAST or not count) else None


def _apart(whole: int, part: Count) -> bool:
    """Whether neither a part nor what is left of the whole is a small count."""
    return part is not None and all(not count or count >= LEAST for count in (whole, part, whole - part))
