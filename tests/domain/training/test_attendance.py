"""Who was there, by unit; the certificate at exactly the share; what comes with it."""

import datetime as dt
from dataclasses import replace
from datetime import timedelta

import pytest

from lotsenwerk.domain.gatherings.actions.keep_list import Terms
from lotsenwerk.domain.gatherings.actions.sign_up import Party
from lotsenwerk.domain.notifications.models import Letter
from lotsenwerk.domain.people.actions.qualify import grant_qualification
from lotsenwerk.domain.people.models import (
    NextAction,
    Pool,
    PoolKind,
    PoolMember,
    Qualification,
    QualificationKind,
    Rung,
)
from lotsenwerk.domain.training.actions.attendance import note_attendance
from lotsenwerk.domain.training.actions.certify import issue_certificates
from lotsenwerk.domain.training.actions.keep_course import change_terms
from lotsenwerk.domain.training.actions.keep_session import cancel_session
from lotsenwerk.domain.training.actions.take_part import be_here, join_course
from lotsenwerk.domain.training.models import Attendance, Certificate, CourseKind, NotedWay
from lotsenwerk.domain.training.queries import own_certificate, participants, session_of_code
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere, Refused, WrongState
from lotsenwerk.kit.tenancy import tenant
from tests.at_once import at_once
from tests.domain.training.scene import BASIC, DAY, FIRST, HOUR, OVER, SECOND, Scene, make_scene
from tests.factories import MONDAY
from tests.fingerprint import nothing_changes

MINUTE = timedelta(minutes=1)


def test_she_says_i_am_here_once_and_it_counts_for_all_units(scene: Scene) -> None:
    with scene.town.open():
        signed, first = scene.signs_up(), scene.sessions[0]
        noted = be_here(scene.actor(), first, way=NotedWay.QR, at=FIRST)
        assert (noted.units, noted.way, noted.sign_up_id) == (4, NotedWay.QR, signed.pk)
        with nothing_changes(scene.town.id):
            assert be_here(scene.actor(), first, way=NotedWay.PHONE, at=FIRST + HOUR).pk == noted.pk


@pytest.mark.parametrize(
    ("at", "counts"),
    [
        (FIRST - 31 * MINUTE, False),
        (FIRST - 30 * MINUTE, True),
        (FIRST + 6 * HOUR, True),
        (FIRST + 6 * HOUR + MINUTE, False),
    ],
)
def test_she_can_say_so_around_the_date_only(scene: Scene, at: object, counts: bool) -> None:
    with scene.town.open():
        scene.signs_up()
        first = scene.sessions[0]
        if counts:
            assert be_here(scene.actor(), first, way=NotedWay.PHONE, at=at).units == 4  # type: ignore[arg-type]
        else:
            with nothing_changes(scene.town.id), pytest.raises(WrongState):
                be_here(scene.actor(), first, way=NotedWay.PHONE, at=at)  # type: ignore[arg-type]


def test_who_has_no_seat_is_not_there_and_finds_no_code(scene: Scene) -> None:
    with scene.town.open():
        change_terms(scene.desk, scene.course, Terms(seats=1, closes_at=FIRST), at=MONDAY)
        scene.signs_up()
        waits, first = scene.signs_up("Rana"), scene.sessions[0]
        scene.volunteer("Olena")
        with nothing_changes(scene.town.id):
            for name in ("Rana", "Olena"):
                with pytest.raises(NotAllowed):
                    be_here(scene.actor(name), first, way=NotedWay.PHONE, at=FIRST)
                with pytest.raises(NotThere):
                    session_of_code(scene.actor(name), first.code)
            with pytest.raises(NotThere):
                note_attendance(scene.desk, first, {waits.pk: 4}, at=FIRST)
        assert session_of_code(scene.actor(), first.code) == first


def test_the_desk_notes_some_units_its_word_replaces_hers_and_none_takes_it_back(scene: Scene) -> None:
    with scene.town.open():
        signed, first = scene.signs_up(), scene.sessions[0]
        be_here(scene.actor(), first, way=NotedWay.PHONE, at=FIRST)
        assert note_attendance(scene.desk, first, {signed.pk: 2}, at=FIRST) == 1
        assert Attendance.objects.values_list("units", "way").get() == (2, NotedWay.DESK)
        with nothing_changes(scene.town.id):
            assert note_attendance(scene.desk, first, {signed.pk: 2}, at=FIRST) == 0
            be_here(scene.actor(), first, way=NotedWay.PHONE, at=FIRST)
        note_attendance(scene.desk, first, {signed.pk: 0}, at=FIRST)
        assert not Attendance.objects.exists()


