"""A page is written by those whose it is, read by the desk, and seen by everybody."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser

from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.publishing.actions.pictures import add_picture
from lotsenwerk.domain.publishing.actions.publish import publish, submit
from lotsenwerk.domain.publishing.actions.testimonials import Said, add_testimonial
from lotsenwerk.domain.publishing.actions.translate import translate
from lotsenwerk.domain.publishing.actions.write import save_page
from lotsenwerk.domain.publishing.models import Entry, Page, PageDraft, PageKind, PagePicture, PageState, Version
from lotsenwerk.domain.publishing.queries.pages import german_of
from lotsenwerk.domain.publishing.routes import path_of
from lotsenwerk.kit import clock
from tests.domain.publishing.scene import FACTS, WORDS, Scene, published, titled
from tests.factories import MONDAY, make_town
from tests.fingerprint import nothing_changes
from tests.story import picture
from tests.web.writing.conftest import browser_of, said

pytestmark = pytest.mark.django_db
LEYLA = Said("Leyla Aydın", "Hier rede ich.", MONDAY.date(), clock.local(clock.now()).date())


def article(answer: Any) -> str:
    """The page itself, without what stands around it."""
    assert answer.status_code == 200
    page: str = answer.content.decode()
    return page[page.index("<article") : page.index("</article>")]


def typed(**other: Any) -> dict[str, Any]:
    """What stands in the form of the scene's page."""
    known = {
        "after": "1",
        "title": WORDS.title,
        "summary": WORDS.summary,
        "detail": "Jeden Samstag ab zehn.",
        "join": "Kommen Sie einfach vorbei.",
        "goals-0-heading": "Begegnung",
        "goals-0-text": "Alte und neue Nachbarn schrauben zusammen.",
        "milestones-0-heading": "Mai 2025",
        "milestones-0-text": "Das erste Rad fährt wieder.",
        "partners": "Bauhof",
        "field": "repair",
        "place": "Bahnhofstraße 1",
        "speaks": ["deu", "ara"],
        "seeks_helpers": "on",
    }
    return {**known, **other}


def at(scene: Scene, verb: str = "", door: str = "partner") -> str:
    return f"/{door}/pages/{scene.page.ref}/{verb}"


@pytest.fixture
def desk(scene: Scene) -> Browser:
    return browser_of(scene, Role.COORDINATOR, "sabine@stadt.example")


def test_a_member_sees_her_pages_with_their_state_and_begins_a_new_one(scene: Scene, member: Browser) -> None:
    text = said(member.get("/partner/pages/"))
    assert "Fahrradwerkstatt am Bahnhof" in text
    assert "draft" in text
    answer = member.post("/partner/pages/new/offer/", {"title": "Wer kann nähen?"})
    with scene.town.open():
        made = Page.objects.get(kind=PageKind.OFFER)
        assert (made.carrier_id, made.state) == (scene.carrier.pk, PageState.DRAFT)
    assert answer.headers["Location"] == f"/partner/pages/{made.ref}/write/"


def test_what_is_saved_unchanged_says_the_same(scene: Scene, member: Browser) -> None:
    assert member.post(at(scene, "write/"), typed()).status_code == 302
    with scene.town.open():
        first, second = Version.objects.order_by("number")
        assert (second.words, second.facts | {"ags": "06431005"}) == (first.words, first.facts)


def test_from_the_first_word_to_the_window(scene: Scene, member: Browser, desk: Browser) -> None:
    member.post(at(scene, "write/"), typed(title="Radwerkstatt"))
    upload = SimpleUploadedFile("rad.jpg", picture(), content_type="image/jpeg")
    told = {"picture": upload, "alt": "Ein Rad", "credit": "Foto: Verein"}
    assert member.post(at(scene, "pictures/"), told).status_code == 302
    member.post(at(scene, "hand-in/"))
    assert "Radwerkstatt" in said(desk.get("/desk/pages/"))
    desk.post(at(scene, "publish/", "desk"), {"number": "2"})
    entry = Entry.objects.get()
    assert (entry.is_shown, entry.texts.get().title, entry.pictures.count()) == (True, "Radwerkstatt", 1)
    assert "online" in said(member.get(at(scene)))


def test_what_was_read_is_published_and_nothing_newer(scene: Scene, desk: Browser) -> None:
    with scene.town.open():
        submit(scene.member, scene.page, at=MONDAY)
        save_page(scene.member, scene.page, FACTS, titled("Neuer"), after=1, at=MONDAY)
    desk.post(at(scene, "publish/", "desk"), {"number": "1"})
    assert not Entry.objects.exists()


