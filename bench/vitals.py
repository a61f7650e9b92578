"""How soon a cheap phone shows the public pages, and how much moves meanwhile: LCP and CLS in Chromium.

The phone has a fourth of this machine's processor (``Emulation.setCPUThrottlingRate``) and a slow network of the fourth
generation: 150 ms to the server and back, 1.6 Mbit/s. Nothing is in its store. The server hands out files as it does
for real: packed, under names that change with their content. Each page is asked for several times; the middle counts.

The peer is the same page without style sheets, letters and scripts: what the words alone need on the same phone.
``holds`` asks for 1.5 s until the largest thing stands there, and that less than 0.05 of what one sees moves.
"""

import statistics
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.test.utils import override_settings

from lotsenwerk.console.benches import Row, with_demo_data
from lotsenwerk.console.errors import ConsoleError
from lotsenwerk.console.machine import chromium_path
from lotsenwerk.console.progress import Progress

MOST_LCP_MS = 1_500.0
MOST_MOVED = 0.05
ROUNDS = 3
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
SLOWER = 4
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PAGES = {
    "first page": "/de/",
    "first page, Arabic": "/ar/",
    "first page, Tigrinya": "/ti/",
    "list of projects": "/de/projects/",
    "one project": "/de/projects/soziale-einkaufshilfe-buerstadt/",
    "one project, Ukrainian": "/uk/projects/soziale-einkaufshilfe-buerstadt/",
    "dates": "/de/dates/",
    "sites": "/de/sites/",
    "a text": "/de/texts/was-eine-integrationslotsin-macht/",
    "form to help": "/de/help/",
}
WATCH = """
window.seen = {lcp: 0, moved: 0};
new PerformanceObserver((found) => {
  for (const one of found.getEntries()) window.seen.lcp = one.startTime;
}).observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver((found) => {
  for (const one of found.getEntries()) if (!one.hadRecentInput) window.seen.moved += one.value;
}).observe({ type: "layout-shift", buffered: true });
"""
WEIGHED = "performance.getEntriesByType('resource').reduce((sum, one) => sum + one.transferSize, 0)"


@dataclass(frozen=True)
class Sight:
    """One look at a page: until its largest thing stood there, how much moved, bytes and files that came."""

    lcp: float
    moved: float
    kib: float
    files: int


def run(progress: Progress) -> list[Row]:
    """One row a page."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise ConsoleError("This bench needs what is in requirements/test.txt.") from None
    path = chromium_path()
    if path is None:
        raise ConsoleError("This bench needs Chromium.")
    with_demo_data(progress)
    with served() as url, sync_playwright() as playwright, progress.step("Pages"):
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        rows = [measured(browser, name, url + page) for name, page in PAGES.items()]
        browser.close()
    return rows


@contextmanager
def served() -> Iterator[str]:
    """The program at a port of its own, with its files gathered and packed."""
    storages = {
        "default": settings.STORAGES["default"],
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    with (
        tempfile.TemporaryDirectory() as folder,
        override_settings(STORAGES=storages, STATIC_ROOT=folder, WHITENOISE_USE_FINDERS=False),
    ):
        call_command("collectstatic", interactive=False, verbosity=0)
        server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
        server.set_app(get_wsgi_application())
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


class Quiet(WSGIRequestHandler):
    """Says nothing of what was asked for."""

    def log_message(self, *_said: Any) -> None:
        """Nothing."""


def measured(browser: Any, name: str, url: str) -> Row:
    """One page; the first look of each is not counted, as the server has never drawn it."""
    looks = [look(browser, url) for _round in range(ROUNDS + 1)][1:]
    bare = [look(browser, url, is_bare=True) for _round in range(ROUNDS)]
    lcp, moved = middle([one.lcp for one in looks]), max(one.moved for one in looks)
    more = {"moved": round(moved, 3), "kib": looks[0].kib, "files": looks[0].files}
    return Row(name, lcp, "ms LCP", lcp <= MOST_LCP_MS and moved <= MOST_MOVED, middle([one.lcp for one in bare]), more)


def middle(figures: Sequence[float]) -> float:
    """The middle one, in whole milliseconds."""
    return float(round(statistics.median(figures)))


def look(browser: Any, url: str, *, is_bare: bool = False) -> Sight:
    """Open a page on a phone that has never seen it."""
    context = browser.new_context(**PHONE)
    page = context.new_page()
    page.add_init_script(WATCH)
    if is_bare:
        page.route(lambda address: "/static/" in address, lambda route: route.abort())
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", NETWORK)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(url, wait_until="networkidle")
    page.evaluate("document.fonts.ready.then(() => undefined)")
    page.wait_for_timeout(100)
    seen = page.evaluate("window.seen")
    weight = page.evaluate(WEIGHED)
    files = page.evaluate("performance.getEntriesByType('resource').length")
    context.close()
    return Sight(seen["lcp"], seen["moved"], round(weight / 1024, 1), files)
