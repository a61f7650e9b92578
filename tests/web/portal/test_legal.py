"""What has to be said of a public site, in every language."""

import pytest
from django.conf import settings
from django.test import Client as Browser

from tests.factories import make_town

pytestmark = pytest.mark.django_db
PAGES = ("imprint", "privacy", "accessibility")


@pytest.mark.parametrize("page", PAGES)
def test_it_names_every_body_and_stands_in_every_language(page: str) -> None:
    towns = make_town(), make_town("Lampertheim", "06431013")
    towns[0].organisation.phone = "+493023125000"
    towns[0].organisation.save(update_fields=["phone"])
    seen = set()
    for language, _name in settings.LANGUAGES:
        answer = Browser().get(f"/{language}/{page}/")
        text = answer.content.decode()
        assert answer.status_code == 200
        assert "Bürstadt" in text
        assert "tel:+493023125000" in text
        if page != "accessibility":
            assert "Lampertheim" in text
        seen.add(text[text.index("<h1>") : text.index("</h1>")])
    assert len(seen) >= len(settings.LANGUAGES) - 1


def test_every_public_page_leads_to_them() -> None:
    home = Browser().get("/uk/").content.decode()
    assert all(f'href="/uk/{page}/"' in home for page in PAGES)
