"""What went wrong is said in words, in the reader's language, and without the program's insides."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import connection
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import path
from django.utils import translation

from lotsenwerk import urls
from lotsenwerk.web.entrance import errors

pytestmark = pytest.mark.django_db


def explode(request: HttpRequest) -> None:
    raise RuntimeError("the insides")


def too_big(request: HttpRequest) -> None:
    raise RequestDataTooBig("12582912")


def not_yours(request: HttpRequest) -> None:
    raise PermissionDenied("the reason inside")


class Faulty:
    """The house with three broken rooms."""

    urlpatterns = [
        path("explode/", explode),
        path("too-big/", too_big),
        path("not-yours/", not_yours),
        *urls.urlpatterns,
    ]
    handler400, handler403 = urls.handler400, urls.handler403
    handler404, handler500 = urls.handler404, urls.handler500


@pytest.fixture
def faulty(settings: Any) -> Client:
    settings.ROOT_URLCONF = Faulty
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status", "german", "english"),
    [
        ("/nowhere/", 404, "Diese Seite gibt es nicht", "This page is not there"),
        ("/not-yours/", 403, "Diese Seite ist für Sie nicht offen", "This page is not open to you"),
        ("/too-big/", 413, "Diese Datei ist zu groß", "This file is too large"),
        ("/explode/", 500, "Hier ist etwas schiefgegangen", "Something went wrong here"),
    ],
)
def test_fault_is_said_in_the_readers_language(
    faulty: Client, address: str, status: int, german: str, english: str
) -> None:
    for language, said in (("de", german), ("en", english)):
        answer = faulty.get(address, headers={"accept-language": language})
        assert answer.status_code == status
        text = answer.content.decode()
        assert said in text
        assert f'<html lang="{language}"' in text
        assert "inside" not in text
        assert "Traceback" not in text


def test_fault_page_of_500_asks_no_database() -> None:
    with CaptureQueriesContext(connection) as queries, translation.override("ar"):
        answer = errors.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert 'dir="rtl"' in answer.content.decode()
    assert len(queries) == 0


def test_form_from_elsewhere_changes_nothing_and_is_explained() -> None:
    browser = Client(enforce_csrf_checks=True, headers={"accept-language": "de"})
    answer = browser.post("/account/login/", {"login": "a@example.org", "password": "x"})
    assert answer.status_code == 403
    assert "Dieses Formular war lange offen" in answer.content.decode()


def test_bad_request_is_explained() -> None:
    with translation.override("de"):
        answer = errors.bad_request(RequestFactory().get("/"), ValueError("the insides"))
    assert answer.status_code == 400
    assert "nicht vollständig angekommen" in answer.content.decode()
    assert "insides" not in answer.content.decode()


def test_fault_pages_obey_the_strict_policy(faulty: Client) -> None:
    for address in ("/nowhere/", "/explode/"):
        answer = faulty.get(address)
        assert "script-src 'self'" in answer["Content-Security-Policy"]
        text = answer.content.decode()
        assert "style=" not in text
        assert "<script>" not in text
