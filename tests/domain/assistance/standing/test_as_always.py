"""Who goes as always: cases 11 to 15 of docs/rules/standing.md."""

from datetime import date, datetime, time, timedelta

import pytest

from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.laying import lay_ahead
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.actions.single_days import Instead, move_day
from lotsenwerk.domain.assistance.actions.turn_back import replace_volunteer
from lotsenwerk.domain.assistance.actions.watch import watch
from lotsenwerk.domain.assistance.models import (
    Alert,
    AlertKind,
    AnsweredBy,
    Assignment,
    CallBack,
    CallBackReason,
    Need,
    NeedState,
    Offer,
    OfferState,
)
from lotsenwerk.domain.journal.models import Line
from lotsenwerk.domain.notifications.models import Letter
from lotsenwerk.domain.people.actions.ladder import move_volunteer
from lotsenwerk.domain.people.models import OtherHours, Side, Veto
from lotsenwerk.kit import clock
from tests.domain.assistance.standing.scene import THURSDAY, WEEK, Scene, days, is_away, visits
from tests.factories import MONDAY, make_client, make_need
from tests.fingerprint import nothing_changes

DAY = timedelta(days=1)


def test_11_the_regular_goes_without_a_question_and_is_told_at_once(scene: Scene) -> None:
    scene.is_regular(scene.amira)
    scene.every_thursday()
    assert visits() == [(THURSDAY, "Amira", 9), (THURSDAY + WEEK, "Amira", 9)]
    assert set(Need.objects.values_list("state", flat=True)) == {NeedState.STAFFED}
    assert {(one.state, one.answered_by) for one in Offer.objects.all()} == {(OfferState.ACCEPTED, AnsweredBy.STANDING)}
    letters = Letter.objects.filter(to=scene.amira.person)
    assert {letter.message for letter in letters} == {"assistance.standing"}
    assert len(letters) == 2
    assert Line.objects.filter(verb="go_as_always", about_person_id=scene.amira.person_id).count() == 2


def test_11_without_a_regular_nobody_is_asked_and_nobody_is_alarmed(scene: Scene) -> None:
    scene.every_thursday()
    assert (Offer.objects.count(), Alert.objects.count()) == (0, 0)
    assert set(Need.objects.values_list("state", flat=True)) == {NeedState.OPEN}


def test_11_a_yes_that_has_ended_does_not_count(scene: Scene) -> None:
    yes = scene.is_regular(scene.amira)
    type(yes).objects.update(ended_at=MONDAY)
    scene.every_thursday()
    assert (visits(), Alert.objects.count()) == ([], 0)


def test_11_her_usual_hours_are_not_asked(scene: Scene) -> None:
    scene.amira.availability.all().delete()
    scene.is_regular(scene.amira)
    scene.every_thursday()
    assert len(visits()) == 2


def _away(scene: Scene) -> None:
    is_away(scene.amira.person, THURSDAY, THURSDAY)


def _other_hours(scene: Scene) -> None:
    OtherHours.objects.create(volunteer=scene.amira, on=THURSDAY, begins=time(11), ends=time(13), is_free=False)


def _somewhere_else(scene: Scene) -> None:
    at_ten = datetime(2026, 11, 19, 8, tzinfo=clock.BERLIN)
    need = make_need(scene.town, make_client(scene.town, family_name="Kolb"), at=at_ten, in_hours=1, minutes=170)
    accept_offer(scene.desk, make_offer(scene.desk, need, volunteer=scene.amira, at=MONDAY), at=MONDAY)


@pytest.mark.parametrize("hindrance", [_away, _other_hours, _somewhere_else])
def test_14_where_she_cannot_the_desk_sees_it_and_the_need_is_open(scene: Scene, hindrance) -> None:  # noqa: ANN001
    scene.is_regular(scene.amira)
    hindrance(scene)
    scene.every_thursday()
    need = Need.objects.get(for_day=THURSDAY)
    assert need.state == NeedState.OPEN
    assert [(one.need, one.kind) for one in Alert.objects.all()] == [(need, AlertKind.VOLUNTEER_AWAY)]
    assert visits()[-1] == (THURSDAY + WEEK, "Amira", 9)


def test_14_a_veto_and_a_pause_stand_above_every_yes(scene: Scene) -> None:
    scene.is_regular(scene.amira)
    scene.is_regular(scene.tesfay)
    Veto.objects.create(client=scene.client, volunteer=scene.amira, said_by=Side.CLIENT, since=MONDAY)
    move_volunteer(scene.desk, scene.tesfay, "pause", at=MONDAY)
    scene.every_thursday()
    assert visits() == []
    assert Alert.objects.filter(kind=AlertKind.VOLUNTEER_AWAY).count() == 2


