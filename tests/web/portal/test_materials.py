"""Files of a date: some for everybody, the others behind the link of somebody who has a seat, and nowhere else."""

import re

import pytest
from django.test import Client as Browser

from lotsenwerk.domain.gatherings.actions.hand_out import LARGEST, File, add_material
from lotsenwerk.domain.gatherings.models import Material
from lotsenwerk.kit.errors import BadInput
from tests.factories import MONDAY, Town
from tests.fingerprint import nothing_changes
from tests.web.portal.conftest import said
from tests.web.portal.test_dates import FORM, address, make_date

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 Rezepte"


def test_what_is_for_the_signed_up_is_read_with_a_seat_and_by_nobody_else(client: Browser, town: Town) -> None:
    series, other = make_date(town, "Kochabend"), make_date(town, "Nähstube")
    with town.open():
        add_material(town.coordinator, series, File("Einladung", PDF, is_public=True), at=MONDAY)
        hidden = add_material(town.coordinator, series, File("Rezepte", PDF), at=MONDAY)
    page = said(client.get(address()))
    assert "Einladung" in page
    assert "Rezepte" not in page
    public = re.findall(r'href="([^"]*/files/[^"]*)"', page)
    assert [client.get(url).content for url in public] == [PDF]
    file = f"{address()}files/{hidden.ref}.pdf"
    assert client.get(file).status_code == 404
    mine = client.post(address(), FORM)["Location"]
    assert "Rezepte" in said(client.get(mine))
    ticket = mine.rstrip("/").rsplit("/", 1)[1]
    assert client.get(f"{file}?of={ticket}").content == PDF
    waits = client.post(address(), FORM | {"guest_name": "Lina"})["Location"]
    elsewhere = client.post(address(name="naehstube"), FORM)["Location"]
    for link in (waits, elsewhere, "/torn/"):
        assert client.get(f"{file}?of={link.rstrip('/').rsplit('/', 1)[1]}").status_code == 404
    assert "Rezepte" not in said(client.get(waits))
    assert other.pk != series.pk


@pytest.mark.parametrize("file", [File(" ", PDF), File("Bild", b"GIF89a"), File("Buch", PDF + b"x" * LARGEST)])
def test_what_is_no_file_of_ours_is_refused(town: Town, file: File) -> None:
    series = make_date(town, "Kochabend")
    with town.open(), nothing_changes(town.id), pytest.raises(BadInput):
        add_material(town.coordinator, series, file, at=MONDAY)
    with town.open():
        assert not Material.objects.exists()
