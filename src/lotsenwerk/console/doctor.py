"""Looks whether an installation is safe and alive; every finding says what to do about it."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lotsenwerk.console import migrating, roles
from lotsenwerk.console.environment import env_file
from lotsenwerk.console.errors import ConsoleError
from lotsenwerk.console.folders import state_folder
from lotsenwerk.console.machine import free_megabytes
from lotsenwerk.domain.notifications.sms_gateway import gateway_of_settings
from lotsenwerk.kit.crypto import refuse_bad_keys

OLDEST_POSTGRES = 150_000
SHORTEST_SECRET = 50
LITTLE_ROOM = 1_000
"""Megabytes below which the disk counts as nearly full."""
SILENT_AFTER = 60
"""Seconds without a sign of life of any worker."""
LATE_AFTER = 3_600
"""Seconds after its due time at which a letter counts as stuck."""

NOT_OURS_TO_SAY = {"security.W005", "security.W021"}
"""Whether a town's other subdomains are ready for HTTPS, and whether browsers ship that knowledge, the town decides."""


class Weight(StrEnum):
    GOOD = "good"
    CARE = "care"
    WRONG = "wrong"


@dataclass(frozen=True)
class Finding:
    """What was looked at and how it is; ``todo`` is empty when nothing is to be done."""

    weight: Weight
    what: str
    todo: str = ""


def examine() -> list[Finding]:
    """Everything, in the order in which one would mend it."""
    found = [*settings_findings(), *way_findings(), *disk_findings()]
    reachable = [*database_findings()]
    found += reachable
    if all(finding.weight != Weight.WRONG for finding in reachable):
        found += [*table_findings(), *alive_findings()]
    return found


def refuse_unsafe(*looks: Callable[[], Iterable[Finding]]) -> None:
    """Raise with all that these looks find wrong, so that nothing is served unsafely."""
    wrong = [finding for look in looks for finding in look() if finding.weight == Weight.WRONG]
    if wrong:
        lines = "\n".join(f"  - {finding.what} {finding.todo}" for finding in wrong)
        raise ConsoleError(_("Lotsenwerk does not start like this:") + f"\n{lines}")


def show(findings: list[Finding]) -> int:
    """Print them; 1 if anything is wrong."""
    words = {
        Weight.GOOD: pgettext("check", "good"),
        Weight.CARE: pgettext("check", "look"),
        Weight.WRONG: pgettext("check", "WRONG"),
    }
    width = max(map(len, words.values()))
    for finding in findings:
        print(f"{words[finding.weight]:<{width}}  {finding.what}")
        if finding.todo:
            print(f"{'':<{width}}  → {finding.todo}")
    wrong = sum(finding.weight == Weight.WRONG for finding in findings)
    print(_("%(count)s of %(all)s points are wrong.") % {"count": wrong, "all": len(findings)})
    return 1 if wrong else 0


# --- settings ---------------------------------------------------------------------------------------------------------
def settings_findings() -> Iterator[Finding]:
    """Secrets, keys and addresses."""
    if settings.DEMO:
        yield Finding(
            Weight.CARE, _("These are the settings of the demonstration."), _("For a real town: lotsenwerk init")
        )
        return
    secret = _secret_key()
    yield _rule(
        len(secret) >= SHORTEST_SECRET,
        _("The secret key is long enough."),
        _("The secret key is missing or short."),
        _("Set LOTSENWERK_SECRET_KEY to at least 50 random characters; lotsenwerk init makes one."),
    )
    yield from _keys()
    yield _rule(
        settings.PUBLIC_URL.startswith("https://"),
        _("The public address is %(address)s.") % {"address": settings.PUBLIC_URL},
        _("The public address does not begin with https:// (PUBLIC_URL is “%(address)s”).")
        % {"address": settings.PUBLIC_URL},
        _("Set PUBLIC_URL to the address that people type in."),
    )
    yield _rule(not settings.DEBUG, _("Debugging is off."), _("Debugging is on."), _("Set DEBUG to False."))
    file = env_file()
    if file.exists():
        yield _rule(
            not file.stat().st_mode & 0o077,
            _("Only its owner can read %(file)s.") % {"file": file},
            _("Others can read the secrets in %(file)s.") % {"file": file},
            f"chmod 600 {file}",
        )
    # Django's own checks need the key.
    for message in checks.run_checks(include_deployment_checks=True) if secret else []:
        if message.id in NOT_OURS_TO_SAY:
            continue
        weight = Weight.WRONG if message.level >= checks.ERROR else Weight.CARE
        yield Finding(weight, f"{message.id}: {message.msg}", str(message.hint or ""))


def _secret_key() -> str:
    try:
        return str(settings.SECRET_KEY)
    except ImproperlyConfigured:
        return ""


def _keys() -> Iterator[Finding]:
    try:
        refuse_bad_keys()
    except ImproperlyConfigured as fault:
        yield Finding(
            Weight.WRONG, str(fault), _("lotsenwerk init makes keys; put lost ones back from where they are kept.")
        )
    else:
        yield Finding(Weight.GOOD, _("The keys for encrypted fields are there."))


