"""Feeds and the table of offers: what another program reads is well formed, whole, and does nothing by itself."""

import csv
import html
import io
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from lotsenwerk.domain.publishing.actions.publish import publish
from lotsenwerk.domain.publishing.actions.translate import translate
from lotsenwerk.domain.publishing.actions.write import Contact, make_page
from lotsenwerk.domain.publishing.documents import Facts, Words
from lotsenwerk.domain.publishing.models import Entry, Page, PageKind
from lotsenwerk.web.portal.feeds.table import COLUMNS, harmless
from tests.factories import MONDAY, Town, make_town

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
OFFER = Facts(
    ags="06431005",
    place="Mainstraße 1",
    field="language",
    speaks=("ara",),
    times=("weekday_afternoon",),
    starts_on=date(2026, 12, 1),
    more={"is_regular": True, "hours_a_month": 8, "from_age": 16, "german_level": "B1", "is_insured": True},
)
SECTIONS = {"detail": "Reden; zuhören.\nKaffee.", "requirements": "Geduld", "join": "Rufen Sie an."}


def shown(town: Town, kind: PageKind, title: str, facts: Facts | None = None, **more: Any) -> Page:
    with town.open():
        words = Words(title, f"Kurz: {title}", more.pop("sections", {}))
        page = make_page(town.coordinator, kind, facts or Facts(), words, at=MONDAY, **more)
        publish(town.coordinator, page, number=1, at=MONDAY)
    return page


def read(answer: Any) -> ET.Element:
    """The feed, after each rule of RFC 4287 that a reader relies on."""
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ET.fromstring(answer.content)  # noqa: S314 - our own text
    assert feed.tag == f"{ATOM}feed"
    for one in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (found,) = one.findall(f"{ATOM}{name}")
            assert found.text, name
        assert datetime.fromisoformat(one.findtext(f"{ATOM}updated") or "").tzinfo is not None
        assert one.findtext(f"{ATOM}author/{ATOM}name")
        links = [(link.get("rel", "alternate"), link.get("href", "")) for link in one.findall(f"{ATOM}link")]
        assert all(href.startswith(settings.PUBLIC_URL) for _rel, href in links)
        assert [rel for rel, _href in links].count("alternate") == 1
    ids = [one.findtext(f"{ATOM}id") for one in feed.findall(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))
    return feed


def titles(feed: ET.Element) -> list[str | None]:
    return [one.findtext(f"{ATOM}title") for one in feed.findall(f"{ATOM}entry")]


@pytest.mark.parametrize(
    ("shelf", "kind"), [("projects", PageKind.PROJECT), ("offers", PageKind.OFFER), ("news", PageKind.NEWS)]
)
def test_each_shelf_has_a_feed_in_every_language(town: Town, shelf: str, kind: PageKind) -> None:
    page = shown(town, kind, "Räder & <Kaffee>")
    with town.open():
        translate(town.coordinator, page, "ar", Words("دراجات", "قهوة"), of_number=1, at=MONDAY)
    for language, _name in settings.LANGUAGES:
        feed = read(Browser().get(f"/{language}/{shelf}.atom"))
        assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == language
        assert titles(feed) == {"de": ["Räder & <Kaffee>"], "ar": ["دراجات"]}.get(language, [])
    assert feed.findtext(f"{ATOM}id", "").endswith("/ti/")


def test_another_program_reads_what_we_tell(town: Town) -> None:
    page = shown(town, PageKind.NEWS, "Räder & <Kaffee>")
    feed = feedparser.parse(Browser().get("/de/news.atom").content)
    assert (feed.bozo, feed.version, feed.feed.language) == (0, "atom10", "de")
    [entry] = feed.entries
    assert html.unescape(entry.title) == "Räder & <Kaffee>"
    assert entry.link == f"{settings.PUBLIC_URL}/de/news/{Entry.objects.get(ref=page.ref).slug}/"
    assert datetime(*entry.published_parsed[:6], tzinfo=UTC) == MONDAY
    assert entry.author == "Bürstadt"


def test_a_feed_tells_of_one_town_and_of_nothing_that_is_not_shown(town: Town) -> None:
    there = make_town("Lampertheim", "06431013")
    shown(town, PageKind.NEWS, "Hier")
    shown(there, PageKind.NEWS, "Dort")
    with town.open():
        make_page(town.coordinator, PageKind.NEWS, Facts(), Words("Entwurf"), at=MONDAY)
    over = shown(town, PageKind.NEWS, "Vorbei")
    with town.open():
        Entry.objects.filter(ref=over.ref).update(shown_until=date(2026, 11, 15))
    assert titles(read(Browser().get("/de/news.atom"))) == ["Dort", "Hier"]
    slug = there.organisation.slug
    feed = read(Browser().get(f"/de/news.atom?town={slug}"))
    assert (titles(feed), feed.findtext(f"{ATOM}title")) == (["Dort"], "Neuigkeiten – Lampertheim")
    assert f"{settings.PUBLIC_URL}/de/news.atom?town={slug}" in [one.get("href") for one in feed.findall(f"{ATOM}link")]


