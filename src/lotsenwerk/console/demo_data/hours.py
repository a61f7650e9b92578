"""When the town is awake: hours of the desk and of the shops, counted back from now and ahead."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from lotsenwerk.engines.calendar.working_days import holiday_name, is_working_day
from lotsenwerk.kit import clock

ONE_DAY: Final = timedelta(days=1)
_SUNDAY: Final = 6
_LONGEST_BACK: Final = 60
"""Days; no row of closed days is longer."""


def is_shop_day(day: date) -> bool:
    """Whether shops are open on a day: Monday to Saturday, and no public holiday of Hessen."""
    return day.weekday() != _SUNDAY and holiday_name(day, "de") is None


@dataclass(frozen=True, slots=True)
class Hours:
    """Days and wall times on which somebody is there."""

    is_day: Callable[[date], bool]
    opens: time
    closes: time

    def ago(self, at: datetime, minutes: int) -> datetime:
        """The instant that lies so many minutes of these hours before ``at``; whole minutes."""
        left, moment = timedelta(minutes=minutes), clock.local(at).replace(second=0, microsecond=0)
        day = moment.date()
        for _day in range(_LONGEST_BACK):
            begin, end = on(day, self.opens), min(moment, on(day, self.closes))
            if self.is_day(day) and end > begin:
                if end - begin > left:
                    return end - left
                left -= end - begin
            day -= ONE_DAY
        raise LookupError(at)

    def first_from(self, at: datetime) -> datetime:
        """``at`` itself within these hours, else the next beginning."""
        day = clock.local(at).date()
        for _day in range(_LONGEST_BACK):
            if self.is_day(day) and at < on(day, self.closes):
                return max(at, on(day, self.opens))
            day += ONE_DAY
        raise LookupError(at)


DESK: Final = Hours(is_working_day, time(8), time(17))
SHOPS: Final = Hours(is_shop_day, time(9), time(18))


def on(day: date, wall: time) -> datetime:
    """An instant by the clock on a Hessian wall."""
    return datetime.combine(day, wall, tzinfo=clock.BERLIN)


def day_after(day: date, n: int, is_day: Callable[[date], bool] = is_working_day) -> date:
    """The n-th such day after this one, before it where n is negative; with 0 the day itself or the next such day."""
    step = ONE_DAY if n >= 0 else -ONE_DAY
    left = abs(n)
    while left or not is_day(day):
        day += step
        if left and is_day(day):
            left -= 1
    return day


def next_weekday(day: date, weekday: int) -> date:
    """The first such weekday from this day on (Monday is 0), a week later where it is a holiday."""
    found = day + timedelta(days=(weekday - day.weekday()) % 7)
    while not is_working_day(found):
        found += timedelta(days=7)
    return found
