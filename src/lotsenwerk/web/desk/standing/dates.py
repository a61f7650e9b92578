"""The next dates of a standing need, as its page lists them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import get_language

from lotsenwerk.domain.assistance.models import Need, NeedState, Rhythm
from lotsenwerk.domain.assistance.queries.standing import days_away, exceptions_of, laid_needs
from lotsenwerk.domain.assistance.rhythm_days import Day, Why, days_of
from lotsenwerk.engines.calendar.working_days import holiday_name
from lotsenwerk.kit import clock
from lotsenwerk.web.desk.standing.wording import between

MOST = 8
IN_SIGHT = timedelta(days=280)
"""Far enough for eight months."""


@dataclass(frozen=True, slots=True)
class NextDate:
    """One date: when it takes place, what was laid for it, and what can be done with it."""

    day: Day
    need: Need | None
    holiday: str
    is_away: bool

    @property
    def hours(self) -> str:
        """From when to when by the clock on the wall."""
        return between(clock.local(self.day.earliest).time(), clock.local(self.day.latest).time())

    @property
    def is_out(self) -> bool:
        """Whether it does not take place: left out, or cancelled by hand."""
        return self.day.why == Why.LEFT_OUT or (self.need is not None and self.need.state == NeedState.CANCELLED)

    @property
    def is_over(self) -> bool:
        """Whether it has taken place already."""
        return self.need is not None and self.need.state in {NeedState.DONE, NeedState.CONFIRMED}

    @property
    def is_elsewhere(self) -> bool:
        """Whether it takes place on another day than the regular one."""
        return not self.is_out and self.day.day != self.day.regular

    @property
    def can_come_back(self) -> bool:
        """Whether somebody made it different by hand."""
        return self.is_out or self.day.why == Why.MOVED


def next_dates(rhythm: Rhythm, *, at: datetime) -> Sequence[NextDate]:
    """The next eight dates of a rhythm that goes on, in six queries however many there are."""
    today = clock.local(at).date()
    if rhythm.ended_at is not None:
        return []
    days = days_of(rhythm, exceptions_of([rhythm.id])[rhythm.id], first=today, last=today + IN_SIGHT)
    ahead = [day for day in days if day.latest > at][:MOST]
    needs = laid_needs([rhythm.id], first=min([today, *(day.regular for day in ahead)]))[rhythm.id]
    away = days_away(rhythm.client.person_id, today)
    return [
        NextDate(
            day,
            needs.get(day.regular),
            holiday_name(day.regular, get_language() or "de") or "",
            any(one.first_day <= day.day and (one.last_day is None or day.day <= one.last_day) for one in away),
        )
        for day in ahead
    ]
