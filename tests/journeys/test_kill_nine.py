"""kill -9 at ten points of the journey, at two hundred with --long: what was acknowledged stays, nothing is done twice,
and Ctrl-C still ends it all.

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
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import psutil
import psycopg
import pytest
from psycopg.types.json import Json

from lotsenwerk.console import roles
from lotsenwerk.console.postgres import Cluster, binaries
from lotsenwerk.console.server_user import server_user
from lotsenwerk.console.supervisor import LONGEST_WAIT
from lotsenwerk.kit.clock import BERLIN
from tests.console.test_demo_life import Demo, copy_of

pytestmark = pytest.mark.waits
PATIENCE = LONGEST_WAIT + 60.0
"""What falls often is started again after a pause; the start itself takes its time where much else runs."""
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
def demo(laid: Path, free_port: Callable[[], int]) -> Iterator[Demo]:
    with copy_of(laid) as state:
        running = Demo(state, free_port())
        try:
            running.wait_until(running.is_up)
            yield running
        finally:
            if running.process.poll() is None:
                running.end()


class Walk:
    """Steps and kills. ``acknowledged`` are the steps whose answer arrived."""

    def __init__(self, demo: Demo) -> None:
        self.demo = demo
        self.records = Records(demo)
        self.desk, self.phone = Browser(demo), Browser(demo)
        self.acknowledged: list[str] = []
        self.killed: Counter[str] = Counter()
        self.pause: Callable[[], float] = lambda: 0.003 * len(self.killed)
        """How long after a step was sent its part is killed, in seconds."""

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
        """Send one step, kill a part meanwhile (none where none is named), and see to it that the step is done."""
        who.open("/health/")
        if not part:
            assert self._send(who, path, fields), name
            assert happened(), name
            return
        victim = self.victim(part)
        with ThreadPoolExecutor(1) as sending:
            sent = sending.submit(self._send, who, path, fields)
            time.sleep(self.pause())
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

    def job(self, task: str, organisation_id: int, happened: Callable[[], bool]) -> None:
        """Give the worker a job, kill it meanwhile, and give the next one the job again, as the clock would."""
        self._defer(task, organisation_id)
        victim = self.victim("worker")
        time.sleep(self.pause())
        victim.kill()
        victim.wait()
        self.killed["worker"] += 1
        self.victim("worker")
        self._defer(task, organisation_id)
        end = time.monotonic() + PATIENCE
        while not happened():
            assert time.monotonic() < end, (task, self.demo.said.read_text())
            time.sleep(0.1)

    def _defer(self, task: str, organisation_id: int) -> None:
        self.records.ask(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status) VALUES ('default', %s, %s, 'todo')",
            task,
            Json({"organisation_id": organisation_id}),
        )

    def _send(self, who: Browser, path: str, fields: dict[str, Any]) -> bool:
        try:
            status, _, _ = who.ask("POST", path, fields)
        except BROKEN:
            return False
        return status == 302


class Town:
    """A town of the demonstration: somebody at the desk, a client, a helper with a login, and what they do."""

    def __init__(self, demo: Demo) -> None:
        self.walk = Walk(demo)
        self.ask = ask = self.walk.records.one
        self.id = ask("SELECT min(id) FROM organisations_organisation WHERE keeps_records")
        member = "SELECT user_id FROM accounts_membership WHERE organisation_id = %s AND role = %s ORDER BY id LIMIT 1"
        self.walk.desk.become(ask(member, self.id, "coordinator"))
        self.client, self.client_id = self.walk.records.ask(
            "SELECT person_id, id FROM people_client WHERE organisation_id = %s ORDER BY id DESC LIMIT 1", self.id
        )[0]
        self.helper, helper_user = self.walk.records.ask(
            "SELECT p.id, p.user_id FROM people_volunteer v JOIN people_person p ON p.id = v.person_id"
            " WHERE v.organisation_id = %s AND v.status = 'active' AND p.user_id IS NOT NULL"
            " AND NOT EXISTS (SELECT 1 FROM people_veto x WHERE x.volunteer_id = v.id)"
            " ORDER BY (SELECT count(*) FROM assistance_assignment a WHERE a.volunteer_id = v.id) LIMIT 1",
            self.id,
        )[0]
        self.walk.phone.become(helper_user)
        # Whoever runs this at night is not to wait for the morning, and today's box was not counted yet.
        self.walk.records.ask("DELETE FROM notifications_sendinghours WHERE organisation_id = %s", self.id)
        self.walk.records.ask(
            "INSERT INTO notifications_sendinghours (organisation_id, begins, ends) VALUES (%s, '00:00', '23:59:59')",
            self.id,
        )
        # Nor is it to matter on which day of the week.
        self.walk.records.ask(
            "INSERT INTO people_availability (organisation_id, volunteer_id, weekday, begins, ends)"
            " SELECT organisation_id, id, day, '06:01', '22:00' FROM people_volunteer, generate_series(0, 6) day"
            " WHERE organisation_id = %s ON CONFLICT DO NOTHING",
            self.id,
        )
        self.today = datetime.now(BERLIN).date()
        self.walk.records.ask(
            "DELETE FROM assistance_floatclosing WHERE organisation_id = %s AND day >= %s", self.id, self.today
        )
        self.before = ask("SELECT coalesce(max(id), 0) FROM journal_line")
        self.needs: list[int] = []

    def take_in(self, part: str, ahead: int) -> int:
        """A need, so many days ahead; its id."""
        newest = "SELECT max(id) FROM assistance_need WHERE client_id = %s AND taken_at > now() - interval '1 hour'"
        last = self.ask(newest, self.client_id)
        day = (self.today + timedelta(days=ahead)).isoformat()
        fields = {"kind": "errand", "day": day, "part": "morning", "minutes": "30", "wish": "Post holen"}
        self.walk.step(
            "take in",
            part,
            who=self.walk.desk,
            path=f"/desk/needs/new/{self.client}/",
            fields=fields,
            happened=lambda: self.ask(newest, self.client_id) != last,
        )
        self.needs.append(self.ask(newest, self.client_id))
        return self.needs[-1]

    def make_offer(self, part: str, need: int) -> str:
        """The helper is asked; the reference of the question."""
        offer = "SELECT ref FROM assistance_offer WHERE need_id = %s"
        self.walk.step(
            "ask",
            part,
            who=self.walk.desk,
            path=f"/desk/needs/{need}/offer/{self.helper}/",
            fields={},
            happened=lambda: self.ask(offer, need) is not None,
        )
        return str(self.ask(offer, need))

    def accept(self, part: str, need: int, ref: str) -> int:
        """She says yes; the id of her visit."""
        going = "SELECT id FROM assistance_assignment WHERE need_id = %s"
        self.walk.step(
            "accept",
            part,
            who=self.walk.phone,
            path=f"/mine/offers/{ref}/",
            fields={"answer": "yes", "action_id": str(uuid.uuid4())},
            happened=lambda: self.ask(going, need) is not None,
        )
        return int(self.ask(going, need))

    def let_it_be_over(self, visit: int) -> str:
        """Time passes: the visit lies behind us. Its reference."""
        past = (
            "UPDATE assistance_assignment SET during = tstzrange(lower(during) - %s, upper(during) - %s) WHERE id = %s"
        )
        back = timedelta(days=60 + visit % 1000)
        self.walk.records.ask(past, back, back, visit)
        return str(self.ask("SELECT ref FROM assistance_assignment WHERE id = %s", visit))

    def settle(self, part: str, visit: int, ref: str) -> None:
        """Three numbers that meet."""
        self.walk.step(
            "settle",
            part,
            who=self.walk.phone,
            path=f"/mine/visits/{ref}/money/",
            fields={"received": "40", "spent": "31,40", "returned": "8,60", "action_id": str(uuid.uuid4())},
            happened=lambda: self.ask("SELECT count(*) FROM assistance_cashline WHERE assignment_id = %s", visit) > 0,
        )

    def end(self, part: str, visit: int, ref: str, verb: str) -> None:
        """Report or confirm a visit."""
        state = "SELECT state FROM assistance_assignment WHERE id = %s"
        is_report = verb == "report"
        self.walk.step(
            verb,
            part,
            who=self.walk.phone if is_report else self.walk.desk,
            path=f"/mine/visits/{ref}/report/" if is_report else f"/desk/assignments/{visit}/confirm/",
            fields={"minutes": "45", "note": "", "action_id": str(uuid.uuid4())} if is_report else {},
            happened=lambda: self.ask(state, visit) == ("reported" if is_report else "confirmed"),
        )

    def make_rhythm(self, part: str) -> int:
        """What comes again every week; its id."""
        newest = "SELECT max(id) FROM assistance_rhythm WHERE client_id = %s"
        last = self.ask(newest, self.client_id)
        day = (self.today + timedelta(days=3)).isoformat()
        fields = {"kind": "errand", "day": day, "part": "morning", "minutes": "30", "wish": "Brot", "repeat": "week"}
        self.walk.step(
            "make rhythm",
            part,
            who=self.walk.desk,
            path=f"/desk/standing/new/{self.client}/",
            fields=fields,
            happened=lambda: self.ask(newest, self.client_id) != last,
        )
        return int(self.ask(newest, self.client_id))

    def lay_ahead(self, rhythm: int) -> None:
        """The night's work: four more weeks are to be laid."""
        practice = "UPDATE assistance_practice SET laid_days = 42 WHERE organisation_id = %s RETURNING id"
        if self.ask(practice, self.id) is None:
            self.walk.records.ask(
                "INSERT INTO assistance_practice (organisation_id, insured_through, desk_hours, nobody_ended_after,"
                " address_hours, cascade_minutes, laid_days) VALUES (%s, '', '', 120, 24, 60, 42)",
                self.id,
            )
        laid = "SELECT count(*) FROM assistance_need WHERE rhythm_id = %s"
        before = self.ask(laid, rhythm)
        self.walk.job("assistance.lay_ahead", self.id, lambda: self.ask(laid, rhythm) > before)
        # The next one that is made is laid for two weeks again, so that the night has something to do for it too.
        self.ask("UPDATE assistance_practice SET laid_days = 14 WHERE organisation_id = %s RETURNING id", self.id)

    def start_cascade(self, part: str, need: int) -> None:
        """One after the other is asked."""
        self.walk.step(
            "cascade",
            part,
            who=self.walk.desk,
            path=f"/desk/needs/{need}/cascade/",
            fields={"wait_minutes": "60", "at_once": "1"},
            happened=lambda: self.ask("SELECT id FROM assistance_cascade WHERE need_id = %s", need) is not None,
        )

    def widen(self, need: int) -> None:
        """Nobody has answered: the next one is asked."""
        self.walk.records.ask("UPDATE assistance_cascade SET next_at = now() WHERE need_id = %s", need)
        waits = "SELECT next_at > now() OR state = 'ended' FROM assistance_cascade WHERE need_id = %s"
        self.walk.job("assistance.widen_due", self.id, lambda: bool(self.ask(waits, need)))

    def fill_float(self, part: str, cents: int) -> None:
        """The carrier puts money into the box."""
        filled = "SELECT count(*) FROM assistance_cashline WHERE organisation_id = %s AND cents = %s"
        self.walk.step(
            "fill float",
            part,
            who=self.walk.desk,
            path="/desk/cash/move/",
            fields={"cents": f"{cents // 100},{cents % 100:02}", "way": "fill", "action_id": str(uuid.uuid4())},
            happened=lambda: self.ask(filled, self.id, cents) > 0,
        )

    def close_float(self, part: str) -> None:
        """The box is counted."""
        closed = "SELECT count(*) FROM assistance_floatclosing WHERE organisation_id = %s AND day >= %s"
        self.walk.step(
            "close float",
            part,
            who=self.walk.desk,
            path="/desk/cash/close/",
            fields={"counted": "187,40", "action_id": str(uuid.uuid4())},
            happened=lambda: self.ask(closed, self.id, self.today) > 0,
        )
        assert self.ask(closed, self.id, self.today) == 1

    def hold(self) -> None:
        """What must hold in the end: each verb was done once, each day was laid once, the books balance."""
        story = (
            "SELECT verb, count(*) FROM journal_line WHERE id > %s AND story_kind = 'need' AND story_id = %s GROUP BY 1"
        )
        for need in self.needs:
            done = dict(self.walk.records.ask(story, self.before, need))
            done.pop("start_cascade", None)
            asked = done.pop("make_offer", 0)
            assert asked == self.ask("SELECT count(*) FROM assistance_offer WHERE need_id = %s", need)
            assert set(done.values()) == {1}, done
        twice = "SELECT need_id FROM assistance_offer WHERE organisation_id = %s GROUP BY need_id, volunteer_id"
        assert self.walk.records.ask(twice + " HAVING count(*) FILTER (WHERE state = 'open') > 1", self.id) == []
        laid = "SELECT n.id FROM assistance_need n JOIN journal_line l ON l.story_kind = 'need' AND l.story_id = n.id"
        mine = " WHERE n.rhythm_id IS NOT NULL AND n.organisation_id = %s AND l.id > %s AND l.verb = 'lay'"
        assert self.walk.records.ask(laid + mine + " GROUP BY n.id HAVING count(*) > 1", self.id, self.before) == []
        days = "SELECT rhythm_id FROM assistance_need WHERE for_day IS NOT NULL GROUP BY rhythm_id, for_day"
        assert self.walk.records.ask(days + " HAVING count(*) > 1") == []
        lines = "SELECT count(*) FROM assistance_cashline WHERE assignment_id = %s"
        for visit, expected in self.settled().items():
            assert self.ask(lines, visit) == expected, "the money of a visit was written down twice"

    def settled(self) -> dict[int, int]:
        """Visits whose three numbers were written down here: each has three lines."""
        rows = "SELECT DISTINCT c.assignment_id FROM assistance_cashline c JOIN assistance_assignment a"
        rows += " ON a.id = c.assignment_id WHERE a.need_id = ANY(%s)"
        return {visit: 3 for (visit,) in self.walk.records.ask(rows, self.needs)}


