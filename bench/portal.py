"""The public directory with 5,000 projects and 20,000 days in all Hesse: list, search, near by, map, one page, 304.

Every page is asked for through the whole of the program, as its own role. The visitors' words are whole words, parts
of compounds, words with a letter wrong and words that nobody wrote. CPU is that of this
process, time that of the visitor; each page is asked for in batches, and the quietest one counts for CPU, all for p95.

The peer of a search is the same list in the usual way, in the same run: ILIKE over titles and texts, counted, put in
order, cut to a page and drawn as a plain table. The peer of the other pages is the yardstick of ``bench pages``. Main
lists of other programs need 20 to 130 ms of CPU a request (measured elsewhere, on one machine): ``holds`` asks for less
than 15, for at most 12 queries and 40 KiB.
"""

import statistics
import time
from collections.abc import Callable, Sequence
from itertools import cycle

from django.db import connection
from django.template import Context, Engine
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lotsenwerk.console.benches import Row, with_demo_data
from lotsenwerk.console.progress import Progress
from lotsenwerk.domain.publishing.models import EntryText, PageKind
from lotsenwerk.domain.publishing.queries.days import AskedDays, days_ahead
from lotsenwerk.domain.publishing.queries.window import Asked
from lotsenwerk.kit import clock

from . import _window, _yardstick

MOST_QUERIES = 12
MOST_BYTES = 40 * 1024
MOST_CPU_MS = 15.0
MOST_P95_MS = 50.0
BATCHES = 6
ROUNDS = 15
OK = 200
NOT_MODIFIED = 304
TABLE = Engine().from_string(
    "<table>{% for row in rows %}<tr><td>{{ row.title }}</td><td>{{ row.summary }}</td></tr>{% endfor %}</table>"
)


def run(progress: Progress) -> list[Row]:
    """One row a page."""
    with_demo_data(progress)
    with progress.step("5,000 projects, 20,000 days"):
        _window.lay()
    words = list(_window.titles(200))
    wrong = [word[:3] + word[4:] for word in words]
    halves = ["Werkstatt", "Café", "Garten", "Treff", "Hilfe", "Küche", "Schule", "Kurs"]
    with progress.step("Pages"):
        return [
            measured("list", ["/de/projects/"]),
            measured("page 100", ["/de/projects/?page=100"]),
            measured(
                "near a town", [f"/de/projects/?where={plz}&radius=20" for plz in ("68642", "35390", "34117", "60311")]
            ),
            measured("filters", ["/de/projects/?field=garden&speaks=ara&time=evenings", "/de/projects/?helpers=on"]),
            searched("search", [f"/de/projects/?q={word}" for word in words], words),
            searched("part of a compound", [f"/de/projects/?q={word}" for word in halves], halves),
            searched("a letter wrong", [f"/de/projects/?q={word}" for word in wrong], wrong),
            measured("search and place", [f"/uk/projects/?q={word}&where=Darmstadt" for word in words]),
            measured("nothing fits", [f"/de/projects/?q=Quanten{number}&where=68642" for number in range(50)]),
            measured("one project", [f"/de/projects/project-{number}/" for number in range(0, 5_000, 50)]),
            measured("as JSON", ["/de/projects.json?where=68642"]),
            again("unchanged (304)", "/de/projects/"),
            days("days ahead"),
        ]


def measured(name: str, urls: Sequence[str], peer: float | None = None) -> Row:
    """Ask for the addresses in turn; ``peer`` is its time in ms, the yardstick's where there is none."""
    client = Client(SERVER_NAME="127.0.0.1")
    queries, size = counted(client, urls)
    times, cpu = timed(client.get, urls)
    more = {"p50_ms": at(times, 50), "p95_ms": at(times, 95), "queries": queries, "bytes": size}
    holds = queries <= MOST_QUERIES and size <= MOST_BYTES and cpu <= MOST_CPU_MS and at(times, 95) <= MOST_P95_MS
    beside = peer if peer is not None else round(min(_yardstick.spent() for _round in range(20)), 2)
    ours = at(times, 95) if peer is not None else cpu
    return Row(
        name,
        ours,
        "ms p95" if peer is not None else "ms CPU",
        holds and (peer is None or ours <= peer),
        beside,
        more | {"cpu_ms": cpu},
    )


def counted(client: Client, urls: Sequence[str]) -> tuple[int, int]:
    """The most queries and bytes of some of them; each is warm then."""
    queries, size = 0, 0
    for url in [*urls[:2], *urls[:10]]:
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(url)
        if answer.status_code != OK:
            raise RuntimeError(f"{url} answers {answer.status_code}")
        queries, size = max(queries, len(asked)), max(size, len(answer.content))
    return queries, size


def searched(name: str, urls: Sequence[str], words: Sequence[str]) -> Row:
    """The same for a search, with the usual way beside it."""
    theirs, _cpu = timed(usual_way, words, rounds=5)
    return measured(name, urls, peer=at(theirs, 95))


def usual_way(word: str) -> str:
    """A search as it is usually written."""
    rows = EntryText.objects.filter(language="de", entry__kind=PageKind.PROJECT, entry__is_shown=True).extra(
        where=["title ILIKE %s OR summary ILIKE %s OR publishing_entrytext.words::text ILIKE %s"],
        params=[f"%{word}%"] * 3,
    )
    rows.count()
    return TABLE.render(Context({"rows": list(rows.select_related("entry").order_by("entry__sort_key")[:20])}))


def again(name: str, url: str) -> Row:
    """What it costs to say that nothing has changed."""
    client = Client(SERVER_NAME="127.0.0.1")
    mark = client.get(url).headers["ETag"]
    answer = client.get(url, headers={"if-none-match": mark})
    times, cpu = timed(lambda one: client.get(one, headers={"if-none-match": mark}), [url])
    holds = answer.status_code == NOT_MODIFIED and cpu <= MOST_CPU_MS
    return Row(
        name, cpu, "ms CPU", holds, round(min(_yardstick.spent() for _round in range(20)), 2), {"p95_ms": at(times, 95)}
    )


def days(name: str) -> Row:
    """The next twenty of 20,000 days, as the list of dates reads them."""
    times, cpu = timed(
        lambda words: days_ahead(AskedDays(Asked((PageKind.DATE,), words=words)), at=clock.now()), ["", "Garten"]
    )
    return Row(name, cpu, "ms CPU", cpu <= MOST_CPU_MS, more={"p50_ms": at(times, 50), "p95_ms": at(times, 95)})


def timed(do: Callable[[str], object], each: Sequence[str], *, rounds: int = ROUNDS) -> tuple[list[float], float]:
    """Milliseconds of every call, and the CPU milliseconds of a call in the quietest batch."""
    times, quietest = [], float("inf")
    turns = cycle(each)
    for _batch in range(BATCHES):
        began = time.process_time()
        for _round in range(rounds):
            asked = next(turns)
            start = time.perf_counter()
            do(asked)
            times.append((time.perf_counter() - start) * 1000)
        quietest = min(quietest, (time.process_time() - began) * 1000 / rounds)
    return times, round(quietest, 2)


def at(times: Sequence[float], percent: int) -> float:
    """The time within which so many of a hundred were answered."""
    return round(statistics.quantiles(times, n=100)[percent - 1], 2)
