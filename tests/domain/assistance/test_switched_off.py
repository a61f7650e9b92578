"""What a town has switched off: nothing new of it, what runs is finished, and switched on again all is as before."""

from datetime import datetime, timedelta

import pytest

from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.finish import confirm, report
from lotsenwerk.domain.assistance.actions.laying import lay_ahead
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.actions.standing import Rule, make_rhythm
from lotsenwerk.domain.assistance.actions.take_in import Asked, take_in
from lotsenwerk.domain.assistance.models import NEIGHBOURLY, Every, Need, NeedKind, NeedState
from lotsenwerk.domain.assistance.modules import BEHIND
from lotsenwerk.domain.organisations.actions.found import switch_modules
from lotsenwerk.domain.organisations.models import Module
from lotsenwerk.domain.people.models import PoolKind
from lotsenwerk.domain.people.modules import BEHIND as BEHIND_POOLS
from lotsenwerk.domain.training.jobs import remind_of_dates
from lotsenwerk.kit import clock
from lotsenwerk.kit.errors import BadInput
from tests.factories import MONDAY, Town, make_client, make_need, make_town, make_volunteer
from tests.fingerprint import nothing_changes

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def switch(town: Town, *modules: Module, at: datetime = MONDAY) -> None:
    switch_modules(town.actor(Role.ADMINISTRATOR), modules, at=at)


def test_a_module_stands_behind_every_kind_of_need_and_of_pool() -> None:
    assert BEHIND.keys() == set(NeedKind)
    assert BEHIND_POOLS.keys() == set(PoolKind)
    assert all(BEHIND.values())
    assert all(BEHIND_POOLS.values())


@pytest.mark.parametrize(("kind", "off"), [(kind, module) for kind in NEIGHBOURLY for module in BEHIND[kind]])
def test_nothing_of_a_kind_that_is_off_is_taken_in_and_the_other_town_goes_on(kind: NeedKind, off: Module) -> None:
    here, there = make_town(), make_town("Lampertheim", "06431013")
    for town in (here, there):
        with town.open():
            client = make_client(town)
            if town is here:
                switch(town, *(module for module in Module if module != off))
                with nothing_changes(town.id), pytest.raises(BadInput) as refused:
                    asked_for(town, client, kind)
                assert refused.value.field == "kind"
                switch(town, *Module)
            assert asked_for(town, client, kind).state == NeedState.OPEN


def asked_for(town: Town, client: object, kind: NeedKind) -> Need:
    window = {"earliest": MONDAY + DAY, "latest": MONDAY + DAY + timedelta(hours=3)}
    return take_in(town.coordinator, client=client, kind=kind, **window, at=MONDAY)  # type: ignore[arg-type]


def test_what_runs_when_its_module_is_switched_off_is_finished() -> None:
    town = make_town()
    with town.open():
        helper = make_volunteer(town)
        need = make_need(town, make_client(town))
        offer = make_offer(town.coordinator, need, volunteer=helper, at=MONDAY)
        switch(town, Module.GUIDES)
        visit = accept_offer(town.volunteer_actor(helper), offer, at=MONDAY)
        report(town.volunteer_actor(helper), visit, minutes=50, at=MONDAY + 2 * DAY)
        confirm(town.coordinator, visit, at=MONDAY + 2 * DAY)
        need.refresh_from_db()
        assert need.state == NeedState.CONFIRMED


def test_what_comes_again_rests_while_its_module_is_off() -> None:
    town = make_town()
    with town.open():
        first = clock.local(MONDAY).date() + DAY
        rule = Rule(Every.WEEK, first, MONDAY.time(), (MONDAY + timedelta(hours=3)).time())
        make_rhythm(
            town.coordinator, client=make_client(town), rule=rule, asked=Asked(NeedKind.SHOP_AND_DELIVER), at=MONDAY
        )
        laid = Need.objects.count()
        switch(town, Module.FOOD_BANK)
        with nothing_changes(town.id):
            assert lay_ahead(at=MONDAY + 14 * DAY) == 0
        switch(town, *Module)
        assert lay_ahead(at=MONDAY + 14 * DAY) > 0
        assert Need.objects.count() > laid


def test_the_job_of_the_courses_does_nothing_where_they_are_off(monkeypatch: pytest.MonkeyPatch) -> None:
    town = make_town()

    def one_letter(*, at: datetime) -> int:
        assert at.tzinfo is not None
        return 1

    with monkeypatch.context() as patched:
        patched.setattr("lotsenwerk.domain.training.jobs.remind", one_letter)
        assert remind_of_dates(town.id) == 1
        with town.open():
            switch(town, Module.SHOPPING, Module.FOOD_BANK)
        assert remind_of_dates(town.id) == 0
        with town.open():
            switch(town, Module.INTERPRETERS)
        assert remind_of_dates(town.id) == 1
