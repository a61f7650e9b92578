"""What comes again as lines of a list."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lotsenwerk.domain.assistance.models import Rhythm, RhythmException
from lotsenwerk.domain.assistance.queries.standing import exceptions_of, regulars_by_client
from lotsenwerk.domain.assistance.rhythm_days import Why, days_of
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.web.desk.standing.dates import IN_SIGHT
from lotsenwerk.web.desk.standing.wording import between, names_of, rhythm_in_words

A_WEEK = timedelta(weeks=1)
NEAR = timedelta(days=40)
"""In which all but a few come again."""


@dataclass(frozen=True, slots=True)
class Row:
    """One standing need in words; ``next_day`` none where it has ended."""

    rhythm: Rhythm
    often: str
    hours: str
    regulars: str
    next_day: date | None


def rows_of(actor: Actor, shown: Iterable[Rhythm], *, at: datetime) -> Sequence[Row]:
    """The lines of a list. Two queries, however many there are."""
    rhythms = list(shown)
    regulars = regulars_by_client(actor, [one.client_id for one in rhythms])
    exceptions = exceptions_of([one.id for one in rhythms])
    rows = []
    for one in rhythms:
        names = names_of(list(regulars[one.client_id]))
        next_day = None if one.ended_at else _next_day(one, exceptions[one.id], at)
        rows.append(Row(one, rhythm_in_words(one), between(one.begins, one.ends), names, next_day))
    return rows


def _next_day(rhythm: Rhythm, exceptions: Mapping[date, RhythmException], at: datetime) -> date | None:
    today = clock.local(at).date()
    for span in (NEAR, IN_SIGHT):
        days = days_of(rhythm, exceptions, first=today, last=today + span)
        coming = min((day.day for day in days if day.latest > at and day.why != Why.LEFT_OUT), default=None)
        # Beyond the span a holiday could still bring a day forward, but not by more than a week.
        if coming is not None and coming <= today + span - A_WEEK:
            return coming
    return coming
