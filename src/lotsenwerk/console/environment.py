"""Which installation a command works on: the town's own or the demonstration, each with a database of its own."""

import os
from pathlib import Path
from typing import Literal

import django
from django.utils import translation

from lotsenwerk.console import roles, translations
from lotsenwerk.console.errors import ConsoleError
from lotsenwerk.console.folders import state_folder
from lotsenwerk.console.machine import speaks_german, spoken
from lotsenwerk.console.postgres import Cluster, binaries
from lotsenwerk.console.server_user import server_user

Which = Literal["town", "demo", "bench"]
ENV_FILE = "lotsenwerk.env"


def enter(which: Which, *, port: int | None = None) -> Cluster | None:
    """Set environment and Django up; answers the cluster of our own, or None where DATABASE_URL names a server.

    Only who starts the demonstration knows its ``port``; web and worker are told the address by their environment.
    """
    if which == "town":
        read_env_file(env_file())
        os.environ.setdefault("LOTSENWERK_STATIC", str(state_folder() / "town" / "static"))
    else:
        _refuse_foreign_database(which)
        if port is not None:
            os.environ["PUBLIC_URL"] = f"http://127.0.0.1:{port}"
        os.environ.setdefault("PUBLIC_URL", "http://127.0.0.1:8000")
        os.environ.setdefault("LOTSENWERK_LETTER_FOLDER", str(state_folder() / which / "letters"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "lotsenwerk.settings.base" if which == "town" else "lotsenwerk.settings.demo"
    cluster = None
    if not os.environ.get("DATABASE_URL"):
        cluster = embedded(which)
        os.environ["DATABASE_URL"] = cluster.url(roles.APP)
        os.environ["DATABASE_OWNER_URL"] = cluster.url(roles.OWNER)
        # Children of ours are told the addresses, and still have to know whose server that is.
        os.environ["LOTSENWERK_EMBEDDED"] = which
    elif os.environ.get("LOTSENWERK_EMBEDDED") == which:
        cluster = embedded(which)
    translations.compile_all()
    django.setup()
    translation.activate("de" if speaks_german() else "en")
    return cluster


def embedded(which: Which) -> Cluster:
    """The cluster of our own for this installation."""
    user = server_user()
    return Cluster(state_folder() / which / "postgres", binaries(user), user)


def env_file() -> Path:
    """Where ``lotsenwerk init`` writes the town's settings: LOTSENWERK_ENV, or beside the data."""
    return Path(os.environ.get("LOTSENWERK_ENV") or state_folder() / ENV_FILE)


def read_env_file(file: Path) -> None:
    """Take the lines ``NAME=value`` over, but for names that the environment has already."""
    try:
        lines = file.read_text().splitlines()
    except FileNotFoundError:
        return
    except PermissionError as error:
        raise ConsoleError(
            spoken(
                f"Die Datei {file} gehört jemand anderem. Starten Sie als der Benutzer, der sie angelegt hat.",
                f"The file {file} belongs to somebody else. Start as the user who made it.",
            ),
        ) from error
    for line in lines:
        name, sign, value = line.partition("=")
        if sign and not line.startswith("#"):
            os.environ.setdefault(name.strip(), value.strip())


def _refuse_foreign_database(which: Which) -> None:
    """Invented people never go into a database that might be a town's."""
    from psycopg.conninfo import conninfo_to_dict

    url = os.environ.get("DATABASE_URL")
    if not url or os.environ.get("LOTSENWERK_EMBEDDED") == which:
        return
    name = str(conninfo_to_dict(url).get("dbname", ""))
    if which not in name:
        raise ConsoleError(
            spoken(
                f"DATABASE_URL nennt die Datenbank „{name}“. Vorführdaten kommen nur in eine Datenbank mit „{which}“ "
                "im Namen; ohne DATABASE_URL startet Lotsenwerk eine eigene.",
                f"DATABASE_URL names the database “{name}”. Demo data only goes into a database with “{which}” in its "
                "name; without DATABASE_URL Lotsenwerk starts a database of its own.",
            ),
        )
