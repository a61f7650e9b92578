"""Somebody's year and a pool's budget, case by case: docs/rules/funding.md, FH1 to FH16."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lotsenwerk.domain.assistance.actions.office_hours import Hour, call_off, open_office_hour, put_on_duty
from lotsenwerk.domain.assistance.models import ClientNumber, DeploymentState
from lotsenwerk.domain.funding.actions.budgets import Granted, set_budget
from lotsenwerk.domain.funding.actions.ceilings import choose_ceiling
from lotsenwerk.domain.funding.actions.coordinating import coordinates_from, coordinates_until
from lotsenwerk.domain.funding.actions.elsewhere import say_elsewhere
from lotsenwerk.domain.funding.actions.waiving import take_back_waiver, waive
from lotsenwerk.domain.funding.queries.pool_years import PoolYear
from lotsenwerk.domain.funding.queries.reckoning import Why, YearOf
from lotsenwerk.domain.funding.queries.years import beyond, overview, room_for, taxes_for, year_for
from lotsenwerk.domain.people.actions.pools import set_pool_rule
from lotsenwerk.domain.people.gate import Requires
from lotsenwerk.domain.people.models import Engagement, PoolKind, Volunteer
from lotsenwerk.engines.funding.hours import DeploymentKind
from lotsenwerk.kit.errors import NotThere
from tests.domain.funding.scenes import (
    AT,
    HOURS,
    TODAY,
    at_ten,
    gave,
    gave_long,
    make_guide,
    make_pool,
    pays_twenty,
    will_go,
)
from tests.factories import Town, make_town

YEAR = TODAY.year
LATER = TODAY + timedelta(days=10)


@pytest.fixture
def town(db: None) -> Town:
    return make_town()


def year_at(town: Town, volunteer: Volunteer, year: int = YEAR, at: datetime = AT) -> YearOf:
    return year_for(town.coordinator, volunteer.person_id, year, at=at)


def pool_at(town: Town, at: datetime = AT) -> PoolYear:
    [one] = overview(town.coordinator, at.year, at=at).pools
    return one


def granted(town: Town, hours: int, on: date = date(YEAR, 1, 1), *, after: int | None = None) -> int:
    [pool] = [one.pool for one in overview(town.coordinator, YEAR, at=AT).pools]
    given = Granted(on, "II 25/1", minutes=hours * HOURS)
    return set_budget(town.coordinator, pool, given, year=YEAR, after=after, at=AT).pk


def test_confirmed_hours_are_used_and_reported_ones_wait(town: Town) -> None:
    with town.open():
        pool = make_pool(town)
        amira = make_guide(town, pool)
        gave(pool, amira, 2)
        gave(pool, amira, 1.5, state=DeploymentState.REPORTED)
        gave(pool, amira, 4, state=DeploymentState.REFUSED)
        read = year_at(town, amira)
    assert (read.meter.used, read.waits, read.planned) == (2 * HOURS, 90, 0)
    assert (read.meter.most, read.meter.left, read.meter.here_only) == (276 * HOURS, 274 * HOURS, True)


@pytest.mark.parametrize(
    ("kind", "engagement", "because"),
    [
        (DeploymentKind.OFFICE_HOUR, Engagement.VOLUNTEER, Why.COUNTS),
        (DeploymentKind.TRAINING, Engagement.VOLUNTEER, Why.LEARNED),
        (DeploymentKind.ACCOMPANIMENT, Engagement.FEDERAL_VOLUNTEER, Why.OTHER_WORK),
        (DeploymentKind.ACCOMPANIMENT, Engagement.STAFF, Why.OTHER_WORK),
    ],
)
def test_only_what_a_volunteer_gives_counts(
    town: Town, kind: DeploymentKind, engagement: Engagement, because: Why
) -> None:
    with town.open():
        pool = make_pool(town)
        amira = make_guide(town, pool)
        gave(pool, amira, 2, kind=kind, engagement=engagement)
        read = year_at(town, amira)
    assert [line.why for line in read.lines] == [because]
    assert read.meter.used == (2 * HOURS if because == Why.COUNTS else 0)
    assert read.cents == (1000 if because == Why.COUNTS else 0)


@pytest.mark.parametrize(("before", "new", "paid"), [(274, 2, 2), (275, 2, 1), (276, 2, 0)])
def test_the_deployment_that_crosses_the_cap_is_paid_until_the_cap(
    town: Town, before: int, new: int, paid: int
) -> None:
    with town.open():
        pool = make_pool(town)
        amira = make_guide(town, pool)
        gave_long(pool, amira, before)
        gave(pool, amira, new, TODAY)
        read = year_at(town, amira)
        budget = pool_at(town)
    assert (read.lines[-1].paid, read.lines[-1].over) == (paid * HOURS, (new - paid) * HOURS)
    assert read.cents == (before + paid) * 500
    assert budget.minutes == (before + paid) * HOURS, "what is not paid for uses no budget"


def test_her_visits_and_her_office_hours_ahead_are_planned(town: Town) -> None:
    with town.open():
        pool = make_pool(town)
        amira = make_guide(town, pool)
        will_go(town, pool, amira, at_ten(LATER), hours=1.2)
        will_go(town, pool, amira, at_ten(date(YEAR + 1, 1, 4)))
        set_pool_rule(town.coordinator, pool, Requires(talk=False, adult=False), valid_from=TODAY, at=AT)
        about = Hour("Rathaus", 0, time(8), time(10), TODAY, street="Rathausstraße")
        hour = open_office_hour(town.coordinator, pool, about, at=AT)
        duty = put_on_duty(town.coordinator, hour, amira, first_day=TODAY, at=AT)
        duty.last_day = TODAY + timedelta(days=21)
        duty.save()
        call_off(town.coordinator, hour, day=TODAY + timedelta(days=14), because="Fest", at=AT)
        read = year_at(town, amira)
        gave(pool, amira, 2, TODAY).__class__.objects.update(office_hour=hour, kind=DeploymentKind.OFFICE_HOUR)
        told = year_at(town, amira)
        next_year = year_at(town, amira, YEAR + 1)
    assert read.planned == 75 + 3 * 2 * HOURS, "75 minutes, and three Mondays of four"
    assert told.planned == 75 + 2 * 2 * HOURS, "what was told of today is not planned any more"
    assert next_year.planned == 2 * HOURS


@pytest.mark.parametrize(("granted_hours", "day"), [(12, LATER), (13, LATER), (14, None), (9, date(YEAR, 5, 16))])
def test_the_forecast_names_the_day_on_which_the_budget_is_passed(
    town: Town, granted_hours: int, day: date | None
) -> None:
    with town.open():
        pool = make_pool(town)
        amira, leyla = make_guide(town, pool), make_guide(town, pool, "Leyla")
        gave(pool, amira, 6)
        gave(pool, leyla, 4)
        will_go(town, pool, amira, at_ten(TODAY + timedelta(days=3)))
        will_go(town, pool, leyla, at_ten(LATER))
        granted(town, granted_hours)
        budget = pool_at(town)
    assert (budget.used, budget.planned, budget.over_on) == (10 * HOURS, 4 * HOURS, day)


def test_the_forecast_of_a_person_is_the_visit_that_passes_her_cap(town: Town) -> None:
    with town.open():
        pool = make_pool(town)
        amira = make_guide(town, pool)
        gave_long(pool, amira, 275)
        will_go(town, pool, amira, at_ten(date(YEAR, 11, 3)))
        read, budget = year_at(town, amira), pool_at(town)
    assert read.over_on == date(YEAR, 11, 3)
    assert (read.free, budget.planned) == (0, HOURS), "of what is planned only what would be paid for"


def test_a_coordinating_guide_has_the_higher_cap_on_her_days_alone(town: Town) -> None:
    with town.open():
        pool = make_pool(town)
        amira = make_guide(town, pool)
        gave_long(pool, amira, 280, first=date(YEAR, 1, 12))
        before = year_at(town, amira)
        coordinates_from(town.coordinator, amira, first_day=date(YEAR, 1, 1), at=AT)
        during = year_at(town, amira)
        coordinates_until(town.coordinator, amira, last_day=date(YEAR, 3, 31), at=AT)
        after = year_at(town, amira)
    assert (before.meter.most, before.meter.over) == (276 * HOURS, 4 * HOURS)
    assert (during.meter.most, during.meter.over) == (414 * HOURS, 0)
    assert after.meter.most == 276 * HOURS, "the cap is that of the day that is looked at"
    assert sum(line.paid for line in after.lines) == 280 * HOURS, "each was paid for by the cap of its own day"


def test_what_she_waived_is_not_paid_for_and_uses_nothing(town: Town) -> None:
    with town.open():
        pool = make_pool(town)
        amira = make_guide(town, pool)
        gave(pool, amira, 3, date(YEAR, 3, 31))
        gave(pool, amira, 5, date(YEAR, 4, 1))
        waive(town.coordinator, amira, year=YEAR, from_day=date(YEAR, 4, 1), signed_on=TODAY, at=AT)
        read, budget = year_at(town, amira), pool_at(town)
        take_back_waiver(town.coordinator, amira, year=YEAR, at=AT)
        again = year_at(town, amira)
    assert (read.meter.used, read.cents, read.minutes) == (3 * HOURS, 1500, 8 * HOURS)
    assert budget.minutes == 3 * HOURS
    assert (again.meter.used, again.cents) == (8 * HOURS, 4000)


def test_what_she_says_of_other_places_counts_before_all_else(town: Town) -> None:
    with town.open():
        pool = make_pool(town)
        amira = make_guide(town, pool)
        gave(pool, amira, 2)
        agreed = {"year": YEAR, "minutes": 275 * HOURS, "cents": 95_500, "agrees": True}
        say_elsewhere(town.volunteer_actor(amira), amira, **agreed, at=AT)  # type: ignore[arg-type]
        read = year_at(town, amira)
        taxes = taxes_for(read)
        budget = pool_at(town)
    assert (read.meter.used, read.meter.over, read.meter.here_only) == (277 * HOURS, HOURS, False)
    assert [line.paid for line in read.lines] == [HOURS]
    assert (taxes.year.received, taxes.year.left, taxes.passed) == (500, 0, None)
    assert budget.minutes == HOURS


def test_the_newest_budget_that_has_begun_counts(town: Town) -> None:
    with town.open():
        make_pool(town)
        first = granted(town, 100)
        second = granted(town, 80, TODAY, after=first)
        granted(town, 120, LATER, after=second)
        now, then = pool_at(town), pool_at(town, AT + timedelta(days=10))
    assert now.most == 80 * HOURS
    assert now.later is not None
    assert (now.later.minutes, then.most, then.later) == (120 * HOURS, 120 * HOURS, None)


@pytest.mark.parametrize(("year", "number"), [(2025, 43), (2026, 49)])
def test_the_interpreters_payment_that_passed_the_ceiling_is_named(town: Town, year: int, number: int) -> None:
    at = datetime(year, 12, 30, 12, tzinfo=AT.tzinfo)
    with town.open():
        pool = make_pool(town, PoolKind.INTERPRETERS)
        pays_twenty(pool)
        amira = make_guide(town, pool)
        for day in range(number - 1):
            gave(pool, amira, 1, date(year, 1, 2) + timedelta(days=day))
        below = taxes_for(year_at(town, amira, year, at))
        passed_on = date(year, 6, 30)
        gave(pool, amira, 1, passed_on)
        over = taxes_for(year_at(town, amira, year, at))
        choose_ceiling(town.coordinator, amira, year=2026, ceiling="trainer", at=AT)
        trainer = taxes_for(year_at(town, amira, 2026, at))
    assert (below.passed, over.passed) == (None, (number, passed_on))
    assert trainer.year.most == 330_000


def test_the_state_gives_twenty_euros_for_a_deployment_and_never_more_than_was_paid(town: Town) -> None:
    with town.open():
        pool = make_pool(town, PoolKind.INTERPRETERS)
        amira = make_guide(town, pool)
        gave(pool, amira, 1, date(YEAR, 1, 15))
        pays_twenty(pool, date(YEAR, 2, 1), 1500)
        gave(pool, amira, 5, date(YEAR, 2, 15))
        pays_twenty(pool, date(YEAR, 3, 1), 3500)
        gave(pool, amira, 3, date(YEAR, 3, 15))
        read, budget = year_at(town, amira), pool_at(town)
    assert [(line.cents, line.funded) for line in read.lines] == [(0, 0), (1500, 1500), (3500, 2000)]
    assert (budget.cents, budget.deployments, budget.lacks_pay) == (3500, 3, True)
    assert read.meter.used == 0, "interpreters have no cap of hours"


def test_from_the_sixth_deployment_for_one_client_number_there_is_a_warning(town: Town) -> None:
    with town.open():
        pool = make_pool(town, PoolKind.INTERPRETERS)
        amira = make_guide(town, pool)
        number = ClientNumber.objects.create(pool=pool, number="4711", made_at=AT)
        gave(pool, amira, 1, date(YEAR - 1, 12, 30), number=number)
        for day in range(1, 6):
            gave(pool, amira, 1, date(YEAR, 2, day), number=number)
        inside = beyond(town.coordinator, pool, YEAR)
        gave(pool, amira, 1, date(YEAR, 2, 6), number=number)
        [one] = beyond(town.coordinator, pool, YEAR)
    assert inside == []
    assert (one.number, one.on, one.nth, one.most) == ("4711", date(YEAR, 2, 6), 6, 5)


def test_the_list_puts_whoever_is_nearest_to_the_cap_first(town: Town) -> None:
    with town.open():
        pool = make_pool(town)
        amira, leyla = make_guide(town, pool), make_guide(town, pool, "Leyla")
        gave(pool, amira, 4)
        gave(pool, leyla, 3)
        will_go(town, pool, leyla, at_ten(LATER))
        people = overview(town.coordinator, YEAR, at=AT).people
    assert [one.facts.volunteer.pk for one in people] == [leyla.pk, amira.pk]


def test_a_visit_shows_how_much_of_her_year_is_free(town: Town) -> None:
    with town.open():
        pool = make_pool(town)
        amira, leyla, maria = (make_guide(town, pool, name) for name in ("Amira", "Leyla", "Maria"))
        gave_long(pool, amira, 274)
        gave_long(pool, leyla, 275)
        waive(town.volunteer_actor(maria), maria, year=YEAR, from_day=date(YEAR, 1, 1), at=AT)
        need = will_go(town, pool, make_guide(town, pool, "Noor"), at_ten(LATER)).need
        ids = [amira.pk, leyla.pk, maria.pk]
        with CaptureQueriesContext(
            connection,
        ) as asked:
            rooms = room_for(town.coordinator, need, ids, at=AT)
        assert room_for(town.actor("administrator"), need, ids, at=AT) == {}
    assert len(asked) == 1
    assert [(rooms[pk].free, rooms[pk].would_be_over, rooms[pk].is_waived) for pk in ids] == [
        (2 * HOURS, False, False),
        (HOURS, True, False),
        (276 * HOURS, False, True),
    ]


def test_one_and_three_people_cost_the_same(town: Town) -> None:
    with town.open():
        pool = make_pool(town)
        gave(pool, make_guide(town, pool), 1)
        counted = []
        for names in ((), ("Leyla", "Maria")):
            for name in names:
                will_go(town, pool, make_guide(town, make_pool(town, name=name), name), at_ten(LATER))
            with CaptureQueriesContext(connection) as asked:
                overview(town.coordinator, YEAR, at=AT)
            counted.append(len(asked))
    assert counted == [4, 4]


def test_others_see_nobodys_year_but_their_own(town: Town) -> None:
    other = make_town("Lampertheim", "06431013")
    with town.open():
        pool = make_pool(town)
        amira, leyla = make_guide(town, pool), make_guide(town, pool, "Leyla")
        assert year_for(town.volunteer_actor(amira), amira.person_id, YEAR, at=AT).facts.volunteer == amira
        for actor in (town.volunteer_actor(leyla), town.actor("administrator"), town.actor("state_viewer")):
            with pytest.raises(NotThere):
                year_for(actor, amira.person_id, YEAR, at=AT)
            with pytest.raises(NotThere):
                overview(actor, YEAR, at=AT)
    with other.open():
        assert overview(other.coordinator, YEAR, at=AT).people == []
        with pytest.raises(NotThere):
            year_for(other.coordinator, amira.person_id, YEAR, at=AT)
