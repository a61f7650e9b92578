"""A year of nights: whatever the rhythm and whenever the worker ran, each day is laid once, at its hours."""

from datetime import UTC, date, datetime, time, timedelta

import holidays
import pytest
from dateutil.rrule import MONTHLY, WEEKLY, rrule
from dateutil.rrule import weekday as on
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lotsenwerk.domain.assistance.actions.laying import lay_ahead
from lotsenwerk.domain.assistance.models import Every, Need, Rhythm, RhythmException
from lotsenwerk.kit import clock
from tests.domain.assistance.standing.scene import Scene, is_away

pytestmark = pytest.mark.django_db

START = date(2026, 11, 16)
DAY = timedelta(days=1)
AHEAD = 14
HESSE = holidays.country_holidays("DE", subdiv="HE")


@st.composite
def sayings(draw: st.DrawFn) -> Rhythm:
    """A rhythm that nobody has kept yet."""
    first = START + draw(st.integers(-20, 60)) * DAY
    begin = draw(st.integers(0, 22))
    return Rhythm(
        organisation_id=0,
        kind="errand",
        every=draw(st.sampled_from(Every.values)),
        first_day=first,
        last_day=draw(st.none() | st.integers(0, 300).map(lambda number: first + number * DAY)),
        begins=time(begin, draw(st.sampled_from((0, 30)))),
        ends=time(23, 45),
        minutes=30,
    )


def nights(gaps: list[int]) -> list[datetime]:
    """The nights at which the worker ran, at 2:37 on the wall: a year of them, never more than two weeks apart."""
    day, found = START, []
    for gap in gaps:
        found.append(datetime.combine(day, time(2, 37), tzinfo=clock.BERLIN))
        day += gap * DAY
    return found


def named(rhythm: Rhythm, until: date) -> list[date]:
    """The regular days, as another calendar counts them."""
    first, end = rhythm.first_day, min(rhythm.last_day or until, until)
    start, stop = datetime.combine(first, time()), datetime.combine(end, time())
    if rhythm.every == Every.MONTH:
        nth = (first.day - 1) // 7 + 1
        which = on(first.weekday(), -1 if nth == 5 else nth)
        rule = rrule(MONTHLY, dtstart=start, until=stop, byweekday=which)
    else:
        rule = rrule(WEEKLY, dtstart=start, until=stop, interval=2 if rhythm.every == Every.FORTNIGHT else 1)
    return [one.date() for one in rule]


def placed(day: date) -> date:
    """Holidays move to the working day before."""
    if day in HESSE:
        day -= DAY
        while day in HESSE or day.weekday() >= 5:
            day -= DAY
    return day


@given(
    saying=sayings(),
    gaps=st.lists(st.integers(1, AHEAD), min_size=26, max_size=40),
    left_out=st.sets(st.integers(0, 30), max_size=4),
    away=st.none() | st.tuples(st.integers(0, 300), st.integers(0, 30)),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_each_day_is_laid_once_on_its_day_and_at_its_hours(
    scene: Scene, saying: Rhythm, gaps: list[int], left_out: set[int], away: tuple[int, int] | None
) -> None:
    runs = nights(gaps)
    with transaction.atomic():
        rhythm = Rhythm.objects.create(
            client=scene.client,
            made_at=runs[0],
            **{name: getattr(saying, name) for name in ("kind", "every", "first_day", "last_day", "begins", "ends")},
            minutes=saying.minutes,
        )
        until = runs[-1].date() + AHEAD * DAY
        regular = named(rhythm, until + 10 * DAY)
        out = {regular[number] for number in left_out if number < len(regular)}
        RhythmException.objects.bulk_create(
            RhythmException(rhythm=rhythm, day=day, made_at=runs[0]) for day in sorted(out)
        )
        absence = range(0)
        if away is not None:
            gone = START + away[0] * DAY
            is_away(scene.client.person, gone, gone + away[1] * DAY)
            absence = range(gone.toordinal(), gone.toordinal() + away[1] + 1)
        for run in runs:
            lay_ahead(at=run)
        stood = sorted((need.for_day, clock.local(need.earliest).date()) for need in Need.objects.filter(rhythm=rhythm))
        expected = sorted(
            (day, placed(day))
            for day in regular
            if day not in out and START <= placed(day) <= until and placed(day).toordinal() not in absence
        )
        assert stood == expected
        for need in Need.objects.filter(rhythm=rhythm):
            begin = clock.local(need.earliest)
            assert begin.time() == rhythm.begins or _does_not_exist(begin.date(), rhythm.begins)
            hours = datetime.combine(START, rhythm.ends) - datetime.combine(START, rhythm.begins)
            assert need.latest - need.earliest == hours
        transaction.set_rollback(True)


def _does_not_exist(day: date, wall: time) -> bool:
    """Whether the clocks jump over this time on this day."""
    instant = datetime.combine(day, wall, tzinfo=clock.BERLIN).astimezone(UTC)
    return clock.local(instant).time() != wall
