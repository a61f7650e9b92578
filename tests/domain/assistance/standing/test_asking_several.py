"""Asking several at once and one after the other: cases 16 to 21 of docs/rules/standing.md."""

from datetime import datetime, timedelta

import pytest

from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer, decline_offer, would_have_come
from lotsenwerk.domain.assistance.actions.cascades import start_cascade, stop_cascade, widen_due
from lotsenwerk.domain.assistance.actions.offers import ask_several, make_offer
from lotsenwerk.domain.assistance.actions.turn_back import cancel
from lotsenwerk.domain.assistance.models import (
    Alert,
    AlertKind,
    AnsweredBy,
    Cascade,
    CascadeState,
    Need,
    NeedState,
    Offer,
    OfferState,
)
from lotsenwerk.domain.journal.queries import story_of
from lotsenwerk.domain.notifications.models import Letter
from lotsenwerk.domain.people.models import Side, Veto, Volunteer
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor, Came
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState
from tests.domain.assistance.standing.scene import Scene
from tests.factories import MONDAY, make_need, make_volunteer
from tests.fingerprint import nothing_changes

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def need(scene: Scene) -> Need:
    return make_need(scene.town, scene.client)


@pytest.fixture
def third(scene: Scene) -> Volunteer:
    return make_volunteer(scene.town, given_name="Yusuf", family_name="Demir")


def asked() -> list[str]:
    """Who was asked, in the order of asking."""
    rows = Offer.objects.order_by("id").select_related("volunteer__person")
    return [row.volunteer.person.given_name for row in rows]


def running() -> bool:
    return Cascade.objects.filter(state=CascadeState.RUNNING).exists()


# --- several at once --------------------------------------------------------------------------------------------------


def test_16_everybody_is_asked_and_the_first_yes_counts(scene: Scene, need: Need) -> None:
    offers = ask_several(scene.desk, need, volunteers=[scene.tesfay, scene.amira], at=MONDAY)
    assert Letter.objects.filter(message="assistance.offer").count() == 2
    Letter.objects.update(state="sent")
    mine = next(one for one in offers if one.volunteer_id == scene.tesfay.id)
    accept_offer(scene.town.volunteer_actor(scene.tesfay), mine, at=MONDAY + MINUTE)
    assert dict(Offer.objects.values_list("volunteer_id", "state")) == {
        scene.tesfay.id: OfferState.ACCEPTED,
        scene.amira.id: OfferState.CLOSED,
    }
    assert Letter.objects.filter(message="assistance.not_needed", to=scene.amira.person).count() == 1


def test_16_where_one_cannot_be_asked_nobody_is(scene: Scene, need: Need) -> None:
    resting = make_volunteer(scene.town, given_name="Olena", is_active=False)
    vetoed = make_volunteer(scene.town, given_name="Mehmet")
    Veto.objects.create(client=scene.client, volunteer=vetoed, said_by=Side.VOLUNTEER, since=MONDAY)
    for volunteer in (resting, vetoed):
        with nothing_changes(scene.town.id), pytest.raises(BadInput) as refused:
            ask_several(scene.desk, need, volunteers=[scene.amira, volunteer], at=MONDAY)
        assert volunteer.person.given_name in str(refused.value)
    with nothing_changes(scene.town.id), pytest.raises(WrongState):
        ask_several(scene.desk, need, volunteers=[scene.amira, scene.amira], at=MONDAY)


def test_16_a_refusal_that_the_caller_shows_leaves_nothing_behind_not_even_that_something_is_new(
    scene: Scene, need: Need
) -> None:
    with nothing_changes(scene.town.id), scene.town.open(), pytest.raises(WrongState):
        ask_several(scene.desk, need, volunteers=[scene.amira, scene.amira], at=MONDAY)


