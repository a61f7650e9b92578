"""The roles that come to the database, and what each may do.

The superuser belongs to the launcher alone. ``lotsenwerk_owner`` owns the tables and migrates.
``lotsenwerk_app`` is what web, worker and tests come as: it owns nothing and stands before every policy.
"""

from typing import Any

from psycopg import Connection
from psycopg.sql import SQL, Identifier, Literal

OWNER = "lotsenwerk_owner"
APP = "lotsenwerk_app"
PLAIN = "LOGIN NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS"


def lay_roles(superuser: Connection[Any], *, may_create_databases: bool = False) -> None:
    """Make both roles, or put their attributes right. ``superuser`` has to be in autocommit."""
    for role in (OWNER, APP):
        known = superuser.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
        databases = "CREATEDB" if may_create_databases and role == OWNER else "NOCREATEDB"
        verb = SQL("ALTER ROLE {} " if known else "CREATE ROLE {} ").format(Identifier(role))
        superuser.execute(verb + SQL(f"{PLAIN} {databases}"))


def lay_database(superuser: Connection[Any], database: str) -> None:
    """Make the database as the owner's. ``superuser`` has to be in autocommit."""
    if not superuser.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
        superuser.execute(
            SQL("CREATE DATABASE {} OWNER {}").format(Identifier(database), Identifier(OWNER)),
        )


def grant_defaults(owner: Connection[Any], app: str = APP) -> None:
    """Let ``app`` read and write what the owner makes from now on, and nobody else anything.

    To be done before the first migration; doing it again changes nothing. Migrations take rights away again where a
    table may only grow.
    """
    database = str(owner.info.dbname)
    role = Identifier(app)
    owner.execute(SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(Identifier(database)))
    owner.execute(SQL("GRANT CONNECT ON DATABASE {} TO {}").format(Identifier(database), role))
    owner.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    owner.execute(SQL("GRANT USAGE ON SCHEMA public TO {}").format(role))
    defaults = SQL("ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ")
    owner.execute(defaults + SQL("SELECT, INSERT, UPDATE, DELETE ON TABLES TO {}").format(role))
    owner.execute(defaults + SQL("USAGE ON SEQUENCES TO {}").format(role))
    owner.commit()


def take_back_defaults(owner: Connection[Any], app: str = APP) -> None:
    """Undo what :func:`grant_defaults` says of tables and sequences to come, so that a restore decides alone."""
    defaults = SQL("ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON {} FROM {}")
    for kind in ("TABLES", "SEQUENCES"):
        owner.execute(defaults.format(SQL(kind), Identifier(app)))
    owner.commit()


def sql_for_a_server_of_your_own(database: str, owner_password: str, app_password: str) -> str:
    """What a database administrator runs once, as a superuser, where the town has its own PostgreSQL (15 or newer)."""
    statements = [
        SQL(f"CREATE ROLE {{}} {PLAIN} NOCREATEDB PASSWORD {{}}").format(Identifier(OWNER), Literal(owner_password)),
        SQL(f"CREATE ROLE {{}} {PLAIN} NOCREATEDB PASSWORD {{}}").format(Identifier(APP), Literal(app_password)),
        SQL("CREATE DATABASE {} OWNER {} ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8' TEMPLATE template0").format(
            Identifier(database),
            Identifier(OWNER),
        ),
    ]
    return "".join(f"{statement.as_string()};\n" for statement in statements)


def faults_of(app: Connection[Any]) -> list[str]:
    """Why the role behind this connection may not be the program's; empty when it may."""
    row = app.execute(
        "SELECT current_user, rolsuper, rolbypassrls, rolcreaterole OR rolcreatedb"
        " FROM pg_roles WHERE rolname = current_user",
    ).fetchone()
    if row is None:
        return ["the role is not known to the server"]
    name, superuser, bypasses, creates = row
    faults = []
    if superuser:
        faults.append(f"{name} is a superuser")
    if bypasses:
        faults.append(f"{name} has BYPASSRLS")
    if creates:
        faults.append(f"{name} may create roles or databases")
    owned = app.execute(
        "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg_t%'"
        " AND pg_has_role(current_user, c.relowner, 'MEMBER')"
        " AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)",
    ).fetchone()
    if owned and owned[0]:
        faults.append(f"{name} owns {owned[0]} tables or indexes")
    owns_database = app.execute(
        "SELECT pg_has_role(current_user, datdba, 'MEMBER') FROM pg_database WHERE datname = current_database()",
    ).fetchone()
    if owns_database and owns_database[0] and not superuser:
        faults.append(f"{name} owns the database")
    return faults
