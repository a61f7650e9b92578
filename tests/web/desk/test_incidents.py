"""Incidents at the desk: written down by coordinators, read by them and the administration, by nobody else."""

import pytest
from django.test import Client as Browser

from lotsenwerk.domain.assistance.models import Incident, IncidentState, Need, Practice
from lotsenwerk.domain.journal.models import Line
from tests.factories import Town, make_client, make_need
from tests.web.desk.conftest import LogIn, said

TOLD = {"happened_on": "2026-11-15", "text": "Auf der Treppe gestürzt."}


@pytest.fixture
def need(town: Town) -> Need:
    with town.open():
        return make_need(town, make_client(town))


@pytest.fixture
def incident(town: Town, coordinator: Browser, need: Need) -> Incident:
    coordinator.post(f"/desk/incidents/new/{need.client.person_id}/", TOLD)
    with town.open():
        return Incident.objects.get()


def looks(town: Town) -> int:
    with town.open():
        return Line.objects.filter(verb="see_incident").count()


def test_it_is_written_down_and_listed_without_its_words(coordinator: Browser, incident: Incident) -> None:
    page = said(coordinator.get("/desk/incidents/"))
    assert f"/desk/incidents/{incident.id}/" in page
    assert "Erna Weber" in page
    assert "Treppe" not in page


@pytest.mark.parametrize("role", ["coordinator", "administrator"])
def test_each_look_is_written_down(town: Town, log_in: LogIn, incident: Incident, role: str) -> None:
    assert "Auf der Treppe gestürzt." in said(log_in(town, role).get(f"/desk/incidents/{incident.id}/"))
    assert looks(town) == 1


@pytest.mark.parametrize("role", ["assistant", "clerk"])
def test_for_the_assistant_and_the_clerk_there_is_nothing(
    town: Town, log_in: LogIn, incident: Incident, role: str
) -> None:
    browser = log_in(town, role)
    pages = ["/desk/incidents/", f"/desk/incidents/{incident.id}/", f"/desk/incidents/new/{incident.person_id}/"]
    assert {browser.get(page).status_code for page in pages} == {404}
    assert browser.post(f"/desk/incidents/{incident.id}/close/").status_code == 404
    assert looks(town) == 0


def test_the_assistant_sees_no_button_for_it(town: Town, log_in: LogIn, need: Need) -> None:
    assert "/desk/incidents/" in said(log_in(town).get(f"/desk/needs/{need.id}/"))
    assert "/desk/incidents/" not in said(log_in(town, "assistant").get(f"/desk/needs/{need.id}/"))


def test_what_was_done_is_added_and_then_it_is_closed(town: Town, coordinator: Browser, incident: Incident) -> None:
    page = f"/desk/incidents/{incident.id}/"
    coordinator.post(page, {"measures": "Arzt gerufen.", "is_insurance_told": "on"})
    coordinator.post(f"{page}close/")
    with town.open():
        incident.refresh_from_db()
    assert (incident.measures, incident.is_insurance_told) == ("Arzt gerufen.", True)
    assert incident.state == IncidentState.CLOSED
    shown = said(coordinator.get(page))
    assert "Arzt gerufen." in shown
    assert "<textarea" not in shown


def test_a_closed_incident_is_not_changed_any_more(town: Town, coordinator: Browser, incident: Incident) -> None:
    coordinator.post(f"/desk/incidents/{incident.id}/close/")
    coordinator.post(f"/desk/incidents/{incident.id}/", {"measures": "Anders."})
    with town.open():
        assert Incident.objects.get().measures == ""


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"happened_on": "2026-11-17", "text": "Morgen."}, "happened_on"),
        ({"happened_on": "gestern", "text": "Gestern."}, "happened_on"),
        ({"happened_on": "2026-11-15", "text": " "}, "text"),
        ({"happened_on": "2026-11-15", "text": "x" * 4001}, "text"),
    ],
)
def test_what_cannot_be_right_is_said_at_its_field(
    town: Town, coordinator: Browser, need: Need, form: dict[str, str], field: str
) -> None:
    answer = coordinator.post(f"/desk/incidents/new/{need.client.person_id}/", form)
    assert set(answer.context["form"].errors) == {field}
    with town.open():
        assert Incident.objects.count() == 0


def test_a_visit_of_somebody_else_is_not_brought_into_it(town: Town, coordinator: Browser, need: Need) -> None:
    for visit in ("4711", "x", "9" * 40):
        assert coordinator.get(f"/desk/incidents/new/{need.client.person_id}/?visit={visit}").context["visit"] is None


def test_the_administration_says_how_the_town_does_it(town: Town, administrator: Browser) -> None:
    form = {
        "insured_through": "Landesrahmenvertrag, Telefon 0611 3530.",
        "desk_hours": "Mo bis Fr, 9 bis 12 Uhr",
        "nobody_ended_after": "90",
        "address_hours": "12",
        "cascade_minutes": "30",
        "laid_days": "21",
    }
    assert administrator.post("/desk/town/practice/", form).status_code == 302
    assert "Landesrahmenvertrag, Telefon 0611 3530." in said(administrator.get("/desk/town/practice/"))
    wrong = administrator.post("/desk/town/practice/", {**form, "address_hours": "0"})
    assert set(wrong.context["form"].errors) == {"address_hours"}
    with town.open():
        assert Practice.objects.get().address_hours == 12
