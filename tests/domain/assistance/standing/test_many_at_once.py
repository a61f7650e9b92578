"""Two workers and two desks in the same moment: nothing is laid, asked or written twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connections

from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.cascades import start_cascade, widen_due
from lotsenwerk.domain.assistance.actions.laying import lay_ahead, lay_rhythm
from lotsenwerk.domain.assistance.actions.offers import ask_several, make_offer
from lotsenwerk.domain.assistance.actions.remind import remind
from lotsenwerk.domain.assistance.actions.single_days import skip_day
from lotsenwerk.domain.assistance.actions.watch import watch
from lotsenwerk.domain.assistance.models import Alert, Assignment, Need, Offer, Rhythm, RhythmException
from lotsenwerk.domain.notifications.models import Letter
from lotsenwerk.domain.people.models import Volunteer
from lotsenwerk.kit import clock
from lotsenwerk.kit.errors import Refused, WrongState
from tests.at_once import at_once
from tests.domain.assistance.standing.scene import THURSDAY, WEEK, days, make_scene, visits
from tests.factories import MONDAY, make_client, make_need

pytestmark = pytest.mark.usefixtures("committed")

MANY = 6


def test_many_workers_lay_each_day_once_and_each_regular_is_told_once() -> None:
    scene = make_scene()
    with scene.town.open():
        scene.is_regular(scene.amira)
        scene.every_thursday(at=MONDAY)

    def night() -> int:
        with scene.town.open():
            return lay_ahead(at=MONDAY + WEEK)

    assert sorted(at_once([night] * MANY)) == [0] * (MANY - 1) + [1]
    with scene.town.open():
        assert days() == [THURSDAY, THURSDAY + WEEK, THURSDAY + 2 * WEEK]
        assert len(visits()) == 3
        assert Letter.objects.filter(message="assistance.standing").count() == 3


def test_two_clients_with_the_same_regular_at_the_same_hour_get_her_once() -> None:
    scene = make_scene()
    with scene.town.open():
        first = scene.client
        ids = []
        for client in (first, make_client(scene.town, family_name="Kolb")):
            scene.client = client
            scene.is_regular(scene.amira)
            rhythm = scene.every_thursday(at=MONDAY, first_day=THURSDAY + 3 * WEEK, last_day=THURSDAY + 3 * WEEK)
            Rhythm.objects.filter(pk=rhythm.pk).update(minutes=100)
            ids.append(rhythm.pk)

    def laying(rhythm_id: int):  # noqa: ANN202
        def night() -> int:
            with scene.town.open():
                return lay_rhythm(rhythm_id, at=MONDAY + 2 * WEEK)

        return night

    assert at_once([laying(ids[0]), laying(ids[1])]) == [1, 1]
    with scene.town.open():
        assert len(visits()) == 1
        assert [one.kind for one in Alert.objects.all()] == ["volunteer_away"]


def test_whoever_gives_somebody_a_visit_has_her_to_himself_until_it_stands() -> None:
    """Two inserts into an exclusion constraint would each wait for the other: the database would kill one of them."""
    scene = make_scene()
    with scene.town.open():
        offer = make_offer(scene.desk, make_need(scene.town, scene.client), volunteer=scene.amira, at=MONDAY)

    def may_begin() -> bool:
        with scene.town.open():
            rows = Volunteer.objects.select_for_update(of=("self",), no_key=True, skip_locked=True)
            return rows.filter(pk=scene.amira.pk).exists()

    assert at_once([may_begin]) == [True]
    with scene.town.open():
        accept_offer(scene.desk, offer, at=MONDAY)
        with ThreadPoolExecutor(1) as thread:
            assert thread.submit(in_a_line_of_its_own, may_begin).result(timeout=30) is False


def in_a_line_of_its_own(step: Callable[[], bool]) -> bool:
    try:
        return step()
    finally:
        connections.close_all()


def test_laying_and_leaving_out_in_one_moment_leave_nothing_standing() -> None:
    scene = make_scene()
    with scene.town.open():
        rhythm = scene.every_thursday(at=MONDAY)
    third = THURSDAY + 2 * WEEK

    def night() -> int:
        with scene.town.open():
            return lay_ahead(at=MONDAY + WEEK)

    def skip() -> int:
        with scene.town.open():
            skip_day(scene.desk, rhythm, day=third, at=MONDAY + WEEK)
            return 0

    at_once([night, skip, night])
    with scene.town.open():
        assert third not in days()
        assert RhythmException.objects.count() == 1


def test_many_workers_do_one_step_of_a_cascade_once() -> None:
    scene = make_scene()
    with scene.town.open():
        start_cascade(scene.desk, make_need(scene.town, scene.client), wait_minutes=60, at=MONDAY)

    def minute() -> int:
        with scene.town.open():
            return widen_due(at=MONDAY + timedelta(hours=1))

    assert sum(at_once([minute] * MANY)) == 1
    with scene.town.open():
        assert Offer.objects.count() == 2


def test_two_desks_that_ask_the_same_ask_everybody_once() -> None:
    scene = make_scene()
    with scene.town.open():
        need = make_need(scene.town, scene.client)

    def ask(volunteers: list[object]):  # noqa: ANN202
        def desk() -> int:
            with scene.town.open():
                return len(ask_several(scene.desk, need, volunteers=volunteers, at=MONDAY))

        return desk

    answers = at_once([ask([scene.amira, scene.tesfay]), ask([scene.tesfay, scene.amira])])
    assert sorted(isinstance(answer, Refused) for answer in answers) == [False, True]
    assert any(isinstance(answer, WrongState) for answer in answers)
    with scene.town.open():
        assert Offer.objects.count() == 2


def test_many_watchdogs_and_reminders_write_once() -> None:
    scene = make_scene()
    with scene.town.open():
        offer = make_offer(scene.desk, make_need(scene.town, scene.client), volunteer=scene.amira, at=MONDAY)
        accept_offer(scene.desk, offer, at=MONDAY)

    def evening() -> int:
        with scene.town.open():
            return remind(at=datetime(2026, 11, 16, 18, 5, tzinfo=clock.BERLIN))

    def next_day() -> int:
        with scene.town.open():
            return watch(at=MONDAY + timedelta(days=1, hours=4))

    assert sum(at_once([evening] * MANY)) == 1
    assert sum(at_once([next_day] * MANY)) == 1
    with scene.town.open():
        assert Letter.objects.filter(message__in=["assistance.reminder", "assistance.nobody_ended"]).count() == 2
        assert (Alert.objects.count(), Assignment.objects.count(), Need.objects.count()) == (1, 1, 1)
