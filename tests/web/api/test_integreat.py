"""Our towns in the shape of Integreat's public interface: what stands in the window, and nothing else."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.organisations.actions.found import list_partner
from lotsenwerk.domain.organisations.actions.keep_partner import Facts as PartnerFacts
from lotsenwerk.domain.organisations.actions.keep_partner import Open, change_partner, set_opening_hours
from lotsenwerk.domain.organisations.models import Kind
from lotsenwerk.domain.publishing.actions.publish import publish, withdraw
from lotsenwerk.domain.publishing.actions.translate import translate
from lotsenwerk.domain.publishing.actions.write import make_page
from lotsenwerk.domain.publishing.documents import Facts, Words
from lotsenwerk.domain.publishing.models import Borrowed, Entry, EntryDay, EntryText, Page, PageKind, Source
from lotsenwerk.kit.actor import system
from lotsenwerk.web.api.integreat.dates import rule_of
from tests.domain.publishing.scene import Scene
from tests.factories import MONDAY, Town, make_town

pytestmark = pytest.mark.django_db


def told(path: str, **asked: str) -> Any:
    answer = Browser().get(f"/api/v3/{path}", asked)
    assert answer.status_code == 200, path
    return answer.json()


def shown_page(town: Town, kind: PageKind, title: str, facts: Facts | None = None, **sections: str) -> Entry:
    desk = town.coordinator
    with town.open():
        page = make_page(desk, kind, facts or Facts(), Words(title, "", sections), at=MONDAY)
        publish(desk, page, number=1, at=MONDAY)
    return Entry.objects.get(ref=page.ref)


def days(entry: Entry, *starts: datetime) -> None:
    with_town = {"entry": entry, "organisation_id": entry.organisation_id}
    EntryDay.objects.bulk_create(
        EntryDay(**with_town, regular_day=one.date(), begins=one, ends=one + timedelta(hours=2)) for one in starts
    )


def test_a_town_is_a_region_in_the_shape_that_readers_know(scene: Scene) -> None:
    expected = {
        "id": scene.town.id,
        "name": "Bürstadt",
        "path": scene.town.organisation.slug,
        "live": True,
        "prefix": None,
        "name_without_prefix": "Bürstadt",
        "plz": None,
        "extras": False,
        "events": True,
        "pois": True,
        "push_notifications": False,
        "longitude": 8.45,
        "latitude": 49.64,
        "aliases": None,
        "tunews": False,
        "external_news": False,
        "languages": [{"id": 1, "code": "de", "bcp47_tag": "de", "native_name": "Deutsch", "dir": "ltr"}],
        "is_chat_enabled": False,
    }
    (region,) = told("regions/")
    south_west, north_east = region["bounding_box"]
    assert south_west[0] < 8.45 < north_east[0]
    assert south_west[1] < 49.64 < north_east[1]
    assert region == expected | {"bounding_box": region["bounding_box"]}
    assert told(f"{region['path']}/") == told(f"regions/{region['path']}/") == region
    assert told(f"{region['path']}/languages/") == expected["languages"]


def test_a_page_is_told_in_the_shape_that_readers_know(scene: Scene) -> None:
    slug, entry = scene.town.organisation.slug, Entry.objects.get()
    text = entry.texts.get()
    with scene.town.open():
        translate(scene.desk, scene.page, "fa", Words("کارگاه"), of_number=1, at=MONDAY)
    persian = entry.texts.get(language="fa")
    (page,) = told(f"{slug}/de/pages/")
    path = page["path"]
    assert path.startswith("/de/")
    assert page == {
        "id": text.pk,
        "url": f"{settings.PUBLIC_URL}{path}",
        "path": path,
        "title": "Fahrradwerkstatt am Bahnhof",
        "modified_gmt": "2026-11-16T09:00:00Z",
        "last_updated": "2026-11-16T10:00:00+01:00",
        "excerpt": page["excerpt"],
        "content": page["content"],
        "available_languages": {
            "fa": {
                "id": persian.pk,
                "url": settings.PUBLIC_URL + path.replace("/de/", "/fa/"),
                "path": path.replace("/de/", "/fa/"),
            }
        },
        "thumbnail": None,
        "hash": None,
        "parent": {"id": 0, "url": None, "path": None},
        "order": 1,
        "organization": {
            "id": scene.carrier.pk,
            "slug": scene.carrier.slug,
            "name": "Radverein Ried",
            "logo": None,
            "website": None,
        },
        "embedded_offers": [],
    }
    assert page["content"].startswith("<p>Wir reparieren Räder, und wer mag, lernt es dabei.</p>")
    assert "<p>Jeden Samstag ab zehn.</p>" in page["content"]
    assert "<li>Bauhof</li>" in page["content"]
    assert [one["title"] for one in told(f"{slug}/fa/pages/")] == ["کارگاه"]


def test_nobody_who_can_be_asked_is_told_of(scene: Scene) -> None:
    slug = scene.town.organisation.slug
    for path in ("regions/", f"{slug}/de/pages/", f"{slug}/de/events/", f"{slug}/de/locations/"):
        body = Browser().get(f"/api/v3/{path}").content.decode()
        assert not [word for word in ("Petra", "Lang", "23125", "werkstatt@") if word in body], path


def test_words_are_escaped(scene: Scene) -> None:
    shown_page(scene.town, PageKind.NEWS, "A <b>& B", detail="One <script>alert(1)</script>\nTwo & three")
    (page,) = [one for one in told(f"{scene.town.organisation.slug}/de/pages/") if one["title"] == "A <b>& B"]
    assert page["content"] == "<p>One &lt;script&gt;alert(1)&lt;/script&gt;</p><p>Two &amp; three</p>"


def test_drafts_withdrawn_expired_and_the_neighbours_are_not_told(scene: Scene) -> None:
    slug, desk = scene.town.organisation.slug, scene.desk
    neighbour = make_town("Lampertheim", "06431013")
    shown_page(neighbour, PageKind.NEWS, "Nebenan")
    with scene.town.open():
        make_page(desk, PageKind.NEWS, Facts(), Words("Entwurf"), at=MONDAY)
    over = shown_page(scene.town, PageKind.NEWS, "Vorbei")
    with scene.town.open():
        Entry.objects.filter(pk=over.pk).update(shown_until=date(2026, 11, 15))
    assert [one["title"] for one in told(f"{slug}/de/pages/")] == ["Fahrradwerkstatt am Bahnhof"]
    with scene.town.open():
        withdraw(desk, Page.objects.get(pk=scene.page.pk), at=MONDAY)
    assert told(f"{slug}/de/pages/") == []
    assert [one["title"] for one in told(f"{neighbour.organisation.slug}/de/pages/")] == ["Nebenan"]


def test_easy_language_has_their_code_and_is_told_only_when_somebody_vouches_for_it(scene: Scene) -> None:
    slug, entry = scene.town.organisation.slug, Entry.objects.get()
    with scene.town.open():
        text = EntryText.objects.create(
            entry=entry, organisation_id=scene.town.id, language="de-simple", title="Räder", found_by=""
        )
    assert Browser().get(f"/api/v3/{slug}/de-si/pages/").status_code == 404
    with scene.town.open():
        EntryText.objects.filter(pk=text.pk).update(is_reviewed=True)
    assert [one["title"] for one in told(f"{slug}/de-si/pages/")] == ["Räder"]
    assert [one["code"] for one in told(f"{slug}/languages/")] == ["de", "de-si"]
    assert Browser().get(f"/api/v3/{slug}/de-simple/pages/").status_code == 404


def test_a_date_is_told_day_by_day_or_with_its_rule(scene: Scene) -> None:
    slug = scene.town.organisation.slug
    entry = shown_page(scene.town, PageKind.DATE, "Sprachcafé", Facts(ags="06431005", place="Mainstraße 1"))
    first = datetime(2026, 11, 17, 14, tzinfo=UTC)
    with scene.town.open():
        days(entry, first - timedelta(days=7), first, first + timedelta(days=7), first + timedelta(days=14))
    one, two, three = told(f"{slug}/de/events/")
    assert one["event"] == {
        "id": entry.pk,
        "start": "2026-11-17T15:00:00+01:00",
        "start_date": "2026-11-17",
        "start_time": "15:00:00",
        "end": "2026-11-17T17:00:00+01:00",
        "end_date": "2026-11-17",
        "end_time": "17:00:00",
        "all_day": False,
        "recurrence_id": entry.pk,
        "timezone": "Europe/Berlin",
    }
    assert one["location"] == {
        "id": entry.pk,
        "name": "Mainstraße 1",
        "address": "Mainstraße 1",
        "town": "Bürstadt",
        "state": None,
        "postcode": None,
        "region": None,
        "country": "DE",
        "latitude": 49.64,
        "longitude": 8.45,
    }
    assert (one["recurrence_rule"], one["location_url"], one["hash"]) == (None, None, None)
    assert (two["id"], two["event"]["id"], three["event"]["start_date"]) == (None, None, "2026-12-01")
    assert len({row["path"] for row in (one, two, three)}) == 3
    (combined,) = told(f"{slug}/de/events/", combine_recurring="True")
    assert combined["recurrence_rule"] == "DTSTART:20261117T140000\nRRULE:FREQ=WEEKLY;INTERVAL=1;COUNT=3"
    assert combined["event"]["start"] == one["event"]["start"]


def test_days_that_follow_no_rule_stay_days_and_what_is_off_is_not_told(scene: Scene) -> None:
    slug = scene.town.organisation.slug
    entry = shown_page(scene.town, PageKind.DATE, "Flohmarkt")
    first = datetime(2026, 11, 17, 14, tzinfo=UTC)
    with scene.town.open():
        days(entry, first, first + timedelta(days=7), first + timedelta(days=8), first + timedelta(days=200))
        EntryDay.objects.filter(regular_day=date(2026, 11, 24)).update(is_cancelled=True)
    rows = told(f"{slug}/de/events/", combine_recurring="True")
    assert [row["event"]["start_date"] for row in rows] == ["2026-11-17", "2026-11-25"]


def test_the_rule_counts_by_the_clock_on_the_wall() -> None:
    def day(month: int, number: int, hour: int) -> EntryDay:
        begins = datetime(2026, month, number, hour, tzinfo=UTC)
        return EntryDay(begins=begins, ends=begins + timedelta(hours=1), regular_day=begins.date())

    assert rule_of([day(10, 20, 12), day(10, 27, 13)]) is not None, "the clocks went back between them"
    assert rule_of([day(10, 20, 12), day(10, 27, 12)]) is None
    assert rule_of([day(11, 3, 12)]) is None


def test_listed_services_have_their_week(scene: Scene) -> None:
    town, keeper = scene.town, scene.town.actor(Role.ADMINISTRATOR)
    with town.open():
        listed = list_partner(keeper, kind=Kind.ADVICE_SERVICE, name="Beratung Ried", at=MONDAY)
        facts = PartnerFacts("Beratung Ried", "Mainstraße", "1", "68642", "Bürstadt", access="step_free")
        change_partner(keeper, listed, facts, at=MONDAY)
        set_opening_hours(keeper, listed, [Open(1, time(9), time(12)), Open(1, time(14), time(16))], at=MONDAY)
        list_partner(keeper, kind=Kind.SHOP, name="Edeka", at=MONDAY)
    rows = {row["title"]: row for row in told(f"{town.organisation.slug}/de/locations/")}
    assert "Edeka" not in rows
    one = rows["Beratung Ried"]
    assert one == {
        "id": 1_000_000_000 + listed.pk,
        "url": f"{settings.PUBLIC_URL}/de/advice/?postcode=68642#service-{listed.pk}",
        "path": f"/de/advice/?postcode=68642#service-{listed.pk}",
        "title": "Beratung Ried",
        "modified_gmt": None,
        "last_updated": None,
        "meta_description": "",
        "excerpt": "",
        "content": "",
        "available_languages": {},
        "icon": None,
        "thumbnail": None,
        "website": None,
        "email": None,
        "phone_number": None,
        "category": {"id": 1, "name": "Beratungsstelle", "color": None, "icon": None, "icon_url": None},
        "temporarily_closed": False,
        "opening_hours": one["opening_hours"],
        "appointment_url": None,
        "location": {
            "id": 1_000_000_000 + listed.pk,
            "name": "Beratung Ried",
            "address": "Mainstraße 1",
            "town": "Bürstadt",
            "state": None,
            "postcode": "68642",
            "region": None,
            "country": "DE",
            "latitude": None,
            "longitude": None,
        },
        "hash": None,
        "organization": None,
        "barrier_free": True,
    }
    slots = [{"start": "09:00", "end": "12:00"}, {"start": "14:00", "end": "16:00"}]
    closed = {"allDay": False, "closed": True, "appointmentOnly": False, "timeSlots": []}
    assert one["opening_hours"] == [closed, closed | {"closed": False, "timeSlots": slots}, *[closed] * 5]
    assert told(f"{town.organisation.slug}/de/pois/") == list(rows.values())


def test_organisations_with_a_page_are_places_and_stand_there_once(scene: Scene) -> None:
    town = scene.town
    slug, facts = town.organisation.slug, Facts(ags="06431005", website="https://example.org")
    with town.open():
        club = list_partner(town.actor(Role.ADMINISTRATOR), kind=Kind.CLUB, name="Ringer", at=MONDAY)
        page = make_page(town.coordinator, PageKind.PROFILE, facts, Words("Die Ringer"), carrier=club, at=MONDAY)
    assert [row["title"] for row in told(f"{slug}/de/locations/")] == ["Brücke e. V.", "Ringer"]
    with town.open():
        publish(town.coordinator, page, number=1, at=MONDAY)
    row, other = told(f"{slug}/de/locations/")
    assert (row["title"], other["title"]) == ("Die Ringer", "Brücke e. V.")
    assert (row["website"], row["location"]["town"], row["category"]["name"]) == (
        "https://example.org",
        "Bürstadt",
        "Verein",
    )


def test_what_we_read_of_others_is_not_given_on(scene: Scene) -> None:
    town, keeper = scene.town, scene.town.actor(Role.ADMINISTRATOR)
    entry = shown_page(town, PageKind.DATE, "Von anderen")
    with town.open():
        days(entry, MONDAY + timedelta(days=1))
        theirs = list_partner(keeper, kind=Kind.ADVICE_SERVICE, name="Von anderen", at=MONDAY)
        source = Source.objects.create(region="ried", languages=["de"], added_at=MONDAY)
        Borrowed.objects.create(source=source, key="date:1", digest="", entry=entry)
        Borrowed.objects.create(source=source, key="place:1", digest="", partner=theirs)
    slug = town.organisation.slug
    assert told(f"{slug}/de/events/") == []
    assert "Von anderen" not in str(told(f"{slug}/de/locations/"))


@pytest.mark.parametrize(
    "path", ["nowhere/de/pages/", "{}/xx/pages/", "{}/uk/events/", "regions/nowhere/", "{}/ti/pois/"]
)
def test_what_is_not_there_is_told_as_json_to_everybody(scene: Scene, path: str) -> None:
    answer = Browser().get(f"/api/v3/{path.format(scene.town.organisation.slug)}")
    assert (answer.status_code, answer.json()) == (404, {"error": "not there"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_everybody_reads_without_session_and_nobody_writes(scene: Scene) -> None:
    slug, browser = scene.town.organisation.slug, Browser()
    for path in ("regions/", f"{slug}/de/pages/", f"{slug}/de/locations/"):
        answer = browser.get(f"/api/v3/{path}")
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "max-age=60" in answer.headers["Cache-Control"]
        assert browser.post(f"/api/v3/{path}").status_code == 405
    assert not browser.cookies


@pytest.mark.parametrize("path", ["regions/", "{}/de/pages/", "{}/de/events/", "{}/de/locations/"])
def test_who_has_it_already_hears_so(scene: Scene, path: str) -> None:
    url = f"/api/v3/{path.format(scene.town.organisation.slug)}"
    mark = Browser().get(url).headers["ETag"]
    again = Browser().get(url, headers={"If-None-Match": mark})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == "*"


def test_unchanged_costs_one_question_and_a_change_is_noticed(scene: Scene) -> None:
    url = f"/api/v3/{scene.town.organisation.slug}/de/pages/"
    mark = Browser().get(url).headers["ETag"]
    with CaptureQueriesContext(connection) as asked:
        assert Browser().get(url, headers={"If-None-Match": mark}).status_code == 304
    assert len(asked) == 1
    shown_page(scene.town, PageKind.NEWS, "Neu")
    with scene.town.open():
        Entry.objects.filter(organisation_id=scene.town.id).update(changed_at=MONDAY + timedelta(seconds=1))
    assert Browser().get(url, headers={"If-None-Match": mark}).status_code == 200


def test_many_cost_as_much_as_one(scene: Scene) -> None:
    slug = scene.town.organisation.slug

    def questions(path: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            told(f"{slug}/de/{path}/")
        return len(asked)

    before = {path: questions(path) for path in ("pages", "events", "locations")}
    for number in range(2):
        shown_page(scene.town, PageKind.NEWS, f"Neues {number}")
        shown_page(scene.town, PageKind.PROFILE, f"Verein {number}")
        entry = shown_page(scene.town, PageKind.DATE, f"Fest {number}")
        with scene.town.open():
            days(entry, MONDAY + timedelta(days=1), MONDAY + timedelta(days=2))
            list_partner(system(scene.town.id), kind=Kind.CLUB, name=f"Club {number}", at=MONDAY)
    after = {path: questions(path) for path in before}
    # One row more brings the four questions of what hangs on it, a hundred rows no more.
    assert all(after[path] <= before[path] + 4 and after[path] <= 12 for path in before), (before, after)
    shown_page(scene.town, PageKind.NEWS, "Noch eins")
    assert questions("pages") == after["pages"]