def test_16_who_says_yes_too_late_is_refused_and_written_down_once(scene: Scene, need: Need, third: Volunteer) -> None:
    first, late, silent = ask_several(scene.desk, need, volunteers=[scene.amira, scene.tesfay, third], at=MONDAY)
    accept_offer(scene.town.volunteer_actor(scene.amira), first, at=MONDAY)
    himself = scene.town.volunteer_actor(scene.tesfay)
    with nothing_changes(scene.town.id), pytest.raises(WrongState):
        accept_offer(himself, late, at=MONDAY + MINUTE)
    with nothing_changes(scene.town.id):
        assert not would_have_come(scene.town.volunteer_actor(third), late, at=MONDAY + MINUTE)
        assert not would_have_come(scene.town.volunteer_actor(scene.amira), first, at=MONDAY + MINUTE)
    assert would_have_come(himself, late, at=MONDAY + MINUTE)
    with nothing_changes(scene.town.id):
        assert not would_have_come(himself, late, at=MONDAY + 2 * MINUTE)
    late.refresh_from_db()
    assert (late.state, late.answered_at, late.answered_by) == (
        OfferState.CLOSED,
        MONDAY + MINUTE,
        AnsweredBy.LOGIN,
    )
    silent.refresh_from_db()
    assert (silent.state, silent.answered_by) == (OfferState.CLOSED, "")
    assert [line.verb for line in story_of(("assistance", "need", need.id))][-1] == "would_have_come"


def test_16_nobody_and_a_crowd_are_refused(scene: Scene, need: Need) -> None:
    for volunteers in ([], [scene.amira] * 21):
        with nothing_changes(scene.town.id), pytest.raises(BadInput) as refused:
            ask_several(scene.desk, need, volunteers=volunteers, at=MONDAY)
        assert refused.value.field == "volunteers"


def test_how_the_answer_came_is_kept(scene: Scene, need: Need, third: Volunteer) -> None:
    offers = ask_several(scene.desk, need, volunteers=[scene.amira, scene.tesfay, third], at=MONDAY)
    by_link = Actor(came=Came.LINK, organisation_id=scene.town.id, person_id=scene.amira.person_id)
    ways = [by_link, scene.desk, scene.town.volunteer_actor(third)]
    for actor, offer in zip(ways, offers, strict=True):
        decline_offer(actor, offer, at=MONDAY)
    answers = Offer.objects.order_by("id").values_list("answered_by", flat=True)
    assert list(answers) == [AnsweredBy.LINK, AnsweredBy.TELEPHONE, AnsweredBy.LOGIN]


def test_21_the_last_no_opens_the_need_and_the_desk_sees_it(scene: Scene, need: Need) -> None:
    offers = ask_several(scene.desk, need, volunteers=[scene.amira, scene.tesfay], at=MONDAY)
    decline_offer(scene.desk, offers[0], at=MONDAY)
    need.refresh_from_db()
    assert (need.state, Alert.objects.count()) == (NeedState.OFFERED, 0)
    decline_offer(scene.desk, offers[1], at=MONDAY)
    need.refresh_from_db()
    assert need.state == NeedState.OPEN
    assert [one.kind for one in Alert.objects.filter(need=need)] == [AlertKind.NOBODY_FOUND]


# --- one after the other ----------------------------------------------------------------------------------------------


def test_17_one_is_asked_now_and_the_next_when_the_minutes_have_gone_by(scene: Scene, need: Need) -> None:
    start_cascade(scene.desk, need, wait_minutes=60, at_once=1, at=MONDAY)
    assert len(asked()) == 1
    assert widen_due(at=MONDAY + HOUR - MINUTE) == 0
    assert widen_due(at=MONDAY + HOUR) == 1
    assert widen_due(at=MONDAY + HOUR) == 0
    assert sorted(asked()) == ["Amira", "Tesfay"]


def test_17_several_at_once_and_nobody_twice(scene: Scene, need: Need, third: Volunteer) -> None:
    withdrawn = make_offer(scene.desk, need, volunteer=third, at=MONDAY)
    decline_offer(scene.desk, withdrawn, at=MONDAY)
    start_cascade(scene.desk, need, wait_minutes=5, at_once=2, at=MONDAY)
    assert sorted(asked()) == ["Amira", "Tesfay", "Yusuf"]
    assert widen_due(at=MONDAY + HOUR) == 0
    assert not running()


def test_18_a_no_of_the_last_one_brings_the_next_forward(scene: Scene, need: Need) -> None:
    start_cascade(scene.desk, need, wait_minutes=600, at=MONDAY)
    decline_offer(scene.desk, Offer.objects.select_related("volunteer__person").get(), at=MONDAY + MINUTE)
    assert Alert.objects.count() == 0
    assert widen_due(at=MONDAY + 2 * MINUTE) == 1
    assert sorted(asked()) == ["Amira", "Tesfay"]