def test_a_page_comes_back_with_a_sentence_and_the_sentence_goes_when_it_is_handed_in_again(
    scene: Scene, member: Browser, desk: Browser
) -> None:
    member.post(at(scene, "hand-in/"))
    assert "Please say in a sentence" in said(desk.post(at(scene, "send-back/", "desk"), {"because": " "}))
    desk.post(at(scene, "send-back/", "desk"), {"because": "Bitte noch ein Bild."})
    assert "Bitte noch ein Bild." in said(member.get("/partner/pages/"))
    member.post(at(scene, "hand-in/"))
    assert "Bitte noch ein Bild." not in said(member.get(at(scene)))


def test_two_who_write_at_once_see_both_and_lose_nothing(scene: Scene, member: Browser) -> None:
    with scene.town.open():
        save_page(scene.desk, scene.page, FACTS, titled("Vom Rathaus"), after=1, at=MONDAY)
    text = said(member.post(at(scene, "write/"), typed(title="Vom Verein")))
    assert "Somebody else has saved this page meanwhile" in text
    assert 'value="Vom Verein"' in text
    assert "Rathaus</del>" in text
    with scene.town.open():
        assert Page.objects.get().number == 2
    member.post(at(scene, "write/"), typed(title="Vom Verein", after="2"))
    with scene.town.open():
        assert german_of(Page.objects.get()).title == "Vom Verein"


def test_what_is_refused_keeps_what_was_typed(scene: Scene, member: Browser) -> None:
    text = said(member.post(at(scene, "write/"), typed(title="", website="kein-netz", detail="Lange getippt")))
    assert "Lange getippt" in text
    text = said(member.post(at(scene, "write/"), typed(summary="x" * 301, detail="Lange getippt")))
    assert "300" in text
    assert "Lange getippt" in text
    text = said(member.post(at(scene, "write/"), typed(town="Nirgendwohausen", detail="Lange getippt")))
    assert "We do not know this place" in text
    with scene.town.open():
        assert Version.objects.count() == 1


def test_what_is_half_typed_waits_for_her_until_she_saves(scene: Scene, member: Browser) -> None:
    member.post(at(scene, "draft/"), typed(title="Halb ge"))
    assert 'value="Halb ge"' in said(member.get(at(scene, "write/")))
    member.post(at(scene, "write/"), typed(title="Ganz getippt"))
    with scene.town.open():
        assert not PageDraft.objects.exists()
    member.post(at(scene, "draft/"), typed(title="Weg damit"))
    member.post(at(scene, "draft/drop/"))
    assert "Weg damit" not in said(member.get(at(scene, "write/")))


def test_a_draft_that_is_too_long_says_so(scene: Scene, member: Browser) -> None:
    assert "too long" in said(member.post(at(scene, "draft/"), typed(detail="x" * 60_001)))
    with scene.town.open():
        assert not PageDraft.objects.exists()


def test_who_can_be_asked_has_said_yes(scene: Scene, member: Browser) -> None:
    asked = {"contact_name": "Ali Demir", "contact_phone": "06206 123456"}
    assert "Please ask her first" in said(member.post(at(scene, "contact/"), asked))
    member.post(at(scene, "contact/"), asked | {"agrees": "on"})
    with scene.town.open():
        assert Page.objects.get().contact_name == "Ali Demir"


@pytest.mark.parametrize(
    ("content", "words", "sentence"),
    [
        (b"no picture", {"alt": "Ein Rad", "credit": "Foto: wir"}, "not a picture"),
        (None, {"alt": "", "credit": "Foto: wir"}, "what can be seen"),
        (None, {"alt": "Ein Rad", "credit": ""}, "who made the picture"),
    ],
)
def test_a_bad_picture_is_not_kept(
    scene: Scene, member: Browser, content: bytes | None, words: dict[str, str], sentence: str
) -> None:
    upload = SimpleUploadedFile("rad.jpg", content or picture(), content_type="image/jpeg")
    assert sentence in said(member.post(at(scene, "pictures/"), {"picture": upload, **words}))
    with scene.town.open():
        assert not PagePicture.objects.exists()


def test_pictures_change_their_words_their_place_and_go(scene: Scene, member: Browser) -> None:
    for alt in ("Eins", "Zwei"):
        upload = SimpleUploadedFile("rad.jpg", picture(), content_type="image/jpeg")
        member.post(at(scene, "pictures/"), {"picture": upload, "alt": alt, "credit": "Foto: wir"})
    with scene.town.open():
        one, two = PagePicture.objects.order_by("position").values_list("ref", flat=True)
    member.post(at(scene, f"pictures/{two}/first/"))
    member.post(at(scene, f"pictures/{two}/change/"), {"alt": "Zwei Räder", "credit": "Foto: wir"})
    member.post(at(scene, f"pictures/{one}/remove/"))
    with scene.town.open():
        assert PagePicture.objects.get().alt == "Zwei Räder"
    assert member.get(at(scene, f"pictures/{two}/")).headers["Content-Type"] == "image/jpeg"


