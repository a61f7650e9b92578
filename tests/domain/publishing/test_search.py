"""Looking for something in the shop window: words, places, filters, order: docs/rules/publishing.md, PU40 to PU47."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.publishing.actions.miss import MOST_A_DAY, record_miss
from lotsenwerk.domain.publishing.actions.publish import publish, withdraw
from lotsenwerk.domain.publishing.actions.translate import translate
from lotsenwerk.domain.publishing.actions.write import make_page
from lotsenwerk.domain.publishing.documents import Facts, Words
from lotsenwerk.domain.publishing.models import Entry, EntryDay, Page, PageKind, SearchMiss
from lotsenwerk.domain.publishing.queries.days import AskedDays, days_ahead
from lotsenwerk.domain.publishing.queries.entries import addresses, last_change
from lotsenwerk.domain.publishing.queries.window import PAGE, Asked, Found, search
from lotsenwerk.kit.maps import Spot
from tests.factories import MONDAY, Town, make_town

pytestmark = pytest.mark.django_db
BUERSTADT, LAMPERTHEIM, KASSEL = "06431005", "06431013", "06611000"
HERE = Spot(49.64, 8.45)


@pytest.fixture
def town() -> Iterator[Town]:
    made = make_town()
    with made.open():
        yield made


def lay(town: Town, title: str, summary: str = "", kind: PageKind = PageKind.PROJECT, **facts: Any) -> Page:
    """A page that is published at once."""
    told = Facts(**{"ags": BUERSTADT, **facts})
    page = make_page(town.coordinator, kind, told, Words(title=title, summary=summary), at=MONDAY)
    return publish(town.coordinator, page, number=1, at=MONDAY)


def look(words: str = "", **asked: Any) -> Found:
    return search(Asked(**{"kinds": (PageKind.PROJECT,), "words": words, **asked}), at=MONDAY)


def titles(found: Found) -> Sequence[str]:
    return [row.text.title for row in found.rows]


@pytest.mark.parametrize(
    "typed",
    [
        "Fahrradwerkstatt",
        "fahrradwerkstätten",
        "FAHRRAD",
        "Werkstatt",
        "Fahradwerkstatt",
        "Farhradwerkstatt",
        "reparieren Räder",
        "rader",
        "Buerstadt",
        "die Fahrradwerkstatt in Bürstadt",
    ],
)
def test_it_is_found_by_its_words_their_parts_and_with_a_letter_wrong(town: Town, typed: str) -> None:
    lay(town, "Fahrradwerkstatt", "Wir reparieren Räder.")
    lay(town, "Sprachcafé", "Reden.", ags=LAMPERTHEIM)
    assert titles(look(typed)) == ["Fahrradwerkstatt"]


def test_a_compound_that_nobody_wrote_is_taken_apart(town: Town) -> None:
    lay(town, "Werkstatt am Bahnhof", "Hier steht jedes Fahrrad richtig.")
    assert titles(look("Fahrradwerkstatt")) == ["Werkstatt am Bahnhof"]


def test_a_corrected_word_is_said_and_a_right_one_is_not(town: Town) -> None:
    lay(town, "Fahrradwerkstatt")
    assert look("Fahradwerkstatt").instead == "fahrradwerkstatt"
    assert look("Fahrradwerkstatt").instead == ""


def test_where_not_all_words_stand_together_one_is_enough_and_that_is_said(town: Town) -> None:
    lay(town, "Nähstube")
    lay(town, "Begegnungsgarten")
    found = look("Nähstube Begegnungsgarten")
    assert (found.is_loose, sorted(titles(found))) == (True, ["Begegnungsgarten", "Nähstube"])


@pytest.mark.parametrize(
    ("language", "title", "typed"),
    [
        ("en", "Bicycle workshop", "bicycles"),
        ("uk", "Мовне кафе", "кафе"),
        ("ru", "Велосипедная мастерская", "мастерские"),
        ("ar", "مقهى اللغة", "اللغة"),
        ("ar", "مقهى اللغة", "مقهي"),
        ("fa", "کافه زبان", "زبان"),
        ("tr", "Bisiklet atölyesi", "atolyesi"),
        ("fr", "Atelier vélo", "vélos"),
        ("ti", "ቋንቋ ካፌ", "ቋንቋ"),
    ],
)
def test_each_language_is_found_in_its_own_words_and_in_german(
    town: Town, language: str, title: str, typed: str
) -> None:
    page = lay(town, "Sprachcafé")
    translate(town.coordinator, page, language, Words(title=title), of_number=1, at=MONDAY)
    assert titles(look(typed, language=language)) == [title]
    assert titles(look("Sprachcafe", language=language)) == [title]
    # Whoever reads German and types the other language finds it too, and reads German.
    assert titles(look(title)) == ["Sprachcafé"]


def test_the_readers_language_weighs_more(town: Town) -> None:
    german = lay(town, "Garden Party")
    english = lay(town, "Zusammen pflanzen")
    translate(town.coordinator, english, "en", Words(title="Garden Party"), of_number=1, at=MONDAY)
    assert [row.entry.ref for row in look("garden party", language="en").rows] == [english.ref, german.ref]


def test_what_has_ended_stands_below_and_can_be_asked_for_alone(town: Town) -> None:
    lay(town, "Alt", ended_on=MONDAY.date() - timedelta(days=1))
    lay(town, "Zukunft")
    assert titles(look()) == ["Zukunft", "Alt"]
    assert (titles(look(state="running")), titles(look(state="ended"))) == (["Zukunft"], ["Alt"])


def test_a_place_narrows_by_the_way_as_the_crow_flies(town: Town) -> None:
    lay(town, "Nah", lat=49.65, lon=8.46)
    lay(town, "In der Ecke", lat=49.64 + 0.17, lon=8.45 + 0.26)
    lay(town, "Fern", ags=KASSEL, lat=51.3, lon=9.5)
    found = look(here=HERE, radius_km=20)
    assert titles(found) == ["Nah"]
    assert found.rows[0].metres == pytest.approx(1320, abs=50)
    assert titles(look(here=HERE, radius_km=50)) == ["Nah", "In der Ecke"]


@pytest.mark.parametrize(
    ("asked", "facts"),
    [
        ({"field": "garden"}, {"field": "garden"}),
        ({"speaks": "ara"}, {"speaks": ("deu", "ara")}),
        ({"time": "evenings"}, {"times": ("evenings",)}),
        ({"is_digital": True}, {"is_digital": True}),
        ({"seeks_helpers": True}, {"seeks_helpers": True}),
    ],
)
def test_each_filter_narrows(town: Town, asked: dict[str, Any], facts: dict[str, Any]) -> None:
    lay(town, "Passt", **facts)
    lay(town, "Passt nicht")
    assert titles(look(**asked)) == ["Passt"]
    assert look().count == 2


def test_a_county_narrows_and_kinds_stay_apart(town: Town) -> None:
    lay(town, "Hier")
    lay(town, "Dort", ags=KASSEL)
    lay(town, "Angebot", kind=PageKind.OFFER)
    here = Entry.objects.get(sort_key="hier").county_id
    assert titles(look(county_id=here)) == ["Hier"]
    assert [(heap.county_id, heap.count) for heap in look(county_id=here).heaps] == [(here, 1)]
    assert look(kinds=(PageKind.PROJECT, PageKind.OFFER)).count == 3


def test_only_what_is_shown_today_is_found(town: Town) -> None:
    lay(town, "Bleibt")
    make_page(town.coordinator, PageKind.PROJECT, Facts(ags=BUERSTADT), Words(title="Entwurf"), at=MONDAY)
    withdraw(town.coordinator, lay(town, "Zurückgezogen"), at=MONDAY)
    over = lay(town, "Vorbei")
    Entry.objects.filter(ref=over.ref).update(shown_until=MONDAY.date() - timedelta(days=1))
    today = lay(town, "Heute noch")
    Entry.objects.filter(ref=today.ref).update(shown_until=MONDAY.date())
    assert titles(look()) == ["Bleibt", "Heute noch"]
    assert [look(word).count for word in ("Entwurf", "Zurückgezogen", "Vorbei")] == [0, 0, 0]
    assert [slug for _kind, slug, _changed in addresses([PageKind.PROJECT], at=MONDAY)] == [
        "bleibt-buerstadt",
        "heute-noch-buerstadt",
    ]


def test_pages_are_of_twenty_always_in_the_same_order_and_a_page_too_many_is_the_last(town: Town) -> None:
    for number in range(PAGE + 2):
        lay(town, f"Projekt {number:02}")
    first, second = look(), look(page=2)
    assert (first.count, first.pages) == (PAGE + 2, 2)
    assert [*titles(first), *titles(second)] == [f"Projekt {number:02}" for number in range(PAGE + 2)]
    assert titles(look(page=999)) == titles(second)
    assert titles(look("Projekt")) == titles(first)


def test_where_nothing_fits_the_nearest_are_shown(town: Town) -> None:
    lay(town, "Fern", ags=KASSEL, lat=51.3, lon=9.5)
    lay(town, "Nah", lat=49.65, lon=8.46)
    lay(town, "Zu Ende", ended_on=MONDAY.date() - timedelta(days=1))
    found = look("Quantenphysik", here=HERE)
    assert (found.count, [row.text.title for row in found.near_by]) == (0, ["Nah", "Fern"])


@pytest.mark.parametrize(
    "typed",
    [
        "'",
        "a' | !'b",
        "& | ! ( ) :* <->",
        "\\",
        "%_%",
        "💥",
        "\u202e",
        "x" * 500,
        "äöü " * 50,
        "''; DROP TABLE x --",
        "ß",
        "5",
    ],
)
def test_no_words_break_the_search(town: Town, typed: str) -> None:
    lay(town, "Sprachcafé")
    assert look(typed).count in {0, 1}


@pytest.mark.parametrize(("words", "most"), [("", 3), ("Garten", 5), ("Gaarten", 6), ("Quantenphysik", 7)])
def test_it_asks_as_often_for_three_as_for_one(town: Town, words: str, most: int) -> None:
    counts = []
    for number in range(3):
        lay(town, f"Garten {number}")
        if number != 1:
            with CaptureQueriesContext(connection) as asked:
                look(words, here=HERE)
            counts.append(len(asked))
    assert counts[0] == counts[1] <= most + 1


def test_a_search_without_a_hit_is_counted_without_numbers_and_addresses() -> None:
    for typed in ("Töpfern", "töpfern", "Töpfern 0157 2345 x@y.de", "12345", "a" * 90):
        record_miss(PageKind.PROJECT, "de", typed, at=MONDAY)
    kept = SearchMiss.objects.order_by("words").values_list("day", "words", "times")
    assert list(kept) == [(MONDAY.date(), "a" * 80, 1), (MONDAY.date(), "töpfern", 3)]


def test_a_machine_that_asks_for_thousands_fills_no_table() -> None:
    rows = [
        SearchMiss(day=MONDAY.date(), kind="project", language="de", words=f"wort {number:x}")
        for number in range(MOST_A_DAY)
    ]
    SearchMiss.objects.bulk_create(rows)
    record_miss(PageKind.PROJECT, "de", "noch eins", at=MONDAY)
    assert SearchMiss.objects.count() == MOST_A_DAY
    record_miss(PageKind.PROJECT, "de", "noch eins", at=MONDAY + timedelta(days=1))
    assert SearchMiss.objects.count() == MOST_A_DAY + 1


def test_days_stand_by_time_and_under_the_same_filters(town: Town) -> None:
    for title, hours, field in (
        ("Später", 48, "garden"),
        ("Bald", 24, "garden"),
        ("Vorbei", -24, "garden"),
        ("Anders", 1, "sport"),
    ):
        page = lay(town, title, kind=PageKind.DATE, field=field)
        entry = Entry.objects.get(ref=page.ref)
        begins = MONDAY + timedelta(hours=hours)
        EntryDay.objects.create(
            entry=entry,
            organisation_id=town.id,
            regular_day=begins.date(),
            begins=begins,
            ends=begins + timedelta(hours=1),
        )
    asked = Asked((PageKind.DATE,), field="garden")
    assert [one.text.title for one in days_ahead(AskedDays(asked), at=MONDAY)[0]] == ["Bald", "Später"]
    assert [one.text.title for one in days_ahead(AskedDays(replace(asked, words="spater")), at=MONDAY)[0]] == ["Später"]


def test_another_towns_draft_is_never_found() -> None:
    other = make_town("Lampertheim", LAMPERTHEIM)
    with other.open():
        make_page(
            other.actor(Role.ADMINISTRATOR), PageKind.PROJECT, Facts(ags=LAMPERTHEIM), Words(title="Geheim"), at=MONDAY
        )
    assert look().count == look("Geheim").count == 0


def test_the_window_says_when_it_changed(town: Town) -> None:
    assert last_change() is None
    page = lay(town, "Garten")
    assert last_change() == MONDAY
    withdraw(town.coordinator, page, at=MONDAY + timedelta(hours=1))
    assert last_change() == MONDAY + timedelta(hours=1)
