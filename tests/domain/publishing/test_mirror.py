"""A text of the state stands in many towns, and each of them knows when it changes."""

import pytest

from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.organisations.models import Kind, Organisation
from lotsenwerk.domain.publishing.actions.mirror import change_following, follow, mirror, take_new_words
from lotsenwerk.domain.publishing.actions.publish import publish, withdraw
from lotsenwerk.domain.publishing.actions.translate import translate
from lotsenwerk.domain.publishing.actions.write import make_page, save_page
from lotsenwerk.domain.publishing.documents import Facts, Words, facts_from_json
from lotsenwerk.domain.publishing.models import Entry, Page, PageKind, PageState
from lotsenwerk.domain.publishing.queries.originals import behind_their_originals, original_of, originals
from lotsenwerk.domain.publishing.queries.pages import german_of, version_of
from lotsenwerk.kit.actor import system
from lotsenwerk.kit.errors import NotAllowed, NotThere, WrongState
from tests.domain.publishing.scene import Scene, make_scene
from tests.factories import MONDAY, Town, make_town

pytestmark = pytest.mark.django_db

WORDS = Words("Was ist eine Lotsin?", "Sie geht mit.", {"detail": "Sie kennt den Weg."})


@pytest.fixture
def scene() -> Scene:
    return make_scene()


@pytest.fixture
def county() -> Town:
    """A county with a text in two languages that everybody sees."""
    town = make_town("Kreis Bergstraße", "06431002")
    Organisation.objects.filter(pk=town.id).update(kind=Kind.COUNTY)
    with town.open():
        page = make_page(town.coordinator, PageKind.TEXT, Facts(), WORDS, at=MONDAY)
        translate(town.coordinator, page, "en", Words("What is a guide?"), of_number=1, reviewed_by="Mary", at=MONDAY)
        publish(town.coordinator, page, number=1, at=MONDAY)
    return town


def changed(county: Town, title: str) -> None:
    """The county says it in other words."""
    with county.open():
        page = Page.objects.get()
        save_page(county.coordinator, page, Facts(), titled_text(title), after=page.number, at=MONDAY)
        publish(county.coordinator, page, number=page.number + 1, at=MONDAY)


def titled_text(title: str) -> Words:
    return Words(title, WORDS.summary, WORDS.sections)


def taken(scene: Scene, *, follows: bool) -> Page:
    """The county's text as a page of the town, online."""
    page = mirror(scene.desk, Entry.objects.get(kind=PageKind.TEXT).ref, follows=follows, at=MONDAY)
    return publish(scene.desk, page, number=1, at=MONDAY)


def test_words_and_languages_come_along_and_it_is_offered_no_more(scene: Scene, county: Town) -> None:
    with scene.town.open():
        assert [row.title for row in originals(scene.desk)] == [WORDS.title]
        page = taken(scene, follows=False)
        assert (german_of(page), page.carrier_id) == (WORDS, None)
        assert page.translations.get().reviewed_by == "Kreis Bergstraße"
        assert list(originals(scene.desk)) == []
        with pytest.raises(WrongState):
            mirror(scene.desk, page.mirrors, follows=True, at=MONDAY)


def test_a_towns_page_and_a_partners_member_offer_and_take_nothing(scene: Scene, county: Town) -> None:
    neighbour = make_town("Lampertheim", "06431013")
    with scene.town.open():
        publish(scene.desk, scene.page, number=1, at=MONDAY)
    with neighbour.open():
        assert [row.title for row in originals(neighbour.actor(Role.COORDINATOR))] == [WORDS.title]
        with pytest.raises(NotThere):
            mirror(neighbour.coordinator, Entry.objects.get(kind=PageKind.PROJECT).ref, follows=True, at=MONDAY)
    with scene.town.open(), pytest.raises(NotAllowed):
        mirror(scene.member, Entry.objects.get(kind=PageKind.TEXT).ref, follows=True, at=MONDAY)


def test_who_does_not_follow_is_told_and_takes_it_over_with_one_click(scene: Scene, county: Town) -> None:
    with scene.town.open():
        page = taken(scene, follows=False)
    changed(county, "Was tut eine Lotsin?")
    with scene.town.open():
        assert follow(system(scene.town.id), at=MONDAY) == 0
        assert behind_their_originals([page]) == {page.pk}
        with pytest.raises(WrongState):
            take_new_words(scene.desk, page, seen="old", at=MONDAY)
        original = original_of(page)
        assert original is not None
        taken_over = take_new_words(scene.desk, page, seen=original.mark, at=MONDAY)
        assert (taken_over.published_number, behind_their_originals([taken_over])) == (2, set())
        shown = Entry.objects.get(ref=page.ref).texts.get(language="de")
        assert shown.title == "Was tut eine Lotsin?"


