"""A bank errand typed at the desk is refused at the note, and nothing typed is lost."""

import pytest
from django.test import Client as Browser

from lotsenwerk.domain.assistance.models import Need
from lotsenwerk.domain.people.models import Person
from tests.factories import Town, make_client
from tests.web.desk.test_intake import ASKED, CALLER

pytestmark = pytest.mark.django_db
WISH = "2 × Milch\nmit der EC-Karte zahlen"


@pytest.mark.parametrize("known", [True, False])
def test_the_note_names_the_words_and_keeps_what_was_typed(town: Town, coordinator: Browser, known: bool) -> None:
    with town.open():
        path = f"/desk/needs/new/{make_client(town).person_id}/" if known else "/desk/needs/new/person/"
        people = Person.objects.count()
    page = coordinator.post(path, {**ASKED, **({} if known else CALLER), "wish": WISH})
    text = page.content.decode()
    assert "“EC-Karte”" in text
    assert WISH in text.replace("\r\n", "\n")
    assert 'value="40,50"' in text
    with town.open():
        assert not Need.objects.exists()
        assert Person.objects.count() == people
