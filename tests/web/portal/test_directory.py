"""The public directory: lists with filters and map, pages in the reader's language, pictures, what machines read."""

import json
import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client as Browser
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from PIL import Image

from lotsenwerk.domain.publishing.actions.pictures import add_picture
from lotsenwerk.domain.publishing.actions.publish import publish, withdraw
from lotsenwerk.domain.publishing.actions.testimonials import Said, add_testimonial
from lotsenwerk.domain.publishing.actions.translate import translate
from lotsenwerk.domain.publishing.actions.write import make_page, save_page
from lotsenwerk.domain.publishing.documents import Facts, Words
from lotsenwerk.domain.publishing.models import Entry, Page, PageKind, SearchMiss
from tests.domain.publishing.scene import CONTACT, FACTS, WORDS, Scene, make_scene, published, titled
from tests.domain.publishing.test_search import lay
from tests.factories import MONDAY, Town
from tests.web.portal.conftest import said

pytestmark = pytest.mark.django_db
LISTS = ("projects", "offers", "organisations")
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>')


@pytest.fixture
def scene(town: Town) -> Scene:
    """A published project of a carrier."""
    made = make_scene(town)
    with town.open():
        published(made)
    return made


def get(path: str, **asked: Any) -> Any:
    return Browser().get(path, asked)


def url_of(page: Page, language: str = "de", shelf: str = "projects") -> str:
    return f"/{language}/{shelf}/{Entry.objects.get(ref=page.ref).slug}/"


def data_in(answer: Any) -> dict[str, Any]:
    [block] = DATA.findall(answer.content.decode())
    told: dict[str, Any] = json.loads(block)
    return told


def picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (900, 600), (12, 90, 91)).save(out, "JPEG")
    return out.getvalue()


def test_a_list_shows_what_there_is_and_no_empty_line(scene: Scene) -> None:
    page = said(get("/de/projects/"))
    for words in (
        "Fahrradwerkstatt am Bahnhof",
        "Bürstadt",
        "Radverein Ried",
        "Sucht Helfende",
        "Arabisch",
        "Reparieren",
    ):
        assert words in page
    assert "<p></p>" not in page
    assert "has ended" not in page


@pytest.mark.parametrize("shelf", LISTS)
@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_each_list_stands_in_every_language_and_is_empty_without_a_fault(language: str, shelf: str) -> None:
    answer = get(f"/{language}/{shelf}/")
    assert (answer.status_code, answer.headers["Content-Language"]) == (200, language)
    assert f'dir="{"rtl" if language in settings.LANGUAGES_BIDI else "ltr"}"' in said(answer)[:200]


@pytest.mark.parametrize(
    "asked",
    [
        {"radius": "abc", "where": "Bürstadt"},
        {"page": "999"},
        {"page": "-1"},
        {"page": "9" * 400},
        {"q": "x" * 5000},
        {"q": "' OR 1=1 --"},
        {"q": "💥 \u202e"},
        {"q": "a\x00b", "where": "a\x00b"},
        {"county": "1 OR 1"},
        {"county": "99999999999999999999"},
        {"field": "nothing", "speaks": "xx", "time": "never", "state": "?"},
        {"where": "%", "radius": "50"},
    ],
)
def test_what_makes_no_sense_counts_as_not_said(scene: Scene, asked: dict[str, str]) -> None:
    for path in ("/de/projects/", "/ar/projects/", "/de/projects.json"):
        assert get(path, **asked).status_code == 200


def test_choices_stand_as_chips_that_can_be_taken_away(scene: Scene) -> None:
    page = said(get("/en/projects/", where="68642", radius="10", speaks="ara", helpers="on", q="Räder"))
    for chip in ("Bürstadt and 10 km around", "Arabic", "Looking for helpers", "Räder"):
        assert f"<bdi>{chip}</bdi>" in page
    assert 'href="?q=R%C3%A4der&where=68642&radius=10&helpers=on"' in page
    assert 'name="robots" content="noindex, follow"' in page


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"q": "Werkstatt"}, 1),
        ({"where": "Bürstadt"}, 1),
        ({"where": "68642", "radius": "5"}, 1),
        ({"field": "garden"}, 0),
        ({"speaks": "ukr"}, 0),
        ({"time": "evenings"}, 0),
        ({"digital": "on"}, 0),
        ({"helpers": "on"}, 1),
        ({"state": "ended"}, 0),
        ({"state": "running"}, 1),
    ],
)
def test_each_choice_narrows(scene: Scene, asked: dict[str, str], count: int) -> None:
    assert get("/de/projects.json", **asked).json()["count"] == count


