"""Pages of an older portal: read whole, taken over as drafts, and what was not understood is said."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from lotsenwerk.domain.places.models import Municipality
from lotsenwerk.domain.places.search_keys import write_keys
from lotsenwerk.domain.publishing.actions.publish import publish
from lotsenwerk.domain.publishing.actions.take_over_old import take_over_old
from lotsenwerk.domain.publishing.actions.testimonials import note_consent
from lotsenwerk.domain.publishing.documents import words_from_json
from lotsenwerk.domain.publishing.models import Entry, Page, PageState, Version
from lotsenwerk.domain.publishing.old_pages import OldPage, read_old_pages
from lotsenwerk.kit.errors import BadInput, NotAllowed
from tests.domain.publishing.scene import Scene, make_scene
from tests.factories import MONDAY

OLD = """Wer sich für das Zusammenleben im Ort einsetzen möchte, findet hier viele Wege, die dahin führen.
Möchtest du Lotsin werden?
Der erste Schritt ist eine Qualifizierung in acht Themen. Sie kostet nichts, und die Kommune bietet sie jedes Jahr an.
Projektdetail
Flüchtlings-Projekt

Gemeinsam Einkaufen
Bürstadt
Ein Projekt von:
68642 Bürstadt
Kurzportrait
Wer nicht mehr gut zu Fuß ist, bekommt Begleitung.
Unser Projekt im Detail
Ein Anruf genügt, dann kommt jemand.

Auch die Tafel ist dabei.
Unsere Ziele
- Begegnung
Menschen lernen sich kennen.
- Sprache
Beim Reden lernt man Deutsch.
Meilensteine
- Ein Fahrrad gekauft
- Die Tafel macht mit
Unser Fazit
„Es geht weiter.“
Ansprechpartner
Rita Muster
Rathausstraße 2
68642 Bürstadt
Tel: +49 30 23125 333
Testimonials
„Das verbindet die Generationen.“
Jakob Beispiel - Integrationsbeauftragter
Projektübersicht
Flüchtlingsprojekt

„Kaffee“-Treff
Gudensberg
Ein Projekt von:
Verein Mitmachen
Kurzportrait:
Ein Treff für alle, die gern reden.
Flüchtlingsprojekt
Die Nähstube
Nirgendheim
Ein Projekt von:
Kurzportrait:
Flüchtlingsprojekt