def test_a_voice_is_heard_until_she_says_no(scene: Scene, member: Browser) -> None:
    with scene.town.open():
        published(scene)
    speaks = {"said": "Hier rede ich.", "name": "Leyla", "agreed_on": "2026-11-16", "shown_until": "2027-11-16"}
    member.post(at(scene, "voices/"), speaks)
    assert Entry.objects.get().quotes[0]["name"] == "Leyla"
    [ref] = [quote for quote in said(member.get(at(scene, "voices/"))).split("/voices/") if "/withdraw/" in quote][0:1]
    member.post(at(scene, f"voices/{ref.split('/')[0]}/withdraw/"))
    assert Entry.objects.get().quotes == []


def test_an_old_version_comes_back_as_a_new_one(scene: Scene, member: Browser) -> None:
    member.post(at(scene, "write/"), typed(title="Radwerkstatt am Markt"))
    text = said(member.get(at(scene, "history/2/")))
    assert "Bahnhof</del>" in text
    assert "Markt</ins>" in text
    member.post(at(scene, "history/1/restore/"))
    with scene.town.open():
        page = Page.objects.get()
        assert (page.number, german_of(page).title) == (3, WORDS.title)


def test_a_preview_shows_what_stands_in_a_version(scene: Scene, member: Browser) -> None:
    text = said(member.get(at(scene, "preview/1/")))
    assert "Jeden Samstag ab zehn." in text
    assert "Alte und neue Nachbarn schrauben zusammen." in text
    assert member.get(at(scene, "preview/2/")).status_code == 404


def test_a_preview_is_the_very_page_that_everybody_reads_afterwards(scene: Scene, member: Browser) -> None:
    with scene.town.open():
        add_picture(scene.desk, scene.page, picture(), alt="Ein Rad", credit="Foto: Stadt", at=MONDAY)
        add_testimonial(scene.desk, scene.page, LEYLA, at=MONDAY)
        translate(scene.desk, scene.page, "ar", titled("ورشة دراجات"), of_number=1, at=MONDAY)
        publish(scene.desk, scene.page, number=1, at=MONDAY)
        ref = PagePicture.objects.get().ref
    for language in ("de", "ar", "uk"):
        before = article(member.get(at(scene, "preview/1/"), {"language": language}))
        before = before.replace(at(scene, f"pictures/{ref}/"), f"/pictures/{ref}/")
        assert "/pictures/" in before
        assert before == article(Browser().get(path_of("project", Entry.objects.get().slug, language)))


def test_a_preview_in_a_language_that_nobody_has_is_german_and_nothing_is_written(
    scene: Scene, member: Browser
) -> None:
    with nothing_changes(scene.town.id):
        for language in ("tr", "xx", "", "'; DROP TABLE"):
            assert WORDS.title in said(member.get(at(scene, "preview/1/"), {"language": language}))
    with scene.town.open():
        assert not Entry.objects.exists()


def test_a_language_knows_when_the_german_words_change(scene: Scene, member: Browser) -> None:
    english = {"title": "Bicycle workshop", "reviewed_by": "Mary"}
    member.post(at(scene, "languages/en/"), english)
    assert "up to date" in said(member.get(at(scene, "languages/")))
    member.post(at(scene, "write/"), typed(title="Radwerkstatt"))
    assert "outdated" in said(member.get(at(scene, "languages/")))
    assert "Fahrradwerkstatt" in said(member.get(at(scene, "languages/en/")))
    assert "missing" in said(member.get(at(scene, "languages/")))


def test_leichte_sprache_is_hidden_until_somebody_has_read_it(scene: Scene, member: Browser) -> None:
    with scene.town.open():
        published(scene)
    member.post(at(scene, "languages/de-simple/"), {"title": "Wir machen Räder ganz"})
    assert "hidden until somebody has read it" in said(member.get(at(scene, "languages/")))
    assert Entry.objects.get().texts.count() == 1
    easy = {"title": "Wir machen Räder ganz", "reviewed_by": "Prüfgruppe Ried"}
    member.post(at(scene, "languages/de-simple/"), easy)
    assert Entry.objects.get().texts.count() == 2


def test_a_place_is_chosen_on_the_map_and_one_abroad_is_refused(scene: Scene, member: Browser) -> None:
    assert "map__cell" in said(member.get(at(scene, "place/")))
    assert "not in Germany" in said(member.post(at(scene, "place/"), {"lat": "10", "lon": "10"}))
    member.post(at(scene, "place/"), {"lat": "49.6", "lon": "8.45"})
    with scene.town.open():
        assert Version.objects.get(number=2).facts["lat"] == 49.6


