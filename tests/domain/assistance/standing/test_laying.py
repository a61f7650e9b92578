"""Laying ahead and changing: cases 1 to 10 of docs/rules/standing.md."""

from datetime import date, datetime, time, timedelta

import pytest

from lotsenwerk.domain.assistance.actions.finish import call_back_done, report
from lotsenwerk.domain.assistance.actions.laying import lay_ahead
from lotsenwerk.domain.assistance.actions.single_days import Instead, bring_back_day, move_day, skip_day
from lotsenwerk.domain.assistance.actions.standing import change_rhythm, end_rhythm, make_rhythm
from lotsenwerk.domain.assistance.actions.take_in import Asked
from lotsenwerk.domain.assistance.actions.turn_back import cancel
from lotsenwerk.domain.assistance.models import (
    Assignment,
    CallBack,
    CallBackReason,
    CallBackState,
    Every,
    Need,
    NeedKind,
    NeedState,
    Offer,
    Practice,
    Rhythm,
    RhythmException,
)
from lotsenwerk.domain.journal.models import Line
from lotsenwerk.domain.notifications.models import Letter
from lotsenwerk.domain.people.models import Absence, ClientStatus
from lotsenwerk.kit import clock
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere, WrongState
from tests.domain.assistance.standing.scene import (
    SHOPPING,
    THURSDAY,
    WEEK,
    Scene,
    days,
    is_away,
    laid,
    rule,
    visits,
)
from tests.factories import MONDAY
from tests.fingerprint import nothing_changes

DAY = timedelta(days=1)
INSTEAD = Instead(THURSDAY + DAY, time(14), time(16))


def wall(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=clock.BERLIN)


def test_1_two_weeks_are_laid_when_it_is_made(scene: Scene) -> None:
    rhythm = scene.every_thursday()
    assert laid() == [(THURSDAY, THURSDAY, 9), (THURSDAY + WEEK, THURSDAY + WEEK, 9)]
    need = Need.objects.order_by("earliest")[0]
    assert (need.wish, need.ceiling_cents, need.minutes, need.state) == ("2 × Milch", 4000, 60, NeedState.OPEN)
    assert (need.rhythm, need.client) == (rhythm, scene.client)
    assert Line.objects.filter(verb="lay").count() == 2


def test_1_each_night_one_more_day_comes_into_sight(scene: Scene) -> None:
    scene.every_thursday()
    assert [lay_ahead(at=MONDAY + number * DAY) for number in range(1, 8)] == [0, 0, 1, 0, 0, 0, 0]


def test_1_the_town_says_how_far_ahead(scene: Scene) -> None:
    Practice.objects.create(laid_days=30)
    scene.every_thursday()
    assert len(days()) == 4


def test_2_done_again_nothing_is_laid_twice(scene: Scene) -> None:
    scene.every_thursday()
    with nothing_changes(scene.town.id):
        assert lay_ahead(at=MONDAY) == 0


def test_2_what_was_cancelled_by_hand_is_not_laid_again(scene: Scene) -> None:
    scene.every_thursday()
    cancel(scene.desk, Need.objects.get(for_day=THURSDAY), at=MONDAY)
    assert lay_ahead(at=MONDAY) == 0
    assert days() == [THURSDAY + WEEK]


def test_3_nine_stays_nine_over_the_change_of_clocks(scene: Scene) -> None:
    start = wall(date(2027, 3, 22), 8)
    Practice.objects.create(laid_days=21)
    scene.every_thursday(first_day=date(2027, 3, 23), at=start)
    assert [hour for _regular, _day, hour in laid()] == [9, 9, 9]
    hours = [need.earliest.hour for need in Need.objects.order_by("earliest")]
    assert hours == [8, 7, 7]


@pytest.mark.parametrize(
    ("regular", "before"),
    [
        (date(2026, 12, 25), date(2026, 12, 24)),
        (date(2027, 3, 29), date(2027, 3, 25)),
        (date(2027, 5, 27), date(2027, 5, 26)),
    ],
)
def test_4_a_holiday_is_laid_on_the_working_day_before(scene: Scene, regular: date, before: date) -> None:
    scene.every_thursday(first_day=regular, last_day=regular, at=wall(before - 7 * DAY, 8))
    assert laid() == [(regular, before, 9)]


def test_4_a_monday_holiday_is_in_sight_although_the_days_ahead_end_on_the_friday_before(scene: Scene) -> None:
    Practice.objects.create(laid_days=1)
    scene.every_thursday(first_day=date(2027, 3, 29), at=wall(date(2027, 3, 24), 8))
    assert laid() == [(date(2027, 3, 29), date(2027, 3, 25), 9)]


