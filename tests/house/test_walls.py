"""Every table behind the wall has the whole wall: what the models say is compared with what the database knows."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import ForeignKey, OneToOneField, UniqueConstraint

from lotsenwerk.kit.tenancy import POLICY, Tenanted
from tests.fingerprint import tenanted

pytestmark = pytest.mark.django_db

BELOW_ORGANISATIONS = {"journal", "places"}
"""Rooms below the room of organisations cannot point at it."""

OUTSIDE = {
    "accounts_supportsession": "which town the operator has opened; holds nothing of clients or volunteers",
    "accounts_membership": "a user's roles; names the organisation itself, and holds nothing of clients or volunteers",
    "accounts_user": "one login may have roles in several towns",
    "auth_group": "Django's own, unused",
    "auth_group_permissions": "Django's own, unused",
    "auth_permission": "Django's own, unused",
    "account_emailaddress": "allauth: the address of a login",
    "account_emailconfirmation": "allauth: confirms the address of a login",
    "cache": "rate limits",
    "django_content_type": "Django's own",
    "django_migrations": "Django's own",
    "django_session": "who is logged in, and which town was chosen",
    "funding_toldhours": "what organisations tell each other by consent: a login, a year, minutes",
    "mfa_authenticator": "allauth: the second factors of a login, their secrets encrypted",
    "organisations_organisation": "bodies, not people: the tenant itself and its partners",
    "organisations_openinghours": "when a shop is open",
    "people_link": "opens the scope, so it stands before it; a hash and ids, nothing of a person",
    "people_helpercard": "anybody may check its number, so it stands before the wall; a hash and ids",
    "places_county": "the same for everybody",
    "places_municipality": "the same for everybody",
    "places_postcode": "the same for everybody",
    "places_placekey": "the same for everybody",
    "publishing_entry": "the shop window: everybody reads, each organisation writes its own (test_window.py)",
    "publishing_entryday": "the shop window",
    "publishing_entrypicture": "the shop window",
    "publishing_entrytext": "the shop window",
    "publishing_searchmiss": "what nobody found: words and a number",
    "publishing_wordkey": "words that stand on public pages",
    "rules_rulefile": "the law, not a town's: a programme's rules as a file",
    "rules_rulesstamp": "one value, another one whenever the rules have changed",
    "rules_ruleversion": "the law, not a town's: figures from a day on, with their source",
    "procrastinate_events": "jobs: their arguments are ids",
    "procrastinate_jobs": "jobs: their arguments are ids",
    "procrastinate_periodic_defers": "jobs",
    "procrastinate_workers": "jobs",
}
"""Every table without a policy, and why."""

SECURITY_DEFINERS: dict[str, str] = {}
"""Functions that see past the policies, and why. None yet."""

MAY_NOT = {
    "journal_line": {"UPDATE", "DELETE", "TRUNCATE"},
    "journal_seal": {"UPDATE", "DELETE", "TRUNCATE"},
    "journal_sealedline": {"UPDATE", "DELETE", "TRUNCATE"},
    "journal_detail": {"UPDATE", "TRUNCATE"},
    "assistance_confirmation": {"UPDATE", "DELETE", "TRUNCATE"},
    "assistance_cashline": {"UPDATE", "DELETE", "TRUNCATE"},
    "assistance_floatclosing": {"UPDATE", "DELETE", "TRUNCATE"},
    "funding_notice": {"UPDATE", "DELETE", "TRUNCATE"},
    "funding_ledgerline": {"UPDATE", "DELETE", "TRUNCATE"},
    "rules_rulefile": {"UPDATE", "DELETE", "TRUNCATE"},
}
"""What the running program may not do, table by table. Nowhere may it TRUNCATE."""


def ask(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def test_every_table_is_behind_the_wall_or_says_why_not() -> None:
    tables = {row[0] for row in ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}
    walled = {model._meta.db_table for model in tenanted()}
    assert tables - walled - OUTSIDE.keys() == set()
    assert walled & OUTSIDE.keys() == set()
    assert OUTSIDE.keys() - tables - {"cache"} == set()


@pytest.mark.parametrize("model", tenanted(), ids=lambda model: model._meta.label)
def test_its_policy_lets_only_rows_of_the_open_town_through(model: type[Tenanted]) -> None:
    table = model._meta.db_table
    [[enabled, forced]] = ask(
        "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = %s::regclass", table
    )
    assert enabled
    assert not forced
    policies = ask(
        "SELECT policyname, permissive, roles::text, cmd, qual, with_check FROM pg_policies WHERE tablename = %s", table
    )
    [[name, permissive, roles, command, using, check]] = policies
    assert (name, permissive, roles, command) == (POLICY, "PERMISSIVE", "{public}", "ALL")
    assert using == check
    assert using == "(organisation_id = (NULLIF(current_setting('app.org'::text, true), ''::text))::bigint)"


@pytest.mark.parametrize("model", tenanted(), ids=lambda model: model._meta.label)
def test_its_keys_name_the_town_too(model: type[Tenanted]) -> None:
    table = model._meta.db_table
    known = constraints_of(table)
    assert ("u", ("organisation_id", "id"), None, None) in known
    expected = {
        ("f", ("organisation_id", field.column), field.related_model._meta.db_table, ("organisation_id", "id"))
        for field in keys_to_tenants(model)
    }
    composite = {one for one in known if one[0] == "f" and len(one[1]) == 2}
    assert composite == expected
    if model._meta.app_label not in BELOW_ORGANISATIONS:
        assert ("f", ("organisation_id",), "organisations_organisation", ("id",)) in known


def keys_to_tenants(model: type[Tenanted]) -> list["ForeignKey[Any, Any]"]:
    """The foreign keys of a model that point at a row behind the wall."""
    return [
        field
        for field in model._meta.local_fields
        if isinstance(field, ForeignKey)
        and isinstance(field.related_model, type)
        and issubclass(field.related_model, Tenanted)
    ]


def constraints_of(table: str) -> set[tuple[str, tuple[str, ...], str | None, tuple[str, ...] | None]]:
    """(kind, columns, target table, target columns) of the unique (u) and foreign (f) constraints of a table."""
    names = "SELECT array_agg(a.attname ORDER BY k.n) FROM unnest({}) WITH ORDINALITY k(num, n) JOIN pg_attribute a"
    names += " ON a.attrelid = {} AND a.attnum = k.num"
    rows = ask(
        f"SELECT c.contype, ({names.format('c.conkey', 'c.conrelid')})::text[], f.relname,"  # noqa: S608
        f" ({names.format('c.confkey', 'c.confrelid')})::text[], c.convalidated"
        " FROM pg_constraint c LEFT JOIN pg_class f ON f.oid = c.confrelid"
        " WHERE c.conrelid = %s::regclass AND c.contype IN ('u', 'f')",
        table,
    )
    assert all(row[4] for row in rows), "a constraint that was never checked"
    return {(kind, tuple(own), target, tuple(other) if other else None) for kind, own, target, other, _ in rows}


@pytest.mark.parametrize("model", tenanted(), ids=lambda model: model._meta.label)
def test_what_is_unique_is_unique_within_the_town(model: type[Tenanted]) -> None:
    for constraint in model._meta.total_unique_constraints:
        assert constraint.fields[0] == "organisation_id", constraint.name
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint):
            assert constraint.fields[0] == "organisation_id", constraint.name
    # The target of a one-to-one key is unique in the whole house, so the key tells nothing of another town.
    alone = [f.name for f in model._meta.local_fields if f.unique and not isinstance(f, OneToOneField)]
    assert alone == ["id"]


@pytest.mark.parametrize("model", tenanted(), ids=lambda model: model._meta.label)
def test_indexes_start_with_the_town(model: type[Tenanted]) -> None:
    assert [index.name for index in model._meta.indexes if index.fields[0] != "organisation_id"] == []


def test_functions_that_see_past_the_policies_are_listed() -> None:
    found = ask(
        "SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
        " WHERE p.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema')"
    )
    assert {row[0] for row in found} == SECURITY_DEFINERS.keys()


def test_no_view_shows_the_owners_rows() -> None:
    assert ask("SELECT viewname FROM pg_views WHERE schemaname = 'public'") == []
    assert ask("SELECT matviewname FROM pg_matviews WHERE schemaname = 'public'") == []


def test_the_program_may_do_with_each_table_only_what_it_needs() -> None:
    rows = ask(
        "SELECT tablename, p FROM pg_tables, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) p"
        " WHERE schemaname = 'public' AND has_table_privilege(current_user, format('%%I', tablename), p)"
    )
    may: dict[str, set[str]] = {}
    for table, privilege in rows:
        may.setdefault(table, set()).add(privilege)
    everything = {"SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE"}
    for model in tenanted():
        table = model._meta.db_table
        assert everything - may[table] == MAY_NOT.get(table, {"TRUNCATE"}), table
    assert not any("TRUNCATE" in held for held in may.values())


def test_the_program_has_no_rights_by_column_that_its_tables_do_not_give() -> None:
    rows = ask(
        "SELECT table_name, privilege_type FROM information_schema.column_privileges WHERE grantee = current_user"
        " AND table_name = ANY(%s) AND privilege_type = 'UPDATE'",
        list(MAY_NOT),
    )
    assert rows == []


def test_the_programs_role_owns_nothing_and_bypasses_nothing() -> None:
    from lotsenwerk.console.roles import faults_of

    connection.ensure_connection()
    assert connection.connection is not None
    assert faults_of(connection.connection) == []


def test_every_model_behind_the_wall_belongs_to_a_room() -> None:
    rooms = {config.label for config in apps.get_app_configs() if config.name.startswith("lotsenwerk.domain.")}
    assert {model._meta.app_label for model in tenanted()} <= rooms