# --- by which ways letters leave --------------------------------------------------------------------------------------
def way_findings() -> Iterator[Finding]:
    """Whether a mail server and an SMS gateway are set, and could work. Nothing is sent to find out."""
    if settings.DEMO:
        return
    yield _rule(
        bool(os.environ.get("LOTSENWERK_SMTP_HOST")),
        _("Mail leaves by %(host)s.") % {"host": settings.EMAIL_HOST},
        _("No mail server is named: mail goes to port %(port)s of this machine.") % {"port": settings.EMAIL_PORT},
        _("Set LOTSENWERK_SMTP_HOST and its neighbours."),
        otherwise=Weight.CARE,
    )
    try:
        gateway = gateway_of_settings()
    except ImproperlyConfigured as fault:
        yield Finding(Weight.WRONG, str(fault), _("docs/how-to/run-a-town.md shows how a gateway is described."))
        return
    if gateway is None:
        yield Finding(
            Weight.CARE,
            _("No SMS gateway is set: who has no mail address has to be called."),
            _("Set LOTSENWERK_SMS_URL and its neighbours."),
        )
        return
    address = urlsplit(gateway.url)
    yield _rule(
        address.scheme == "https" or address.hostname in {"127.0.0.1", "::1", "localhost"},
        _("Text messages leave by %(host)s.") % {"host": address.hostname},
        _("The address of the SMS gateway does not begin with https://: numbers and its secret can be read underway."),
        _("Let LOTSENWERK_SMS_URL begin with https://."),
    )


# --- the machine ------------------------------------------------------------------------------------------------------
def disk_findings() -> Iterator[Finding]:
    """Room for data and for the files of the program."""
    for folder in {state_folder(), Path(os.environ.get("TMPDIR", "/tmp"))}:  # noqa: S108 - only its room is asked for
        free = free_megabytes(folder)
        yield _rule(
            free >= LITTLE_ROOM,
            _("%(free)s MB are free in %(folder)s.") % {"free": free, "folder": folder},
            _("Only %(free)s MB are free in %(folder)s.") % {"free": free, "folder": folder},
            _("Make room: a full disk stops the database."),
        )


# --- the database -----------------------------------------------------------------------------------------------------
def database_findings() -> Iterator[Finding]:
    """Whether it answers, is new enough, and knows the program under a role that stands before the walls."""
    try:
        with psycopg.connect(os.environ.get("DATABASE_URL", ""), connect_timeout=10) as app:
            yield _rule(
                app.info.server_version >= OLDEST_POSTGRES,
                _("PostgreSQL %(version)s answers.") % {"version": app.info.server_version // 10_000},
                _("PostgreSQL %(version)s is too old.") % {"version": app.info.server_version // 10_000},
                _("Use PostgreSQL 15 or newer."),
            )
            yield from role_findings(app)
    except psycopg.OperationalError as fault:
        yield Finding(
            Weight.WRONG, _("The database does not answer: %(why)s") % {"why": fault}, _("Check DATABASE_URL.")
        )


def role_findings(app: "psycopg.Connection[tuple[object, ...]]") -> Iterator[Finding]:
    """A role that is superuser, owner or above row-level security would see every town."""
    faults = roles.faults_of(app)
    for fault in faults:
        yield Finding(
            Weight.WRONG,
            _("The role in DATABASE_URL would stand above the walls between towns: %(fault)s.") % {"fault": fault},
            _("Let DATABASE_URL name a plain role; lotsenwerk init --print-sql shows how it is made."),
        )
    if not faults:
        yield Finding(Weight.GOOD, _("The program's role owns nothing and stands before every wall."))


def table_findings() -> Iterator[Finding]:
    """Whether the tables are those of this program."""
    try:
        waiting = migrating.pending()
    except DatabaseError as fault:
        yield Finding(Weight.WRONG, _("The tables cannot be read: %(why)s") % {"why": fault}, "lotsenwerk migrate")
        return
    yield _rule(
        not waiting,
        _("The tables are up to date."),
        _("%(count)s migrations are waiting.") % {"count": len(waiting)},
        "lotsenwerk migrate",
    )


# --- what should be going on ------------------------------------------------------------------------------------------
def alive_findings() -> Iterator[Finding]:
    """Workers that give signs of life, letters that leave."""
    if not _table_exists("procrastinate_workers"):
        return
    silent = _number("SELECT extract(epoch FROM now() - max(last_heartbeat)) FROM procrastinate_workers")
    yield _rule(
        silent is not None and silent < SILENT_AFTER,
        _("A worker is at work."),
        _("No worker gives signs of life."),
        _("Start one: lotsenwerk serve does, or lotsenwerk worker."),
        otherwise=Weight.CARE,
    )
    failed = _number("SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'") or 0
    yield _rule(
        failed == 0,
        _("No job has failed."),
        _("%(count)s jobs have failed for good.") % {"count": int(failed)},
        "lotsenwerk manage procrastinate shell",
        otherwise=Weight.CARE,
    )
    stuck = letters_stuck()
    yield _rule(
        stuck == 0,
        _("No letter is stuck in the outbox."),
        _("%(count)s letters should have left an hour ago.") % {"count": stuck},
        _("Look at the worker and at LOTSENWERK_SMTP_HOST."),
        otherwise=Weight.CARE,
    )


def letters_stuck() -> int:
    """Letters of all towns that are long due, counted town by town: nobody sees all at once."""
    from lotsenwerk.domain.notifications.models import Letter, LetterState
    from lotsenwerk.domain.organisations.queries import tenants
    from lotsenwerk.kit import clock
    from lotsenwerk.kit.tenancy import tenant

    late = clock.now() - timedelta(seconds=LATE_AFTER)
    count = 0
    for organisation_id in tenants().values_list("id", flat=True):
        with tenant(organisation_id):
            count += Letter.objects.filter(state=LetterState.WAITING, due_at__lt=late).count()
    return count


def _rule(holds: bool, good: str, bad: str, todo: str, *, otherwise: Weight = Weight.WRONG) -> Finding:
    return Finding(Weight.GOOD, good) if holds else Finding(otherwise, bad, todo)


def _table_exists(name: str) -> bool:
    return name in connection.introspection.table_names()


def _number(query: str) -> float | None:
    with connection.cursor() as cursor:
        cursor.execute(query)
        row = cursor.fetchone()
    return None if row is None or row[0] is None else float(row[0])