@pytest.mark.parametrize("path", ["/de/nothing.atom", "/de/news.atom?town=nowhere", "/de/offers.csv?town=nowhere"])
def test_what_there_is_not_has_no_feed(town: Town, path: str) -> None:
    assert Browser().get(path).status_code == 404


@pytest.mark.parametrize("path", ["/de/news.atom", "/de/offers.csv"])
def test_who_has_it_already_hears_so_until_something_changes(town: Town, path: str) -> None:
    shown(town, PageKind.NEWS, "Hier")
    mark = Browser().get(path).headers["ETag"]
    with CaptureQueriesContext(connection) as asked:
        assert Browser().get(path, headers={"If-None-Match": mark}).status_code == 304
    assert len(asked) <= 2
    with town.open():
        Entry.objects.update(changed_at=MONDAY + timedelta(seconds=1))
    assert Browser().get(path, headers={"If-None-Match": mark}).status_code == 200


@pytest.mark.parametrize("shelf", ["projects", "offers", "news"])
def test_each_list_names_its_feed(town: Town, shelf: str) -> None:
    link = f'href="{settings.PUBLIC_URL}/uk/{shelf}.atom"'
    page = Browser().get(f"/uk/{shelf}/").content.decode()
    assert re.search(r'type="application/atom\+xml" title="[^"]+" ' + re.escape(link), page)


def table(path: str = "/de/offers.csv") -> list[dict[str, str]]:
    answer = Browser().get(path)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_the_table_tells_of_an_offer_what_portals_ask_for(town: Town) -> None:
    contact = Contact("Petra Lang", "Leitung", "+49 30 23125 101", "werkstatt@example.org")
    until = date(2027, 1, 31)
    shown(town, PageKind.OFFER, "Lesen", OFFER, sections=SECTIONS, contact=contact, shown_until=until)
    (row,) = table()
    assert list(row) == list(COLUMNS)
    expected = {
        "title": "Lesen",
        "body": "Reden; zuhören.\nKaffee.\n\nRufen Sie an.",
        "field": "language",
        "target_group": "",
        "task": "Kurz: Lesen",
        "place": "Mainstraße 1",
        "town": "Bürstadt",
        "digital": "no",
        "time_need": "regular",
        "hours_a_month": "8",
        "times_of_week": "weekday_afternoon",
        "start": "2026-12-01",
        "requirements": "Geduld",
        "minimum_age": "16",
        "german_level": "B1",
        "certificate_of_conduct": "",
        "training": "",
        "insurance": "yes",
        "expenses": "",
        "organisation": "Bürstadt",
        "contact_name": "Petra Lang",
        "contact_role": "Leitung",
        "contact_phone": "'+493023125101",
        "contact_email": "werkstatt@example.org",
        "keywords": "language, weekday_afternoon, Arabisch",
        "valid_until": "2027-01-31",
        "last_changed": "2026-11-16",
    }
    assert {name: row[name] for name in expected} == expected
    assert row["url"].startswith(f"{settings.PUBLIC_URL}/de/")


@pytest.mark.parametrize("cell", ["=1+1", "+49 30", "-2", "@SUM(A1)", "\t=1", "\r=1", "  =1"])
def test_no_cell_is_a_formula(town: Town, cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
    shown(town, PageKind.OFFER, "Lesen", sections={"detail": cell.strip() + ' "; x'})
    (row,) = table()
    assert row["body"] == f"'{cell.strip()} \"; x"


@pytest.mark.parametrize("cell", ["Lesen", "", "10-12", "a=b", "<b>"])
def test_all_other_cells_stay_as_they_are(cell: str) -> None:
    assert harmless(cell) == cell


def test_many_offers_cost_as_much_as_one(town: Town) -> None:
    def questions(path: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            Browser().get(path)
        return len(asked)

    shown(town, PageKind.OFFER, "Eins", OFFER)
    before = [questions(path) for path in ("/de/offers.csv", "/de/offers.atom")]
    for title in ("Zwei", "Drei"):
        shown(town, PageKind.OFFER, title, OFFER)
    assert [questions(path) for path in ("/de/offers.csv", "/de/offers.atom")] == before
    assert max(before) <= 3
