"""Papers to print: what stands on them, that they can be read aloud, and that nothing typed spoils them."""

import hashlib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import typst
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st
from pypdf import PdfReader

from lotsenwerk.kit import paper_facts
from lotsenwerk.kit.paper import MAX_QR, make_pdf
from lotsenwerk.kit.paper_text import FONTS
from lotsenwerk.kit.paper_words import TEMPLATES, words
from lotsenwerk.kit.pictures import NotAPicture
from tests.kit.paper_samples import SAMPLES, day_sheet, euros, helper_card, proxy_slip, receipt, weber, wish

LANGUAGES = [code for code, _ in settings.LANGUAGES]
NASTY = [
    "#panic()",
    "*fett* _kursiv_ `code` = Titel",
    "[ ] { } ( ) $x^2$ @ref <label> ~ \\",
    '#{sys.inputs} #read("look.typ")',
    "\"; </svg> ' //",
    "\u202eRev\u2066erse\u200f",
    "👩🏽\u200d🌾 🥛 🇩🇪 ❤️",
    "王小明 ქართული \ue000 \ufffd",
    "null\x00 tab\t zeile\r\nzwei",
    "x" * 10_000,
    "Wort " * 2_000,
    "",
]


def read(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in read(pdf).pages).replace("\u00a0", " ")


def with_every_text(value: Any, said: str) -> Any:
    """The same facts with all their texts replaced; codes and pictures stay."""
    if isinstance(value, Mapping):
        special = value.keys() & {"qr", "jpeg", "cents"}
        return dict(value) if special else {key: with_every_text(one, said) for key, one in value.items()}
    if isinstance(value, list):
        return [with_every_text(one, said) for one in value]
    return said if isinstance(value, str) else value


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_every_paper_is_tagged_and_has_its_title_in_every_language(template: str, language: str) -> None:
    pdf = make_pdf(template, SAMPLES[template](language), language)
    found = read(pdf)
    assert str(found.root_object["/Lang"]) == language.partition("-")[0]
    assert b"/MarkInfo<</Marked true" in pdf
    assert "/StructTreeRoot" in found.root_object
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert found.metadata is not None
    assert (found.metadata.title or "").startswith(words(template, language)["title"])
    width, height = found.pages[0].mediabox.upper_right
    assert (round(width), round(height)) == (595, 842)


@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_every_paper_has_a_sample_and_a_type_that_says_the_same(template: str) -> None:
    told = getattr(paper_facts, template.title().replace("_", ""))
    assert set(SAMPLES[template]("de")) == set(told.__annotations__)


def test_the_day_sheet_is_read_in_the_order_in_which_one_goes() -> None:
    text = text_of(make_pdf("day_sheet", day_sheet(), "de"))
    wanted = [
        "Stadt Bürstadt · Soziale Einkaufshilfe",
        "06206 000-234",
        "Donnerstag, 19. November 2026",
        "Amira Haddad",
        "10:00–11:00 Erna Weber",
        "Mainstraße 12, 68642 Bürstadt",
        "Klingel Weber/Kolb",
        "hört schwer",
        "Höchstens 40,00 €",
        "Amsel",
        "2 × Milch 1,5 %",
        "Eier, Bodenhaltung",
        "Bekommen",
        "Zurückgegeben",
        "Erledigt",
        "11:30–12:00 Heinrich Schäfer-Großmann",
        "20,00 €",
        "14:00–15:30 Ilse Roth",
    ]
    places = [text.find(one) for one in wanted]
    assert -1 not in places
    assert places == sorted(places)


def test_a_stop_without_money_has_no_boxes_for_money() -> None:
    text = text_of(make_pdf("day_sheet", {**day_sheet(), "stops": [{**weber(), "has_cash": False}]}, "de"))
    assert "Bekommen" not in text
    assert "Es fehlt Geld" not in text
    assert "Erledigt" in text


def test_the_town_s_sheet_says_who_goes() -> None:
    facts = {**day_sheet(), "who": "", "stops": [{**weber(), "helper": "Tesfay Haile"}]}
    text = text_of(make_pdf("day_sheet", facts, "de"))
    assert "Alle Besuche des Tages" in text
    assert "Wer geht hin Tesfay Haile" in text


def test_a_day_without_visits_says_so() -> None:
    assert "gibt es keine Besuche" in text_of(make_pdf("day_sheet", {**day_sheet(), "stops": []}, "de"))


def test_a_list_longer_than_a_sheet_goes_on_on_the_next() -> None:
    wishes = [wish("1 ×", f"Ware {number}") for number in range(150)]
    pdf = make_pdf("day_sheet", {**day_sheet(), "stops": [{**weber(), "wishes": wishes}]}, "de")
    text = text_of(pdf)
    assert all(f"Ware {number}" in text for number in range(150))
    assert len(read(pdf).pages) > 1


def test_in_arabic_words_stay_whole_and_numbers_are_not_turned() -> None:
    pdf = make_pdf("day_sheet", day_sheet("ar"), "ar")
    text = text_of(pdf)
    for word in ("الخميس", "حليب", "أميرة", "حداد", "الجرس", "06206 000-234", "10:00–11:00", "40,00 €", "Erna Weber"):
        assert word in text
    assert b"/Direction/R2L" in pdf


