"""Everything of a town in one file, and back.

The file is a tar of two members: ``database.dump`` (PostgreSQL's own format) and ``contents.json`` with the check sum
of the dump and, for each table, how many rows it has and a sum over all of them. After reading back, the sums are made
again and compared. The owner writes it: the policies do not bind the owner, so no row is left out.
"""

import hashlib
import io
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any, cast

import psycopg
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.sql import SQL, Identifier

from lotsenwerk.console import roles
from lotsenwerk.console.errors import ConsoleError
from lotsenwerk.console.folders import state_folder
from lotsenwerk.console.migrating import owner_url
from lotsenwerk.console.postgres import binaries
from lotsenwerk.console.progress import Progress
from lotsenwerk.console.server_user import server_user

FORMAT = 1
DUMP, CONTENTS = "database.dump", "contents.json"
BLOCK = 1 << 20
Sums = dict[str, tuple[int, str]]


def default_file() -> Path:
    """A new name in the state folder, by date and time."""
    return state_folder() / "backups" / f"lotsenwerk-{datetime.now(UTC):%Y-%m-%d-%H%M%S}.backup"


def write(file: Path, progress: Progress) -> Sums:
    """Write the database of DATABASE_OWNER_URL into ``file``, readable by us alone; answers rows and sums by table.

    Dump and sums are of the same instant, whatever is written meanwhile. The file appears when it is complete.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(dir=file.parent, prefix=".backup-") as beside,
        psycopg.connect(owner_url()) as owner,
    ):
        dump, whole = Path(beside) / DUMP, Path(beside) / "whole"
        owner.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        row = owner.execute("SELECT pg_export_snapshot()").fetchone()
        with progress.step(pgettext("step", "Dump")):
            _run("pg_dump", "--format=custom", f"--snapshot={row[0] if row else ''}", f"--file={dump}", owner=owner)
        with progress.step(pgettext("step", "Check sums")):
            tables = sums(owner, progress)
        contents = {
            "format": FORMAT,
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "postgresql": owner.info.server_version // 10_000,
            "sha256": _sha256(dump),
            "tables": tables,
            "django": version("django"),
        }
        with tarfile.open(whole, "w") as tar:
            _add(tar, CONTENTS, json.dumps(contents, indent=1, sort_keys=True).encode())
            tar.add(dump, DUMP, filter=_nobodys)
        whole.chmod(0o600)
        whole.replace(file)
    return tables


def read(file: Path, progress: Progress) -> int:
    """Read ``file`` into the empty database of DATABASE_OWNER_URL and compare; the number of tables.

    Anything but an empty database is refused and left as it is, so is a damaged file.
    """
    with psycopg.connect(owner_url()) as owner:
        _refuse_filled(owner)
        with tempfile.TemporaryDirectory(prefix="lotsenwerk-restore-") as folder:
            contents = _unpack(file, Path(folder))
            if owner.info.server_version // 10_000 < contents["postgresql"]:
                raise ConsoleError(
                    _("The backup is from PostgreSQL %(version)s; read it into that version or a newer one.")
                    % {"version": contents["postgresql"]},
                )
            # A table that is made anew would get every right first, and the dump only ever adds: the journal could
            # be changed. The dump brings its own rights, these included.
            app = settings.DATABASE_APP_ROLE
            roles.take_back_defaults(owner, app)
            try:
                with progress.step(pgettext("step", "Tables and rows")):
                    dump = str(Path(folder) / DUMP)
                    _run("pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", dump, owner=owner)
            finally:
                roles.grant_defaults(owner, app)
        with progress.step(pgettext("step", "Compare")):
            differing = differences(contents["tables"], sums(owner, progress))
    if differing:
        raise ConsoleError(_("These tables are not as they were: %(tables)s") % {"tables": ", ".join(differing)})
    return len(contents["tables"])


def sums(owner: "psycopg.Connection[Any]", progress: Progress) -> Sums:
    """Rows and a sum over all rows, whatever their order, for each table."""
    # The text of a row depends on these; they are set so that two servers write it alike.
    for setting in ("DateStyle = 'ISO'", "TimeZone = 'UTC'", "IntervalStyle = 'iso_8601'", "extra_float_digits = 1"):
        owner.execute(f"SET LOCAL {setting}")
    names = [row[0] for row in owner.execute(_TABLES).fetchall()]
    made: Sums = {}
    for name in names:
        progress.show(pgettext("step", "Tables"), len(made) + 1, len(names))
        count_and_sum = SQL("SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text FROM {} t")
        row = owner.execute(count_and_sum.format(Identifier(name))).fetchone()
        made[name] = (int(row[0]), str(row[1])) if row else (0, "0")
    return made


def differences(before: dict[str, Any], after: Sums) -> list[str]:
    """Names of the tables that are not the same on both sides."""
    return sorted(
        name for name in before.keys() | after.keys() if list(before.get(name, [])) != list(after.get(name, []))
    )


_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"


def _refuse_filled(owner: "psycopg.Connection[Any]") -> None:
    there = len(owner.execute(_TABLES).fetchall())
    if there:
        raise ConsoleError(
            _("The database %(name)s holds %(count)s tables already. A backup is only read into an empty one.")
            % {"name": owner.info.dbname, "count": there},
        )


def _unpack(file: Path, folder: Path) -> dict[str, Any]:
    try:
        with tarfile.open(file) as tar:
            for name in (CONTENTS, DUMP):
                with cast("IO[bytes]", tar.extractfile(name)) as member, (folder / name).open("wb") as out:
                    shutil.copyfileobj(member, out, BLOCK)
    except (OSError, tarfile.TarError, KeyError, TypeError) as fault:
        if isinstance(fault, OSError) and fault.errno and not isinstance(fault, FileNotFoundError):
            raise
        raise ConsoleError(_("%(file)s is not a backup of Lotsenwerk.") % {"file": file}) from fault
    contents: dict[str, Any] = json.loads((folder / CONTENTS).read_text())
    if contents.get("format") != FORMAT:
        raise ConsoleError(_("This backup was written by a newer Lotsenwerk."))
    if contents["sha256"] != _sha256(folder / DUMP):
        raise ConsoleError(_("The backup is damaged: its check sum is wrong. Nothing was changed."))
    return contents


def _run(program: str, *words: str, owner: "psycopg.Connection[Any]") -> None:
    """Run one of PostgreSQL's programs against the owner's database; the password stays out of the process list."""
    parts = conninfo_to_dict(owner_url())
    password = str(parts.pop("password", "") or "")
    address = f"--dbname={make_conninfo(**{name: str(value) for name, value in parts.items() if value is not None})}"
    done = subprocess.run(
        [_program(program, owner.info.server_version // 10_000), address, *words],
        check=False,
        capture_output=True,
        text=True,
        env=os.environ | ({"PGPASSWORD": password} if password else {}),
    )
    if done.returncode != 0:
        raise ConsoleError(_("%(program)s failed:") % {"program": program} + f"\n{done.stderr.strip()}")


def _program(name: str, server: int) -> Path:
    """The program of the server's own version where the machine has it, else ours."""
    of_the_system = Path(f"/usr/lib/postgresql/{server}/bin") / name
    return of_the_system if of_the_system.exists() else binaries(server_user()) / name


def _sha256(file: Path) -> str:
    whole = hashlib.sha256()
    with file.open("rb") as blocks:
        while block := blocks.read(BLOCK):
            whole.update(block)
    return whole.hexdigest()


def _nobodys(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o600
    return member


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    member = _nobodys(tarfile.TarInfo(name))
    member.size = len(content)
    tar.addfile(member, io.BytesIO(content))
