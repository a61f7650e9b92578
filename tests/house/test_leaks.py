"""The wall holds when the manager's filter is gone: what the program's own role is shown, and what it is refused."""
# ruff: noqa: S608 - statements are made from the names of our own tables

from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, models, transaction

from lotsenwerk.domain.people.models import Person
from lotsenwerk.kit.tenancy import NoScope, Tenanted, TenantManager
from tests.database import TestDatabase
from tests.fingerprint import tenanted
from tests.house.test_walls import keys_to_tenants
from tests.story import Story

pytestmark = pytest.mark.django_db

Unfiltered = Callable[[type[Tenanted]], "models.QuerySet[Any]"]


@pytest.fixture
def without_filter(monkeypatch: pytest.MonkeyPatch) -> Unfiltered:
    """The manager forgets its filter, as somebody may one day by mistake."""
    monkeypatch.setattr(TenantManager, "get_queryset", models.Manager.get_queryset)
    return lambda model: model.objects.all()


def seen(model: type[Tenanted], rows: Unfiltered) -> set[int]:
    return set(rows(model).values_list("organisation_id", flat=True))


def base_manager(model: type[Tenanted]) -> "models.QuerySet[Any]":
    return model._base_manager.all()


def test_each_town_sees_its_own_rows_and_no_others(two_towns: tuple[Story, Story], without_filter: Unfiltered) -> None:
    for story in two_towns:
        with story.town.open():
            for model in tenanted():
                assert seen(model, without_filter) == {story.town.id}, model
                assert seen(model, base_manager) == {story.town.id}, model


def test_outside_of_every_scope_nothing_is_seen(two_towns: tuple[Story, Story], without_filter: Unfiltered) -> None:
    for model in tenanted():
        assert seen(model, without_filter) == set(), model
        assert seen(model, base_manager) == set(), model


def test_an_inner_scope_hides_the_outer_one_and_gives_it_back(
    two_towns: tuple[Story, Story], without_filter: Unfiltered
) -> None:
    here, there = two_towns
    with here.town.open():
        with there.town.open():
            assert seen(Person, without_filter) == {there.town.id}
        assert seen(Person, without_filter) == {here.town.id}
        with pytest.raises(ZeroDivisionError), there.town.open():
            raise ZeroDivisionError
        assert seen(Person, without_filter) == {here.town.id}
    assert seen(Person, without_filter) == set()


def test_a_forgotten_scope_is_an_exception_not_an_empty_list(db: None) -> None:
    for model in tenanted():
        with pytest.raises(NoScope):
            model.objects.count()


def test_raw_statements_meet_the_same_wall(two_towns: tuple[Story, Story]) -> None:
    here, there = two_towns
    with here.town.open(), connection.cursor() as cursor:
        for model in tenanted():
            cursor.execute(f"SELECT count(*) FROM {model._meta.db_table} WHERE organisation_id = %s", [there.town.id])
            assert cursor.fetchone() == (0,), model


@pytest.mark.parametrize("model", tenanted(), ids=lambda model: model._meta.label)
def test_a_row_cannot_be_written_into_the_other_town(two_towns: tuple[Story, Story], model: type[Tenanted]) -> None:
    here, there = two_towns
    with here.town.open():
        row = model._base_manager.order_by("-pk")[0]
        row.pk = None
        row.organisation_id = there.town.id
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            row.save(force_insert=True)


@pytest.mark.parametrize("model", tenanted(), ids=lambda model: model._meta.label)
def test_a_row_cannot_be_moved_or_taken_from_the_other_town(
    two_towns: tuple[Story, Story], model: type[Tenanted]
) -> None:
    here, there = two_towns
    with here.town.open(), connection.cursor() as cursor:
        table = model._meta.db_table
        with pytest.raises(DatabaseError, match=r"row-level security|permission denied"), transaction.atomic():
            cursor.execute(f"UPDATE {table} SET organisation_id = %s", [there.town.id])
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET organisation_id = organisation_id"):
            try:
                with transaction.atomic():
                    cursor.execute(f"{statement} WHERE organisation_id = %s", [there.town.id])
                    assert cursor.rowcount == 0
            except DatabaseError as refused:
                assert "permission denied" in str(refused)  # noqa: PT017 - a right that is missing is as good


KEYS = [(model, key) for model in tenanted() for key in keys_to_tenants(model)]


@pytest.mark.parametrize(("model", "key"), KEYS, ids=[f"{model._meta.label}.{key.name}" for model, key in KEYS])
def test_a_key_to_a_row_of_the_other_town_is_refused_even_to_the_owner(
    two_towns: tuple[Story, Story],
    test_database: TestDatabase,
    model: type[Tenanted],
    key: "models.ForeignKey[Any, Any]",
) -> None:
    here, there = two_towns
    table, target, column = model._meta.db_table, key.related_model._meta.db_table, key.column
    with test_database.owner() as owner:
        owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
        # Rather a row to which no other row of this table points yet, so that only the wall can stand against it.
        aim = f"(SELECT id FROM {target} f WHERE organisation_id = {there.town.id}"
        aim += f" ORDER BY EXISTS (SELECT 1 FROM {table} t WHERE t.{column} = f.id) LIMIT 1)"
        free = owner.execute(aim).fetchone()
        assert free is not None
        # Rather one that has such a key: of two keys a row may be allowed to have one alone.
        one = f"(SELECT id FROM {table} WHERE organisation_id = {here.town.id}"
        one += f" ORDER BY {column} IS NULL, id DESC LIMIT 1)"
        with pytest.raises(psycopg.errors.ForeignKeyViolation, match=f"{table}_{column}_same_org"):
            owner.execute(f"UPDATE {table} SET {column} = %s WHERE id = {one}", [free[0]])
