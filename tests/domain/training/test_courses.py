"""Courses from the draft to the end: what each state allows, who is told, what changes nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lotsenwerk.domain.gatherings.actions.keep_list import Terms
from lotsenwerk.domain.gatherings.actions.sign_up import Party
from lotsenwerk.domain.gatherings.models import SignUpState
from lotsenwerk.domain.notifications.models import Letter
from lotsenwerk.domain.organisations.actions.found import list_partner
from lotsenwerk.domain.organisations.models import Kind
from lotsenwerk.domain.people.models import Qualification, QualificationKind
from lotsenwerk.domain.training.actions.keep_course import (
    About,
    announce,
    cancel_course,
    change_course,
    change_terms,
    end_course,
    make_course,
    seat_by_hand,
)
from lotsenwerk.domain.training.actions.keep_session import add_session, cancel_session, change_session
from lotsenwerk.domain.training.actions.remind import remind
from lotsenwerk.domain.training.actions.take_part import join_course, leave_course
from lotsenwerk.domain.training.models import CourseCarrier, CourseKind, CourseState, Reach
from lotsenwerk.domain.training.queries import (
    certificate_for,
    course_for,
    courses,
    own_course,
    own_courses,
    senders_of,
    session_for,
)
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere, WrongState
from tests.domain.training.scene import BASIC, DAY, FIRST, HOUR, OVER, SECOND, Scene, date, make_scene
from tests.factories import MONDAY, make_town
from tests.fingerprint import nothing_changes


def letters(key: str) -> list[str]:
    """To whom letters of this kind were written, by given names."""
    rows = Letter.objects.filter(message=key).select_related("to").order_by("id")
    return [letter.to.given_name for letter in rows]


def test_a_draft_is_seen_by_the_desk_alone_and_an_announced_course_by_those_whom_it_is_for(scene: Scene) -> None:
    with scene.town.open():
        draft = make_course(scene.desk, BASIC, Terms(), dates=[date()], at=MONDAY)
        assert {line.course.pk for line in courses(scene.desk)} == {draft.pk, scene.made.pk}
        assert [own.line.course.pk for own in own_courses(scene.actor(), MONDAY)] == [scene.made.pk]
        with pytest.raises(NotThere):
            own_course(scene.actor(), draft.ref, MONDAY)
        assert own_course(scene.actor(), scene.made.ref, MONDAY).line.units == 8


def test_without_another_word_people_can_sign_up_until_the_first_date_begins(scene: Scene) -> None:
    with scene.town.open():
        assert scene.course.sign_up_list.closes_at == FIRST
        with nothing_changes(scene.town.id), pytest.raises(WrongState):
            scene_signs_up_late(scene)


def scene_signs_up_late(scene: Scene) -> None:
    person = scene.people.setdefault("Amira", scene.volunteer()).person
    join_course(scene.actor(), scene.course, Party(person=person), at=FIRST)


@pytest.fixture(autouse=True)
def amira(request: pytest.FixtureRequest) -> None:
    """Amira is entered before anything is looked at, so that only verbs of courses can change something."""
    if "scene" in request.fixturenames:
        scene: Scene = request.getfixturevalue("scene")
        with scene.town.open():
            scene.volunteer()


def test_a_course_is_not_announced_without_a_date_ahead_or_a_place(scene: Scene) -> None:
    with scene.town.open():
        bare = make_course(scene.desk, BASIC, Terms(), at=MONDAY)
        past = make_course(scene.desk, BASIC, Terms(), dates=[date(MONDAY - DAY)], at=MONDAY)
        nowhere = make_course(scene.desk, replace(BASIC, place=""), Terms(), dates=[date()], at=MONDAY)
        unlinked = make_course(scene.desk, replace(BASIC, is_online=True), Terms(), dates=[date()], at=MONDAY)
        with nothing_changes(scene.town.id):
            for course in (bare, past, nowhere, unlinked, scene.course):
                with pytest.raises(WrongState):
                    announce(scene.desk, course, at=MONDAY)


@pytest.mark.parametrize(
    ("about", "field"),
    [
        (replace(BASIC, title=" "), "title"),
        (replace(BASIC, title="x" * 121), "title"),
        (replace(BASIC, attendance_percent=0), "attendance_percent"),
        (replace(BASIC, attendance_percent=101), "attendance_percent"),
        (replace(BASIC, grants_months=0), "grants_months"),
        (replace(BASIC, grants=""), "grants"),
        (replace(BASIC, reach=Reach.JOINT), "senders"),
        (replace(BASIC, reach=Reach.STATE), "is_online"),
    ],
)
def test_facts_that_cannot_be_right_are_refused_at_their_field(scene: Scene, about: About, field: str) -> None:
    with scene.town.open(), nothing_changes(scene.town.id):
        for verb in (
            lambda: make_course(scene.desk, about, Terms(), at=MONDAY),
            lambda: change_course(scene.desk, scene.course, about, at=MONDAY),
        ):
            with pytest.raises(BadInput) as refused:
                verb()
            assert refused.value.field == field


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (replace(date(), units=0), "units"),
        (replace(date(), units=13), "units"),
        (replace(date(), units=6), "units"),
        (replace(date(), ends=FIRST), "ends"),
        (replace(date(), topic="x" * 161), "topic"),
    ],
)
def test_a_date_whose_units_do_not_fit_in_is_refused(scene: Scene, wrong: object, field: str) -> None:
    with scene.town.open():
        first = scene.sessions[0]
        with nothing_changes(scene.town.id):
            for verb in (
                lambda: add_session(scene.desk, scene.course, wrong, at=MONDAY),  # type: ignore[arg-type]
                lambda: change_session(scene.desk, first, wrong, at=MONDAY),  # type: ignore[arg-type]
            ):
                with pytest.raises(BadInput) as refused:
                    verb()
                assert refused.value.field == field


def test_several_carriers_hold_a_course_together_and_only_partners_of_the_town_do(scene: Scene) -> None:
    there = make_town("Lampertheim", "06431013")
    with there.open():
        theirs = list_partner(there.actor("administrator"), kind=Kind.CARRIER, name="Fremde", at=MONDAY)
    with scene.town.open():
        administrator = scene.town.actor("administrator")
        ours = list_partner(administrator, kind=Kind.CARRIER, name="Caritas", at=MONDAY)
        joint = replace(BASIC, carrier=ours, reach=Reach.JOINT, senders=[scene.town.organisation, ours])
        made = make_course(scene.desk, joint, Terms(), at=MONDAY)
        assert list(senders_of(made)) == [scene.town.id, ours.pk]
        change_course(scene.desk, made, replace(BASIC, carrier=ours), at=MONDAY)
        assert not CourseCarrier.objects.exists()
        with nothing_changes(scene.town.id):
            for wrong in (replace(BASIC, carrier=theirs), replace(joint, senders=[theirs])):
                with pytest.raises(NotThere):
                    make_course(scene.desk, wrong, Terms(), at=MONDAY)


def test_whoever_moves_up_is_told_at_once(scene: Scene) -> None:
    with scene.town.open():
        change_terms(scene.desk, scene.course, Terms(seats=1), at=MONDAY)
        first = scene.signs_up()
        assert scene.signs_up("Rana").state == SignUpState.WAITING
        assert own_course(scene.actor("Rana"), scene.made.ref, MONDAY).before == 0
        scene.signs_up("Olena")
        assert own_course(scene.actor("Olena"), scene.made.ref, MONDAY).before == 1
        leave_course(scene.actor(), scene.course, first, at=MONDAY + HOUR)
        assert letters("training.moved_up") == ["Rana"]
        change_terms(scene.desk, scene.course, Terms(seats=2), at=MONDAY + HOUR)
        assert letters("training.moved_up") == ["Rana", "Olena"]


def test_the_desk_gives_a_free_seat_after_the_closing(scene: Scene) -> None:
    with scene.town.open():
        change_terms(scene.desk, scene.course, Terms(seats=1, closes_at=FIRST), at=MONDAY)
        first, second = scene.signs_up(), scene.signs_up("Rana")
        assert list(leave_course(scene.desk, scene.course, first, at=FIRST)) == []
        assert seat_by_hand(scene.desk, scene.course, second, at=FIRST).state == SignUpState.SIGNED_UP
        assert letters("training.moved_up") == ["Rana"]


def test_whom_the_desk_signs_up_is_written_to_and_a_guest_has_to_be_called(scene: Scene) -> None:
    with scene.town.open():
        join_course(scene.desk, scene.course, Party(person=scene.volunteer().person), at=MONDAY)
        join_course(scene.desk, scene.course, Party(guest_name="Frau Blum"), at=MONDAY)
        assert letters("training.signed_up") == ["Amira"]
        assert cancel_course(scene.desk, scene.course, at=MONDAY) == 1
        assert letters("training.cancelled") == ["Amira"]


def test_seminars_and_reflection_talks_are_for_those_who_are_active_already(scene: Scene) -> None:
    with scene.town.open():
        about = About(CourseKind.REFLECTION, "Reflexionsgespräch", place="Rathaus")
        talk = make_scene(about, town=scene.town)
        talk.people = scene.people
        with nothing_changes(scene.town.id):
            with pytest.raises(NotAllowed):
                talk.signs_up()
            with pytest.raises(NotThere):
                own_course(talk.actor(), talk.made.ref, MONDAY)
        assert talk.made.pk not in {own.line.course.pk for own in own_courses(talk.actor(), MONDAY)}
        qualification = Qualification.objects.create(
            volunteer=talk.volunteer(), kind=QualificationKind.BASIC_GUIDE, granted_on=MONDAY, valid_until=MONDAY - DAY
        )
        with pytest.raises(NotAllowed):
            talk.signs_up()
        Qualification.objects.filter(pk=qualification.pk).update(valid_until=None)
        assert talk.signs_up().state == SignUpState.SIGNED_UP


def test_a_date_that_moves_is_told_and_its_entry_in_calendars_counts_on(scene: Scene) -> None:
    with scene.town.open():
        scene.signs_up()
        first, second = scene.sessions
        change_session(scene.desk, first, replace(date(), topic="Rolle"), at=MONDAY)
        assert letters("training.date_changed") == []
        change_session(scene.desk, first, date(FIRST + HOUR), at=MONDAY)
        assert letters("training.date_changed") == ["Amira"]
        assert cancel_session(scene.desk, second, at=MONDAY) == 0
        assert letters("training.date_cancelled") == ["Amira"]
        assert [one.changes for one in scene.sessions] == [2, 1]
        change_course(scene.desk, scene.course, replace(BASIC, place="Bürgerhaus"), at=MONDAY)
        assert [one.changes for one in scene.sessions] == [3, 2]
        with nothing_changes(scene.town.id), pytest.raises(WrongState):
            cancel_session(scene.desk, second, at=MONDAY)


def test_an_ended_or_cancelled_course_is_not_changed_any_more(scene: Scene) -> None:
    with scene.town.open():
        signed = scene.signs_up()
        other = make_scene(town=scene.town)
        cancel_course(scene.desk, other.course, at=MONDAY)
        scene.end()
        for course, session in ((scene.course, scene.sessions[0]), (other.course, other.sessions[0])):
            with nothing_changes(scene.town.id):
                for verb in (
                    lambda course=course: change_course(scene.desk, course, BASIC, at=OVER),
                    lambda course=course: change_terms(scene.desk, course, Terms(seats=20), at=OVER),
                    lambda course=course: add_session(scene.desk, course, date(), at=OVER),
                    lambda session=session: change_session(scene.desk, session, date(), at=OVER),
                    lambda session=session: cancel_session(scene.desk, session, at=OVER),
                    lambda course=course: announce(scene.desk, course, at=OVER),
                    lambda course=course: cancel_course(scene.desk, course, at=OVER),
                    lambda course=course: end_course(scene.desk, course, at=OVER),
                    lambda: leave_course(scene.actor(), scene.course, signed, at=OVER),
                ):
                    with pytest.raises(WrongState):
                        verb()


def test_a_course_does_not_end_before_its_last_date(scene: Scene) -> None:
    with scene.town.open():
        with nothing_changes(scene.town.id), pytest.raises(WrongState):
            scene.end(SECOND)
        assert scene.end(SECOND + 4 * HOUR).state == CourseState.ENDED


def test_everybody_with_a_seat_is_reminded_once_the_evening_before(scene: Scene) -> None:
    evening = FIRST - DAY + timedelta(hours=8)
    with scene.town.open():
        scene.signs_up()
        change_terms(scene.desk, scene.course, Terms(seats=1), at=MONDAY)
        scene.signs_up("Rana")
        assert remind(at=evening - 3 * HOUR) == 0
        assert remind(at=evening - DAY) == 0
        assert remind(at=evening) == 1
        assert remind(at=evening + HOUR) == 0
        assert letters("training.reminder") == ["Amira"]
        assert remind(at=evening + DAY) == 1
        cancel_session(scene.desk, scene.sessions[1], at=MONDAY)
        assert letters("training.reminder") == ["Amira", "Amira"]


def test_only_the_desk_keeps_courses_and_only_a_coordinator_ends_one(scene: Scene) -> None:
    with scene.town.open():
        signed, first = scene.signs_up(), scene.sessions[0]
        course = scene.course
        with nothing_changes(scene.town.id):
            for actor in (scene.actor(), scene.town.actor("clerk"), scene.town.actor("administrator")):
                for verb in (
                    lambda actor=actor: make_course(actor, BASIC, Terms(), at=MONDAY),
                    lambda actor=actor: change_course(actor, course, BASIC, at=MONDAY),
                    lambda actor=actor: change_terms(actor, course, Terms(seats=3), at=MONDAY),
                    lambda actor=actor: announce(actor, course, at=MONDAY),
                    lambda actor=actor: cancel_course(actor, course, at=MONDAY),
                    lambda actor=actor: end_course(actor, course, at=OVER),
                    lambda actor=actor: add_session(actor, course, date(), at=MONDAY),
                    lambda actor=actor: change_session(actor, first, date(), at=MONDAY),
                    lambda actor=actor: cancel_session(actor, first, at=MONDAY),
                    lambda actor=actor: seat_by_hand(actor, course, signed, at=MONDAY),
                ):
                    with pytest.raises(NotAllowed):
                        verb()
                assert list(courses(actor)) == []
                for read in (course_for, session_for, certificate_for):
                    with pytest.raises(NotThere):
                        read(actor, course.pk)
            with pytest.raises(NotAllowed):
                end_course(scene.town.actor("assistant"), course, at=OVER)


def test_the_other_town_is_not_there(scene: Scene) -> None:
    there = make_town("Lampertheim", "06431013")
    with there.open():
        with pytest.raises(NotThere):
            course_for(there.coordinator, scene.made.pk)
        with pytest.raises(NotThere):
            own_course(there.actor("volunteer", person_id=1), scene.made.ref, MONDAY)
        assert list(courses(there.coordinator)) == []