def test_what_cannot_be_is_not_noted(scene: Scene) -> None:
    with scene.town.open():
        signed = scene.signs_up()
        first, second = scene.sessions
        cancel_session(scene.desk, second, at=MONDAY)
        with nothing_changes(scene.town.id):
            for session, units, at, kind in (
                (first, 5, FIRST, BadInput),
                (first, -1, FIRST, BadInput),
                (first, 4, FIRST - MINUTE, WrongState),
                (second, 4, SECOND, WrongState),
            ):
                with pytest.raises(kind):
                    note_attendance(scene.desk, session, {signed.pk: units}, at=at)
            with pytest.raises(NotAllowed):
                note_attendance(scene.actor(), first, {signed.pk: 4}, at=FIRST)
            with pytest.raises(WrongState):
                be_here(scene.actor(), second, way=NotedWay.PHONE, at=SECOND)


def note(scene: Scene, units: dict[str, tuple[int, int]]) -> None:
    """So many units of the two dates were each there."""
    for name, noted in units.items():
        signed = scene.signs_up(name)
        for session, count in zip(scene.sessions, noted, strict=True):
            note_attendance(scene.desk, session, {signed.pk: count}, at=session.begins)


def test_exactly_the_share_is_enough_and_one_unit_less_is_not(scene: Scene) -> None:
    with scene.town.open():
        note(scene, {"Amira": (4, 2), "Rana": (4, 1), "Olena": (0, 0)})
        room = participants(scene.desk, scene.course, scene.sessions, SECOND)
        assert {one.signed.person.given_name: one.share.missing for one in room.seated if one.signed.person} == {
            "Amira": 0,
            "Rana": 1,
            "Olena": 6,
        }
        scene.end()
        made = issue_certificates(scene.desk, scene.course, at=OVER)
        assert [(one.person.given_name, one.units, one.of_units) for one in made] == [("Amira", 6, 8)]
        assert [one.to.given_name for one in Letter.objects.filter(message="training.certified")] == ["Amira"]
        assert own_certificate(scene.actor(), scene.course) == made[0]
        assert own_certificate(scene.actor("Rana"), scene.course) is None


def test_a_date_that_was_called_off_counts_for_nobody(scene: Scene) -> None:
    with scene.town.open():
        signed = scene.signs_up()
        note_attendance(scene.desk, scene.sessions[0], {signed.pk: 3}, at=FIRST)
        cancel_session(scene.desk, scene.sessions[1], at=FIRST)
        scene.end()
        [made] = issue_certificates(scene.desk, scene.course, at=OVER)
        assert (made.units, made.of_units) == (3, 4)


def test_whoever_was_noted_late_gets_hers_and_nobody_a_second_one(scene: Scene) -> None:
    with scene.town.open():
        note(scene, {"Amira": (4, 4), "Rana": (4, 0)})
        scene.end()
        assert len(issue_certificates(scene.desk, scene.course, at=OVER)) == 1
        with nothing_changes(scene.town.id):
            assert list(issue_certificates(scene.desk, scene.course, at=OVER)) == []
        room = participants(scene.desk, scene.course, scene.sessions, OVER)
        rana = next(one.signed for one in room.seated if one.certificate is None)
        note_attendance(scene.desk, scene.sessions[1], {rana.pk: 4}, at=OVER)
        assert [one.person.given_name for one in issue_certificates(scene.desk, scene.course, at=OVER)] == ["Rana"]
        with nothing_changes(scene.town.id), pytest.raises(WrongState):
            note_attendance(scene.desk, scene.sessions[1], {rana.pk: 1}, at=OVER)


