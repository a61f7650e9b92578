"""What machines read of each kind of page is valid in the words of schema.org, asked of a reader of its own."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.test import Client as Browser

from lotsenwerk.domain.gatherings.actions.keep_series import Held, make_series, publish_date
from lotsenwerk.domain.gatherings.days import When
from lotsenwerk.domain.gatherings.models import Often
from lotsenwerk.domain.publishing.actions.pictures import add_picture
from lotsenwerk.domain.publishing.actions.publish import publish
from lotsenwerk.domain.publishing.actions.write import Contact, make_page
from lotsenwerk.domain.publishing.documents import Facts, Words
from lotsenwerk.domain.publishing.models import Entry, Page, PageKind
from lotsenwerk.domain.publishing.routes import path_of
from lotsenwerk.kit import clock
from tests.domain.publishing.scene import CONTACT, FACTS, WORDS
from tests.factories import Town, make_town
from tests.story import picture
from tests.web.portal.linked_data import blocks_of, faults

pytestmark = pytest.mark.django_db
EVENT = {
    "@context": "https://schema.org",
    "@type": "Event",
    "name": "Kochabend",
    "startDate": "2026-11-24T18:00:00+01:00",
    "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
    "location": {"@type": "Place", "address": "Schulküche"},
}
KINDS = {
    PageKind.PROJECT: ("Project", {"starts_on": date(2025, 5, 1), "website": "https://rad.example.org/"}),
    PageKind.OFFER: ("JobPosting", {"more": {"is_regular": True}}),
    PageKind.PROFILE: ("NGO", {"more": {"founded": 1998}}),
    PageKind.NEWS: ("NewsArticle", {}),
    PageKind.TEXT: ("Article", {}),
    PageKind.SITE: ("Organization", {"more": {"has_guides": True}}),
}


def put(town: Town, kind: PageKind, facts: Facts, words: Words, contact: Contact = CONTACT) -> str:
    with town.open():
        page = make_page(town.coordinator, kind, facts, words, contact=contact, at=clock.now())
        add_picture(town.coordinator, page, picture(), alt="Ein Rad", credit="Foto: Stadt", at=clock.now())
        publish(town.coordinator, Page.objects.get(pk=page.pk), number=1, at=clock.now())
    return page.ref


def told(path: str) -> list[dict[str, Any]]:
    answer = Browser().get(path)
    assert answer.status_code == 200, path
    found = blocks_of(answer.content.decode())
    assert [fault for one in found for fault in faults(one)] == []
    return found


def address(ref: str, language: str = "de") -> str:
    entry = Entry.objects.get(ref=ref)
    return path_of(entry.kind, entry.slug, language)


@pytest.mark.parametrize("kind", list(KINDS))
def test_each_kind_of_page_and_its_list_are_valid(kind: PageKind) -> None:
    said, more = KINDS[kind]
    words = WORDS if kind == PageKind.PROJECT else Words(WORDS.title, WORDS.summary, {"detail": "Samstags."})
    shown = put(make_town(), kind, replace(FACTS, **more), words)
    path = address(shown)
    (block,) = told(path)
    assert block["@type"] == said
    (listed,) = told(path.rsplit("/", 2)[0] + "/")
    assert [one["url"].endswith(path) for one in listed["itemListElement"]] == [True]


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_page_that_says_next_to_nothing_is_valid_too(kind: PageKind) -> None:
    shown = put(make_town(), kind, Facts(), Words("</script><b>Titel"), Contact())
    (block,) = told(address(shown, "ar"))
    assert "</script><b>Titel" in block.values()


@pytest.mark.parametrize(
    ("is_digital", "place", "mode"),
    [
        (False, "Schulküche", "Offline"),
        (True, "", "Online"),
        (True, "Schulküche", "Mixed"),
        (False, "", "Offline"),
    ],
)
def test_each_time_of_a_date_is_a_valid_event(is_digital: bool, place: str, mode: str) -> None:
    town, now = make_town(), clock.now()
    with town.open():
        when = When(Often.WEEK, clock.local(now).date() + timedelta(days=1), time(18), time(20))
        facts = Facts(place=place, is_digital=is_digital)
        made = make_series(town.coordinator, facts, Words("Kochabend"), when, Held(), at=now)
        publish_date(town.coordinator, made.page, number=1, at=now)
    events = told(address(made.page.ref))
    assert len(events) > 1
    assert {one["eventAttendanceMode"] for one in events} == {f"https://schema.org/{mode}EventAttendanceMode"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"@context": "https://example.org"}, "@context: not schema.org"),
        ({"@type": "Evnt"}, "no type 'Evnt'"),
        ({"name": None}, "Event.name: None is none of"),
        ({"startDate": "24.11.2026"}, "'24.11.2026' is none of"),
        ({"startDate": "2026-11-24T18:00"}, "is none of"),
        ({"url": "/de/dates/"}, "'/de/dates/' is none of"),
        ({"title": "Kochabend"}, "Event has no title"),
        ({"location": {"@type": "Place"}}, "address is missing"),
        ({"location": {"@type": "Organization", "name": "Stadt"}}, "Organization cannot stand here"),
        ({"location": {"@type": "VirtualLocation", "url": "https://x.example/"}}, "Offline, and it takes place at"),
        ({"inLanguage": "deu"}, "'deu' is none of"),
        ({"endDate": "2026-11-24T17:00:00+01:00"}, "ends before it begins"),
    ],
)
def test_the_reader_finds_what_is_wrong(wrong: Mapping[str, Any], said: str) -> None:
    assert faults(EVENT) == []
    found = faults({**EVENT, **wrong})
    assert any(said in one for one in found), found