def test_5_a_holiday_that_was_moved_by_hand_is_where_it_was_moved_to(scene: Scene) -> None:
    christmas = date(2026, 12, 25)
    start = wall(christmas - 14 * DAY, 8)
    rhythm = scene.every_thursday(first_day=christmas, at=start)
    move_day(
        scene.desk, rhythm, day=christmas, instead=Instead(christmas, time(9), time(12)), at=start + timedelta(hours=1)
    )
    assert laid() == [(christmas, christmas, 9)]


def test_6_days_on_which_she_is_away_are_not_laid(scene: Scene) -> None:
    is_away(scene.client.person, THURSDAY - DAY, THURSDAY + DAY)
    scene.every_thursday()
    assert days() == [THURSDAY + WEEK]


def test_6_what_was_laid_before_she_was_known_to_be_away_is_cancelled_at_night_and_laid_again(scene: Scene) -> None:
    scene.is_regular(scene.amira)
    scene.every_thursday()
    Letter.objects.update(state="sent")
    absence = is_away(scene.client.person, THURSDAY)
    lay_ahead(at=MONDAY)
    assert days() == []
    assert Letter.objects.filter(message="assistance.not_needed").count() == 2
    Absence.objects.filter(pk=absence.pk).update(last_day=THURSDAY)
    lay_ahead(at=MONDAY + DAY)
    assert days() == [THURSDAY + WEEK]
    assert visits() == [(THURSDAY + WEEK, "Amira", 9)]


def test_6_nothing_is_laid_for_somebody_who_is_paused(scene: Scene) -> None:
    rhythm = scene.every_thursday()
    type(scene.client).objects.update(status=ClientStatus.PAUSED)
    assert lay_ahead(at=MONDAY + 7 * DAY) == 0
    assert Need.objects.filter(rhythm=rhythm).count() == 2


def test_7_time_that_is_over_is_not_laid(scene: Scene) -> None:
    scene.every_thursday(at=wall(THURSDAY, 12))
    assert days() == [THURSDAY + WEEK, THURSDAY + 2 * WEEK]


def test_a_fortnight_and_a_month_are_laid_on_their_days(scene: Scene) -> None:
    Practice.objects.create(laid_days=40)
    scene.every_thursday(every=Every.FORTNIGHT)
    assert days() == [THURSDAY, THURSDAY + 2 * WEEK, THURSDAY + 4 * WEEK]
    Need.objects.all().delete()
    Rhythm.objects.all().delete()
    scene.every_thursday(every=Every.MONTH)
    assert days() == [THURSDAY, date(2026, 12, 17)]


# --- changing ---------------------------------------------------------------------------------------------------------


def test_8_who_goes_stays_where_day_and_hours_are_the_same_and_learns_the_new_note(scene: Scene) -> None:
    scene.is_regular(scene.amira)
    old = scene.every_thursday()
    before = list(Assignment.objects.order_by("id").values_list("id", flat=True))
    new = change_rhythm(
        scene.desk,
        old,
        rule=rule(first_day=THURSDAY + WEEK),
        asked=Asked(NeedKind.SHOP_AND_DELIVER, wish="Hafermilch"),
        at=MONDAY,
    )
    old.refresh_from_db()
    assert old.last_day == THURSDAY + WEEK - DAY
    assert list(Assignment.objects.order_by("id").values_list("id", flat=True)) == before
    assert [(need.rhythm_id, need.wish) for need in Need.objects.order_by("earliest")] == [
        (old.id, "2 × Milch"),
        (new.id, "Hafermilch"),
    ]
    with nothing_changes(scene.town.id):
        assert lay_ahead(at=MONDAY) == 0


def test_8_other_hours_are_laid_anew_and_what_was_left_out_stays_left_out(scene: Scene) -> None:
    Practice.objects.create(laid_days=28)
    old = scene.every_thursday()
    skip_day(scene.desk, old, day=THURSDAY + 2 * WEEK, at=MONDAY)
    change_rhythm(
        scene.desk, old, rule=rule(first_day=THURSDAY + WEEK, begins=time(14), ends=time(16)), asked=SHOPPING, at=MONDAY
    )
    assert laid() == [
        (THURSDAY, THURSDAY, 9),
        (THURSDAY + WEEK, THURSDAY + WEEK, 14),
        (THURSDAY + 3 * WEEK, THURSDAY + 3 * WEEK, 14),
    ]


def test_8_a_change_from_the_first_day_on_leaves_nothing_of_the_old_one(scene: Scene) -> None:
    old = scene.every_thursday()
    change_rhythm(scene.desk, old, rule=rule(first_day=THURSDAY - DAY), asked=SHOPPING, at=MONDAY)
    old.refresh_from_db()
    assert old.ended_at == MONDAY
    assert days() == [THURSDAY - DAY, THURSDAY - DAY + WEEK]
    with nothing_changes(scene.town.id), pytest.raises(WrongState):
        end_rhythm(scene.desk, old, last_day=THURSDAY, at=MONDAY)


