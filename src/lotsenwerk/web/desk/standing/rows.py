"""What comes again as lines of a list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lotsenwerk.domain.assistance.models import Rhythm
from lotsenwerk.domain.assistance.queries.standing import exceptions_of, regulars_by_client
from lotsenwerk.domain.assistance.rhythm_days import Why, days_of
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.web.desk.standing.dates import IN_SIGHT
from lotsenwerk.web.desk.standing.wording import between, names_of, rhythm_in_words


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
    today = clock.local(at).date()
    rows = []
    for one in rhythms:
        days = [] if one.ended_at else days_of(one, exceptions[one.id], first=today, last=today + IN_SIGHT)
        coming = [day.day for day in days if day.latest > at and day.why != Why.LEFT_OUT]
        names = names_of(list(regulars[one.client_id]))
        next_day = min(coming, default=None)
        rows.append(Row(one, rhythm_in_words(one), between(one.begins, one.ends), names, next_day))
    return rows
