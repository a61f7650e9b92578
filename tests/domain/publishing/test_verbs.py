"""Pages from the draft to the shop window and out of it again: what each state allows, and what changes nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from lotsenwerk.domain.publishing.actions.pictures import add_picture, put_first, remove_picture
from lotsenwerk.domain.publishing.actions.publish import expire, publish, send_back, submit, withdraw
from lotsenwerk.domain.publishing.actions.testimonials import Said, add_testimonial, withdraw_testimonial
from lotsenwerk.domain.publishing.actions.translate import translate
from lotsenwerk.domain.publishing.actions.write import (
    Contact,
    change_contact,
    change_end,
    make_page,
    save_page,
    still_true,
)
from lotsenwerk.domain.publishing.documents import Facts, Item, Words
from lotsenwerk.domain.publishing.models import Entry, EntryText, Page, PageKind, PageState, Version
from lotsenwerk.domain.publishing.personal_data import DECLARATION
from lotsenwerk.domain.publishing.queries.pages import page_for, pages, titles_of, versions_of
from lotsenwerk.kit.actor import Actor, system
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere, Refused, WrongState
from tests.domain.publishing.scene import CONTACT, FACTS, WORDS, Scene, make_scene, published, titled
from tests.factories import MONDAY

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TODAY = MONDAY.date()
SAID = Said("Leyla Aydın", "Hier habe ich Deutsch gelernt.", TODAY, TODAY + timedelta(days=300), role="Nachbarin")


@pytest.fixture
def scene() -> Iterator[Scene]:
    made = make_scene()
    with made.town.open():
        yield made


def texts(page: Page) -> dict[str, str]:
    return dict(EntryText.objects.filter(entry__ref=page.ref).values_list("language", "title"))


def test_a_page_goes_from_its_carrier_over_the_desk_to_everybody(scene: Scene) -> None:
    handed = submit(scene.member, scene.page, at=MONDAY)
    assert handed.state == PageState.SUBMITTED
    assert not Entry.objects.exists()
    shown = publish(scene.desk, scene.page, number=1, at=MONDAY)
    entry = Entry.objects.get()
    assert (shown.state, shown.published_number, shown.submitted_at) == (PageState.PUBLISHED, 1, None)
    assert (entry.ref, entry.kind, entry.carrier, entry.slug) == (
        scene.page.ref,
        "project",
        scene.carrier,
        "fahrradwerkstatt-am-bahnhof-buerstadt",
    )
    assert (entry.field, entry.speaks, entry.seeks_helpers) == ("repair", ["deu", "ara"], True)
    assert entry.contact == {
        "name": "Petra Lang",
        "role": "Werkstattleitung",
        "phone": "+493023125101",
        "email": "werkstatt@example.org",
    }
    assert (entry.lat, entry.lon) == (49.64, 8.45)
    assert EntryText.objects.get().words["goals"] == [["Begegnung", "Alte und neue Nachbarn schrauben zusammen."]]


def test_a_new_version_waits_until_the_desk_has_read_it(scene: Scene) -> None:
    page = published(scene)
    save_page(scene.member, page, FACTS, titled("Radwerkstatt"), after=1, at=MONDAY)
    assert texts(page) == {"de": "Fahrradwerkstatt am Bahnhof"}
    submit(scene.member, page, at=MONDAY)
    publish(scene.desk, page, number=2, at=MONDAY + DAY)
    assert texts(page) == {"de": "Radwerkstatt"}
    assert [(one.number, one.published_at is not None) for one in versions_of(page)] == [(2, True), (1, True)]


def test_what_the_desk_has_not_read_is_not_published(scene: Scene) -> None:
    submit(scene.member, scene.page, at=MONDAY)
    save_page(scene.member, scene.page, FACTS, titled("Etwas ganz anderes"), after=1, at=MONDAY)
    with pytest.raises(WrongState):
        publish(scene.desk, scene.page, number=1, at=MONDAY)
    assert not Entry.objects.exists()
    assert Page.objects.get().state == PageState.DRAFT


def test_of_two_who_save_at_the_same_time_the_second_sees_the_first(scene: Scene) -> None:
    save_page(scene.desk, scene.page, FACTS, titled("Vom Rathaus"), after=1, at=MONDAY)
    with pytest.raises(WrongState):
        save_page(scene.member, scene.page, FACTS, titled("Vom Verein"), after=1, at=MONDAY)
    assert titles_of([Page.objects.get()]) == {scene.page.pk: "Vom Rathaus"}


def test_nothing_new_cannot_be_handed_in(scene: Scene) -> None:
    page = published(scene)
    with pytest.raises(WrongState):
        submit(scene.member, page, at=MONDAY)
    assert Page.objects.get().submitted_at is None


def test_what_is_sent_back_can_be_changed_and_handed_in_again(scene: Scene) -> None:
    submit(scene.member, scene.page, at=MONDAY)
    send_back(scene.desk, scene.page, because="Bitte ein Bild.", at=MONDAY)
    with pytest.raises(WrongState):
        send_back(scene.desk, scene.page, because="Bitte ein Bild.", at=MONDAY)
    save_page(scene.member, scene.page, FACTS, titled("Besser"), after=1, at=MONDAY)
    assert submit(scene.member, scene.page, at=MONDAY).state == PageState.SUBMITTED


@pytest.mark.parametrize("verb", ["save", "submit", "contact", "say", "picture", "translate", "withdraw", "publish"])
def test_another_partner_of_the_town_changes_nothing(scene: Scene, verb: str) -> None:
    page, she = published(scene), scene.stranger
    before = list(Version.objects.values_list("number", flat=True)), Entry.objects.get().changed_at
    with pytest.raises(NotAllowed):
        {
            "save": lambda: save_page(she, page, FACTS, titled("Gekapert"), after=1, at=MONDAY),
            "submit": lambda: submit(she, page, at=MONDAY),
            "contact": lambda: change_contact(she, page, Contact("Mallory"), at=MONDAY),
            "say": lambda: add_testimonial(she, page, SAID, at=MONDAY),
            "picture": lambda: add_picture(she, page, painted(), alt="Ein Rad", credit="Verein", at=MONDAY),
            "translate": lambda: translate(she, page, "en", WORDS, of_number=1, at=MONDAY),
            "withdraw": lambda: withdraw(she, page, at=MONDAY),
            "publish": lambda: publish(she, page, number=1, at=MONDAY),
        }[verb]()
    assert (list(Version.objects.values_list("number", flat=True)), Entry.objects.get().changed_at) == before
    with pytest.raises(NotThere):
        page_for(she, page.ref)
    assert not pages(she).exists()


def test_a_partner_writes_for_nobody_else(scene: Scene) -> None:
    for carrier in (None, scene.carrier):
        with pytest.raises(NotAllowed):
            make_page(scene.stranger, PageKind.PROJECT, FACTS, WORDS, carrier=carrier, at=MONDAY)
    for nobody in (Actor(came=scene.desk.came, organisation_id=scene.town.id), scene.town.actor("volunteer")):
        with pytest.raises(NotAllowed):
            make_page(nobody, PageKind.PROJECT, FACTS, WORDS, at=MONDAY)
    assert Page.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "words", "field"),
    [
        (FACTS, titled("  "), "title"),
        (FACTS, titled("x" * 121), "title"),
        (FACTS, replace(WORDS, summary="x" * 301), "summary"),
        (FACTS, replace(WORDS, sections={"detail": "x" * 6001}), "detail"),
        (FACTS, replace(WORDS, sections={"rooms": "Ein Saal"}), "rooms"),
        (FACTS, replace(WORDS, goals=(Item("x" * 121, ""),)), "goals"),
        (FACTS, replace(WORDS, milestones=tuple(Item("", "x") for _one in range(13))), "milestones"),
        (FACTS, replace(WORDS, partners=("x" * 161,)), "partners"),
        (replace(FACTS, field="nonsense"), WORDS, "field"),
        (replace(FACTS, lat=49.6), WORDS, "lat"),
        (replace(FACTS, starts_on=TODAY, ended_on=TODAY - DAY), WORDS, "ended_on"),
        (replace(FACTS, website="javascript:alert(1)"), WORDS, "website"),
        (replace(FACTS, website="https://[::1"), WORDS, "website"),
        (replace(FACTS, more={"founded": 1999}), WORDS, "founded"),
    ],
)
def test_what_cannot_be_right_is_said_at_its_field(scene: Scene, facts: Facts, words: Words, field: str) -> None:
    with pytest.raises(BadInput) as refused:
        save_page(scene.member, scene.page, facts, words, after=1, at=MONDAY)
    assert refused.value.field == field
    assert Version.objects.count() == 1


def test_a_translation_follows_the_german_words_and_says_when_it_lags_behind(scene: Scene) -> None:
    page = published(scene)
    translate(scene.member, page, "uk", titled("Веломайстерня"), of_number=1, reviewed_by="O. Koval", at=MONDAY)
    assert texts(page) == {"de": "Fahrradwerkstatt am Bahnhof", "uk": "Веломайстерня"}
    save_page(scene.member, page, FACTS, titled("Radwerkstatt"), after=1, at=MONDAY)
    publish(scene.desk, page, number=2, at=MONDAY)
    assert EntryText.objects.get(language="uk").is_outdated
    translate(scene.member, page, "uk", titled("Нова майстерня"), of_number=2, at=MONDAY)
    now = EntryText.objects.get(language="uk")
    assert (now.is_outdated, now.is_reviewed, now.title) == (False, False, "Нова майстерня")


def test_leichte_sprache_is_shown_only_when_somebody_vouches_for_it(scene: Scene) -> None:
    page = published(scene)
    translate(scene.member, page, "de-simple", titled("Wir reparieren Räder"), of_number=1, at=MONDAY)
    assert texts(page).keys() == {"de"}
    easy = titled("Wir reparieren Räder")
    translate(scene.member, page, "de-simple", easy, of_number=1, reviewed_by="Prüfgruppe", at=MONDAY)
    assert texts(page).keys() == {"de", "de-simple"}


@pytest.mark.parametrize("language", ["de", "xx", ""])
def test_a_translation_into_no_language_of_ours_is_refused(scene: Scene, language: str) -> None:
    with pytest.raises(BadInput):
        translate(scene.member, scene.page, language, WORDS, of_number=1, at=MONDAY)


def test_what_somebody_said_goes_with_her_consent_from_everywhere(scene: Scene) -> None:
    page = published(scene)
    said = add_testimonial(scene.member, page, SAID, at=MONDAY)
    assert Entry.objects.get().quotes[0]["name"] == "Leyla Aydın"
    withdraw_testimonial(scene.member, page, said.ref, at=MONDAY)
    assert Entry.objects.get().quotes == []
    assert page.testimonials.get().name == ""
    with pytest.raises(NotThere):
        withdraw_testimonial(scene.member, page, said.ref, at=MONDAY)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"said": ""}, "said"),
        ({"said": "x" * 901}, "said"),
        ({"agreed_on": TODAY + DAY}, "agreed_on"),
        ({"shown_until": TODAY - DAY}, "shown_until"),
        ({"shown_until": TODAY + timedelta(days=4 * 366)}, "shown_until"),
    ],
)
def test_a_testimonial_needs_words_and_a_consent_that_lasts(scene: Scene, wrong: dict[str, object], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        add_testimonial(scene.member, scene.page, replace(SAID, **wrong), at=MONDAY)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert not scene.page.testimonials.exists()


def test_at_night_what_is_over_goes(scene: Scene) -> None:
    page = published(scene)
    add_testimonial(scene.member, page, replace(SAID, shown_until=TODAY + DAY), at=MONDAY)
    assert expire(system(scene.town.id), at=MONDAY + DAY) == 0
    assert len(Entry.objects.get().quotes) == 1
    assert expire(system(scene.town.id), at=MONDAY + 2 * DAY) == 0
    assert Entry.objects.get().quotes == []
    change_end(scene.member, page, TODAY + 5 * DAY, at=MONDAY + 2 * DAY)
    assert expire(system(scene.town.id), at=MONDAY + 6 * DAY) == 1
    entry = Entry.objects.get()
    assert (entry.is_shown, entry.contact, entry.texts.count()) == (False, {}, 0)
    assert Page.objects.get().state == PageState.WITHDRAWN


def test_a_withdrawn_page_can_be_published_again(scene: Scene) -> None:
    page = published(scene)
    withdraw(scene.member, page, at=MONDAY)
    with pytest.raises(WrongState):
        withdraw(scene.member, page, at=MONDAY)
    again = publish(scene.desk, page, number=1, at=MONDAY)
    assert (again.state, Entry.objects.get().is_shown) == (PageState.PUBLISHED, True)
    assert texts(page) == {"de": "Fahrradwerkstatt am Bahnhof"}


def painted(colour: str = "teal") -> bytes:
    file = BytesIO()
    Image.new("RGB", (60, 40), colour).save(file, "PNG")
    return file.getvalue()


def test_pictures_stand_in_their_row_with_what_they_show_and_whose_they_are(scene: Scene) -> None:
    page = published(scene)
    first = add_picture(scene.member, page, painted(), alt="Ein Rad", credit="Foto: Verein", at=MONDAY)
    second = add_picture(scene.member, page, painted("navy"), alt="Werkzeug", credit="Foto: Verein", at=MONDAY)
    shown = Entry.objects.get().pictures.order_by("position")
    assert [(one.ref, one.alt, one.width, one.height) for one in shown] == [
        (first.ref, "Ein Rad", 60, 40),
        (second.ref, "Werkzeug", 60, 40),
    ]
    put_first(scene.member, page, second.ref, at=MONDAY)
    assert [one.ref for one in shown.all()] == [second.ref, first.ref]
    remove_picture(scene.member, page, second.ref, at=MONDAY)
    assert [one.ref for one in shown.all()] == [first.ref]


@pytest.mark.parametrize(
    ("upload", "alt", "credit"), [(b"no picture", "Rad", "Foto"), (painted(), " ", "Foto"), (painted(), "Rad", "")]
)
def test_a_picture_without_words_or_credit_is_not_kept(scene: Scene, upload: bytes, alt: str, credit: str) -> None:
    with pytest.raises(Refused):
        add_picture(scene.member, scene.page, upload, alt=alt, credit=credit, at=MONDAY)
    assert not scene.page.pictures.exists()


def test_who_looks_after_three_months_says_that_it_is_still_true(scene: Scene) -> None:
    page = published(scene)
    assert page.check_by == TODAY + timedelta(days=92)
    assert still_true(scene.member, page, at=MONDAY + 90 * DAY).check_by == TODAY + timedelta(days=182)


def test_names_are_forgotten_when_nobody_needs_them_any_more(scene: Scene) -> None:
    page = published(scene)
    add_testimonial(scene.member, page, replace(SAID, shown_until=TODAY + DAY), at=MONDAY)
    withdraw(scene.desk, page, at=MONDAY)
    assert DECLARATION.due is not None
    assert DECLARATION.expire is not None
    assert not DECLARATION.due(MONDAY + 30 * DAY)
    later = MONDAY + 400 * DAY
    for one in DECLARATION.due(later):
        DECLARATION.expire(one, later)
    assert not DECLARATION.due(later)
    kept = Page.objects.get()
    assert (kept.contact_name, kept.contact_phone, kept.contact_email) == ("", "", "")
    assert page.testimonials.get().said == ""


def test_two_pages_of_one_title_have_addresses_of_their_own(scene: Scene) -> None:
    published(scene)
    twin = make_page(scene.desk, PageKind.PROJECT, FACTS, WORDS, contact=CONTACT, at=MONDAY)
    publish(scene.desk, twin, number=1, at=MONDAY)
    assert len(set(Entry.objects.values_list("slug", flat=True))) == 2
