"""Pages of an older portal at the desk: a file or a text comes in as drafts; what cannot be read is said."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lotsenwerk.domain.organisations.models import Module
from lotsenwerk.domain.publishing.models import Entry, Page
from tests.factories import Town
from tests.web.desk.conftest import LogIn

pytestmark = pytest.mark.django_db
TEXT = "Projektdetail\nNähcafé\nBürstadt\nKurzportrait\nWir nähen.\nTestimonials\nSchön.\nErna Muster - Nachbarin\n"
AT = "/desk/old-pages/"


def test_the_empty_form_complains_of_nothing(town: Town, log_in: LogIn) -> None:
    assert "Please choose a file" not in log_in(town).get(AT).content.decode()


def test_a_text_becomes_a_draft_and_the_report_says_what_to_do(town: Town, log_in: LogIn) -> None:
    page = log_in(town).post(AT, {"text": TEXT}).content.decode()
    assert "Nähcafé" in page
    assert "Erna Muster" in page
    with town.open():
        draft = Page.objects.get()
        assert (draft.kind, draft.state) == ("project", "draft")
    assert not Entry.objects.exists()
    assert "There is a page of this name already." in log_in(town).post(AT, {"text": TEXT}).content.decode()


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_saved_file_is_read_however_it_was_written(town: Town, log_in: LogIn, encoding: str) -> None:
    html = "<html><body>" + "".join(f"<p>{line}</p>" for line in TEXT.splitlines()) + "</body></html>"
    file = SimpleUploadedFile("alt.html", html.encode(encoding), "text/html")
    assert "Nähcafé" in log_in(town).post(AT, {"file": file}).content.decode()
    with town.open():
        assert Page.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Please choose a file, or paste the text of the page."),
        ({"text": "   "}, "Please choose a file, or paste the text of the page."),
        ({"text": "Projektdetail"}, "Nothing was understood in it."),
        ({"file": SimpleUploadedFile("x.html", b"\x00\x81\x00\xff")}, "This file is no text."),
        ({"file": SimpleUploadedFile("x.html", b"a" * (2 * 1024 * 1024 + 1))}, "This file is too large."),
    ],
)
def test_what_cannot_be_read_is_said(town: Town, log_in: LogIn, sent: dict[str, object], sentence: str) -> None:
    assert sentence in log_in(town).post(AT, sent).content.decode()
    with town.open():
        assert not Page.objects.exists()


def test_without_the_module_it_is_not_there(town: Town, log_in: LogIn) -> None:
    town.organisation.modules = [one for one in Module if one != Module.PROJECTS]
    town.organisation.save(update_fields=["modules"])
    assert log_in(town).get(AT).status_code == 404