def test_a_place_that_we_do_not_know_is_told(scene: Scene) -> None:
    page = said(get("/de/projects/", where="Entenhausen"))
    assert "Diesen Ort in Hessen kennen wir nicht." in page
    assert "Fahrradwerkstatt" in page


def test_what_was_looked_for_instead_is_said(scene: Scene) -> None:
    page = said(get("/de/projects/", q="Fahradwerkstatt"))
    assert "So steht es nirgends" in page
    assert "<strong><bdi>fahrradwerkstatt</bdi></strong>" in page


def test_nothing_fits_leads_on_and_is_counted(scene: Scene) -> None:
    page = said(get("/uk/projects/", q="Quantenphysik", where="68642"))
    assert "Fahrradwerkstatt am Bahnhof" in page
    assert 'href="/de/projects/?q=Quantenphysik&where=68642"' in page
    assert SearchMiss.objects.get().words == "quantenphysik"


def test_the_map_is_drawn_by_us_and_its_marks_narrow_the_list(scene: Scene) -> None:
    page = said(get("/de/projects/"))
    assert '<svg class="map"' in page
    county = Entry.objects.get(ref=scene.page.ref).county_id
    assert f'href="?county={county}" aria-label="Bergstraße: 1"' in page
    near = said(get("/de/projects/", where="68642"))
    assert 'aria-label="Bürstadt: 1"' in near
    assert "GeoBasis-DE" in page


def test_a_page_tells_all_that_there_is(scene: Scene) -> None:
    with scene.town.open():
        add_testimonial(
            scene.desk, scene.page, Said("Leyla Aydın", "Hier rede ich.", MONDAY.date(), MONDAY.date()), at=MONDAY
        )
        add_picture(scene.desk, scene.page, picture(), alt="Ein Rad", credit="Foto: Stadt", at=MONDAY)
    page = said(get(url_of(scene.page)))
    told = (
        *(WORDS.title, WORDS.summary, "Jeden Samstag ab zehn.", "Begegnung", "Das erste Rad fährt wieder.", "Bauhof"),
        *("Petra Lang", "Werkstattleitung", 'href="tel:+493023125101"', "mailto:werkstatt@example.org"),
        *("Leyla Aydın", "Hier rede ich.", 'alt="Ein Rad"', "Foto: Stadt", "Kommen Sie einfach vorbei."),
        *("Bahnhofstraße 1, Bürstadt", 'href="/de/help/"', "läuft"),
    )
    for words in told:
        assert words in page, words


def test_what_somebody_said_is_gone_the_day_after_her_consent(scene: Scene) -> None:
    yesterday = MONDAY.date() - timedelta(days=1)
    quotes = [{"name": "Leyla", "role": "", "said": "Alt.", "language": "de", "until": yesterday.isoformat()}]
    with scene.town.open():
        Entry.objects.filter(ref=scene.page.ref).update(quotes=quotes)
    assert "Leyla" not in said(get(url_of(scene.page)))


def test_where_a_language_is_missing_german_stands_and_is_marked(scene: Scene) -> None:
    page = said(get(url_of(scene.page, "ar")))
    assert '<h1 lang="de"><bdi>Fahrradwerkstatt am Bahnhof</bdi></h1>' in page
    assert "تراها بالألمانية" in page
    assert f'rel="canonical" href="{settings.PUBLIC_URL.rstrip("/")}{url_of(scene.page)}"' in page
    assert '<a href="' + url_of(scene.page, "ar") + '" lang="de">' in said(get("/ar/projects/"))


