"""What is counted and what is not, and what of it the public may read: docs/rules/figures.md."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.assistance.models import NeedKind, NeedState, Outcome
from lotsenwerk.domain.people.models import Client, LanguageSkill, Level, Volunteer
from lotsenwerk.domain.reporting.queries.counting import NEIGHBOURLY, Filled, Given, Pairs, Practice, Waiting
from lotsenwerk.domain.reporting.queries.period import Period
from lotsenwerk.domain.reporting.queries.report import Report, report_on
from lotsenwerk.engines.disclosure.tables import TOTAL
from lotsenwerk.kit.errors import NotAllowed
from tests.domain.funding.scenes import gave, make_pool
from tests.domain.reporting.scenes import asked, met
from tests.factories import Town, make_client, make_town, make_volunteer

pytestmark = pytest.mark.django_db

AT = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
YEAR = Period(2026)
MAY = date(2026, 5, 4)
WEEK = timedelta(weeks=1)


@pytest.fixture
def town() -> Iterator[Town]:
    made = make_town()
    with made.open():
        yield made


@pytest.fixture
def erna(town: Town) -> Client:
    return make_client(town)


@pytest.fixture
def amira(town: Town) -> Volunteer:
    return make_volunteer(town, given_name="Amira")


def read(town: Town, period: Period = YEAR, *, public: bool = False) -> Report:
    return report_on(town.coordinator, period, public=public, at=AT)


def several(town: Town, count: int) -> list[tuple[Client, Volunteer]]:
    return [
        (make_client(town, family_name=f"Weber {number}"), make_volunteer(town, family_name=f"Haddad {number}"))
        for number in range(count)
    ]


def test_visits_are_counted_by_month_and_kind_where_people_met(town: Town, erna: Client, amira: Volunteer) -> None:
    met(erna, amira, MAY)
    met(erna, amira, MAY + WEEK, outcome=Outcome.PARTLY, kind=NeedKind.ERRAND)
    met(erna, amira, MAY + 2 * WEEK, outcome=Outcome.NOT_AT_HOME)
    met(erna, amira, MAY + 3 * WEEK, outcome=Outcome.NOT_NEEDED)
    met(erna, amira, date(2025, 12, 31))
    counts = read(town).visits.counts
    assert counts[date(2026, 5, 1), NeedKind.SHOP_AND_DELIVER] == 1
    assert counts[date(2026, 5, 1), TOTAL] == counts[None, TOTAL] == 2
    assert counts[date(2026, 6, 1), TOTAL] == 0
    assert read(town).helped == read(town).helpers == 1
    assert read(town, Period(2026, 3)).visits.counts[None, TOTAL] == 0


@pytest.mark.parametrize(
    ("visits", "apart", "lasting"),
    [(4, timedelta(days=56), 1), (4, timedelta(days=55), 0), (3, timedelta(days=200), 0)],
)
def test_a_pair_lasts_from_four_visits_in_eight_weeks_on(  # noqa: PLR0917 - fixtures
    town: Town, erna: Client, amira: Volunteer, visits: int, apart: timedelta, lasting: int
) -> None:
    for number in range(visits - 1):
        met(erna, amira, MAY - apart + timedelta(days=number))
    met(erna, amira, MAY)
    met(make_client(town, family_name="Kraus"), amira, MAY + timedelta(days=1))
    assert read(town).pairs == Pairs(2, lasting)


def test_german_is_practised_by_those_who_speak_another_tongue_with_those_who_speak_it(
    town: Town, erna: Client, amira: Volunteer
) -> None:
    native = make_volunteer(town, given_name="Karl")
    LanguageSkill.objects.update_or_create(person=native.person, language="deu", defaults={"level": Level.NATIVE})
    LanguageSkill.objects.filter(person=amira.person, language="deu").update(level=Level.A2)
    other = make_client(town, family_name="Kaya")
    other.person.language = "tr"
    other.person.save()
    met(erna, amira, MAY, minutes=45)
    met(erna, native, MAY + WEEK, minutes=30)
    met(other, amira, MAY + 2 * WEEK, minutes=15)
    assert read(town).practice == Practice(45, 1)


def test_the_waiting_time_is_that_of_calls_and_not_of_rhythms(town: Town, erna: Client, amira: Volunteer) -> None:
    for number in range(1, 11):
        met(erna, amira, MAY + timedelta(days=number), waited=timedelta(hours=number))
    asked(erna, MAY)
    assert read(town).waiting == Waiting(10, 6, 9)
    assert read(town, Period(2026, 4)).waiting is None


def test_filled_is_what_somebody_went_to_and_what_was_cancelled_stands_apart(
    town: Town, erna: Client, amira: Volunteer
) -> None:
    met(erna, amira, MAY)
    asked(erna, MAY, state=NeedState.OPEN)
    asked(erna, MAY, state=NeedState.CANCELLED)
    asked(erna, AT.date() + WEEK)
    found = read(town).filled
    assert found == Filled(came=1, nobody=1, cancelled=1)
    assert found.of_all == 2


def test_hours_stand_by_line_and_only_once_they_are_confirmed(town: Town, erna: Client, amira: Volunteer) -> None:
    met(erna, amira, MAY, minutes=50)
    pool = make_pool(town)
    gave(pool, amira, 2, MAY)
    gave(pool, amira, 1, date(2025, 5, 4))
    assert read(town).hours == {NEIGHBOURLY: Given(50, 1), "guides": Given(120, 1)}
    assert read(town).minutes == 170
    assert read(town).office_hours == 1


def test_the_public_reads_nothing_of_four_people_and_all_of_five(town: Town) -> None:
    them = several(town, 5)
    for client, helper in them[:4]:
        met(client, helper, MAY)
    few = read(town, public=True)
    assert (few.helped, few.helpers, few.languages, few.pairs, few.lasting) == (None, None, [], None, None)
    assert (few.practice, few.waiting, few.filled, few.hours[NEIGHBOURLY]) == (None, None, None, None)
    assert set(few.visits.counts.values()) == {None}
    for number in range(3):
        for client, helper in them:
            met(client, helper, MAY + timedelta(days=7 * number + 2))
    enough = read(town, public=True)
    assert (enough.helped, enough.helpers, enough.pairs, enough.lasting) == (5, 5, Pairs(5, 0), 0)
    assert enough.visits.counts[None, TOTAL] == 19
    assert enough.hours[NEIGHBOURLY] == Given(19 * 60, 5)
    assert enough.filled == Filled(19, 0, 0)


def test_the_part_of_a_whole_is_hidden_where_the_rest_is_small(town: Town) -> None:
    for client, helper in several(town, 6):
        for number in range(4):
            met(client, helper, MAY + timedelta(days=20 * number))
    stranger, other = several(town, 1)[0]
    met(stranger, other, MAY)
    asked(stranger, MAY)
    read_by_all, read_by_town = read(town, public=True), read(town)
    assert (read_by_all.pairs, read_by_all.lasting) == (Pairs(7, 6), None)
    assert read_by_all.filled is None
    assert (read_by_town.lasting, read_by_town.filled) == (6, Filled(25, 1, 0))


def test_the_neighbour_counts_her_own(town: Town, erna: Client, amira: Volunteer) -> None:
    met(erna, amira, MAY)
    other = make_town("Lampertheim", "06431013")
    with other.open():
        assert read(other).visits.counts == {(None, TOTAL): 0}
        assert (read(other).helped, read(other).hours) == (0, {NEIGHBOURLY: Given(0, 0)})


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.PARTNER, Role.STATE_VIEWER])
def test_nobody_else_reads_them(town: Town, role: Role) -> None:
    with pytest.raises(NotAllowed):
        report_on(town.actor(role), YEAR, public=True, at=AT)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2026-q1", "2026-01-01", "2026-03-31"),
        ("2024-q1", "2024-01-01", "2024-03-31"),
        ("2026-q4", "2026-10-01", "2026-12-31"),
        ("2026-q5", "2026-01-01", "2026-12-31"),
        ("<script>", "2026-01-01", "2026-12-31"),
    ],
)
def test_a_period_is_a_year_or_a_quarter(typed: str, first: str, last: str) -> None:
    period = Period.said(typed, AT.date())
    assert period.days == (date.fromisoformat(first), date.fromisoformat(last))
