"""A statement by hand whose plan the connection keeps: the same wall, the same answers, one question."""

import pytest
from django.db import connection
from pytest_django.fixtures import DjangoAssertNumQueries

from lotsenwerk.kit.kept_plans import KeptPlan
from tests.factories import make_town, make_volunteer

pytestmark = pytest.mark.django_db

OF_NAME = "SELECT p.given_name FROM people_person p WHERE p.given_name = ANY(%(names)s) ORDER BY 1 LIMIT %(most)s"


def kept() -> list[tuple[int, int]]:
    """How often each statement of this connection was asked with the plan that is kept, and with one made anew."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement ~ 'p.given_name'"
        )
        return sorted(cursor.fetchall())


def test_it_answers_each_question_by_the_plan_that_is_kept() -> None:
    town, plan = make_town(), KeptPlan(OF_NAME)
    with town.open():
        for name in ("Amira", "Olena"):
            make_volunteer(town, given_name=name)
        before = kept()
        assert plan.ask({"most": 5}, {"names": ["Amira"]}) == [("Amira",)]
        assert plan.ask({"most": 5}, {"names": ["Olena", "Amira", "Tesfay"]}) == [("Amira",), ("Olena",)]
        assert sorted([*before, (2, 0)]) == kept()


def test_what_is_written_into_it_makes_another_statement() -> None:
    town, plan = make_town(), KeptPlan(OF_NAME)
    with town.open():
        for name in ("Amira", "Olena"):
            make_volunteer(town, given_name=name)
        assert plan.ask({"most": 5}, {"names": ["Olena", "Amira"]}) == [("Amira",), ("Olena",)]
        assert plan.ask({"most": 1}, {"names": ["Olena", "Amira"]}) == [("Amira",)]


def test_another_town_is_not_seen_by_a_statement_that_names_none() -> None:
    town, other, plan = make_town(), make_town("Lampertheim", "06431013"), KeptPlan(OF_NAME)
    with town.open():
        make_volunteer(town, given_name="Amira")
        assert plan.ask({"most": 5}, {"names": ["Amira"]}) == [("Amira",)]
    with other.open():
        assert plan.ask({"most": 5}, {"names": ["Amira"]}) == []


def test_the_first_time_and_the_second_cost_one_question(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    town, plan = make_town(), KeptPlan(OF_NAME)
    with town.open():
        for _time in range(2):
            with django_assert_num_queries(1):
                plan.ask({"most": 5}, {"names": ["Amira"]})


def test_a_value_that_looks_like_a_statement_stays_a_value() -> None:
    town, plan = make_town(), KeptPlan(OF_NAME)
    name = "'); DROP TABLE people_person; --"
    with town.open():
        make_volunteer(town, given_name=name)
        assert plan.ask({"most": 5}, {"names": [name]}) == [(name,)]
