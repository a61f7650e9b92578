"""Search engines find the public pages in every language, and nothing else."""

from collections.abc import Iterator
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.test import Client as Browser
from django.test import override_settings

from lotsenwerk.web.portal.found.views import FOUND
from tests.factories import make_town

pytestmark = pytest.mark.django_db
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
LINK = "{http://www.w3.org/1999/xhtml}link"


@pytest.fixture(autouse=True)
def in_earnest() -> Iterator[None]:
    """No demonstration."""
    with override_settings(DEMO=False):
        yield


def robots() -> RobotFileParser:
    """As the text is read by a machine that takes the first rule that fits."""
    parser = RobotFileParser()
    parser.parse(Browser().get("/robots.txt").content.decode().splitlines())
    return parser


def test_the_public_pages_may_be_indexed_and_nothing_else_may() -> None:
    rules = robots()
    for code, _name in settings.LANGUAGES:
        assert rules.can_fetch("*", f"/{code}/")
        assert rules.can_fetch("*", f"/{code}/help/")
        assert rules.can_fetch("*", f"/{code}/advice/")
    for path in ("/desk/", "/mine/ladder/", "/partner/", "/account/login/", "/l/abc/", "/check/", "/look/language/"):
        assert not rules.can_fetch("*", path), path
    assert f"Sitemap: {settings.PUBLIC_URL.rstrip('/')}/sitemap.xml" in Browser().get("/robots.txt").content.decode()


def test_the_sitemap_lists_each_page_in_every_language_and_each_is_there() -> None:
    make_town()
    found = ET.fromstring(Browser().get("/sitemap.xml").content)  # noqa: S314 - our own text
    pages = [str(one.findtext(LOC)).removeprefix(settings.PUBLIC_URL.rstrip("/")) for one in found]
    assert len(pages) == len(set(pages)) == len(FOUND) * len(settings.LANGUAGES)
    rules = robots()
    for page in pages:
        assert Browser().get(page).status_code == 200, page
        assert rules.can_fetch("*", page)
    alternates = {one.get("hreflang"): one.get("href") for one in found[0].iter(LINK)}
    assert alternates.keys() == {code for code, _name in settings.LANGUAGES if code != "de-simple"} | {"x-default"}
    assert alternates["x-default"] == alternates["de"]


def test_the_promise_to_one_person_is_no_page_for_search_engines() -> None:
    assert Browser().get("/de/help/thanks/")["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in Browser().get("/de/help/")


def test_a_demonstration_is_found_nowhere() -> None:
    with override_settings(DEMO=True):
        assert not robots().can_fetch("*", "/de/")
        assert Browser().get("/sitemap.xml").status_code == 404