def test_9_what_was_laid_after_the_last_day_is_cancelled(scene: Scene) -> None:
    rhythm = scene.every_thursday()
    end_rhythm(scene.desk, rhythm, last_day=THURSDAY, at=MONDAY)
    assert days() == [THURSDAY]
    assert lay_ahead(at=MONDAY + 2 * WEEK) == 0


def test_9_ended_before_it_begins_nothing_is_left(scene: Scene) -> None:
    rhythm = scene.every_thursday()
    end_rhythm(scene.desk, rhythm, last_day=MONDAY.date(), at=MONDAY)
    assert days() == []
    assert lay_ahead(at=MONDAY) == 0


def test_10_a_day_that_is_left_out_tells_whoever_would_have_gone_and_calls_who_counts_on_it(scene: Scene) -> None:
    scene.is_regular(scene.amira)
    rhythm = scene.every_thursday()
    Letter.objects.update(state="sent")
    call_back_done(scene.desk, CallBack.objects.get(), at=MONDAY)
    skip_day(scene.desk, rhythm, day=THURSDAY, at=MONDAY)
    skip_day(scene.desk, rhythm, day=THURSDAY + WEEK, at=MONDAY)
    assert (days(), visits()) == ([], [])
    assert Letter.objects.filter(message="assistance.not_needed").count() == 2
    due = CallBack.objects.filter(state=CallBackState.DUE)
    # The second week nobody had called her, as Amira comes as always; she counts on it all the same.
    assert [one.reason for one in due] == [CallBackReason.CANCELLED, CallBackReason.CANCELLED]
    assert lay_ahead(at=MONDAY) == 0


@pytest.mark.parametrize("somebody_comes", [True, False])
def test_10_a_day_that_is_left_out_is_said_also_the_first_time(scene: Scene, somebody_comes: bool) -> None:
    if somebody_comes:
        scene.is_regular(scene.amira)
    rhythm = scene.every_thursday()
    skip_day(scene.desk, rhythm, day=THURSDAY, at=MONDAY)
    [due] = CallBack.objects.filter(state=CallBackState.DUE)
    assert (due.reason, due.need.earliest) == (CallBackReason.CANCELLED, wall(THURSDAY, 9))


def test_10_what_nobody_has_said_yet_need_not_be_said_when_the_day_comes_back(scene: Scene) -> None:
    scene.is_regular(scene.amira)
    rhythm = scene.every_thursday()
    call_back_done(scene.desk, CallBack.objects.get(), at=MONDAY)
    skip_day(scene.desk, rhythm, day=THURSDAY + WEEK, at=MONDAY)
    bring_back_day(scene.desk, rhythm, day=THURSDAY + WEEK, at=MONDAY)
    assert not CallBack.objects.filter(state=CallBackState.DUE).exists()
    skip_day(scene.desk, rhythm, day=THURSDAY + WEEK, at=MONDAY)
    call_back_done(scene.desk, CallBack.objects.get(state=CallBackState.DUE), at=MONDAY)
    bring_back_day(scene.desk, rhythm, day=THURSDAY + WEEK, at=MONDAY)
    assert CallBack.objects.get(state=CallBackState.DUE).reason == CallBackReason.WHO_COMES


def test_10_a_day_that_is_brought_back_is_laid_again(scene: Scene) -> None:
    rhythm = scene.every_thursday()
    skip_day(scene.desk, rhythm, day=THURSDAY, at=MONDAY)
    bring_back_day(scene.desk, rhythm, day=THURSDAY, at=MONDAY)
    assert days() == [THURSDAY, THURSDAY + WEEK]
    assert RhythmException.objects.count() == 0
    cancel(scene.desk, Need.objects.get(for_day=THURSDAY), at=MONDAY)
    bring_back_day(scene.desk, rhythm, day=THURSDAY, at=MONDAY)
    assert days() == [THURSDAY, THURSDAY + WEEK]


def test_10_a_day_far_ahead_is_left_out_before_anything_is_laid(scene: Scene) -> None:
    rhythm = scene.every_thursday()
    skip_day(scene.desk, rhythm, day=THURSDAY + 3 * WEEK, at=MONDAY)
    for number in range(30):
        lay_ahead(at=MONDAY + number * DAY)
    assert THURSDAY + 3 * WEEK not in days()
    assert THURSDAY + 4 * WEEK in days()


def test_10_a_moved_day_is_cancelled_and_laid_anew(scene: Scene) -> None:
    rhythm = scene.every_thursday()
    move_day(scene.desk, rhythm, day=THURSDAY, instead=INSTEAD, at=MONDAY)
    assert laid() == [(THURSDAY, THURSDAY + DAY, 14), (THURSDAY + WEEK, THURSDAY + WEEK, 9)]
    assert Need.objects.filter(state=NeedState.CANCELLED).count() == 1
    with nothing_changes(scene.town.id):
        lay_ahead(at=MONDAY)


