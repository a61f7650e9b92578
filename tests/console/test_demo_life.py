"""The demonstration as somebody starts it: all of it comes up, heals, and goes down."""

import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from lotsenwerk.console import roles
from lotsenwerk.console.demonstration import SMALL
from lotsenwerk.console.postgres import Cluster, binaries
from lotsenwerk.console.server_user import server_user
from tests.console.conftest import CLONE, environment, run
from tests.database import temporary_folder

pytestmark = pytest.mark.waits
SOON = 180.0
FEW = {SMALL: "1"}
"""How it starts and heals is the same with few people in it; all of them are tested in `test_demo_data`."""


class Demo:
    """A running demonstration."""

    def __init__(self, state: Path, port: int) -> None:
        self.state = state
        self.port = port
        self.said = state / "said.txt"
        with self.said.open("w") as out:
            self.process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", "lotsenwerk", "demo", "--port", str(port)],
                env=environment(state) | FEW,
                cwd=CLONE,
                stdout=out,
                stderr=out,
            )

    def child(self, word: str) -> psutil.Process | None:
        for child in psutil.Process(self.process.pid).children():
            with suppress(psutil.NoSuchProcess):  # a zombie has no command line any more
                if word in child.cmdline():
                    return child
        return None

    def everybody(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def status(self) -> int:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=10) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as refusal:
            return refusal.code
        except OSError:
            return 0

    def wait_until(self, holds: Callable[[], bool]) -> None:
        end = time.monotonic() + SOON
        while not holds():
            assert time.monotonic() < end, self.said.read_text()
            assert self.process.poll() is None, self.said.read_text()
            time.sleep(0.1)

    def is_up(self) -> bool:
        # A word of the database's own command line is the path of its data.
        data = str(self.state / "demo" / "postgres" / "data")
        return all(self.child(word) for word in (data, "worker", "--web-only")) and self.status() not in (0, 503)

    def end(self, number: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(number)
        return self.process.wait(timeout=SOON)


@pytest.fixture(scope="module")
def demo(free_port: Callable[[], int]) -> Iterator[Demo]:
    with temporary_folder() as state:
        running = Demo(state, free_port())
        try:
            running.wait_until(running.is_up)
            yield running
        finally:
            if running.process.poll() is None:
                running.end(signal.SIGTERM)


@contextmanager
def copy_of(laid: Path) -> Iterator[Path]:
    """The same data in a folder of its own; owners and rights stay, as the server asks for them."""
    with temporary_folder() as state:
        subprocess.run(["cp", "-a", f"{laid}/.", str(state)], check=True)  # noqa: S603, S607
        yield state


def test_first_page_is_announced_and_bound_to_this_machine_alone(demo: Demo) -> None:
    demo.wait_until(lambda: f"http://127.0.0.1:{demo.port}/" in demo.said.read_text())
    assert demo.status() == 200
    listening = {
        line.laddr.ip
        for process in demo.everybody()
        for line in process.net_connections("inet")
        if line.status == psutil.CONN_LISTEN
    }
    assert listening == {"127.0.0.1"}


def test_second_start_gets_a_sentence_and_disturbs_nothing(demo: Demo, free_port: Callable[[], int]) -> None:
    before = [process.pid for process in demo.everybody()]
    again = run(demo.state, "demo", "--port", str(demo.port))
    assert again.returncode == 1
    assert f"Port {demo.port} is taken" in again.stderr
    elsewhere = run(demo.state, "demo", "--port", str(free_port()))
    assert elsewhere.returncode == 1
    assert "is running already" in elsewhere.stderr
    assert "Traceback" not in again.stderr + elsewhere.stderr
    assert [process.pid for process in demo.everybody()] == before


def test_web_and_worker_do_not_know_the_owners_address(demo: Demo) -> None:
    for word in ("worker", "--web-only"):
        child = demo.child(word)
        assert child is not None
        assert "DATABASE_URL" in child.environ()
        assert "DATABASE_OWNER_URL" not in child.environ()


@pytest.mark.parametrize("part", ["--web-only", "worker", "database"])
def test_part_that_is_killed_comes_back(demo: Demo, part: str) -> None:
    word = str(demo.state / "demo" / "postgres" / "data") if part == "database" else part
    victim = demo.child(word)
    assert victim is not None
    victim.kill()
    demo.wait_until(lambda: (found := demo.child(word)) is not None and found.pid != victim.pid)
    demo.wait_until(demo.is_up)


def test_ctrl_c_right_after_the_database_was_killed_leaves_nobody_behind(
    laid: Path, free_port: Callable[[], int]
) -> None:
    with copy_of(laid) as state:
        demo = Demo(state, free_port())
        data = str(state / "demo" / "postgres" / "data")
        demo.wait_until(demo.is_up)
        database = demo.child(data)
        assert database is not None
        everybody = demo.everybody()
        database.kill()
        time.sleep(0.25)  # the supervisor is about to start it again
        everybody += demo.everybody()
        assert demo.end() == 0
        _gone, alive = psutil.wait_procs(everybody, timeout=5)
        assert alive == []


def test_ctrl_c_ends_everything_after_all_that_and_the_next_start_adds_nothing(
    demo: Demo, free_port: Callable[[], int]
) -> None:
    rows = count_rows(demo.state)
    everybody = demo.everybody()
    assert demo.end() == 0
    _gone, alive = psutil.wait_procs(everybody, timeout=5)
    assert alive == []
    assert run(demo.state, "demo", "--only-data", "--port", str(free_port()), **FEW).returncode == 0
    assert count_rows(demo.state) == rows
    assert min(rows["accounts_user"], rows["people_person"], rows["organisations_organisation"]) > 1


def test_killed_supervisor_takes_web_and_worker_along_and_the_next_start_finds_the_database(
    laid: Path, free_port: Callable[[], int]
) -> None:
    with copy_of(laid) as state:
        first = Demo(state, free_port())
        first.wait_until(first.is_up)
        everybody = first.everybody()
        servers = [process for process in everybody if process.name() == "postgres"]
        first.process.kill()
        first.process.wait()
        _gone, alive = psutil.wait_procs([process for process in everybody if process not in servers], timeout=20)
        assert alive == []
        second = Demo(state, first.port)
        second.wait_until(second.is_up)
        assert second.end(signal.SIGTERM) == 0
        _gone, alive = psutil.wait_procs(servers, timeout=10)
        assert alive == []


def count_rows(state: Path) -> dict[str, int]:
    user = server_user()
    cluster = Cluster(state / "demo" / "postgres", binaries(user), user)
    with cluster.running(), psycopg.connect(cluster.url(roles.OWNER)) as owner:
        names = owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        kept = [name for (name,) in names if not name.startswith(("procrastinate_", "django_session", "cache"))]
        counts = {
            name: owner.execute(SQL("SELECT count(*) FROM {}").format(Identifier(name))).fetchone() for name in kept
        }
        return {name: row[0] for name, row in counts.items() if row}