def test_a_translation_is_shown_and_marked_when_the_german_words_have_changed(scene: Scene) -> None:
    with scene.town.open():
        translate(scene.desk, scene.page, "en", titled("Bicycle workshop"), of_number=1, at=MONDAY)
    page = said(get(url_of(scene.page, "en")))
    assert "<h1><bdi>Bicycle workshop</bdi></h1>" in page
    assert "The German words have changed" not in page
    with scene.town.open():
        save_page(scene.desk, scene.page, FACTS, titled("Neue Fahrradwerkstatt"), after=1, at=MONDAY)
        published(scene)
    assert "The German words have changed" in said(get(url_of(scene.page, "en")))


def test_what_has_ended_says_so_and_asks_nobody_to_join(town: Town) -> None:
    with town.open():
        page = lay(town, "Suppenfest", ended_on=MONDAY.date().replace(year=2017))
    told = said(get(url_of(page)))
    assert "beendet (2017)" in told
    assert "Ich möchte helfen" not in told
    assert "beendet (2017)" in said(get("/de/projects/"))


def test_an_offer_says_what_it_takes_and_gives(town: Town) -> None:
    more = {"hours_a_month": 4, "is_insured": True, "pays_expenses": True, "needs_conduct": True, "from_age": 18}
    with town.open():
        page = make_page(
            town.coordinator,
            PageKind.OFFER,
            Facts(ags="06431005", times=("afternoons",), more=more),
            Words("Lesepate", sections={"requirements": "Geduld.", "detail": "Vorlesen."}),
            contact=CONTACT,
            shown_until=MONDAY.date() + timedelta(days=30),
            at=MONDAY,
        )
        publish(town.coordinator, page, number=1, at=MONDAY)
    answer = get(url_of(page, shelf="offers"))
    for words in ("Geduld.", "Vorlesen.", "Stunden im Monat", "Sie sind versichert.", "Führungszeugnis"):
        assert words in said(answer), words
    told = data_in(answer)
    assert (told["@type"], told["employmentType"]) == ("JobPosting", "VOLUNTEER")
    assert told["validThrough"] == (MONDAY.date() + timedelta(days=30)).isoformat()
    assert {"title", "description", "datePosted", "hiringOrganization", "jobLocation"} <= told.keys()


def test_machines_read_what_people_read(scene: Scene) -> None:
    told = data_in(get(url_of(scene.page)))
    assert (told["@context"], told["@type"], told["name"]) == ("https://schema.org", "Project", WORDS.title)
    assert told["location"]["address"]["streetAddress"] == "Bahnhofstraße 1"
    assert told["contactPoint"]["telephone"] == CONTACT.phone.replace(" ", "")
    assert told["parentOrganization"]["name"] == "Radverein Ried"
    [row] = data_in(get("/de/projects/"))["itemListElement"]
    assert row["url"] == settings.PUBLIC_URL.rstrip("/") + url_of(scene.page)


def test_no_word_can_end_the_block_of_data(town: Town) -> None:
    with town.open():
        page = lay(town, "</script><script>alert(1)</script>", "<!-- & \u2028")
    for answer in (get(url_of(page)), get("/de/projects/")):
        assert "<script>alert" not in answer.content.decode()
        assert data_in(answer)["@context"] == "https://schema.org"
    assert "</script><script>alert(1)</script>" in json.dumps(data_in(get(url_of(page))))


def test_what_is_not_shown_is_not_there(scene: Scene) -> None:
    url = url_of(scene.page)
    with scene.town.open():
        withdraw(scene.desk, scene.page, at=MONDAY)
    assert [
        get(each).status_code for each in (url, f"{url}card.png", "/de/projects/nichts/", "/de/offers/nichts/")
    ] == [404] * 4
    assert "Fahrradwerkstatt" not in said(get("/de/projects/"))


