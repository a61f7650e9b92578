"""The demonstration: believable, invented, and laid once."""

from datetime import timedelta

import pytest

from lotsenwerk.console.demo_data.lay import lay_demonstration
from lotsenwerk.domain.accounts.models import Membership
from lotsenwerk.domain.assistance.models import Need
from lotsenwerk.domain.organisations.queries import tenants
from lotsenwerk.domain.people.models import Person
from lotsenwerk.domain.places.actions.load_hessen import load_hessen
from lotsenwerk.kit.phone_numbers import is_fictional
from lotsenwerk.kit.tenancy import tenant
from tests.factories import MONDAY

pytestmark = pytest.mark.django_db


def test_started_twice_the_demonstration_does_not_double_its_data() -> None:
    load_hessen()
    assert lay_demonstration(at=MONDAY)
    counts = _counts()
    assert not lay_demonstration(at=MONDAY + timedelta(days=1))
    assert _counts() == counts
    assert counts["towns"] == 2
    assert counts["people"] > 30


def test_every_number_of_the_demonstration_is_kept_free_for_fiction() -> None:
    load_hessen()
    lay_demonstration(at=MONDAY)
    for town in tenants():
        with tenant(town.id):
            people = list(Person.objects.all())
            numbers = [number for person in people for number in (person.phone, person.mobile) if number]
            assert len(numbers) >= len(people)
            assert [number for number in numbers if not is_fictional(number)] == []


@pytest.mark.parametrize("hour", [0, 3, 9, 18, 23])
def test_the_demonstration_can_be_laid_at_any_time_of_the_day(hour: int) -> None:
    load_hessen()
    assert lay_demonstration(at=MONDAY.replace(hour=hour, minute=59))


def _counts() -> dict[str, int]:
    counts = {"towns": tenants().count(), "roles": Membership.objects.count(), "people": 0, "needs": 0}
    for town in tenants():
        with tenant(town.id):
            counts["people"] += Person.objects.count()
            counts["needs"] += Need.objects.count()
    return counts
