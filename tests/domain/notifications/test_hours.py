"""Nobody is woken by a letter: what falls into the night waits for the morning, over every change of the clocks."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.journal.models import Line
from lotsenwerk.domain.notifications.actions import outbox
from lotsenwerk.domain.notifications.actions.sending_hours import set_sending_hours
from lotsenwerk.domain.notifications.hours import Hours
from lotsenwerk.domain.notifications.models import Letter, SendingHours
from lotsenwerk.domain.notifications.queries import may_write_at, sending_hours
from lotsenwerk.kit import clock
from lotsenwerk.kit.errors import BadInput, NotAllowed
from tests.factories import MONDAY, Town, make_client, make_need, make_town, make_volunteer
from tests.fingerprint import nothing_changes

DAY = Hours(time(8), time(20))
NIGHT = MONDAY.replace(hour=22)
"""Eleven in the evening in Hessen."""
MORNING = datetime(2026, 11, 17, 7, tzinfo=UTC)

BEGINS = st.builds(time, st.integers(0, 12), st.sampled_from([0, 15, 30, 59]))
ENDS = st.builds(time, st.integers(16, 23), st.sampled_from([0, 15, 30, 59]))
MOMENTS = st.integers(0, 366 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@given(begins=BEGINS, ends=ENDS, at=MOMENTS)
@settings(max_examples=400, deadline=None)
def test_over_a_year_a_letter_leaves_within_the_hours_as_soon_as_it_can(begins: time, ends: time, at: datetime) -> None:
    hours = Hours(begins, ends)
    leaves = hours.first_from(at)
    assert hours.hold(leaves)
    assert at <= leaves <= at + timedelta(hours=25)
    assert hours.first_from(leaves) == leaves
    step = timedelta(minutes=1)
    waited = int((leaves - at) / step)
    assert not any(hours.hold(at + step * minute) for minute in range(waited))


@pytest.mark.parametrize(
    ("at", "leaves"),
    [
        (datetime(2026, 3, 28, 23, 0, tzinfo=UTC), datetime(2026, 3, 29, 6, 0, tzinfo=UTC)),
        (datetime(2026, 10, 24, 22, 0, tzinfo=UTC), datetime(2026, 10, 25, 7, 0, tzinfo=UTC)),
        (datetime(2026, 11, 16, 18, 59, tzinfo=UTC), datetime(2026, 11, 16, 18, 59, tzinfo=UTC)),
        (datetime(2026, 11, 16, 19, 0, tzinfo=UTC), datetime(2026, 11, 17, 7, 0, tzinfo=UTC)),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), datetime(2027, 1, 1, 7, 0, tzinfo=UTC)),
    ],
    ids=["clocks forward", "clocks back", "one minute before eight", "eight sharp", "new year"],
)
def test_eight_in_the_morning_is_eight_on_the_wall(at: datetime, leaves: datetime) -> None:
    assert DAY.first_from(at) == leaves


def test_a_beginning_that_one_night_of_the_year_does_not_have_comes_an_hour_later() -> None:
    leaves = Hours(time(2, 30), time(20)).first_from(datetime(2026, 3, 29, 0, 30, tzinfo=UTC))
    assert clock.local(leaves).time() == time(3, 30)


# --- in the outbox ----------------------------------------------------------------------------------------------------


@pytest.fixture
def town(db: None) -> Town:
    return make_town()


def put(town: Town, message: str = "assistance.not_needed", **more: Any) -> Letter:
    letter = outbox.put(
        message, to=make_volunteer(town).person, about=("assistance", "offer", 1), told={}, **{"at": NIGHT} | more
    )
    assert letter is not None
    return letter


def test_what_falls_into_the_night_is_due_in_the_morning(town: Town) -> None:
    with town.open():
        letter = put(town)
        assert (letter.due_at, letter.urgent) == (MORNING, False)
        assert outbox.begin(letter.id, at=NIGHT + timedelta(hours=2)) is None
        assert outbox.begin(letter.id, at=MORNING) is not None


def test_what_begins_within_three_hours_is_told_at_night_and_what_begins_later_is_not(town: Town) -> None:
    with town.open():
        early = NIGHT + timedelta(hours=3)
        assert put(town, begins=early).due_at == NIGHT + clock.STEP_BACK
        assert put(town, begins=MORNING + timedelta(hours=1)).due_at == MORNING


def test_what_would_be_over_by_the_morning_is_told_at_night(town: Town) -> None:
    with town.open():
        assert put(town, begins=MORNING).due_at == NIGHT + clock.STEP_BACK


def test_a_message_that_says_it_is_urgent_leaves_at_night(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    known = outbox.messages()
    wanted = {"assistance.not_needed": replace(known["assistance.not_needed"], urgent=True)}
    monkeypatch.setattr(outbox, "messages", lambda: known | wanted)
    with town.open():
        letter = put(town)
        assert (letter.due_at, letter.urgent) == (NIGHT + clock.STEP_BACK, True)


def test_who_says_yes_shortly_before_hears_the_word_for_the_door_at_once(town: Town) -> None:
    early = MONDAY.replace(hour=5)
    with town.open():
        need = make_need(town, make_client(town), at=early, in_hours=2)
        offer = make_offer(town.coordinator, need, volunteer=make_volunteer(town), at=early)
        accept_offer(town.volunteer_actor(offer.volunteer), offer, at=early)
        assert Letter.objects.get(message="assistance.accepted").due_at == early + clock.STEP_BACK


# --- the town's own hours ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["coordinator", "administrator"])
def test_a_town_sets_its_hours_and_changes_them(town: Town, role: str) -> None:
    with town.open():
        assert sending_hours() == DAY
        set_sending_hours(town.actor(role), begins=time(9), ends=time(21), at=MONDAY)
        set_sending_hours(town.actor(role), begins=time(10), ends=time(23, 30), at=MONDAY)
        assert sending_hours() == Hours(time(10), time(23, 30))
        assert SendingHours.objects.count() == 1
        assert Line.objects.filter(verb="set_sending_hours").count() == 2
        assert (may_write_at(NIGHT), may_write_at(MORNING)) == (True, False)
        assert put(town).due_at == NIGHT + clock.STEP_BACK


@pytest.mark.parametrize(("begins", "ends"), [(time(20), time(8)), (time(8), time(8)), (time(8), time(11, 59))])
def test_less_than_four_hours_are_refused_and_nothing_changes(town: Town, begins: time, ends: time) -> None:
    with town.open(), nothing_changes(town.id), pytest.raises(BadInput):
        set_sending_hours(town.coordinator, begins=begins, ends=ends, at=MONDAY)


@pytest.mark.parametrize("role", ["assistant", "clerk", "volunteer"])
def test_nobody_else_sets_them(town: Town, role: str) -> None:
    with town.open(), nothing_changes(town.id), pytest.raises(NotAllowed):
        set_sending_hours(town.actor(role), begins=time(9), ends=time(21), at=MONDAY)


def test_the_neighbours_hours_are_their_own(town: Town) -> None:
    neighbour = make_town("Lampertheim", "06431013")
    with town.open():
        set_sending_hours(town.coordinator, begins=time(9), ends=time(23), at=MONDAY)
    with neighbour.open():
        assert sending_hours() == DAY