def test_who_reads_again_hears_that_nothing_has_changed(scene: Scene) -> None:
    for url in ("/de/projects/", url_of(scene.page), "/de/projects.json"):
        first = get(url)
        assert first.headers["Cache-Control"] == "public, max-age=60"
        assert not first.cookies
        mark = {"if-none-match": first.headers["ETag"]}
        with CaptureQueriesContext(connection) as asked:
            assert Browser().get(url, headers=mark).status_code == 304
        assert len(asked) == 1
        assert get(url, lang="x").headers["ETag"] != first.headers["ETag"]
    with scene.town.open():
        withdraw(scene.desk, scene.page, at=MONDAY + timedelta(seconds=1))
    assert Browser().get("/de/projects/", headers=mark).status_code == 200


def test_whoever_is_logged_in_is_never_given_a_kept_page(scene: Scene) -> None:
    browser = Browser()
    browser.force_login(scene.town.members["clerk"].user)
    assert browser.get("/de/projects/").headers["Cache-Control"] == "private, no-cache"


def test_it_asks_as_often_for_three_as_for_one(town: Town) -> None:
    counts: dict[str, list[int]] = {}
    for number in range(3):
        with town.open():
            page = lay(town, f"Garten {number}", lat=49.6 + number / 100, lon=8.4)
        for url in (
            "/de/projects/",
            "/de/projects/?q=Garten&where=68642",
            "/de/projects/?q=Quanten&where=68642",
            url_of(page),
        ):
            with CaptureQueriesContext(connection) as asked:
                get(url)
            counts.setdefault(re.sub(r"-\d|\d-", "", url), []).append(len(asked))
    for url, asked_each in counts.items():
        assert asked_each[0] == asked_each[2] <= 12, url


def test_pictures_are_for_everybody_and_may_be_kept(scene: Scene) -> None:
    with scene.town.open():
        made = add_picture(scene.desk, scene.page, picture(), alt="Ein Rad", credit="Foto: Stadt", at=MONDAY)
    for url, width in ((f"/pictures/{made.ref}/", 900), (f"/pictures/{made.ref}/small/", 640)):
        answer = get(url)
        assert Image.open(BytesIO(answer.content)).width == width
        assert answer.headers["Cache-Control"] == "public, max-age=2592000"
        assert made.sha256 in answer.headers["ETag"]
        again = Browser().get(url, headers={"if-none-match": answer.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
    with scene.town.open():
        withdraw(scene.desk, scene.page, at=MONDAY)
    assert get(f"/pictures/{made.ref}/").status_code == 404


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("de", "Fahrrad" * 17),
        ("ar", "ورشة الدراجات في المحطة"),
        ("ti", "ቋንቋ ካፌ"),
        ("uk", "Велосипедна майстерня"),
        ("en", "💥 漢字 \u202e"),
    ],
)
def test_a_picture_for_passing_on_is_painted_in_every_script(town: Town, language: str, title: str) -> None:
    with town.open():
        page = lay(town, title if language == "de" else "Rad")
        if language != "de":
            translate(town.coordinator, page, language, Words(title=title), of_number=1, at=MONDAY)
    answer = get(f"{url_of(page, language)}card.png")
    assert Image.open(BytesIO(answer.content)).size == (1200, 630)
    assert f"{url_of(page, language)}card.png" in said(get(url_of(page, language)))


def test_other_sites_read_the_list_and_draw_it_without_a_frame(scene: Scene) -> None:
    answer = get("/de/projects.json", where="68642")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    [told] = answer.json()["entries"]
    assert (told["title"], told["town"], told["by"]) == (WORDS.title, "Bürstadt", "Radverein Ried")
    script = get("/de/embed/projects.js")
    assert script.headers["Content-Type"].startswith("text/javascript")
    text = script.content.decode()
    assert f'"{settings.PUBLIC_URL.rstrip("/")}/de/projects.json"' in text
    assert not {"innerHTML", "iframe", "eval(", "document.cookie"} & set(re.findall(r"[\w.]+\(?", text))


def test_search_engines_find_each_page(scene: Scene) -> None:
    with override_settings(DEMO=False):
        assert f"<loc>{settings.PUBLIC_URL.rstrip('/')}{url_of(scene.page)}</loc>" in said(get("/sitemap.xml"))
    assert 'hreflang="ar"' in said(get("/de/projects/"))