def test_a_certificate_is_not_issued_early_by_others_or_for_a_talk(scene: Scene) -> None:
    with scene.town.open():
        note(scene, {"Amira": (4, 4)})
        with nothing_changes(scene.town.id), pytest.raises(WrongState):
            issue_certificates(scene.desk, scene.course, at=SECOND)
        scene.end()
        talk = make_scene(replace(BASIC, kind=CourseKind.REFLECTION, grants="", grants_months=None), town=scene.town)
        talk.end()
        with nothing_changes(scene.town.id):
            for actor in (scene.town.actor("assistant"), scene.actor()):
                with pytest.raises(NotAllowed):
                    issue_certificates(actor, scene.course, at=OVER)
            with pytest.raises(WrongState):
                issue_certificates(scene.desk, talk.course, at=OVER)


def test_a_guest_has_none_until_she_is_entered(scene: Scene) -> None:
    with scene.town.open():
        guest = join_course(scene.desk, scene.course, Party(guest_name="Frau Blum"), at=MONDAY)
        for session in scene.sessions:
            note_attendance(scene.desk, session, {guest.pk: 4}, at=session.begins)
        scene.end()
        with nothing_changes(scene.town.id):
            assert list(issue_certificates(scene.desk, scene.course, at=OVER)) == []


def test_with_it_comes_the_qualification_until_its_day_and_she_may_begin(scene: Scene) -> None:
    with scene.town.open():
        note(scene, {"Amira": (4, 4), "Rana": (4, 4)})
        pools = {
            kind: Pool.objects.create(kind=kind, name=kind, sort_key=kind, opened_at=MONDAY)
            for kind in (PoolKind.GUIDES, PoolKind.INTERPRETERS)
        }

        def stands(name: str, kind: PoolKind, rung: Rung) -> PoolMember:
            return PoolMember.objects.create(
                pool=pools[kind],
                volunteer=scene.volunteer(name),
                rung=rung,
                next_action=NextAction.ATTEND,
                rung_since=MONDAY,
                joined_at=MONDAY,
            )

        on_course = stands("Amira", PoolKind.GUIDES, Rung.COURSE)
        elsewhere = stands("Amira", PoolKind.INTERPRETERS, Rung.COURSE)
        not_yet = stands("Rana", PoolKind.GUIDES, Rung.SUITABILITY)
        scene.end()
        issue_certificates(scene.desk, scene.course, at=OVER)
        granted = Qualification.objects.get(volunteer=scene.volunteer())
        assert (granted.kind, granted.granted_on, granted.valid_until) == (
            QualificationKind.BASIC_GUIDE,
            dt.date(2026, 11, 25),
            dt.date(2029, 11, 25),
        )
        assert (granted.room, granted.source, granted.source_id) == ("training", "course", scene.made.pk)
        for member, action in (
            (on_course, NextAction.BEGIN),
            (elsewhere, NextAction.ATTEND),
            (not_yet, NextAction.ATTEND),
        ):
            member.refresh_from_db()
            assert (member.next_action, member.rung_since) == (action, MONDAY)
        assert on_course.rung == Rung.COURSE


def test_the_same_qualification_of_the_same_day_is_there_once_and_only_a_coordinator_grants_it(scene: Scene) -> None:
    with scene.town.open():
        amira = scene.volunteer()
        facts = {"kind": QualificationKind.SEMINAR, "granted_on": MONDAY.date(), "at": MONDAY}
        first = grant_qualification(scene.desk, amira, **facts)  # type: ignore[arg-type]
        with nothing_changes(scene.town.id):
            assert grant_qualification(scene.desk, amira, **facts).pk == first.pk  # type: ignore[arg-type]
            with pytest.raises(NotAllowed):
                grant_qualification(scene.actor(), amira, **facts)  # type: ignore[arg-type]
            with pytest.raises(BadInput):
                grant_qualification(
                    scene.desk,
                    amira,
                    **facts | {"valid_until": (MONDAY - DAY).date()},  # type: ignore[arg-type]
                )


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_who_issue_in_the_same_moment_issue_each_one_once() -> None:
    scene = make_scene()
    with scene.town.open():
        note(scene, {"Amira": (4, 4), "Rana": (4, 4)})
        course = scene.end()

    def step() -> int:
        with tenant(scene.town.id):
            return len(issue_certificates(scene.desk, course, at=OVER))

    answers = at_once([step, step])
    assert not any(isinstance(answer, Refused) for answer in answers)
    assert sorted(answers) == [0, 2]  # type: ignore[type-var]
    with scene.town.open():
        assert Certificate.objects.count() == 2