def test_it_is_withdrawn_confirmed_and_given_an_end_by_those_whose_it_is(scene: Scene, member: Browser) -> None:
    with scene.town.open():
        published(scene)
    member.post(at(scene, "still-true/"))
    assert "This day is over" in said(member.post(at(scene, "end/"), {"shown_until": "2020-01-01"}))
    member.post(at(scene, "end/"), {"shown_until": "2026-11-25"})
    assert "is shown until" in said(member.get("/partner/pages/"))
    member.post(at(scene, "withdraw/"))
    assert not Entry.objects.get().is_shown
    member.post(at(scene, "hand-in/"))
    member.post(at(scene, "take-back/"))
    with scene.town.open():
        assert (Page.objects.get().state, Page.objects.get().submitted_at) == (PageState.DRAFT, None)


VERBS = (
    *("", "write/", "pictures/", "voices/", "languages/", "languages/en/", "history/"),
    *("history/1/", "place/", "contact/"),
)
DEEDS = ("hand-in/", "withdraw/", "still-true/", "end/", "draft/", "draft/drop/", "history/1/restore/", "take-back/")


def test_another_partner_finds_nothing_and_changes_nothing(scene: Scene, stranger: Browser) -> None:
    assert "Fahrradwerkstatt" not in said(stranger.get("/partner/pages/"))
    with nothing_changes(scene.town.id):
        assert {stranger.get(at(scene, verb)).status_code for verb in VERBS} == {404}
        assert {stranger.post(at(scene, verb), typed()).status_code for verb in (*VERBS[1:], *DEEDS)} <= {404, 405}


def test_another_towns_desk_finds_nothing(scene: Scene) -> None:
    other = Scene(make_town("Lampertheim", "06431013"), scene.carrier, scene.member, scene.stranger, scene.page)
    browser = browser_of(other, Role.COORDINATOR, "anna@lampertheim.example")
    assert {browser.get(at(scene, verb, "desk")).status_code for verb in VERBS} == {404}
    with nothing_changes(scene.town.id):
        assert browser.post(at(scene, "publish/", "desk"), {"number": "1"}).status_code == 404


def test_a_partner_publishes_nothing_by_the_desks_address(scene: Scene, member: Browser) -> None:
    with nothing_changes(scene.town.id):
        assert member.post(at(scene, "publish/", "desk"), {"number": "1"}).status_code == 404


@pytest.mark.parametrize("door", ["partner", "desk"])
def test_a_list_costs_the_same_for_one_and_for_three(
    scene: Scene, member: Browser, desk: Browser, django_assert_max_num_queries: Any, door: str
) -> None:
    browser, address = (member, "/partner/pages/") if door == "partner" else (desk, "/desk/pages/?show=all")
    browser.get(address)
    with django_assert_max_num_queries(30) as one:
        browser.get(address)
    for title in ("Zwei", "Drei"):
        member.post("/partner/pages/new/project/", {"title": title})
    with django_assert_max_num_queries(30) as three:
        browser.get(address)
    assert len(one) == len(three)


def test_the_page_and_its_form_keep_within_their_bounds(
    scene: Scene, member: Browser, django_assert_max_num_queries: Any
) -> None:
    for verb in ("", "write/"):
        member.get(at(scene, verb))
        with django_assert_max_num_queries(20):
            answer = member.get(at(scene, verb))
        assert len(answer.content) < 40 * 1024


def test_an_offer_has_other_parts_and_its_languages_too(scene: Scene, member: Browser) -> None:
    member.post("/partner/pages/new/offer/", {"title": "Wer kann nähen?"})
    with scene.town.open():
        ref = Page.objects.get(kind=PageKind.OFFER).ref
    told = {"after": "1", "title": "Wer kann nähen?", "gives": "Kaffee", "hours_a_month": "4", "is_insured": "on"}
    assert member.post(f"/partner/pages/{ref}/write/", told).status_code == 302
    assert "Kaffee" in said(member.get(f"/partner/pages/{ref}/languages/uk/"))
    with scene.town.open():
        facts = Version.objects.get(page__ref=ref, number=2).facts
    assert (facts["more"]["hours_a_month"], facts["more"]["is_insured"], facts["seeks_helpers"]) == (4, True, True)


def test_a_milestone_and_a_page_to_take_over_are_found_at_the_desk(scene: Scene, desk: Browser) -> None:
    assert "No new milestone" in said(desk.get("/desk/pages/milestones/"))
    assert "Nothing new to take over" in said(desk.get("/desk/pages/take-over/"))
    assert desk.post("/desk/pages/milestones/errand-1/no/").headers["Location"] == "/desk/pages/milestones/"
    assert desk.get("/desk/pages/take-over/nothere000/").headers["Location"] == "/desk/pages/take-over/"