def test_many_towns_follow_by_themselves_and_what_was_changed_here_waits(scene: Scene, county: Town) -> None:
    neighbour = make_town("Lampertheim", "06431013")
    with scene.town.open():
        own = taken(scene, follows=True)
        save_page(scene.desk, own, Facts(), titled_text("Unsere Lotsinnen"), after=1, at=MONDAY)
        publish(scene.desk, own, number=2, at=MONDAY)
    with neighbour.open():
        ref = Entry.objects.get(kind=PageKind.TEXT, organisation_id=county.id).ref
        followed = mirror(neighbour.coordinator, ref, follows=True, at=MONDAY)
        publish(neighbour.coordinator, followed, number=1, at=MONDAY)
    changed(county, "Was tut eine Lotsin?")
    with neighbour.open():
        assert follow(system(neighbour.id), at=MONDAY) == 1
        assert german_of(Page.objects.get()).title == "Was tut eine Lotsin?"
        assert follow(system(neighbour.id), at=MONDAY) == 0
    with scene.town.open():
        assert follow(system(scene.town.id), at=MONDAY) == 0
        assert german_of(Page.objects.get(pk=own.pk)).title == "Unsere Lotsinnen"


def test_an_original_that_is_gone_takes_nothing_away(scene: Scene, county: Town) -> None:
    with scene.town.open():
        page = taken(scene, follows=True)
    with county.open():
        withdraw(county.coordinator, Page.objects.get(), at=MONDAY)
    with scene.town.open():
        assert follow(system(scene.town.id), at=MONDAY) == 0
        assert Page.objects.get(pk=page.pk).state == PageState.PUBLISHED
        assert original_of(page) is None


def test_following_is_switched_off_and_a_page_of_ones_own_follows_nothing(scene: Scene, county: Town) -> None:
    with scene.town.open():
        page = taken(scene, follows=True)
        change_following(scene.desk, page, follows=False, at=MONDAY)
        assert not Page.objects.get(pk=page.pk).follows
        with pytest.raises(WrongState):
            change_following(scene.desk, scene.page, follows=True, at=MONDAY)


def test_facts_that_are_true_everywhere_come_along_and_the_towns_own_stay(scene: Scene, county: Town) -> None:
    with scene.town.open():
        page = taken(scene, follows=True)
        mine = Facts(ags="06431005", place="Rathaus", speaks=("deu",))
        save_page(scene.desk, page, mine, WORDS, after=1, at=MONDAY)
        publish(scene.desk, page, number=2, at=MONDAY)
        assert behind_their_originals([page]) == set()
    with county.open():
        there = Page.objects.get()
        new = Facts(field="guidance", website="https://wir.example.org/", times=("evenings",), place="Kreishaus")
        save_page(county.coordinator, there, new, WORDS, after=there.number, at=MONDAY)
        publish(county.coordinator, there, number=there.number + 1, at=MONDAY)
    with scene.town.open():
        assert behind_their_originals([page]) == {page.pk}
        assert follow(system(scene.town.id), at=MONDAY) == 1
        page.refresh_from_db()
        facts = facts_from_json(version_of(page).facts)
        assert (facts.field, facts.website, facts.times) == ("guidance", "https://wir.example.org/", ("evenings",))
        assert (facts.ags, facts.place, facts.speaks) == ("06431005", "Rathaus", ("deu",))
        assert behind_their_originals([page]) == set()
        assert Entry.objects.get(ref=page.ref).field == "guidance"


def test_facts_that_were_changed_here_wait_for_somebody_to_look(scene: Scene, county: Town) -> None:
    with scene.town.open():
        page = taken(scene, follows=True)
        save_page(scene.desk, page, Facts(field="school"), WORDS, after=1, at=MONDAY)
        publish(scene.desk, page, number=2, at=MONDAY)
    changed(county, "Was macht eine Lotsin?")
    with scene.town.open():
        assert follow(system(scene.town.id), at=MONDAY) == 0
        assert (german_of(page).title, Entry.objects.get(ref=page.ref).field) == (WORDS.title, "school")
