"""Reminders and the watch over what nobody ended: cases 22 and 23 of docs/rules/standing.md."""

from datetime import datetime, timedelta

import pytest

from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.finish import report
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.actions.remind import remind
from lotsenwerk.domain.assistance.actions.turn_back import replace_volunteer
from lotsenwerk.domain.assistance.actions.watch import watch
from lotsenwerk.domain.assistance.models import Alert, AlertKind, Assignment, Practice
from lotsenwerk.domain.notifications.models import Letter
from lotsenwerk.kit import clock
from tests.domain.assistance.standing.scene import Scene
from tests.factories import MONDAY, make_need
from tests.fingerprint import nothing_changes

EVENING = datetime(2026, 11, 16, 18, tzinfo=clock.BERLIN)
MINUTE = timedelta(minutes=1)


def going(scene: Scene, *, said_yes: datetime = MONDAY) -> Assignment:
    """Amira goes tomorrow at ten."""
    offer = make_offer(scene.desk, make_need(scene.town, scene.client), volunteer=scene.amira, at=MONDAY)
    accept_offer(scene.desk, offer, at=said_yes)
    return Assignment.objects.select_related("volunteer__person").get()


def letters(message: str) -> int:
    return Letter.objects.filter(message=f"assistance.{message}").count()


@pytest.fixture
def visit(scene: Scene) -> Assignment:
    return going(scene)


def test_22_the_helper_is_asked_once_and_the_desk_sees_it(scene: Scene, visit: Assignment) -> None:
    over = visit.during.upper + timedelta(minutes=120)
    with nothing_changes(scene.town.id):
        assert watch(at=over - MINUTE) == 0
    assert watch(at=over) == 1
    assert (letters("nobody_ended"), [one.kind for one in Alert.objects.all()]) == (1, [AlertKind.NOBODY_ENDED])
    with nothing_changes(scene.town.id):
        assert watch(at=over + MINUTE) == 0
    Alert.objects.update(state="done")
    with nothing_changes(scene.town.id):
        assert watch(at=over + timedelta(days=2)) == 0


def test_22_the_town_says_how_long_it_waits(scene: Scene, visit: Assignment) -> None:
    Practice.objects.create(nobody_ended_after=30)
    assert watch(at=visit.during.upper + timedelta(minutes=30)) == 1


def test_22_what_was_reported_is_not_asked_about(scene: Scene, visit: Assignment) -> None:
    report(scene.desk, visit, minutes=50, at=visit.during.upper)
    with nothing_changes(scene.town.id):
        assert watch(at=visit.during.upper + timedelta(days=1)) == 0


def test_23_who_goes_tomorrow_is_reminded_once(scene: Scene, visit: Assignment) -> None:
    with nothing_changes(scene.town.id):
        assert remind(at=EVENING - MINUTE) == 0
    assert remind(at=EVENING) == 1
    with nothing_changes(scene.town.id):
        assert remind(at=EVENING + 10 * MINUTE) == 0
        assert remind(at=EVENING + timedelta(days=1)) == 0
    letter = Letter.objects.get(message="assistance.reminder")
    assert (letter.to, letter.told["params"]["word"]) == (scene.amira.person, visit.code_word)


def test_23_not_in_the_middle_of_the_night(scene: Scene, visit: Assignment) -> None:
    with nothing_changes(scene.town.id):
        assert remind(at=EVENING + timedelta(hours=3)) == 0


def test_23_who_said_yes_a_moment_ago_needs_no_reminder(scene: Scene) -> None:
    going(scene, said_yes=EVENING - timedelta(minutes=59))
    with nothing_changes(scene.town.id):
        assert remind(at=EVENING) == 0


def test_23_who_does_not_come_after_all_is_not_reminded(scene: Scene, visit: Assignment) -> None:
    remind(at=EVENING)
    replace_volunteer(scene.town.volunteer_actor(scene.amira), visit, at=EVENING)
    assert Letter.objects.filter(message="assistance.reminder", state="waiting").count() == 0
    with nothing_changes(scene.town.id):
        assert remind(at=EVENING + MINUTE) == 0
