"""Office hours of guides, case by case: docs/rules/office-hours.md."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from django.utils import translation

from lotsenwerk.domain.assistance.actions.office_hours import (
    Hour,
    call_off,
    change_office_hour,
    confirm_sitting,
    end_duty,
    end_office_hour,
    hold_after_all,
    open_office_hour,
    put_on_duty,
    refuse_sitting,
    say_i_sat_there,
)
from lotsenwerk.domain.assistance.actions.take_in import take_in
from lotsenwerk.domain.assistance.models import (
    Deployment,
    DeploymentState,
    Need,
    NeedKind,
    OfficeDuty,
    OfficeHour,
)
from lotsenwerk.domain.assistance.planner import propose
from lotsenwerk.domain.assistance.queries.office_hours import (
    office_hour_for,
    office_hours,
    own_duties,
    own_duty,
    public_office_hours,
)
from lotsenwerk.domain.assistance.snapshot import freeze
from lotsenwerk.domain.people.actions.pools import open_pool
from lotsenwerk.domain.people.models import Pool, PoolKind, PoolMember, Rung, SuitabilityFact, Volunteer
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere, WrongState
from tests.at_once import at_once
from tests.factories import Town, guides, joined, make_client, make_town, make_volunteer
from tests.fingerprint import nothing_changes

AT = datetime(2026, 11, 3, 12, tzinfo=clock.BERLIN)
"""A Tuesday."""
TODAY, NEXT_MONDAY = AT.date(), date(2026, 11, 9)
TOWN_HALL = Hour("Rathaus", 0, time(8), time(10), date(2026, 11, 2), street="Rathausstraße", town="Bürstadt")


@pytest.fixture
def town(db: None) -> Town:
    return make_town()


def guide(town: Town, pool: Pool, given_name: str = "Amira", rung: Rung = Rung.ACTIVE) -> Volunteer:
    volunteer = make_volunteer(town, given_name=given_name, at=AT)
    joined(pool, volunteer, rung=rung, at=AT)
    return volunteer


def hour_with(town: Town, *, about: Hour = TOWN_HALL) -> tuple[OfficeHour, OfficeDuty]:
    pool = guides(town, at=AT)
    hour = open_office_hour(town.coordinator, pool, about, at=AT)
    return hour, put_on_duty(town.coordinator, hour, guide(town, pool), first_day=TODAY, at=AT)


def sat(actor: Actor, duty: OfficeDuty, *, on: date, minutes: int, clients: int, at: datetime) -> Deployment:
    hour, volunteer = duty.office_hour, duty.volunteer
    return say_i_sat_there(actor, hour, volunteer, on=on, minutes=minutes, clients=clients, at=at)


def monday_at(hour: int, minute: int = 0) -> datetime:
    return datetime.combine(NEXT_MONDAY, time(hour, minute), tzinfo=clock.BERLIN)


def test_case_1_the_next_day_is_the_next_monday(town: Town) -> None:
    with town.open():
        hour, _duty = hour_with(town)
        assert office_hour_for(town.coordinator, hour.pk, at=AT).next_day == NEXT_MONDAY


def test_case_2_none_is_held_on_a_holiday(town: Town) -> None:
    friday = replace(TOWN_HALL, weekday=4)
    with town.open():
        hour, _duty = hour_with(town, about=friday)
        new_year = datetime(2026, 12, 28, 12, tzinfo=clock.BERLIN)
        assert office_hour_for(town.coordinator, hour.pk, at=new_year).next_day == date(2027, 1, 8)


def test_case_3_the_public_reads_which_languages_are_spoken_and_not_by_whom(town: Town) -> None:
    with town.open():
        hour, _duty = hour_with(town)
        olena = guide(town, hour.pool, "Olena")
        olena.person.languages.all().delete()
        for language, level in (("ukr", "native"), ("eng", "A2"), ("deu", "C1")):
            olena.person.languages.create(language=language, level=level)
        put_on_duty(town.coordinator, hour, olena, first_day=TODAY, at=AT)
        [shown] = public_office_hours(at=AT)
        assert shown.speaks == ["deu", "ara", "ukr"]


def test_case_4_nobody_sits_at_two_places_at_the_same_hour(town: Town) -> None:
    with town.open():
        hour, duty = hour_with(town)
        school = replace(TOWN_HALL, name="Schule", begins=time(9), ends=time(11))
        other = open_office_hour(town.coordinator, hour.pool, school, at=AT)
        with nothing_changes(town.id), pytest.raises(BadInput) as refused:
            put_on_duty(town.coordinator, other, duty.volunteer, first_day=NEXT_MONDAY, at=AT)
        assert refused.value.field == "volunteer"
        end_duty(town.coordinator, duty, last_day=NEXT_MONDAY - timedelta(days=1), at=AT)
        put_on_duty(town.coordinator, other, duty.volunteer, first_day=NEXT_MONDAY, at=AT)


def test_an_hour_that_moves_onto_another_of_hers_is_refused(town: Town) -> None:
    with town.open():
        hour, duty = hour_with(town)
        tuesday = replace(TOWN_HALL, name="Schule", weekday=1)
        other = open_office_hour(town.coordinator, hour.pool, tuesday, at=AT)
        put_on_duty(town.coordinator, other, duty.volunteer, first_day=TODAY, at=AT)
        with nothing_changes(town.id), pytest.raises(BadInput):
            change_office_hour(town.coordinator, other, replace(tuesday, weekday=0), at=AT)
        changed = change_office_hour(
            town.coordinator, other, replace(tuesday, weekday=0, begins=time(10), ends=time(11)), at=AT
        )
        assert changed.weekday == 0


def test_case_5_she_sat_there_once(town: Town) -> None:
    with town.open():
        _hour, duty = hour_with(town)
        herself = town.volunteer_actor(duty.volunteer)
        sat(herself, duty, on=NEXT_MONDAY, minutes=60, clients=3, at=monday_at(9))
        with nothing_changes(town.id), pytest.raises(WrongState):
            sat(herself, duty, on=NEXT_MONDAY, minutes=120, clients=3, at=monday_at(10, 5))


@pytest.mark.parametrize(("said", "kept"), [(110, 120), (120, 120), (1, 15), (15, 15), (16, 30)])
def test_case_6_the_started_quarter_counts(town: Town, said: int, kept: int) -> None:
    with town.open():
        _hour, duty = hour_with(town)
        told = say_i_sat_there(
            town.coordinator,
            duty.office_hour,
            duty.volunteer,
            on=NEXT_MONDAY,
            minutes=said,
            clients=0,
            at=monday_at(12),
        )
        assert (told.minutes, told.kind, told.on) == (kept, "office_hour", NEXT_MONDAY)


def test_case_7_only_active_members_sit_there(town: Town) -> None:
    with town.open():
        hour, duty = hour_with(town)
        paused = guide(town, hour.pool, "Olena", Rung.PAUSED)
        with nothing_changes(town.id), pytest.raises(BadInput):
            put_on_duty(town.coordinator, hour, paused, first_day=TODAY, at=AT)
        lacking = guide(town, hour.pool, "Samir")
        SuitabilityFact.objects.filter(volunteer=lacking, kind="introduced").update(valid_until=TODAY)
        with nothing_changes(town.id), pytest.raises(BadInput) as refused:
            put_on_duty(town.coordinator, hour, lacking, first_day=NEXT_MONDAY, at=AT)
        assert (refused.value.field, "Erstgespräch" in str(refused.value)) == ("volunteer", True)
        other = open_office_hour(town.coordinator, hour.pool, replace(TOWN_HALL, weekday=1), at=AT)
        assert put_on_duty(town.coordinator, other, lacking, first_day=TODAY, at=AT).pk
        PoolMember.objects.filter(volunteer=duty.volunteer).update(rung=Rung.LEFT)
        shown = office_hour_for(town.coordinator, hour.pk, at=AT)
        assert (shown.duties, shown.speaks) == ([], [])


def test_case_8_a_day_that_is_called_off_is_not_held(town: Town) -> None:
    with town.open():
        hour, duty = hour_with(town)
        call_off(town.coordinator, hour, day=NEXT_MONDAY, because="Das Rathaus ist zu.", at=AT)
        [shown] = public_office_hours(at=AT)
        assert shown.next_day == NEXT_MONDAY + timedelta(days=7)
        assert [one.because for one in shown.off] == ["Das Rathaus ist zu."]
        with nothing_changes(town.id), pytest.raises(BadInput):
            say_i_sat_there(
                town.coordinator,
                duty.office_hour,
                duty.volunteer,
                on=NEXT_MONDAY,
                minutes=60,
                clients=1,
                at=monday_at(12),
            )
        hold_after_all(town.coordinator, hour, day=NEXT_MONDAY, at=AT)
        assert office_hour_for(town.coordinator, hour.pk, at=AT).next_day == NEXT_MONDAY
        with nothing_changes(town.id), pytest.raises(WrongState):
            hold_after_all(town.coordinator, hour, day=NEXT_MONDAY, at=AT)


@pytest.mark.parametrize(
    ("on", "at"),
    [
        (NEXT_MONDAY, monday_at(7, 59)),
        (NEXT_MONDAY + timedelta(days=1), monday_at(12) + timedelta(days=1)),
        (date(2026, 11, 2), monday_at(12)),
        (NEXT_MONDAY, monday_at(12) + timedelta(days=61)),
    ],
    ids=["not begun", "another weekday", "before her duty", "too long ago"],
)
def test_a_day_that_cannot_be_told_of_is_refused(town: Town, on: date, at: datetime) -> None:
    with town.open():
        _hour, duty = hour_with(town)
        with nothing_changes(town.id), pytest.raises(BadInput) as refused:
            say_i_sat_there(
                town.volunteer_actor(duty.volunteer),
                duty.office_hour,
                duty.volunteer,
                on=on,
                minutes=60,
                clients=1,
                at=at,
            )
        assert refused.value.field == "on"


def test_a_coordinator_confirms_and_nobody_her_own(town: Town) -> None:
    with town.open():
        _hour, duty = hour_with(town)
        herself = town.volunteer_actor(duty.volunteer)
        told = sat(herself, duty, on=NEXT_MONDAY, minutes=60, clients=3, at=monday_at(12))
        own = replace(town.coordinator, person_id=duty.volunteer.person_id)
        for actor in (herself, own, town.actor("assistant")):
            with nothing_changes(town.id), pytest.raises(NotAllowed):
                confirm_sitting(actor, told, at=monday_at(13))
        confirmed = confirm_sitting(town.coordinator, told, at=monday_at(13))
        assert (confirmed.state, confirmed.confirmed_by) == (DeploymentState.CONFIRMED, "desk")
        with nothing_changes(town.id), pytest.raises(WrongState):
            refuse_sitting(town.coordinator, told, at=monday_at(13))


def test_what_was_refused_can_be_told_again(town: Town) -> None:
    with town.open():
        hour, duty = hour_with(town)
        herself = town.volunteer_actor(duty.volunteer)
        told = sat(herself, duty, on=NEXT_MONDAY, minutes=600, clients=3, at=monday_at(12))
        refuse_sitting(town.coordinator, told, at=monday_at(13))
        assert own_duty(herself, hour.ref, at=monday_at(13)).to_tell == [NEXT_MONDAY]
        again = sat(herself, duty, on=NEXT_MONDAY, minutes=60, clients=3, at=monday_at(14))
        assert (again.pk, again.minutes, again.state) == (told.pk, 60, DeploymentState.REPORTED)


def test_what_was_refused_says_of_nobody_that_she_confirmed_it(town: Town) -> None:
    with town.open():
        _hour, duty = hour_with(town)
        told = sat(town.coordinator, duty, on=NEXT_MONDAY, minutes=60, clients=3, at=monday_at(12))
        refuse_sitting(town.coordinator, told, at=monday_at(13))
        told.refresh_from_db()
        assert (told.state, told.confirmed_at, told.confirmed_by) == (DeploymentState.REFUSED, None, "")
        with nothing_changes(town.id), pytest.raises(WrongState):
            refuse_sitting(town.coordinator, told, at=monday_at(14))
        confirmed = confirm_sitting(town.coordinator, told, at=monday_at(15))
        assert (confirmed.state, confirmed.confirmed_at) == (DeploymentState.CONFIRMED, monday_at(15))


def test_who_stopped_and_sits_there_again_tells_of_the_days_of_both_duties(town: Town) -> None:
    with town.open():
        hour, duty = hour_with(town)
        herself, resumed = town.volunteer_actor(duty.volunteer), NEXT_MONDAY + timedelta(days=14)
        end_duty(town.coordinator, duty, last_day=NEXT_MONDAY, at=monday_at(12))
        put_on_duty(town.coordinator, hour, duty.volunteer, first_day=resumed, at=monday_at(12))
        later = monday_at(12) + timedelta(days=14)
        [own] = own_duties(herself, at=later)
        assert own.to_tell == [resumed, NEXT_MONDAY]
        assert own_duty(herself, hour.ref, at=later).to_tell == own.to_tell
        say_i_sat_there(herself, hour, duty.volunteer, on=NEXT_MONDAY, minutes=60, clients=3, at=later)
        say_i_sat_there(herself, hour, duty.volunteer, on=resumed, minutes=60, clients=3, at=later)
        between = NEXT_MONDAY + timedelta(days=7)
        with nothing_changes(town.id), pytest.raises(BadInput):
            say_i_sat_there(herself, hour, duty.volunteer, on=between, minutes=60, clients=3, at=later)
        assert own_duty(herself, hour.ref, at=later).to_tell == []


def test_she_sees_her_own_hours_alone(town: Town) -> None:
    with town.open():
        hour, duty = hour_with(town)
        other = guide(town, hour.pool, "Olena")
        [own] = own_duties(town.volunteer_actor(duty.volunteer), at=monday_at(9))
        assert (own.ahead[0], own.to_tell) == (NEXT_MONDAY, [NEXT_MONDAY])
        [over] = own_duties(town.volunteer_actor(duty.volunteer), at=monday_at(10))
        assert over.ahead[0] == NEXT_MONDAY + timedelta(days=7)
        assert own_duties(town.volunteer_actor(other), at=monday_at(9)) == []
        with pytest.raises(NotThere):
            own_duty(town.volunteer_actor(other), hour.ref, at=monday_at(9))
        with nothing_changes(town.id), pytest.raises(NotAllowed):
            say_i_sat_there(
                town.volunteer_actor(other),
                duty.office_hour,
                duty.volunteer,
                on=NEXT_MONDAY,
                minutes=60,
                clients=0,
                at=monday_at(12),
            )


def test_an_hour_that_has_ended_is_on_no_list_and_keeps_its_records(town: Town) -> None:
    with town.open():
        hour, duty = hour_with(town)
        sat(town.coordinator, duty, on=NEXT_MONDAY, minutes=60, clients=3, at=monday_at(12))
        end_office_hour(town.coordinator, hour, last_day=NEXT_MONDAY, at=monday_at(12))
        later = monday_at(12) + timedelta(days=1)
        assert office_hours(town.coordinator, at=later) == []
        assert public_office_hours(at=later) == []
        assert Deployment.objects.filter(office_hour=hour).count() == 1
        with nothing_changes(town.id), pytest.raises(WrongState):
            change_office_hour(town.coordinator, hour, TOWN_HALL, at=later)


@pytest.mark.parametrize(
    ("about", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"ends": time(8)}, "ends"),
        ({"weekday": 7}, "weekday"),
        ({"postcode": "123456"}, "postcode"),
    ],
)
def test_what_cannot_be_right_is_refused_at_its_field(town: Town, about: dict[str, object], field: str) -> None:
    with town.open():
        pool = guides(town, at=AT)
        with nothing_changes(town.id), pytest.raises(BadInput) as refused:
            open_office_hour(town.coordinator, pool, replace(TOWN_HALL, **about), at=AT)  # type: ignore[arg-type]
        assert refused.value.field == field


def test_only_the_desk_keeps_them_and_only_for_guides(town: Town) -> None:
    with town.open():
        pool = guides(town, at=AT)
        interpreters = open_pool(town.coordinator, kind=PoolKind.INTERPRETERS, name="Pool", answer_days=3, at=AT)
        with nothing_changes(town.id):
            for actor in (town.actor("clerk"), town.actor("administrator")):
                with pytest.raises(NotAllowed):
                    open_office_hour(actor, pool, TOWN_HALL, at=AT)
            with pytest.raises(BadInput):
                open_office_hour(town.coordinator, interpreters, TOWN_HALL, at=AT)


def test_the_other_town_finds_nothing(town: Town) -> None:
    with town.open():
        hour, _duty = hour_with(town)
    other = make_town("Lampertheim", "06431013")
    with other.open():
        assert public_office_hours(at=AT) == []
        with pytest.raises(NotThere):
            office_hour_for(other.coordinator, hour.pk, at=AT)


@pytest.mark.django_db(transaction=True)
def test_told_eight_times_at_once_it_is_written_down_once() -> None:
    town = make_town()
    with town.open():
        hour, duty = hour_with(town)

    def tell() -> int:
        with town.open():
            return say_i_sat_there(
                town.coordinator,
                duty.office_hour,
                duty.volunteer,
                on=NEXT_MONDAY,
                minutes=60,
                clients=1,
                at=monday_at(12),
            ).pk

    answers = at_once([tell] * 8)
    assert sum(isinstance(one, int) for one in answers) == 1
    assert sum(isinstance(one, WrongState) for one in answers) == 7
    with town.open():
        assert Deployment.objects.filter(office_hour=hour).count() == 1


def asked_for(town: Town, *, begins: int, ends: int) -> Need:
    """A visit of an hour on the Monday."""
    return take_in(
        town.coordinator,
        client=make_client(town, at=AT),
        kind=NeedKind.ACCOMPANY,
        earliest=monday_at(begins),
        latest=monday_at(ends),
        minutes=60,
        at=AT,
    )


def test_while_she_sits_there_nobody_proposes_her_for_a_visit(town: Town) -> None:
    with town.open():
        hour, _duty = hour_with(town)
        early, wide = asked_for(town, begins=8, ends=10), asked_for(town, begins=8, ends=12)
        assert not propose(town.coordinator, early, at=AT).can
        [why] = propose(town.coordinator, early, at=AT).cannot
        [later] = propose(town.coordinator, wide, at=AT).can
        with translation.override("en"):
            assert "elsewhere until 10" in why.reasons[0]
        assert later.begin >= monday_at(10)
        call_off(town.coordinator, hour, day=NEXT_MONDAY, because="Fortbildung", at=AT)
        assert [one.begin for one in propose(town.coordinator, early, at=AT).can] == [monday_at(8)]


def test_while_she_sits_there_no_plan_has_her_and_the_hours_weigh_on_day_and_week(town: Town) -> None:
    with town.open():
        hour, duty = hour_with(town)
        Volunteer.objects.filter(pk=duty.volunteer_id).update(most_hours_a_week=3)
        asked_for(town, begins=8, ends=12)
        snapshot = freeze(NEXT_MONDAY, NEXT_MONDAY, at=AT)
        ten = int(monday_at(10).timestamp())
        assert [shift.during.begin >= ten for shift in snapshot.shifts] == [True]
        [helper] = snapshot.helpers
        assert sorted(cap.seconds or 0 for cap in helper.caps) == [1 * 3600, 3 * 3600]
        call_off(town.coordinator, hour, day=NEXT_MONDAY, because="Fortbildung", at=AT)
        [shift] = freeze(NEXT_MONDAY, NEXT_MONDAY, at=AT).shifts
        assert shift.during.begin == int(monday_at(8).timestamp())


def test_who_has_left_the_pool_sits_nowhere_and_can_go(town: Town) -> None:
    with town.open():
        hour_with(town)
        PoolMember.objects.update(rung=Rung.PAUSED)
        early = asked_for(town, begins=8, ends=10)
        assert len(propose(town.coordinator, early, at=AT).can) == 1
