"""The first page and what there is to read: what is near, news, how it works, where guides and interpreters are."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.utils.formats import date_format

from lotsenwerk.domain.organisations.actions.found import found_tenant
from lotsenwerk.domain.organisations.models import Kind
from lotsenwerk.domain.places.models import Municipality
from lotsenwerk.domain.places.search_keys import write_keys
from lotsenwerk.domain.publishing.actions.publish import publish, withdraw
from lotsenwerk.domain.publishing.actions.translate import translate
from lotsenwerk.domain.publishing.actions.write import make_page
from lotsenwerk.domain.publishing.documents import Facts, Words
from lotsenwerk.domain.publishing.models import Entry, EntryDay, Page, PageKind
from lotsenwerk.kit import clock
from tests.domain.publishing.scene import FACTS, WORDS, Scene, make_scene, published
from tests.factories import MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    made = make_scene()
    made.town.organisation.phone = "+493023125000"
    made.town.organisation.save(update_fields=["phone"])
    write_keys(Municipality.objects.all())
    return made


def page_of(address: str) -> str:
    answer = Browser().get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def put(scene: Scene, kind: PageKind, title: str, **more: object) -> None:
    with scene.town.open():
        words = Words(title, "Kurz gesagt.", {"detail": "Lang gesagt."})
        page = make_page(scene.desk, kind, replace(Facts(), **more), words, at=clock.now())  # type: ignore[arg-type]
        publish(scene.desk, page, number=1, at=clock.now())


@pytest.mark.parametrize("typed", ["Bürstadt", "burstad", " BÜRSTADT "])
def test_who_types_her_town_reads_whom_to_call_and_what_is_near(scene: Scene, typed: str) -> None:
    with scene.town.open():
        published(scene)
    page = page_of(f"/en/?near={typed}")
    assert "In Bürstadt you reach somebody here:" in page
    assert "tel:+493023125000" in page
    assert "Projects near you" in page
    assert "Fahrradwerkstatt am Bahnhof" in page


@pytest.mark.parametrize("typed", ["Nirgendheim", "99999", "🚲" * 200, "'; DROP TABLE", "%00"])
def test_a_place_that_is_none_is_said_and_the_page_stays_whole(scene: Scene, typed: str) -> None:
    page = page_of(f"/en/?near={typed}")
    assert "We do not know this place in Hesse." in page
    assert "I need help" in page


def test_a_place_where_nobody_takes_part_leads_to_its_county_and_then_to_the_state(scene: Scene) -> None:
    home = scene.town.organisation.municipality
    assert home is not None
    far = Municipality.objects.create(
        ags="06431999", name="Fernheim", official_name="Fernheim", kind="town", county=home.county, sort_key="fernheim"
    )
    write_keys([far])
    state = found_tenant(municipality=home, kind=Kind.STATE, name="Landesstelle", at=clock.now())
    state.phone = "+493023125777"
    state.save(update_fields=["phone"])
    assert "Landesstelle" in page_of("/en/?near=Fernheim").split("you reach somebody here:")[1].split("</section>")[0]
    county = found_tenant(municipality=home, kind=Kind.COUNTY, name="Landkreis", at=clock.now())
    county.phone = "+493023125778"
    county.save(update_fields=["phone"])
    assert "Landkreis" in page_of("/en/?near=Fernheim").split("you reach somebody here:")[1].split("</section>")[0]


def test_the_next_dates_stand_there_and_cancelled_ones_do_not(scene: Scene) -> None:
    put(scene, PageKind.DATE, "Sprachabend")
    entry = Entry.objects.get(kind="date")
    begins = clock.now() + timedelta(days=2)
    with scene.town.open():
        for number, is_cancelled in enumerate((False, True)):
            start = begins + timedelta(days=number)
            EntryDay.objects.create(
                entry=entry,
                organisation=scene.town.organisation,
                regular_day=start.date(),
                begins=start,
                ends=start + timedelta(hours=1),
                is_cancelled=is_cancelled,
            )
    assert page_of("/en/").count("date-row__words") == 1


@pytest.mark.parametrize(("kind", "shelf"), [("news", "news"), ("text", "texts"), ("site", "sites")])
def test_each_shelf_shows_what_is_published_and_what_is_withdrawn_is_gone(scene: Scene, kind: str, shelf: str) -> None:
    put(scene, PageKind(kind), "Sehr Wichtiges")
    entry = Entry.objects.get(kind=kind)
    assert "Sehr Wichtiges" in page_of(f"/de/{shelf}/")
    assert "Lang gesagt." in page_of(f"/uk/{shelf}/{entry.slug}/")
    with scene.town.open():
        withdraw(scene.desk, Page.objects.get(ref=entry.ref), at=clock.now())
    assert "Sehr Wichtiges" not in page_of(f"/de/{shelf}/")
    assert Browser().get(f"/de/{shelf}/{entry.slug}/").status_code == 404


def test_in_another_language_the_first_page_shows_its_words_and_marks_the_german_ones(scene: Scene) -> None:
    with scene.town.open():
        published(scene)
        twin = make_page(scene.desk, PageKind.PROJECT, FACTS, replace(WORDS, title="Nähstube"), at=clock.now())
        publish(scene.desk, twin, number=1, at=clock.now())
        translate(scene.desk, scene.page, "uk", replace(WORDS, title="Майстерня"), of_number=1, at=clock.now())
    page = page_of("/uk/")
    assert "Майстерня" in page
    assert 'lang="de"><bdi>Nähstube' in page


@pytest.mark.parametrize("near", ["", "?near=Bürstadt"])
def test_one_and_three_entries_cost_the_same_and_not_more_than_twelve_queries(scene: Scene, near: str) -> None:
    costs = []
    for count in (1, 2):
        for number in range(count):
            put(scene, PageKind.NEWS, f"Neues {count}{number}")
            put(scene, PageKind.PROJECT, f"Projekt {count}{number}", ags="06431005")
        with CaptureQueriesContext(connection) as asked:
            page = page_of(f"/de/{near}")
        assert len(page) <= 40 * 1024
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 12


WAYS = ("projects", "dates", "sites", "advice", "offers", "news")


@pytest.mark.parametrize(
    ("address", "marked"),
    [
        ("projects/", ("projects", "page")),
        ("dates/", ("dates", "page")),
        ("help/", ("offers", "true")),
        ("guides/", ("advice", "true")),
        ("imprint/", None),
        ("", None),
    ],
)
def test_every_page_leads_to_the_others_and_marks_the_way_that_one_is_on(
    scene: Scene, address: str, marked: tuple[str, str] | None
) -> None:
    page = page_of(f"/ar/{address}")
    ways = page[page.index('<nav class="ways"') :].partition("</nav>")[0]
    assert re.findall(r'href="/ar/(\w+)/"', ways) == list(WAYS)
    assert re.findall(r'href="/ar/(\w+)/" aria-current="(\w+)"', ways) == ([marked] if marked else [])
    assert 'class="brand" href="/ar/"' in page


def test_one_page_of_a_list_marks_the_list(scene: Scene) -> None:
    with scene.town.open():
        published(scene)
    assert 'href="/de/projects/" aria-current="true"' in page_of(f"/de/projects/{Entry.objects.get().slug}/")


@pytest.mark.parametrize(
    ("days", "said"), [(0, "Zuletzt geprüft am"), (182, "Zuletzt geprüft am"), (183, "lange nicht")]
)
def test_a_page_says_when_somebody_looked_at_it_last(scene: Scene, days: int, said: str) -> None:
    with scene.town.open():
        published(scene)
        checked = clock.local(clock.now()).date() - timedelta(days=days)
        Entry.objects.update(checked_on=checked)
    assert said in page_of(f"/de/projects/{Entry.objects.get().slug}/")


def test_what_has_ended_is_not_said_to_be_unchecked_and_news_say_their_day(scene: Scene) -> None:
    put(scene, PageKind.NEWS, "Neue Sprechzeiten")
    with scene.town.open():
        published(scene)
        Entry.objects.update(checked_on=MONDAY.date() - timedelta(days=900), has_ended=True)
    ended, news = Entry.objects.get(kind="project"), Entry.objects.get(kind="news")
    assert "geprüft am" not in page_of(f"/de/projects/{ended.slug}/")
    page = page_of(f"/de/news/{news.slug}/")
    assert date_format(clock.local(news.published_at), "j. F Y") in page
    assert "geprüft" not in page