def test_19_a_yes_and_a_cancellation_end_it(scene: Scene, need: Need) -> None:
    start_cascade(scene.desk, need, wait_minutes=60, at=MONDAY)
    accept_offer(scene.desk, Offer.objects.select_related("volunteer__person").get(), at=MONDAY)
    assert not running()
    other = make_need(scene.town, scene.client, in_hours=48)
    start_cascade(scene.desk, other, wait_minutes=60, at=MONDAY)
    cancel(scene.desk, other, at=MONDAY)
    assert not running()
    assert widen_due(at=MONDAY + HOUR) == 0


def test_19_when_nobody_is_left_the_desk_sees_it_after_the_last_one_had_her_time(scene: Scene, need: Need) -> None:
    start_cascade(scene.desk, need, wait_minutes=60, at=MONDAY)
    widen_due(at=MONDAY + HOUR)
    assert (running(), Alert.objects.count()) == (True, 0)
    widen_due(at=MONDAY + 2 * HOUR)
    assert (running(), [one.kind for one in Alert.objects.all()]) == (False, [AlertKind.NOBODY_FOUND])
    need.refresh_from_db()
    assert need.state == NeedState.OFFERED


def test_19_when_the_time_is_over_it_ends(scene: Scene) -> None:
    soon = make_need(scene.town, scene.client, in_hours=1, window_hours=1)
    start_cascade(scene.desk, soon, wait_minutes=180, at=MONDAY)
    assert widen_due(at=MONDAY + 3 * HOUR) == 0
    assert (running(), Alert.objects.count()) == (False, 1)


def test_19_somebody_stops_it_and_who_was_asked_can_still_say_yes(scene: Scene, need: Need) -> None:
    start_cascade(scene.desk, need, wait_minutes=60, at=MONDAY)
    stop_cascade(scene.desk, need, at=MONDAY)
    assert widen_due(at=MONDAY + HOUR) == 0
    accept_offer(scene.desk, Offer.objects.select_related("volunteer__person").get(), at=MONDAY)
    with nothing_changes(scene.town.id), pytest.raises(WrongState):
        stop_cascade(scene.desk, need, at=MONDAY)


def test_20_at_night_nobody_is_asked(scene: Scene) -> None:
    at_night = datetime(2026, 11, 16, 23, tzinfo=clock.BERLIN)
    need = make_need(scene.town, scene.client, in_hours=48)
    start_cascade(scene.desk, need, wait_minutes=60, at=at_night)
    assert asked() == []
    assert widen_due(at=at_night + 2 * HOUR) == 0
    assert widen_due(at=at_night + 9 * HOUR + MINUTE) == 1


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"wait_minutes": 4}, "wait_minutes"),
        ({"wait_minutes": 1441}, "wait_minutes"),
        ({"wait_minutes": 60, "at_once": 0}, "at_once"),
        ({"wait_minutes": 60, "at_once": 21}, "at_once"),
    ],
)
def test_waits_and_crowds_that_make_no_sense_are_refused(
    scene: Scene, need: Need, facts: dict[str, int], field: str
) -> None:
    with nothing_changes(scene.town.id), pytest.raises(BadInput) as refused:
        start_cascade(scene.desk, need, **facts, at=MONDAY)
    assert refused.value.field == field


def test_a_second_cascade_a_need_that_is_over_and_strangers_are_refused(scene: Scene, need: Need) -> None:
    amira = scene.town.volunteer_actor(scene.amira)
    with nothing_changes(scene.town.id), pytest.raises(NotAllowed):
        start_cascade(amira, need, wait_minutes=60, at=MONDAY)
    with nothing_changes(scene.town.id), pytest.raises(WrongState):
        start_cascade(scene.desk, need, wait_minutes=60, at=need.latest)
    start_cascade(scene.desk, need, wait_minutes=60, at=MONDAY)
    with nothing_changes(scene.town.id), pytest.raises(WrongState):
        start_cascade(scene.desk, need, wait_minutes=60, at=MONDAY)
    with nothing_changes(scene.town.id), pytest.raises(NotAllowed):
        stop_cascade(amira, need, at=MONDAY)


def test_where_nobody_can_be_asked_it_does_not_begin(scene: Scene, need: Need) -> None:
    for volunteer in (scene.amira, scene.tesfay):
        decline_offer(scene.desk, make_offer(scene.desk, need, volunteer=volunteer, at=MONDAY), at=MONDAY)
    with nothing_changes(scene.town.id), pytest.raises(BadInput):
        start_cascade(scene.desk, need, wait_minutes=60, at=MONDAY)
