"""People found by what somebody types: 20,000 in the town, as many beside it, 50 requests a second over 16 connections.

The real server process answers whole requests of the search box, as the program's own role behind the wall. Requests
come at fixed moments whether the one before is answered or not; the time counts from the moment at which a request was
due, so a stall shows. CPU is what the web processes spent (/proc, so Linux); what the database's processes spent for
them stands beside it as ``database_ms``.

Peers, in the same run: the same words as ILIKE over the names in the same table by the same role (the usual way to
write such a search), and the smallest page of the same server.
"""

import http.client
import os
import random
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import psycopg
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from lotsenwerk.console.benches import Row, with_demo_data
from lotsenwerk.console.progress import Progress
from lotsenwerk.domain.accounts.models import Role, User
from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.people.queries import find_people
from lotsenwerk.kit.actor import Actor, Came
from lotsenwerk.kit.tenancy import tenant

from . import _crowd

A_SECOND = 50
CONNECTIONS = 16
SECONDS = 20
WARM_UP = 150
MOST_MS = 30.0
MOST_CPU_MS = 6.0
OK = 200
TOKEN = "b" * 32
"""What stands in the cookie and in the header of a form's sender."""
Asked = tuple[str, str]
"""A path and the body that is sent to it; without one it is only fetched."""
HOST = "127.0.0.1"
SERVE = """
import django
django.setup()
from lotsenwerk.console.serving import serve
serve({bind!r}, processes=2, threads=6)
"""


def run(progress: Progress) -> list[Row]:
    """Rows for the time and the CPU of a whole request, and for the statement alone."""
    with_demo_data(progress)
    with progress.step("40,000 people"):
        town = _crowd.lay(progress)
    typed = words_typed(400)
    connection.close()
    with serving() as (port, master):
        cookie = session_of(town)
        search = [("/desk/people/", urlencode({"q": words})) for words in typed]
        with progress.step("Search"):
            for _round in range(2):
                drive(port, cookie, search, requests=WARM_UP)
            found = measured(port, master, cookie, search)
        with progress.step("Smallest page"):
            small = measured(port, master, cookie, [("/health/", "")])
    with progress.step("ILIKE"):
        ours, ilike, hits = statements(town, typed[:200])
    times = {"p50_ms": found.at(50), "p99_ms": found.at(99), "requests": len(found.times), "errors": found.errors}
    cpu = {"web_ms": found.web_ms, "database_ms": found.database_ms}
    return [
        Row("search p95", found.at(95), "ms", found.at(95) <= MOST_MS and not found.errors, small.at(95), times),
        Row("search CPU", found.web_ms, "ms", found.web_ms <= MOST_CPU_MS, small.web_ms, cpu),
        Row("search statement p95", ours, "ms", ours <= ilike, ilike, {"found": hits}),
    ]