def test_nothing_acknowledged_is_lost_and_nothing_is_done_twice(demo: Demo) -> None:
    town = Town(demo)
    walk = town.walk
    need = town.take_in("web", 20)
    visit = town.accept("web", need, town.make_offer("database", need))
    ref = town.let_it_be_over(visit)
    town.settle("database", visit, ref)
    town.end("web", visit, ref, "report")
    town.end("database", visit, ref, "confirm")
    town.lay_ahead(town.make_rhythm("web"))
    other = town.take_in("", 21)
    town.start_cascade("", other)
    town.widen(other)
    town.close_float("database")
    assert sum(walk.killed.values()) == 10
    print(f"acknowledged while a part was killed: {', '.join(walk.acknowledged) or 'none'}")  # noqa: T201 - for pytest -s

    demo.wait_until(demo.is_up)
    town.hold()
    assert town.ask("SELECT count(*) FROM assistance_confirmation WHERE assignment_id = %s", visit) == 1
    assert town.settled() == {visit: 3}
    _every_letter_leaves_at_most_once(walk)
    _all_of_it_ends(demo)


@pytest.mark.long
def test_two_hundred_kills_at_any_moment(demo: Demo) -> None:
    chance = Random(20_261_122)
    town = Town(demo)
    walk = town.walk
    walk.pause = lambda: chance.uniform(0, 0.25)
    cents = 0

    def part() -> str:
        return chance.choice(["web", "web", "database", "worker"])

    while (killed := sum(walk.killed.values())) < 200:
        need = town.take_in(part(), 20 + killed % 300)
        if chance.random() < 0.2:
            town.start_cascade(part(), need)
            town.widen(need)
            continue
        visit = town.accept(part(), need, town.make_offer(part(), need))
        ref = town.let_it_be_over(visit)
        town.settle(part(), visit, ref)
        town.end(part(), visit, ref, "report")
        town.end(part(), visit, ref, "confirm")
        cents += 1
        town.fill_float(part(), 700_000 + cents)
        if chance.random() < 0.1:
            town.lay_ahead(town.make_rhythm(part()))
        town.hold()
    town.close_float(part())
    demo.wait_until(demo.is_up)
    town.hold()
    filled = "SELECT count(*) FROM assistance_cashline WHERE organisation_id = %s AND cents > 700000 GROUP BY cents"
    assert {count for (count,) in walk.records.ask(filled, town.id)} == {1}
    _every_letter_leaves_at_most_once(walk)
    _all_of_it_ends(demo)


def _all_of_it_ends(demo: Demo) -> None:
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
