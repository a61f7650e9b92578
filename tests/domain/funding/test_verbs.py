"""What is entered, agreed to, said and waived; each refusal changes nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest

from lotsenwerk.domain.accounts.models import Membership, Role
from lotsenwerk.domain.funding.actions.budgets import Granted, set_budget
from lotsenwerk.domain.funding.actions.ceilings import choose_ceiling
from lotsenwerk.domain.funding.actions.coordinating import coordinates_from, coordinates_until
from lotsenwerk.domain.funding.actions.elsewhere import say_elsewhere, take_back_elsewhere
from lotsenwerk.domain.funding.actions.telling import agree_to_tell, withdraw_telling
from lotsenwerk.domain.funding.actions.waiving import take_back_waiver, waive
from lotsenwerk.domain.funding.jobs import tell_hours
from lotsenwerk.domain.funding.models import Budget, SaidElsewhere, TellingConsent, ToldHours, Waiver
from lotsenwerk.domain.funding.queries.facts import standing_consents
from lotsenwerk.domain.funding.queries.years import year_for
from lotsenwerk.domain.journal.models import Line
from lotsenwerk.domain.people.models import Person, PoolKind, Volunteer
from lotsenwerk.domain.privacy.actions.erase_person import erase_person
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, Refused, WrongState
from tests.at_once import at_once
from tests.domain.funding.scenes import AT, HOURS, TODAY, gave, make_guide, make_pool
from tests.factories import Town, make_town
from tests.fingerprint import nothing_changes

YEAR = TODAY.year
GRANTED = Granted(date(YEAR, 1, 1), "II 25/17", minutes=1380 * HOURS, minutes_applied=1500 * HOURS)


@pytest.fixture
def town(db: None) -> Town:
    return make_town()


def one_guide(town: Town) -> Volunteer:
    return make_guide(town, make_pool(town))


def told_by(town: Town) -> list[tuple[int, int]]:
    rows = ToldHours.objects.filter(organisation_id=town.id).order_by("year")
    return list(rows.values_list("year", "minutes"))


# --- budgets ----------------------------------------------------------------------------------------------------------


def test_a_budget_is_written_down_with_its_notice_and_the_journal_tells_it(town: Town) -> None:
    with town.open():
        pool = make_pool(town)
        first = set_budget(town.coordinator, pool, GRANTED, year=YEAR, after=None, at=AT)
        set_budget(town.coordinator, pool, replace(GRANTED, minutes=99), year=YEAR, after=first.pk, at=AT)
        kept = list(Budget.objects.order_by("id").values_list("minutes", "minutes_applied", "notice"))
        lines = Line.objects.filter(verb="set_budget", story_kind="pool", story_id=pool.pk).count()
    assert kept == [(1380 * HOURS, 1500 * HOURS, "II 25/17"), (99, 1500 * HOURS, "II 25/17")]
    assert lines == 2


@pytest.mark.parametrize(
    ("change", "year", "field"),
    [
        ({"minutes": None}, YEAR, "minutes"),
        ({"minutes": -1}, YEAR, "minutes"),
        ({"minutes": 100_001 * HOURS}, YEAR, "minutes"),
        ({"minutes_applied": 100_001 * HOURS}, YEAR, "minutes_applied"),
        ({"cents": 10**9}, YEAR, "cents"),
        ({"valid_from": date(YEAR - 1, 12, 31)}, YEAR, "valid_from"),
        ({"notice": "  "}, YEAR, "notice"),
        ({"notice": "x" * 81}, YEAR, "notice"),
        ({"valid_from": date(YEAR + 2, 1, 1)}, YEAR + 2, None),
    ],
)
def test_a_budget_that_cannot_be_right_is_refused(
    town: Town, change: dict[str, object], year: int, field: str | None
) -> None:
    with town.open():
        pool = make_pool(town)
        with nothing_changes(town.id), pytest.raises(BadInput) as refused:
            set_budget(town.coordinator, pool, replace(GRANTED, **change), year=year, after=None, at=AT)  # type: ignore[arg-type]
    assert refused.value.field == field


def test_pools_of_neighbours_have_no_budget(town: Town) -> None:
    with town.open():
        pool = make_pool(town, PoolKind.NEIGHBOURS)
        with nothing_changes(town.id), pytest.raises(WrongState):
            set_budget(town.coordinator, pool, GRANTED, year=YEAR, after=None, at=AT)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_enter_a_budget_in_the_same_moment_one_is_told_to_look_again() -> None:
    town = make_town()
    with town.open():
        pool = make_pool(town)

    def enter(minutes: int) -> int:
        with town.open():
            granted = replace(GRANTED, minutes=minutes)
            return set_budget(town.coordinator, pool, granted, year=YEAR, after=None, at=AT).pk

    answers = at_once([partial(enter, minutes) for minutes in (600, 900)])
    with town.open():
        assert Budget.objects.count() == 1
    assert sum(isinstance(one, WrongState) for one in answers) == 1


# --- who may ----------------------------------------------------------------------------------------------------------

BY_THE_DESK: list[Callable[[Actor, Volunteer], object]] = [
    lambda actor, one: coordinates_from(actor, one, first_day=TODAY, at=AT),
    lambda actor, one: coordinates_until(actor, one, last_day=TODAY, at=AT),
    lambda actor, one: choose_ceiling(actor, one, year=YEAR, ceiling="trainer", at=AT),
]
HERS: list[Callable[[Actor, Volunteer], object]] = [
    lambda actor, one: agree_to_tell(actor, one, at=AT),
    lambda actor, one: withdraw_telling(actor, one, at=AT),
    lambda actor, one: say_elsewhere(actor, one, year=YEAR, minutes=60, cents=0, agrees=True, at=AT),
    lambda actor, one: take_back_elsewhere(actor, one, year=YEAR, at=AT),
    lambda actor, one: waive(actor, one, year=YEAR, from_day=TODAY, signed_on=TODAY, at=AT),
    lambda actor, one: take_back_waiver(actor, one, year=YEAR, at=AT),
]


@pytest.mark.parametrize("role", ["assistant", "clerk", "administrator", "another"])
def test_whoever_may_not_is_refused_and_nothing_changes(town: Town, role: str) -> None:
    with town.open():
        pool = make_pool(town)
        amira, leyla = make_guide(town, pool), make_guide(town, pool, "Leyla")
        actor = town.volunteer_actor(leyla) if role == "another" else town.actor(role)
        with nothing_changes(town.id):
            for verb in (*BY_THE_DESK, *HERS):
                with pytest.raises(NotAllowed):
                    verb(actor, amira)
            with pytest.raises(NotAllowed):
                set_budget(actor, pool, GRANTED, year=YEAR, after=None, at=AT)


def test_she_herself_says_what_is_hers_and_not_what_is_the_desks(town: Town) -> None:
    with town.open():
        amira = one_guide(town)
        own = town.volunteer_actor(amira)
        for verb in HERS:
            verb(own, amira)
        for verb in BY_THE_DESK:
            with nothing_changes(town.id), pytest.raises(NotAllowed):
                verb(own, amira)
        assert {one.way for one in (*TellingConsent.objects.all(), *Waiver.objects.all())} == {"tap"}


# --- coordinating -----------------------------------------------------------------------------------------------------


def test_she_coordinates_once_at_a_time(town: Town) -> None:
    with town.open():
        amira, desk = one_guide(town), town.coordinator
        with nothing_changes(town.id), pytest.raises(WrongState):
            coordinates_until(desk, amira, last_day=TODAY, at=AT)
        coordinates_from(desk, amira, first_day=TODAY, at=AT)
        with nothing_changes(town.id):
            with pytest.raises(WrongState):
                coordinates_from(desk, amira, first_day=TODAY + timedelta(days=9), at=AT)
            with pytest.raises(BadInput):
                coordinates_until(desk, amira, last_day=TODAY - timedelta(days=1), at=AT)
        coordinates_until(desk, amira, last_day=TODAY, at=AT)
        with nothing_changes(town.id), pytest.raises(BadInput):
            coordinates_from(desk, amira, first_day=TODAY, at=AT)
        coordinates_from(desk, amira, first_day=TODAY + timedelta(days=1), at=AT)
        with nothing_changes(town.id), pytest.raises(BadInput):
            coordinates_until(desk, amira, last_day=date(YEAR + 2, 1, 1), at=AT)


@pytest.mark.parametrize("years", [-2, 2])
def test_a_day_far_away_is_a_slip_of_the_finger(town: Town, years: int) -> None:
    with town.open():
        amira = one_guide(town)
        with nothing_changes(town.id), pytest.raises(BadInput):
            coordinates_from(town.coordinator, amira, first_day=date(YEAR + years, 6, 1), at=AT)


# --- waiver, elsewhere, ceiling ---------------------------------------------------------------------------------------


def test_a_waiver_at_the_desk_needs_the_day_of_the_signature(town: Town) -> None:
    with town.open():
        amira = one_guide(town)
        for signed in (None, TODAY + timedelta(days=1)):
            with nothing_changes(town.id), pytest.raises(BadInput) as refused:
                waive(town.coordinator, amira, year=YEAR, from_day=TODAY, signed_on=signed, at=AT)
            assert refused.value.field == "signed_on"
        waive(town.coordinator, amira, year=YEAR, from_day=TODAY, signed_on=TODAY, at=AT)
        with nothing_changes(town.id), pytest.raises(WrongState):
            waive(town.volunteer_actor(amira), amira, year=YEAR, from_day=TODAY, at=AT)
        assert Waiver.objects.get().way == "paper"


@pytest.mark.parametrize(("year", "day"), [(YEAR, date(YEAR + 1, 1, 1)), (YEAR + 2, date(YEAR + 2, 1, 1))])
def test_a_waiver_is_for_a_day_of_its_year(town: Town, year: int, day: date) -> None:
    with town.open():
        amira = one_guide(town)
        with nothing_changes(town.id), pytest.raises(BadInput):
            waive(town.volunteer_actor(amira), amira, year=year, from_day=day, at=AT)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"minutes": -1}, "hours"),
        ({"minutes": 3001 * HOURS}, "hours"),
        ({"cents": -1}, "cents"),
        ({"cents": 10_000_001}, "cents"),
        ({"agrees": False}, "agrees"),
        ({"year": YEAR + 1}, None),
        ({"year": YEAR - 2}, None),
    ],
)
def test_what_cannot_be_right_of_other_places_is_refused(town: Town, change: dict[str, int], field: str | None) -> None:
    said = {"year": YEAR, "minutes": 60, "cents": 0, "agrees": True} | change
    with town.open():
        amira = one_guide(town)
        with nothing_changes(town.id), pytest.raises(BadInput) as refused:
            say_elsewhere(town.volunteer_actor(amira), amira, **said, at=AT)  # type: ignore[arg-type]
    assert refused.value.field == field


def test_what_she_says_again_replaces_what_she_said_and_taken_back_nothing_is_kept(town: Town) -> None:
    with town.open():
        amira = one_guide(town)
        own = town.volunteer_actor(amira)
        for minutes in (60, 90):
            say_elsewhere(own, amira, year=YEAR, minutes=minutes, cents=0, agrees=True, at=AT)
        assert SaidElsewhere.objects.get().minutes == 90
        take_back_elsewhere(own, amira, year=YEAR, at=AT)
        assert not SaidElsewhere.objects.exists()
        with nothing_changes(town.id), pytest.raises(WrongState):
            take_back_elsewhere(own, amira, year=YEAR, at=AT)


@pytest.mark.parametrize(("ceiling", "year"), [("golden", YEAR), ("trainer", YEAR + 2)])
def test_a_ceiling_that_is_none_is_refused(town: Town, ceiling: str, year: int) -> None:
    with town.open():
        amira = one_guide(town)
        with nothing_changes(town.id), pytest.raises(BadInput):
            choose_ceiling(town.coordinator, amira, year=year, ceiling=ceiling, at=AT)


# --- organisations tell each other ------------------------------------------------------------------------------------


def two_towns_of_one(user_of: Town, other: Town) -> tuple[Volunteer, Volunteer]:
    """Amira works in two towns with one login; three hours in the first, five in the second."""
    with user_of.open():
        pool = make_pool(user_of)
        here = make_guide(user_of, pool)
        gave(pool, here, 3)
    with other.open():
        pool = make_pool(other)
        there = make_guide(other, pool)
        gave(pool, there, 5)
        Person.objects.filter(pk=there.person_id).update(user_id=here.person.user_id)
        Membership.objects.filter(user_id=there.person.user_id, role=Role.VOLUNTEER).update(user_id=here.person.user_id)
        there = Volunteer.objects.select_related("person").get(pk=there.pk)
    return here, there


@pytest.mark.parametrize(("agrees_here", "agrees_there"), [(False, False), (True, False), (False, True)])
def test_without_her_word_in_both_towns_neither_sees_the_others_hours(
    town: Town, agrees_here: bool, agrees_there: bool
) -> None:
    other = make_town("Lampertheim", "06431013")
    here, there = two_towns_of_one(town, other)
    for where, who, agrees in ((town, here, agrees_here), (other, there, agrees_there)):
        with where.open():
            if agrees:
                agree_to_tell(where.coordinator, who, at=AT)
    for where, who, used in ((town, here, 3), (other, there, 5)):
        with where.open():
            assert year_for(where.coordinator, who.person_id, YEAR, at=AT).meter.used == used * HOURS


def test_with_her_word_in_both_each_adds_the_others_and_taken_back_it_is_gone_at_once(town: Town) -> None:
    other = make_town("Lampertheim", "06431013")
    here, there = two_towns_of_one(town, other)
    for where, who in ((town, here), (other, there)):
        with where.open():
            agree_to_tell(where.coordinator, who, at=AT)
    assert told_by(town) == [(YEAR - 1, 0), (YEAR, 3 * HOURS)]
    with town.open():
        read = year_for(town.coordinator, here.person_id, YEAR, at=AT)
        assert (read.meter.used, read.meter.here_only, read.facts.told) == (8 * HOURS, False, 5 * HOURS)
    with other.open():
        withdraw_telling(other.coordinator, there, at=AT)
        assert year_for(other.coordinator, there.person_id, YEAR, at=AT).meter.here_only
    assert told_by(other) == []
    with town.open():
        assert year_for(town.coordinator, here.person_id, YEAR, at=AT).meter.used == 3 * HOURS
        with nothing_changes(town.id), pytest.raises(WrongState):
            agree_to_tell(town.coordinator, here, at=AT)


def test_every_night_what_was_given_since_is_told_and_old_years_are_forgotten(town: Town) -> None:
    with town.open():
        pool = make_pool(town)
        amira, leyla = make_guide(town, pool), make_guide(town, pool, "Leyla")
        agree_to_tell(town.coordinator, amira, at=AT)
        now = clock.local(clock.now()).date()
        gave(pool, amira, 2, now)
        gave(pool, leyla, 2, now)
        ToldHours.objects.create(user_id=amira.person.user_id, organisation_id=town.id, year=now.year - 2, minutes=60)
    assert tell_hours(town.id) == 1
    rows = ToldHours.objects.filter(organisation_id=town.id, year__gte=now.year - 1)
    assert [(one.user_id, one.minutes) for one in rows.filter(year=now.year)] == [(amira.person.user_id, 2 * HOURS)]
    assert not ToldHours.objects.filter(organisation_id=town.id, year__lt=now.year - 1).exists()


def test_forgotten_nothing_of_her_is_told(town: Town) -> None:
    with town.open():
        amira = one_guide(town)
        agree_to_tell(town.coordinator, amira, at=AT)
        erase_person(town.coordinator, amira.person, at=AT)
        assert not TellingConsent.objects.exists()
    assert told_by(town) == []


@pytest.mark.django_db(transaction=True)
def test_what_she_takes_back_while_it_is_told_stays_untold() -> None:
    town = make_town()
    with town.open():
        amira = one_guide(town)
        agree_to_tell(town.coordinator, amira, at=AT)
        assert len(standing_consents()) == 1

    def take_back() -> None:
        with town.open():
            withdraw_telling(town.coordinator, amira, at=AT)

    answers = at_once([partial(tell_hours, town.id), take_back])
    assert not [one for one in answers if isinstance(one, Refused)]
    assert told_by(town) == []
