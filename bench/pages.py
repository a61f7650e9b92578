"""What each page costs, for each role that sees it: queries, bytes, CPU.

The pages come from the URL table itself, so a new page is measured without anybody thinking of it. What stands in an
address (``needs/<int:need_id>/``) is taken from the demo data: the first value with which the role gets the page.

CPU is the process's own time. A machine that is shared slows it by a half and more, and only ever slows it: so each
page is asked for in several batches, and what counts is the quietest batch's median. A page that is above the limit
after them is asked for again after all others, in further batches with all such pages between them: noise that lasts
for a minute cannot hold on to one page. Nothing else is done for it, and after the last batch it counts as it is.

Beside each batch stands a yardstick, a fixed piece of work of the same kind (a list of 25 rows through Django's
templates, its forms and plain Python). ``yardstick_ms`` is its time in the same quietest moment, and ``ratio`` the
page in yardsticks: that figure can be compared between machines and between noisy runs. ``holds`` is judged by the
milliseconds.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from lotsenwerk.console.benches import Row, with_demo_data
from lotsenwerk.console.progress import Progress
from lotsenwerk.domain.accounts.models import Membership
from lotsenwerk.domain.organisations.queries import tenants
from lotsenwerk.kit.tenancy import tenant

from . import _yardstick

MOST_QUERIES = 12
MOST_BYTES = 40 * 1024
MOST_CPU_MS = 15.0
DOORS = ("entrance", "desk", "mine", "partner")
A_QUERY_A_RULE = frozenset({"desk:retention", "desk:person_erase"})
"""Pages that ask each rule of forgetting one question: their number of queries is that of the rules."""
BATCHES = 4
MORE_BATCHES = 8
"""For pages that are above the limit: twelve altogether."""
ROUNDS = 5
OK = 200
NO_PAGE = 405
"""What answers nobody who only looks: a verb."""
DEMO_TOWN = "06431005"
TRIES = 60


@dataclass(frozen=True)
class Page:
    """A route and the names of what stands in its address."""

    route: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Visitor:
    """Somebody who looks at pages: a role, and the login that has it; nobody is logged in for ``public``."""

    role: str
    user: Any | None


@dataclass
class Asked:
    """A page as one visitor asks for it; ``cpu`` and ``yardstick`` are those of the quietest batch so far, in ms."""

    page: Page
    visitor: Visitor
    client: Client
    address: str
    queries: int = 0
    size: int = 0
    cpu: float = math.inf
    yardstick: float = math.inf

    def look(self) -> None:
        """Count the queries and the bytes; the page is warm already."""
        with CaptureQueriesContext(connection) as captured:
            self.size = len(self.client.get(self.address).content)
        # The next request empties the log.
        self.queries = len(captured)

    def ask_in_a_batch(self) -> None:
        """Ask some times, between two looks at the yardstick; the quieter batch counts."""
        begin = _yardstick.spent()
        cpu = median(_yardstick.spent(lambda: self.client.get(self.address)) for _round in range(ROUNDS))
        self.cpu, self.yardstick = min(self.cpu, cpu), min(self.yardstick, (begin + _yardstick.spent()) / 2)

    def row(self) -> Row:
        """What was found."""
        cpu, yardstick = round(self.cpu, 2), round(self.yardstick, 2)
        few = self.queries <= MOST_QUERIES or self.page.route in A_QUERY_A_RULE
        more = {
            "page": self.page.route,
            "role": self.visitor.role,
            "queries": self.queries,
            "bytes": self.size,
            "cpu_ms": cpu,
            "yardstick_ms": yardstick,
        }
        holds = few and self.size <= MOST_BYTES and cpu <= MOST_CPU_MS
        return Row(f"{self.page.route} {self.visitor.role}", cpu, "ms", holds, peer=yardstick, more=more)


def run(progress: Progress) -> list[Row]:
    """One row a page and role, in the order of the URL table."""
    with_demo_data(progress)
    town = tenants().filter(municipality__ags=DEMO_TOWN).first()
    if town is None:
        raise RuntimeError("There is no demo data.")
    visitors = [Visitor("public", None), *staff_of(town.id)]
    pages = list(pages_of(get_resolver()))
    asked: list[Asked] = []
    with progress.step("Pages"):
        for done, page in enumerate(pages):
            progress.show(page.route, done, len(pages))
            asked += [one for visitor in visitors if (one := measured(page, visitor, town.id)) is not None]
    with progress.step("Pages above the limit, again"):
        for batch in range(MORE_BATCHES):
            above = [one for one in asked if one.cpu > MOST_CPU_MS]
            for done, one in enumerate(above):
                progress.show(one.page.route, batch * len(above) + done, MORE_BATCHES * len(above))
                one.ask_in_a_batch()
    return [one.row() for one in asked]


def pages_of(resolver: URLResolver, namespace: str = "") -> Iterator[Page]:
    """Every named route of our doors."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from pages_of(entry, entry.namespace or namespace)
        elif isinstance(entry, URLPattern) and entry.name and namespace in DOORS:
            yield Page(f"{namespace}:{entry.name}", tuple(entry.pattern.converters))


def staff_of(organisation_id: int) -> list[Visitor]:
    """The first member of each role."""
    members = Membership.objects.filter(organisation_id=organisation_id, ended_at__isnull=True).select_related("user")
    first = {membership.role: membership.user for membership in members.order_by("-id")}
    return [Visitor(str(role), user) for role, user in sorted(first.items())]


def measured(page: Page, visitor: Visitor, organisation_id: int) -> Asked | None:
    """The page as this visitor sees it, measured in the first batches; None where she does not get the page."""
    client = Client(SERVER_NAME="127.0.0.1", headers={"accept-language": "de"})
    if visitor.user is not None:
        client.force_login(visitor.user)
    for values in addresses(page, organisation_id):
        address = reverse(page.route, kwargs=values)
        answer = client.get(address)
        if answer.status_code == NO_PAGE:
            return None
        if answer.status_code == OK and answer.get("Content-Type", "").startswith("text/html"):
            asked = Asked(page, visitor, client, address)
            asked.look()
            for _batch in range(BATCHES):
                asked.ask_in_a_batch()
            return asked
    return None


def addresses(page: Page, organisation_id: int) -> Iterator[dict[str, Any]]:
    """Values for what stands in the address, one set after the other. No page of ours has more than one that varies."""
    if not page.words:
        yield {}
        return
    columns = {word: values_of(word, organisation_id)[:TRIES] for word in page.words}
    for line in range(max(map(len, columns.values()))):
        if all(columns.values()):
            yield {word: values[min(line, len(values) - 1)] for word, values in columns.items()}


def values_of(word: str, organisation_id: int) -> list[Any]:
    """What may stand for ``need_id`` (keys of needs), or for ``ref`` (refs of whatever has one) in one town."""
    found: list[Any] = []
    for model in apps.get_models():
        if not model.__module__.startswith("lotsenwerk."):
            continue
        names = {field.name for field in model._meta.get_fields()}  # noqa: SLF001 - Django's own way
        column = "pk" if word.replace("_", "") == f"{model.__name__.lower()}id" else word
        if column == "pk" or (column == "ref" and column in names):
            with tenant(organisation_id):
                found += list(model._default_manager.order_by("-pk").values_list(column, flat=True)[:TRIES])  # noqa: SLF001
    return found