def test_the_receipt_says_every_cent() -> None:
    text = text_of(make_pdf("receipt", receipt(), "de"))
    for wanted in ("für Erna Weber", "Butter, mild", "2,29 €", "−1,25 €", "20,00 €", "11,20 €", "8,80 €", "Edeka"):
        assert wanted in text


def test_the_receipt_shows_amounts_as_they_are_and_adds_nothing_up() -> None:
    text = text_of(make_pdf("receipt", {**receipt(), "returned": euros(9_999_999.99)}, "de"))
    assert "9.999.999,99 €" in text
    assert "8,80 €" not in text


def test_the_helper_s_card_names_whom_to_call_on_both_copies() -> None:
    text = text_of(make_pdf("helper_card", helper_card(), "de"))
    for wanted in ("Amira Haddad", "31.12.2026", "06206 000-234", "BÜR-0042", "nie nach einer"):
        assert text.count(wanted) == 2


def test_a_card_without_picture_and_code_shows_initials() -> None:
    facts = {**helper_card(), "picture": None, "check_link": None}
    assert "AH" in text_of(make_pdf("helper_card", facts, "de"))


def test_the_slip_names_the_helper_the_day_and_no_more_of_the_client_than_initials() -> None:
    text = text_of(make_pdf("proxy_slip", proxy_slip(), "de"))
    for wanted in ("Amira Haddad", "Nur gültig an diesem Tag", "19. November 2026", "E. W.", "w3xk8-n2p0z", "Tafel"):
        assert wanted in text
    assert "Weber" not in text


SAID_ALIKE = {"fr": {"page", "minutes"}}
"""Labels that are the same word in English."""


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code not in {"en", "de-simple"}])
@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_every_label_of_a_paper_is_said_in_every_language_of_helpers(template: str, language: str) -> None:
    english, own = words(template, "en"), words(template, language)
    assert {key for key in own if own[key] == english[key]} <= SAID_ALIKE.get(language, set())


def test_the_food_bank_can_read_a_slip_in_tigrinya() -> None:
    text = text_of(make_pdf("proxy_slip", proxy_slip("ti"), "ti"))
    for wanted in (
        "Abholschein",
        "Nur gültig an diesem Tag",
        "Personen im Haushalt",
        words("proxy_slip", "ti")["title"],
    ):
        assert wanted in text


@pytest.mark.parametrize("said", NASTY, ids=lambda said: repr(said[:12]))
@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_no_text_spoils_a_paper(template: str, said: str) -> None:
    for language in ("de", "ar"):
        pdf = make_pdf(template, with_every_text(SAMPLES[template](language), said), language)
        assert pdf.startswith(b"%PDF")


@pytest.mark.parametrize("said", NASTY[:5])
def test_what_looks_like_markup_stands_there_as_it_was_typed(said: str) -> None:
    text = text_of(make_pdf("day_sheet", {**day_sheet(), "notes": [said]}, "de"))
    assert said.replace(" ", "") in text.replace(" ", "").replace("\n", "").replace("\u200b", "")


@how(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=60), st.sampled_from(["de", "ar", "ti"]))
def test_any_text_can_be_printed(said: str, language: str) -> None:
    pdf = make_pdf("proxy_slip", with_every_text(proxy_slip(language), said), language)
    assert pdf.startswith(b"%PDF")


def test_the_same_facts_give_the_same_bytes() -> None:
    assert make_pdf("helper_card", helper_card(), "de") == make_pdf("helper_card", helper_card(), "de")


def test_papers_made_at_once_do_not_mix() -> None:
    def town_of(number: int) -> bool:
        text = text_of(make_pdf("proxy_slip", {**proxy_slip(), "town": f"Ort {number:03}"}, "de"))
        return f"Ort {number:03}" in text and text.count("Ort ") == 1

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(town_of, range(24)))


def test_what_is_no_paper_and_what_lacks_a_fact_is_refused() -> None:
    with pytest.raises(KeyError):
        make_pdf("../look", {}, "de")
    facts = {key: value for key, value in receipt().items() if key != "spent"}
    with pytest.raises(typst.TypstError):
        make_pdf("receipt", facts, "de")


def test_a_broken_picture_and_an_endless_code_are_refused() -> None:
    with pytest.raises(NotAPicture):
        make_pdf("helper_card", {**helper_card(), "picture": {"jpeg": "bm8gcGljdHVyZQ=="}}, "de")
    with pytest.raises(ValueError, match="at most"):
        make_pdf("proxy_slip", {**proxy_slip(), "link": {"qr": "x" * (MAX_QR + 1)}}, "de")


def test_a_template_never_reads_text_as_markup() -> None:
    papers = sorted(FONTS.parent.glob("*.typ"))
    assert len(papers) == len(TEMPLATES) + 1
    assert [paper.name for paper in papers if "eval(" in paper.read_text()] == []


def test_the_fonts_are_those_that_were_listed() -> None:
    folder = FONTS.parent
    lines = [line.split("  ", 1) for line in (folder / "fonts.sha256").read_text().splitlines()]
    listed = {name: digest for digest, name in lines}
    present = {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in FONTS.iterdir()
    }
    assert present == listed
    assert Path(FONTS).is_dir()