def test_14_the_second_regular_goes_where_the_first_cannot(scene: Scene) -> None:
    scene.is_regular(scene.amira)
    scene.is_regular(scene.tesfay)
    is_away(scene.amira.person, THURSDAY, THURSDAY)
    scene.every_thursday()
    assert visits() == [(THURSDAY, "Tesfay", 9), (THURSDAY + WEEK, "Amira", 9)]
    # Somebody else than last time: both weeks somebody calls Mrs Weber.
    assert CallBack.objects.count() == 2


def test_12_only_what_differs_from_last_time_makes_a_call(scene: Scene) -> None:
    scene.is_regular(scene.amira)
    scene.every_thursday()
    for week in range(1, 5):
        lay_ahead(at=MONDAY + week * WEEK)
    assert len(visits()) == 6
    assert [one.need.for_day for one in CallBack.objects.all()] == [THURSDAY]
    assert Assignment.objects.values("code_word").distinct().count() == 1


def test_12_another_hour_makes_a_call(scene: Scene) -> None:
    scene.is_regular(scene.amira)
    need = make_need(
        scene.town,
        make_client(scene.town, family_name="Kolb"),
        at=datetime(2026, 11, 26, 8, tzinfo=clock.BERLIN),
        in_hours=1,
    )
    accept_offer(scene.desk, make_offer(scene.desk, need, volunteer=scene.amira, at=MONDAY), at=MONDAY)
    CallBack.objects.all().delete()
    scene.every_thursday()
    assert (THURSDAY + WEEK, "Amira", 10) in visits()
    assert CallBack.objects.filter(need__rhythm__isnull=False).count() == 2


def test_12_she_begins_at_the_hour_of_last_time(scene: Scene) -> None:
    scene.is_regular(scene.amira)
    scene.every_thursday()
    begin = datetime(2026, 11, 26, 10, 30, tzinfo=clock.BERLIN)
    Assignment.objects.filter(need__for_day=THURSDAY + WEEK).update(during=(begin, begin + timedelta(hours=1)))
    lay_ahead(at=MONDAY + WEEK)
    last = Assignment.objects.get(need__for_day=THURSDAY + 2 * WEEK)
    assert clock.local(last.during.lower).time() == time(10, 30)


def test_12_the_hour_of_last_time_is_that_of_the_wall_over_the_change_of_clocks(scene: Scene) -> None:
    scene.is_regular(scene.amira)
    start = datetime(2027, 3, 15, 8, tzinfo=clock.BERLIN)
    scene.every_thursday(first_day=date(2027, 3, 23), at=start)
    lay_ahead(at=start + WEEK)
    assert [hour for _day, _name, hour in visits()] == [9, 9]
    assert CallBack.objects.count() == 1


def test_12_who_counts_on_her_regular_hears_that_somebody_else_comes(scene: Scene) -> None:
    scene.is_regular(scene.amira)
    scene.every_thursday()
    visit = Assignment.objects.select_related("volunteer__person").get(need__for_day=THURSDAY + WEEK)
    replace_volunteer(scene.town.volunteer_actor(scene.amira), visit, at=MONDAY)
    offer = make_offer(scene.desk, visit.need, volunteer=scene.tesfay, at=MONDAY)
    accept_offer(scene.desk, offer, at=MONDAY)
    told = CallBack.objects.get(need=visit.need)
    assert told.reason == CallBackReason.SOMEBODY_ELSE_COMES


def test_13_on_another_day_the_regular_is_asked(scene: Scene) -> None:
    scene.is_regular(scene.amira)
    rhythm = scene.every_thursday()
    instead = Instead(THURSDAY + DAY, time(9), time(12))
    move_day(scene.desk, rhythm, day=THURSDAY, instead=instead, at=MONDAY)
    need = Need.objects.get(for_day=THURSDAY)
    assert need.state == NeedState.OFFERED
    assert [(one.volunteer, one.state) for one in need.offers.all()] == [(scene.amira, OfferState.OPEN)]
    assert visits() == [(THURSDAY + WEEK, "Amira", 9)]


def test_13_before_a_holiday_the_regular_is_asked(scene: Scene) -> None:
    scene.is_regular(scene.amira)
    christmas = date(2026, 12, 25)
    scene.every_thursday(first_day=christmas, at=datetime(2026, 12, 14, 8, tzinfo=clock.BERLIN))
    assert days() == [christmas]
    assert Need.objects.get().state == NeedState.OFFERED


def test_15_who_is_away_after_her_yes_is_seen_once(scene: Scene) -> None:
    scene.is_regular(scene.amira)
    scene.every_thursday()
    is_away(scene.amira.person, THURSDAY, THURSDAY, noted=MONDAY + timedelta(hours=1))
    at = MONDAY + timedelta(hours=2)
    assert watch(at=at) == 1
    assert Alert.objects.get().kind == AlertKind.VOLUNTEER_AWAY
    Alert.objects.update(state="done")
    with nothing_changes(scene.town.id):
        assert watch(at=at + timedelta(hours=1)) == 0
    is_away(scene.amira.person, THURSDAY, THURSDAY + WEEK, noted=at + timedelta(hours=2))
    assert watch(at=at + timedelta(hours=3)) == 2