Gemeinsam Einkaufen
Bürstadt
Ein Projekt von:
Kurzportrait:
Flüchtlingsprojekt
"""
HTML = """<!DOCTYPE html><html><head><title>Alt</title><style>p{color:red}</style></head><body><nav>Start</nav>
<h2>Projektdetail</h2><p>Flüchtlings-Projekt</p><h1>Gemeinsam&nbsp;Einkaufen</h1><p>Bürstadt</p><h3>Unsere Ziele</h3>
<ul><li>Begegnung</li></ul><p>Menschen <b>lernen</b> sich
kennen.</p><script>alert(1)</script></body></html>"""
STRUCTURE = {
    *("projektdetail", "flüchtlings-projekt", "flüchtlingsprojekt", "ein projekt von", "kurzportrait", "meilensteine"),
    *("unser projekt im detail", "unsere ziele", "unser fazit", "ansprechpartner", "testimonials", "projektübersicht"),
}


@pytest.fixture
def scene(db: None) -> Iterator[Scene]:
    made = make_scene()
    write_keys(Municipality.objects.all())
    with made.town.open():
        yield made


def said_anywhere(pages: list[OldPage] | tuple[OldPage, ...]) -> str:
    return " ".join(repr(page) for page in pages).replace("\\n", " ")


def test_no_line_of_an_old_page_is_lost() -> None:
    everything = said_anywhere(list(read_old_pages(OLD)))
    for line in filter(None, (raw.strip() for raw in OLD.splitlines())):
        bare = line.removeprefix("- ").removeprefix("Tel: ")
        if bare.rstrip(":").casefold() in STRUCTURE:
            continue
        for words in bare.split(" - "):
            assert words.strip("„“") in everything, line


def test_the_page_of_a_project_is_read_part_by_part() -> None:
    page = read_old_pages(OLD)[0]
    assert (page.kind, page.words.title, page.town, page.place) == (
        "project",
        "Gemeinsam Einkaufen",
        "Bürstadt",
        "Rathausstraße 2, 68642 Bürstadt",
    )
    assert [one.heading for one in page.words.goals] == ["Begegnung", "Sprache"]
    assert [one.text for one in page.words.milestones] == ["Ein Fahrrad gekauft", "Die Tafel macht mit"]
    assert page.words.sections["detail"] == "Ein Anruf genügt, dann kommt jemand.\n\nAuch die Tafel ist dabei."
    assert (page.contact_name, page.contact_phone) == ("Rita Muster", "+49 30 23125 333")
    [quote] = page.quotes
    assert (quote.name, quote.role) == ("Jakob Beispiel", "Integrationsbeauftragter")


def test_texts_and_tiles_become_pages_of_their_own_and_what_is_twice_comes_once() -> None:
    rest = [(page.kind, page.words.title, page.town, page.carrier) for page in read_old_pages(OLD)[1:]]
    assert rest == [
        ("text", "Wer sich für das Zusammenleben im Ort einsetzen möchte, findet hier viele Wege, die …", "", ""),
        ("text", "Möchtest du Lotsin werden?", "", ""),
        ("project", "„Kaffee“-Treff", "Gudensberg", "Verein Mitmachen"),
        ("project", "Die Nähstube", "Nirgendheim", ""),
    ]


def test_a_saved_html_page_says_the_same() -> None:
    [page] = read_old_pages(HTML)
    assert (page.words.title, page.town) == ("Gemeinsam Einkaufen", "Bürstadt")
    assert [(one.heading, one.text) for one in page.words.goals] == [("Begegnung", "Menschen lernen sich kennen.")]
    assert "alert" not in said_anywhere([page])


@pytest.mark.parametrize("source", ["", "   \n\n", "Projektdetail", "Projektübersicht\nFlüchtlingsprojekt", "<p></p>"])
def test_an_empty_page_becomes_nothing(source: str) -> None:
    assert read_old_pages(source) == []


def test_they_are_taken_over_as_drafts_with_a_report(scene: Scene) -> None:
    taken = take_over_old(scene.desk, read_old_pages(OLD), at=MONDAY)
    assert not Entry.objects.exists()
    pages = [one.page for one in taken if one.page]
    assert len(pages) == len(taken) == 5
    assert {page.state for page in pages} == {PageState.DRAFT}
    report = {one.title: " ".join(one.look_at) for one in taken}
    assert "Rita Muster" in report["Gemeinsam Einkaufen"]
    assert "Jakob Beispiel" in report["Gemeinsam Einkaufen"]
    assert "Nirgendheim" in report["Die Nähstube"]
    assert "Verein Mitmachen" in report["„Kaffee“-Treff"]
    assert Version.objects.get(page=pages[0]).facts["ags"] == "06431005"
    again = take_over_old(scene.desk, read_old_pages(OLD), at=MONDAY)
    assert [one.page for one in again] == [None] * 5
    assert Page.objects.count() == 6


def test_what_somebody_said_is_shown_only_when_she_has_agreed(scene: Scene) -> None:
    page = take_over_old(scene.desk, read_old_pages(OLD), at=MONDAY)[0].page
    assert page is not None
    publish(scene.desk, page, number=1, at=MONDAY)
    assert Entry.objects.get().quotes == []
    today = MONDAY.date()
    quote = page.testimonials.get()
    with pytest.raises(BadInput):
        note_consent(scene.desk, page, quote.ref, agreed_on=today + timedelta(days=1), shown_until=today, at=MONDAY)
    until = today + timedelta(days=90)
    note_consent(scene.desk, page, quote.ref, agreed_on=today, shown_until=until, at=MONDAY)
    assert Entry.objects.get().quotes[0]["name"] == "Jakob Beispiel"


def test_what_is_too_long_goes_on_in_the_text_and_a_wrong_number_stands_in_the_report(scene: Scene) -> None:
    long = "Ein sehr langes Porträt. " * 30
    old = OLD.replace("Wer nicht mehr gut zu Fuß ist, bekommt Begleitung.", long).replace("+49 30 23125 333", "123456")
    [taken, *_others] = take_over_old(scene.desk, read_old_pages(old), at=MONDAY)
    assert taken.page is not None
    words = words_from_json(Version.objects.get(page=taken.page).words)
    assert len(words.summary) <= 300
    assert words.sections["detail"].startswith(long.strip())
    assert "123456" in " ".join(taken.look_at)
    assert taken.page.contact_name == "Rita Muster"


def test_a_carrier_takes_no_old_pages_over(scene: Scene) -> None:
    with pytest.raises(NotAllowed):
        take_over_old(scene.member, read_old_pages(OLD), at=MONDAY)
    assert Page.objects.count() == 1