def test_10_a_visit_that_took_place_stays(scene: Scene) -> None:
    scene.is_regular(scene.amira)
    rhythm = scene.every_thursday()
    after = wall(THURSDAY, 11)
    report(scene.town.volunteer_actor(scene.amira), Assignment.objects.order_by("during")[0], minutes=50, at=after)
    for verb in (
        lambda: skip_day(scene.desk, rhythm, day=THURSDAY, at=after),
        lambda: move_day(scene.desk, rhythm, day=THURSDAY, instead=INSTEAD, at=after),
    ):
        with nothing_changes(scene.town.id), pytest.raises(WrongState):
            verb()


# --- refusals ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"first_day": date(2026, 11, 15)}, "first_day"),
        ({"first_day": date(2028, 11, 19)}, "first_day"),
        ({"last_day": THURSDAY - DAY}, "last_day"),
        ({"last_day": date(9999, 12, 31)}, "last_day"),
        ({"begins": time(12), "ends": time(9)}, "ends"),
        ({"begins": time(9), "ends": time(9, 30)}, "minutes"),
    ],
)
def test_what_cannot_be_right_is_refused_at_its_field(scene: Scene, facts: dict[str, object], field: str) -> None:
    with nothing_changes(scene.town.id), pytest.raises(BadInput) as refused:
        scene.every_thursday(**facts)
    assert refused.value.field == field


def test_what_is_refused_at_intake_is_refused_here_too(scene: Scene) -> None:
    for asked, field in (
        (Asked(NeedKind.ERRAND, wish="mit EC-Karte Geld holen"), "wish"),
        (Asked(NeedKind.ERRAND, minutes=2), "minutes"),
        (Asked(NeedKind.ERRAND, ceiling_cents=0), "ceiling_cents"),
        (Asked(NeedKind.ERRAND, shop_id=4711), "shop"),
    ):
        with nothing_changes(scene.town.id), pytest.raises(BadInput) as refused:
            make_rhythm(scene.desk, client=scene.client, rule=rule(), asked=asked, at=MONDAY)
        assert refused.value.field == field


def test_only_the_desk_changes_what_comes_again(scene: Scene) -> None:
    rhythm = scene.every_thursday()
    amira = scene.town.volunteer_actor(scene.amira)
    for verb in (
        lambda: make_rhythm(amira, client=scene.client, rule=rule(), asked=SHOPPING, at=MONDAY),
        lambda: change_rhythm(amira, rhythm, rule=rule(), asked=SHOPPING, at=MONDAY),
        lambda: end_rhythm(amira, rhythm, last_day=THURSDAY, at=MONDAY),
        lambda: skip_day(amira, rhythm, day=THURSDAY, at=MONDAY),
        lambda: move_day(amira, rhythm, day=THURSDAY, instead=INSTEAD, at=MONDAY),
        lambda: bring_back_day(amira, rhythm, day=THURSDAY, at=MONDAY),
    ):
        with nothing_changes(scene.town.id), pytest.raises(NotAllowed):
            verb()


def test_days_that_are_none_of_the_rhythm_are_not_there(scene: Scene) -> None:
    rhythm = scene.every_thursday()
    with nothing_changes(scene.town.id), pytest.raises(NotThere):
        skip_day(scene.desk, rhythm, day=THURSDAY + DAY, at=MONDAY)
    with nothing_changes(scene.town.id), pytest.raises(WrongState):
        bring_back_day(scene.desk, rhythm, day=THURSDAY, at=MONDAY)


@pytest.mark.parametrize(
    ("instead", "field"),
    [
        (Instead(THURSDAY + 29 * DAY, time(9), time(12)), "day"),
        (Instead(MONDAY.date(), time(8), time(9)), "day"),
        (Instead(THURSDAY, time(9), time(9, 30)), "minutes"),
        (Instead(THURSDAY, time(12), time(9)), "ends"),
    ],
)
def test_a_day_cannot_be_moved_just_anywhere(scene: Scene, instead: Instead, field: str) -> None:
    rhythm = scene.every_thursday()
    with nothing_changes(scene.town.id), pytest.raises(BadInput) as refused:
        move_day(scene.desk, rhythm, day=THURSDAY, instead=instead, at=MONDAY)
    assert refused.value.field == field


def test_an_end_that_lies_behind_is_refused(scene: Scene) -> None:
    rhythm = scene.every_thursday()
    with nothing_changes(scene.town.id), pytest.raises(BadInput) as refused:
        end_rhythm(scene.desk, rhythm, last_day=MONDAY.date() - DAY, at=MONDAY)
    assert refused.value.field == "last_day"
    assert Offer.objects.count() == 0
