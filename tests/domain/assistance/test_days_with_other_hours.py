"""Days on which the clocks change have 23 or 25 hours: free hours are walls' hours, a visit is real minutes."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils import translation

from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.finish import confirm, report
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.actions.take_in import take_in
from lotsenwerk.domain.assistance.models import Need, NeedKind
from lotsenwerk.domain.assistance.planner import propose
from lotsenwerk.domain.assistance.sentences import when_in_words
from lotsenwerk.domain.assistance.slots import first_free
from lotsenwerk.domain.people.actions.register import Stretch, change_helping
from lotsenwerk.domain.people.models import TravelMode, Volunteer
from lotsenwerk.kit.clock import BERLIN
from lotsenwerk.kit.errors import BadInput
from tests.factories import Town, make_client, make_town, make_volunteer

SPRING, AUTUMN = (2026, 3, 29), (2026, 10, 25)
HOUR = timedelta(hours=1)


def wall(day: tuple[int, int, int], hour: int, minute: int = 0, fold: int = 0) -> datetime:
    return datetime(*day, hour, minute, tzinfo=BERLIN, fold=fold)


# --- slots ------------------------------------------------------------------------------------------------------------


def test_in_spring_the_hour_between_two_and_three_does_not_exist() -> None:
    begin, end = wall(SPRING, 1).astimezone(UTC), wall(SPRING, 4).astimezone(UTC)
    assert end - begin == 2 * HOUR
    assert first_free(begin, end, 2 * HOUR, []) == begin
    assert first_free(begin, end, 2 * HOUR + timedelta(minutes=1), []) is None


def test_in_autumn_the_hour_after_two_comes_twice() -> None:
    begin, end = wall(AUTUMN, 1).astimezone(UTC), wall(AUTUMN, 4).astimezone(UTC)
    assert end - begin == 4 * HOUR
    taken = (wall(AUTUMN, 2).astimezone(UTC), wall(AUTUMN, 2, fold=1).astimezone(UTC))
    assert taken[1] - taken[0] == HOUR
    free = first_free(begin, end, 2 * HOUR, [taken])
    assert free == taken[1]
    assert (free.astimezone(BERLIN).hour, free.astimezone(BERLIN).fold) == (2, 1)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2026, 3, 29, 0, 58, tzinfo=UTC), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        (datetime(2026, 10, 25, 0, 58, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 0, tzinfo=UTC)),
        (datetime(2026, 10, 25, 1, 0, 0, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, 5, tzinfo=UTC)),
    ],
)
def test_begins_are_rounded_up_across_the_change(at: datetime, expected: datetime) -> None:
    assert first_free(at, at + 3 * HOUR, HOUR, []) == expected


def test_a_window_given_in_the_hands_of_the_wall_is_reckoned_in_real_hours() -> None:
    assert first_free(wall(SPRING, 1), wall(SPRING, 4), 3 * HOUR, []) is None
    assert first_free(wall(AUTUMN, 1), wall(AUTUMN, 4), 4 * HOUR, []) == wall(AUTUMN, 1)


# --- free hours -------------------------------------------------------------------------------------------------------


def free_on_sundays(town: Town, begins: int, ends: int) -> Volunteer:
    volunteer = make_volunteer(town)
    change_helping(
        town.coordinator,
        volunteer,
        travel_mode=TravelMode.WALK,
        languages=[("deu", "B1")],
        availability=[Stretch(6, time(begins), time(ends))],
        at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    return volunteer


def need_on(town: Town, day: tuple[int, int, int], begin: int, end: int, minutes: int) -> Need:
    at = wall(day, 0) - timedelta(days=2)
    return take_in(
        town.coordinator,
        client=make_client(town),
        kind=NeedKind.ERRAND,
        earliest=wall(day, begin),
        latest=wall(day, end),
        minutes=minutes,
        at=at,
    )


@pytest.mark.django_db
@pytest.mark.parametrize("day", [SPRING, AUTUMN])
def test_who_is_free_from_eight_to_ten_is_so_on_the_days_of_the_change_too(day: tuple[int, int, int]) -> None:
    town = make_town()
    with town.open(), translation.override("en"):
        free_on_sundays(town, 8, 10)
        proposals = propose(town.coordinator, need_on(town, day, 7, 12, 60), at=wall(day, 0) - timedelta(days=1))
    [one] = proposals.can
    assert one.begin == wall(day, 8)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "minutes", "fits"), [(SPRING, 120, True), (SPRING, 121, False), (AUTUMN, 240, True), (AUTUMN, 241, False)]
)
def test_from_one_to_four_there_are_two_hours_in_spring_and_four_in_autumn(
    day: tuple[int, int, int], minutes: int, fits: bool
) -> None:
    town = make_town()
    with town.open(), translation.override("en"):
        free_on_sundays(town, 1, 4)
        proposals = propose(town.coordinator, need_on(town, day, 0, 6, minutes), at=wall(day, 0) - timedelta(days=1))
    assert len(proposals.can) == fits


@pytest.mark.django_db
def test_a_need_that_does_not_fit_into_the_short_night_is_not_taken_in() -> None:
    town = make_town()
    with town.open(), pytest.raises(BadInput) as refused:
        need_on(town, SPRING, 1, 4, 121)
    assert refused.value.field == "minutes"


@pytest.mark.django_db
@pytest.mark.parametrize(("day", "length"), [(SPRING, 5), (AUTUMN, 7)])
def test_a_visit_over_the_change_is_kept_reported_and_confirmed_on_its_day(
    day: tuple[int, int, int], length: int
) -> None:
    town = make_town()
    with town.open():
        amira = free_on_sundays(town, 0, 23)
        need = need_on(town, day, 0, 6, 60)
        assert need.latest - need.earliest == length * HOUR
        at = wall(day, 0) - timedelta(days=1)
        offer = make_offer(town.coordinator, need, volunteer=amira, at=at)
        going = accept_offer(town.volunteer_actor(amira), offer, at=at)
        going.refresh_from_db()
        assert going.during.upper - going.during.lower == HOUR
        report(town.volunteer_actor(amira), going, minutes=60, at=going.during.upper)
        frozen = confirm(town.coordinator, going, at=going.during.upper)
    assert (frozen.on.year, frozen.on.month, frozen.on.day) == day


def test_a_visit_in_the_night_is_confirmed_on_the_day_of_the_wall_not_of_greenwich() -> None:
    with translation.override("en"):
        assert "00:30" in when_in_words(datetime(2026, 7, 12, 22, 30, tzinfo=UTC))
        assert "13" in when_in_words(datetime(2026, 7, 12, 22, 30, tzinfo=UTC))
