"""The administration says which regions of Integreat are read, and sees how the last reading went."""

import pytest
from django.test import Client as Browser
from procrastinate.contrib.django.models import ProcrastinateJob

from lotsenwerk.domain.publishing.models import Source
from lotsenwerk.kit import reading_elsewhere
from tests.factories import MONDAY, Town
from tests.web.desk.conftest import Unchanged, said

URL = "/desk/town/elsewhere/"


@pytest.fixture(autouse=True)
def nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """No page waits for another body's server."""

    def asked(*_args: object) -> None:
        raise AssertionError("asked")

    monkeypatch.setattr(reading_elsewhere, "_ask", asked)


def jobs() -> int:
    return ProcrastinateJob.objects.filter(task_name="publishing.read_regions").count()


def source(town: Town, **facts: object) -> Source:
    with town.open():
        return Source.objects.create(region="ried", languages=["de", "uk"], added_at=MONDAY, **facts)


def test_a_region_is_entered_and_read_soon_by_a_job(town: Town, administrator: Browser) -> None:
    assert "Nothing is read yet" in said(administrator.get(URL))
    answer = administrator.post(URL, {"region": "ried", "languages": ["uk", "ar"]}, follow=True)
    assert "It will be read within the next minutes." in said(answer)
    with town.open():
        kept = Source.objects.get()
    assert (kept.region, kept.languages, kept.organisation_id) == ("ried", ["ar", "de", "uk"], town.id)
    assert "not read yet" in said(administrator.get(URL))
    assert jobs() == 1
    administrator.post(f"{URL}read/")
    assert jobs() == 1, "one reading that waits is enough"


def test_a_name_that_can_be_none_stays_typed_beside_the_sentence(town: Town, administrator: Browser) -> None:
    answer = administrator.post(URL, {"region": "zwei Wörter"})
    assert answer.context["form"].errors["region"]
    assert 'value="zwei Wörter"' in said(answer)
    with town.open():
        assert not Source.objects.exists()
    assert jobs() == 0


def test_the_page_says_when_it_worked_last_and_why_not_now(town: Town, administrator: Browser) -> None:
    kept = source(town, name="Stadt Ried", worked_at=MONDAY, tried_at=MONDAY, places=12, dates=3, pages=40)
    page = said(administrator.get(URL))
    for words in ("Stadt Ried", "works", "12", "They belong to others and are not copied.", "Українська"):
        assert words in page
    with town.open():
        Source.objects.filter(pk=kept.pk).update(fault="slow")
    page = said(administrator.get(URL))
    for words in ("did not work", "The server did not answer in time.", "Nothing has changed here", "Tried last"):
        assert words in page


def test_it_is_read_no_longer(town: Town, administrator: Browser) -> None:
    kept = source(town)
    administrator.post(f"{URL}{kept.pk}/stop/")
    with town.open():
        assert not Source.objects.exists()


def test_the_neighbours_regions_are_out_of_reach(
    town: Town, neighbour: Town, administrator: Browser, unchanged: Unchanged
) -> None:
    theirs = source(neighbour, name="Nebenan")
    assert "Nebenan" not in said(administrator.get(URL))
    with unchanged(neighbour):
        assert administrator.post(f"{URL}{theirs.pk}/stop/").status_code == 404
    with neighbour.open():
        assert Source.objects.filter(pk=theirs.pk).exists()


def test_others_at_the_desk_find_nothing(town: Town, coordinator: Browser) -> None:
    assert coordinator.get(URL).status_code == 404
    assert coordinator.post(URL, {"region": "ried"}).status_code == 404
    assert jobs() == 0