class Drive:
    """What one run gave: milliseconds of each request, and CPU milliseconds a request."""

    def __init__(self, times: Sequence[float], errors: int, web_ms: float, database_ms: float) -> None:
        self.times = sorted(times)
        self.errors = errors
        self.web_ms, self.database_ms = round(web_ms, 2), round(database_ms, 2)

    def at(self, percent: int) -> float:
        """The time within which so many of a hundred requests were answered."""
        return round(self.times[min(len(self.times) * percent // 100, len(self.times) - 1)], 2)


def words_typed(count: int) -> list[str]:
    """What people type: beginnings of names, whole names, typos, streets, the last digits of a number."""
    dice = random.Random(11)
    typed = []
    for given, family in _crowd.names(0, count):
        kind = dice.random()
        if kind < 0.4:  # noqa: PLR2004 - shares of what is typed
            typed.append(family[: dice.randint(3, 6)])
        elif kind < 0.6:  # noqa: PLR2004
            typed.append(f"{given} {family}")
        elif kind < 0.75:  # noqa: PLR2004
            place = dice.randrange(len(family) - 1)
            typed.append(family[:place] + family[place + 1 :])
        elif kind < 0.85:  # noqa: PLR2004
            typed.append(f"{family[:4]} main")
        else:
            typed.append(f"{dice.randrange(10_000):04d}")
    return typed


@contextmanager
def serving() -> Iterator[tuple[int, int]]:
    """The web server as ``lotsenwerk serve`` starts it; answers its port and process id."""
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        port = int(taken.getsockname()[1])
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_OWNER_URL"}
    server = subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-c", SERVE.format(bind=f"{HOST}:{port}")], env=environment
    )
    try:
        for _try in range(200):
            with socket.socket() as door:
                if door.connect_ex((HOST, port)) == 0:
                    break
            time.sleep(0.1)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(timeout=20)


def session_of(town: Organisation) -> str:
    """The cookie of the town's coordinator, logged in."""
    user = User.objects.get(email=f"koordination@{town.slug}.example")
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def measured(port: int, master: int, cookie: str, asked: Sequence[Asked]) -> Drive:
    """Drive, and look at the clocks of the processes before and after."""
    web, database = processes_of(master), backends()
    before = cpu_of(web), cpu_of(database)
    times, errors = drive(port, cookie, asked, requests=A_SECOND * SECONDS)
    count = len(times) + errors
    spent_web = (cpu_of(web) - before[0]) * 1000 / count
    return Drive(times, errors, spent_web, (cpu_of(database) - before[1]) * 1000 / count)


def drive(port: int, cookie: str, asked: Sequence[Asked], *, requests: int) -> tuple[list[float], int]:
    """Milliseconds of each answered request, and how many were not answered with a page."""
    times: list[float] = []
    errors = [0]
    numbers = iter(range(requests))
    lock = threading.Lock()
    began = time.perf_counter() + 0.1

    def ask() -> None:
        line = http.client.HTTPConnection(HOST, port, timeout=10)
        headers = {
            "Cookie": f"{cookie}; {settings.CSRF_COOKIE_NAME}={TOKEN}",
            "X-CSRFToken": TOKEN,
            "HX-Request": "true",
            "Accept-Language": "de",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        while True:
            with lock:
                number = next(numbers, None)
            if number is None:
                break
            due = began + number / A_SECOND
            time.sleep(max(0.0, due - time.perf_counter()))
            try:
                path, body = asked[number % len(asked)]
                line.request("POST" if body else "GET", path, body=body or None, headers=headers)
                answer = line.getresponse()
                answer.read()
            except (OSError, http.client.HTTPException):
                line.close()
                errors[0] += 1
                continue
            times.append((time.perf_counter() - due) * 1000)
            errors[0] += answer.status != OK
        line.close()

    threads = [threading.Thread(target=ask) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times, errors[0]


def statements(town: Organisation, typed: Sequence[str]) -> tuple[float, float, int]:
    """The 95th of a hundred times of our search and of ILIKE, in turns, as the same role; and how many ours found."""
    desk = Actor(came=Came.LOGIN, organisation_id=town.id, roles=frozenset({Role.COORDINATOR}))
    ours, theirs, found = [], [], 0
    with tenant(town.id), connection.cursor() as cursor:
        for words in typed:
            found += len(timed(lambda words=words: find_people(desk, words), ours))
            timed(lambda words=words: ilike(cursor, words), theirs)
    return percentile(ours), percentile(theirs), found


def ilike(cursor: "psycopg.Cursor[object]", words: str) -> list[object]:
    """Every word somewhere in the name or street, in the order of names: no typos, no sounds, no numbers."""
    one = "(given_name ILIKE %s OR family_name ILIKE %s OR street ILIKE %s)"
    parts = words.split()
    sql = f"SELECT * FROM people_person WHERE {' AND '.join([one] * len(parts))} ORDER BY sort_key, id LIMIT 12"  # noqa: S608
    cursor.execute(sql, [f"%{part}%" for part in parts for _ in range(3)])
    return list(cursor.fetchall())


def timed(do: Callable[[], Sequence[object]], times: list[float]) -> Sequence[object]:
    """Do it and note the milliseconds."""
    began = time.perf_counter()
    answer = do()
    times.append((time.perf_counter() - began) * 1000)
    return answer


def percentile(times: Sequence[float]) -> float:
    """The 95th of a hundred."""
    return round(statistics.quantiles(times, n=20)[-1], 2)


def processes_of(master: int) -> list[int]:
    """A web server's processes: the master and its children."""
    children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    return [master, *map(int, children)]


def backends() -> list[int]:
    """The database's processes that serve the program's role."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE usename = current_user AND pid <> pg_backend_pid()")
        return [int(pid) for (pid,) in cursor.fetchall()]


def cpu_of(processes: Sequence[int]) -> float:
    """Seconds that these processes have computed so far; one that has ended counts nothing."""
    ticks = 0
    for process in processes:
        try:
            line = Path(f"/proc/{process}/stat").read_text()
        except OSError:
            continue
        user, kernel = line.rpartition(")")[2].split()[11:13]
        ticks += int(user) + int(kernel)
    return ticks / os.sysconf("SC_CLK_TCK")
