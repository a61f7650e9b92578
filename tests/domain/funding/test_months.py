"""A month's statement pays until the cap, and nothing of what was waived; nothing else of it changes."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lotsenwerk.domain.assistance.models import DeploymentState
from lotsenwerk.domain.funding.actions.waiving import waive
from lotsenwerk.domain.funding.queries.months import paid_month, paid_months
from lotsenwerk.domain.people.models import PoolKind
from lotsenwerk.kit.errors import NotThere
from tests.domain.funding.scenes import AT, gave, gave_long, make_guide, make_pool
from tests.factories import Town, make_town

pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 1)


@pytest.fixture
def town() -> Iterator[Town]:
    made = make_town()
    with made.open():
        yield made


def test_a_guide_is_paid_until_her_cap_and_no_longer(town: Town) -> None:
    pool = make_pool(town)
    guide = make_guide(town, pool)
    gave_long(pool, guide, 272)
    for day, hours in ((4, 3), (5, 3), (6, 2)):
        gave(pool, guide, hours, MAY.replace(day=day))
    gave(pool, guide, 2, MAY.replace(day=7), state=DeploymentState.REPORTED)
    month = paid_month(town.coordinator, guide, MAY, at=AT)
    # 276 hours are paid for: three, one, and none. An hour is worth 5 euros.
    assert [one.cents for one in month.lines] == [1500, 500, 0]
    assert (month.cents, month.minutes, len(month.waiting)) == (2000, 480, 1)


def test_what_she_waived_is_not_paid(town: Town) -> None:
    pool = make_pool(town)
    guide = make_guide(town, pool)
    gave(pool, guide, 2, MAY.replace(day=4))
    gave(pool, guide, 2, MAY.replace(day=18))
    waive(town.coordinator, guide, year=2026, from_day=MAY.replace(day=10), signed_on=MAY.replace(day=10), at=AT)
    assert [one.cents for one in paid_month(town.coordinator, guide, MAY, at=AT).lines] == [1000, 0]


def test_one_and_three_people_take_as_many_questions(town: Town) -> None:
    pools = make_pool(town), make_pool(town, PoolKind.INTERPRETERS)
    counts = []
    for number in range(3):
        one = make_guide(town, pools[number % 2], f"Amira{number}")
        gave(pools[number % 2], one, 2, MAY.replace(day=4))
        with CaptureQueriesContext(connection) as asked:
            assert len(paid_months(town.coordinator, MAY, at=AT)) == number + 1
        counts.append(len(asked))
    assert counts[0] == counts[2] <= 3


def test_a_month_without_anything_is_empty_and_another_guides_is_not_there(town: Town) -> None:
    pool = make_pool(town)
    guide, other = make_guide(town, pool), make_guide(town, pool, "Samir")
    assert paid_month(town.coordinator, guide, MAY, at=AT).lines == []
    with pytest.raises(NotThere):
        paid_month(town.volunteer_actor(other), guide, MAY, at=AT)
    assert paid_months(town.volunteer_actor(other), MAY, at=AT) == []
