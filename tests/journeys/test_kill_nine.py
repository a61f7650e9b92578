"""kill -9 at ten points of the journey: what was acknowledged stays, nothing is done twice, Ctrl-C still ends it all.

A really started demonstration is driven over HTTP as two browsers would. At each point a step is sent and a part of
the program is killed while it is under way. Where no answer comes, the test does what people do: look whether it has
happened, and try again if it has not.
"""

import http.client
import time
import urllib.parse
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import psutil
import psycopg
import pytest

from lotsenwerk.console import roles
from lotsenwerk.console.postgres import Cluster, binaries
from lotsenwerk.console.server_user import server_user
from tests.console.conftest import free_port as free_port  # noqa: PLC0414 - a fixture
from tests.console.test_demo_life import Demo
from tests.database import temporary_folder

PATIENCE = 40.0
BROKEN = (OSError, http.client.HTTPException)


class Browser:
    """Somebody at one computer: cookies, forms with their token, no redirect followed."""

    def __init__(self, demo: Demo) -> None:
        self.demo = demo
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, fields: dict[str, Any] | None = None) -> tuple[int, str, str]:
        """Status, where it leads on to, and the page."""
        line = http.client.HTTPConnection("127.0.0.1", self.demo.port, timeout=15)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if method == "POST":
            body = urllib.parse.urlencode(fields or {})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["X-CSRFToken"] = self.cookies.get("csrftoken", "")
        try:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            page = answer.read().decode(errors="replace")
        finally:
            line.close()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.headers.get("Location", ""), page

    def open(self, path: str) -> str:
        """A page, asked for until it comes."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                status, _, page = self.ask("GET", path)
                if status == 200:
                    return page
            except BROKEN:
                status = 0
            assert time.monotonic() < end, (path, status, self.demo.said.read_text())
            time.sleep(0.2)

    def become(self, user_id: int) -> None:
        """Log in as somebody of the demonstration. A form of the page gives the token."""
        page = self.open("/account/login/")
        assert "csrfmiddlewaretoken" in page
        status, _, _ = self.ask("POST", f"/become/{user_id}/")
        assert status == 302


class Records:
    """What the database holds, read by its owner, who waits until it is there again."""

    def __init__(self, demo: Demo) -> None:
        user = server_user()
        self.url = Cluster(demo.state / "demo" / "postgres", binaries(user), user).url(roles.OWNER)

    def ask(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                with psycopg.connect(self.url, connect_timeout=5) as owner:
                    cursor = owner.execute(statement, values)
                    return cursor.fetchall() if cursor.description else []
            except psycopg.OperationalError:
                assert time.monotonic() < end, statement
                time.sleep(0.2)

    def one(self, statement: str, *values: Any) -> Any:
        rows = self.ask(statement, *values)
        return rows[0][0] if rows else None


@pytest.fixture
def demo(free_port: Callable[[], int]) -> Iterator[Demo]:
    with temporary_folder() as state:
        running = Demo(state, free_port())
        try:
            running.wait_until(running.is_up)
            yield running
        finally:
            if running.process.poll() is None:
                running.end()


class Walk:
    """The ten points. ``acknowledged`` are the steps whose answer arrived."""

    def __init__(self, demo: Demo) -> None:
        self.demo = demo
        self.records = Records(demo)
        self.desk, self.phone = Browser(demo), Browser(demo)
        self.acknowledged: list[str] = []
        self.killed: Counter[str] = Counter()

    def victim(self, part: str) -> psutil.Process:
        word = {
            "web": "--web-only",
            "worker": "worker",
            "database": str(self.demo.state / "demo" / "postgres" / "data"),
        }[part]
        end = time.monotonic() + PATIENCE
        while (found := self.demo.child(word)) is None:
            assert time.monotonic() < end, self.demo.said.read_text()
            time.sleep(0.05)
        return found

    def step(
        self, name: str, part: str, *, who: Browser, path: str, fields: dict[str, Any], happened: Callable[[], bool]
    ) -> None:
        """Send one step, kill a part meanwhile, and see to it that the step is done in the end."""
        who.open("/health/")
        victim = self.victim(part)
        with ThreadPoolExecutor(1) as sending:
            sent = sending.submit(self._send, who, path, fields)
            time.sleep(0.003 * len(self.killed))
            victim.kill()
            self.killed[part] += 1
            arrived = sent.result()
        if arrived:
            self.acknowledged.append(name)
            assert happened(), f"{name} was acknowledged and is lost"
            return
        end = time.monotonic() + PATIENCE
        while not happened():
            assert time.monotonic() < end, (name, self.demo.said.read_text())
            who.open("/health/")
            if happened():
                break
            self._send(who, path, fields)
            time.sleep(0.1)

    def _send(self, who: Browser, path: str, fields: dict[str, Any]) -> bool:
        try:
            status, _, _ = who.ask("POST", path, fields)
        except BROKEN:
            return False
        return status == 302


def test_nothing_acknowledged_is_lost_and_nothing_is_done_twice(demo: Demo) -> None:
    walk = Walk(demo)
    ask = walk.records.one
    town = ask("SELECT id FROM organisations_organisation WHERE name = 'Bürstadt' AND keeps_records")
    member = "SELECT user_id FROM accounts_membership WHERE organisation_id = %s AND role = %s ORDER BY id LIMIT 1"
    walk.desk.become(ask(member, town, "coordinator"))
    client, client_id = walk.records.ask(
        "SELECT person_id, id FROM people_client WHERE organisation_id = %s ORDER BY id DESC LIMIT 1", town
    )[0]
    helper, helper_user = walk.records.ask(
        "SELECT p.id, p.user_id FROM people_volunteer v JOIN people_person p ON p.id = v.person_id"
        " WHERE v.organisation_id = %s AND v.status = 'active' AND p.user_id IS NOT NULL AND NOT EXISTS"
        " (SELECT 1 FROM assistance_assignment a WHERE a.volunteer_id = v.id AND a.state = 'accepted') LIMIT 1",
        town,
    )[0]
    walk.phone.become(helper_user)
    before = ask("SELECT coalesce(max(id), 0) FROM journal_line")

    needs, assignments = [], []
    newest = "SELECT max(id) FROM assistance_need WHERE client_id = %s AND taken_at > now() - interval '3 minutes'"
    offer = "SELECT ref FROM assistance_offer WHERE need_id = %s"
    going = "SELECT id FROM assistance_assignment WHERE need_id = %s"
    for number, parts in enumerate((("web", "database", "web"), ("database", "web", "database"))):
        day = (datetime.now(UTC) + timedelta(days=20 + number)).date().isoformat()
        last = ask(newest, client_id)
        walk.step(
            f"take in {number}",
            parts[0],
            who=walk.desk,
            path=f"/desk/needs/new/{client}/",
            fields={"kind": "errand", "day": day, "part": "morning", "minutes": "30", "wish": "Post holen"},
            happened=lambda last=last: ask(newest, client_id) != last,
        )
        need = ask(newest, client_id)
        needs.append(need)
        walk.step(
            f"ask {number}",
            parts[1],
            who=walk.desk,
            path=f"/desk/needs/{need}/offer/{helper}/",
            fields={},
            happened=lambda need=need: ask(offer, need) is not None,
        )
        walk.step(
            f"accept {number}",
            parts[2],
            who=walk.phone,
            path=f"/mine/offers/{ask(offer, need)}/",
            fields={"answer": "yes", "action_id": str(uuid.uuid4())},
            happened=lambda need=need: ask(going, need) is not None,
        )
        assignments.append(ask(going, need))

    call = ask("SELECT id FROM assistance_callback WHERE need_id = %s", needs[0])
    walk.step(
        "call back",
        "worker",
        who=walk.desk,
        path=f"/desk/calls/{call}/done/",
        fields={},
        happened=lambda: ask("SELECT state FROM assistance_callback WHERE id = %s", call) == "done",
    )
    # Time passes: the visit lies behind us.
    past = "UPDATE assistance_assignment SET during = tstzrange(lower(during) - interval '30 days', upper(during) -"
    walk.records.ask(past + " interval '30 days') WHERE id = %s", assignments[0])
    visit = ask("SELECT ref FROM assistance_assignment WHERE id = %s", assignments[0])
    state = "SELECT state FROM assistance_assignment WHERE id = %s"
    walk.step(
        "report",
        "database",
        who=walk.phone,
        path=f"/mine/visits/{visit}/report/",
        fields={"minutes": "45", "note": "", "action_id": str(uuid.uuid4())},
        happened=lambda: ask(state, assignments[0]) == "reported",
    )
    walk.step(
        "confirm",
        "web",
        who=walk.desk,
        path=f"/desk/assignments/{assignments[0]}/confirm/",
        fields={},
        happened=lambda: ask(state, assignments[0]) == "confirmed",
    )
    walk.victim("worker").kill()
    walk.killed["worker"] += 1
    assert sum(walk.killed.values()) == 10
    print(f"acknowledged while a part was killed: {', '.join(walk.acknowledged) or 'none'}")  # noqa: T201 - for pytest -s

    demo.wait_until(demo.is_up)
    story = "SELECT verb, count(*) FROM journal_line WHERE id > %s AND story_kind = 'need' AND story_id = %s GROUP BY 1"
    first, second = (dict(walk.records.ask(story, before, need)) for need in needs)
    assert first == dict.fromkeys(("take_in", "make_offer", "accept_offer", "call_back_done", "report", "confirm"), 1)
    assert second == dict.fromkeys(("take_in", "make_offer", "accept_offer"), 1)
    held = ask(
        "SELECT count(*) FROM assistance_need WHERE client_id = %s AND taken_at > now() - interval '3 minutes'",
        client_id,
    )
    assert held == 2
    assert ask("SELECT count(*) FROM assistance_confirmation WHERE assignment_id = %s", assignments[0]) == 1
    _every_letter_leaves_at_most_once(walk)

    everybody = demo.everybody()
    assert demo.end() == 0
    _gone, alive = psutil.wait_procs(everybody, timeout=10)
    assert alive == []


def _every_letter_leaves_at_most_once(walk: Walk) -> None:
    """The worker goes on where the killed one stood; a letter of which nobody knows is shown and not sent again."""
    mine = "SELECT id, state, attempts FROM notifications_letter WHERE made_at > now() - interval '5 minutes'"
    end = time.monotonic() + PATIENCE
    while any(state == "waiting" for _, state, _ in walk.records.ask(mine)):
        assert time.monotonic() < end, walk.demo.said.read_text()
        time.sleep(0.5)
    letters = walk.records.ask(mine)
    assert letters
    assert {state for _, state, _ in letters} <= {"sent", "withdrawn", "sending", "unclear"}
    assert max(attempts for _, _, attempts in letters) == 1
    sent = {name.name for name in (walk.demo.state / "demo" / "letters").glob("*.txt")}
    for number, state, _ in letters:
        if state == "sent":
            assert f"{number:08d}.txt" in sent
        if state == "withdrawn":
            assert f"{number:08d}.txt" not in sent
