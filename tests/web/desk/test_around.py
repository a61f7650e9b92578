"""What stands around a person: small forms that work without script, and a veto that nobody else ever hears of."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client as Browser

from lotsenwerk.domain.people.actions.pairs import add_veto
from lotsenwerk.domain.people.models import (
    Absence,
    Client,
    ContactPerson,
    HelperCard,
    OtherHours,
    Person,
    Side,
    StandingYes,
    SuitabilityFact,
    Veto,
    Volunteer,
)
from lotsenwerk.kit import clock
from tests.factories import Town, make_client, make_need, make_volunteer
from tests.web.desk.conftest import LogIn, Unchanged, said


@pytest.fixture
def erna(town: Town) -> Client:
    with town.open():
        return make_client(town)


@pytest.fixture
def amira(town: Town) -> Volunteer:
    with town.open():
        return make_volunteer(town)


def today() -> date:
    return clock.local(clock.now()).date()


def test_a_daughter_is_entered_changed_and_removed_and_then_known_no_more(
    town: Town, coordinator: Browser, erna: Client
) -> None:
    page = f"/desk/people/{erna.person_id}/"
    typed = {"relation": "daughter", "given_name": "Sabine", "family_name": "Kolb", "mobile": "0171 5550188"}
    coordinator.post(f"{page}contacts/new/", {**typed, "in_emergency": "on", "told_since": today().isoformat()})
    with town.open():
        sabine = ContactPerson.objects.select_related("person").get(person__given_name="Sabine")
    assert "Sabine Kolb" in said(coordinator.get(page))
    assert "Daughter of Erna Weber" in said(coordinator.get(f"/desk/people/{sabine.person_id}/"))
    coordinator.post(f"/desk/contacts/{sabine.pk}/", {**typed, "relation": "neighbour", "mobile": "0171 5550199"})
    with town.open():
        sabine = ContactPerson.objects.select_related("person").get(pk=sabine.pk)
    assert (sabine.relation, sabine.told_since, sabine.person.mobile) == ("neighbour", None, "+491715550199")
    coordinator.post(f"/desk/contacts/{sabine.pk}/remove/")
    with town.open():
        assert Person.objects.get(pk=sabine.person_id).erased_at is not None
    assert "Sabine" not in said(coordinator.get(page))


def test_who_is_away_is_shown_with_the_day_of_her_return_and_comes_back_by_a_button(
    town: Town, coordinator: Browser, erna: Client
) -> None:
    page = f"/desk/people/{erna.person_id}/"
    last = today() + timedelta(days=3)
    coordinator.post(f"{page}away/", {"first_day": today(), "last_day": last, "reason": "hospital"})
    assert "in hospital, back from" in said(coordinator.get(page))
    with town.open():
        absence = Absence.objects.get()
    coordinator.post(f"/desk/absences/{absence.pk}/end/")
    with town.open():
        assert not Absence.objects.filter(last_day__gte=today()).exists()


def test_a_veto_is_read_at_the_desk_and_by_nobody_else(town: Town, log_in: LogIn, erna: Client) -> None:
    coordinator = log_in(town, "coordinator")
    with town.open():
        amira = make_volunteer(town)
    typed = {"other": amira.person_id, "said_by": "client", "note": "Streit um den Hund"}
    coordinator.post(f"/desk/people/{erna.person_id}/apart/", typed)
    with town.open():
        veto = Veto.objects.get()
    for person_id in (erna.person_id, amira.person_id):
        assert "Streit um den Hund" in said(coordinator.get(f"/desk/people/{person_id}/"))
    export = coordinator.get(f"/desk/people/{amira.person_id}/export/").content.decode()
    assert "Hund" not in export
    assert "add_veto" not in export
    assert "Hund" in coordinator.get(f"/desk/people/{erna.person_id}/export/").content.decode()
    coordinator.post(f"/desk/people/{erna.person_id}/apart/{veto.pk}/remove/")
    with town.open():
        assert not Veto.objects.exists()


def test_a_vetoed_pair_is_not_proposed_and_the_desk_reads_why(town: Town, coordinator: Browser, erna: Client) -> None:
    with town.open():
        amira, need = make_volunteer(town), make_need(town, erna, at=clock.now())
        add_veto(town.coordinator, erna, amira, said_by=Side.DESK, at=clock.now())
    assert "these two are not to meet" in said(coordinator.get(f"/desk/needs/{need.pk}/volunteers/"))


def test_a_regular_helper_is_given_and_taken_back(town: Town, coordinator: Browser, erna: Client) -> None:
    with town.open():
        amira = make_volunteer(town)
    coordinator.post(f"/desk/people/{amira.person_id}/regular/", {"other": erna.person_id})
    assert "Amira Haddad comes without being asked" in said(coordinator.get(f"/desk/people/{erna.person_id}/"))
    with town.open():
        standing = StandingYes.objects.get()
    coordinator.post(f"/desk/people/{amira.person_id}/regular/{standing.pk}/end/")
    with town.open():
        assert StandingYes.objects.get().ended_at is not None


def test_papers_hours_and_engagement_of_a_volunteer_stand_on_her_page(
    town: Town, coordinator: Browser, amira: Volunteer
) -> None:
    page = f"/desk/people/{amira.person_id}/"
    coordinator.post(f"{page}seen/", {"kind": "conduct", "seen_on": today(), "valid_until": today()})
    hours = {"on": today() + timedelta(days=2), "begins": "18:00", "ends": "20:00", "is_free": "yes"}
    coordinator.post(f"{page}other-hours/", hours)
    coordinator.post(f"{page}engagement/", {"engagement": "federal_volunteer"})
    shown = said(coordinator.get(page))
    assert "Certificate of conduct" in shown
    assert "18:00–20:00" in shown
    assert "These hours are never payable." in shown
    with town.open():
        fact, day = SuitabilityFact.objects.get(), OtherHours.objects.get()
    coordinator.post(f"/desk/facts/{fact.pk}/remove/")
    coordinator.post(f"/desk/other-hours/{day.pk}/remove/")
    with town.open():
        assert not SuitabilityFact.objects.exists()
        assert not OtherHours.objects.exists()


@pytest.mark.parametrize(
    ("form", "typed", "field"),
    [
        ("contacts/new/", {"relation": "daughter"}, "family_name"),
        ("contacts/new/", {"relation": "daughter", "family_name": "Kolb", "mobile": "112"}, "mobile"),
        ("contacts/new/", {"relation": "aunt", "family_name": "😀" * 81}, "relation"),
        ("away/", {"first_day": "2026-12-03", "last_day": "2026-12-01", "reason": "ill"}, "last_day"),
        ("away/", {"first_day": "yesterday", "reason": "ill"}, "first_day"),
        ("apart/", {"other": "", "said_by": "client"}, "other"),
        ("regular/", {"other": "999999"}, "other"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_changes_nothing(  # noqa: PLR0917 - fixtures
    town: Town,
    coordinator: Browser,
    erna: Client,
    unchanged: Unchanged,
    form: str,
    typed: dict[str, Any],
    field: str,
) -> None:
    with unchanged(town):
        answer = coordinator.post(f"/desk/people/{erna.person_id}/{form}", typed)
    assert answer.status_code == 200
    assert answer.context["form"].errors[field]
    assert {name: answer.context["form"][name].value() for name in typed} == typed


# --- cards ------------------------------------------------------------------------------------------------------------


def test_a_card_is_made_printed_looked_up_by_number_and_ended(
    town: Town, coordinator: Browser, amira: Volunteer
) -> None:
    page = f"/desk/people/{amira.person_id}/card/"
    coordinator.post(page, {"valid_until": today() + timedelta(days=30)})
    number = coordinator.get(page).context["number"]
    assert len(number.replace(" ", "")) == 8
    paper = coordinator.get(f"{page}paper/")
    assert paper.headers["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")
    assert "Amira Haddad helps for us" in said(coordinator.get("/desk/people/card/", {"number": number.lower()}))
    coordinator.post(f"{page}end/")
    assert "It was the card of Amira Haddad" in said(coordinator.get("/desk/people/card/", {"number": number}))
    assert "There is no such card" in said(coordinator.get("/desk/people/card/", {"number": "AAAA 2222"}))
    assert coordinator.get(f"{page}paper/").status_code == 404


def test_a_card_that_counts_too_long_is_refused_at_its_field(
    town: Town, coordinator: Browser, amira: Volunteer
) -> None:
    for day in (today() - timedelta(days=1), today() + timedelta(days=400)):
        answer = coordinator.post(f"/desk/people/{amira.person_id}/card/", {"valid_until": day})
        assert answer.context["form"].errors["valid_until"]
    assert not HelperCard.objects.exists()


# --- entered twice ----------------------------------------------------------------------------------------------------


def test_two_entries_of_one_person_are_hinted_at_shown_side_by_side_and_made_one(
    town: Town, log_in: LogIn, erna: Client
) -> None:
    coordinator = log_in(town, "coordinator")
    with town.open():
        again = make_client(town, given_name="Ernna")
    page = f"/desk/people/{erna.person_id}/"
    assert "looks like the same person" in said(coordinator.get(page))
    assert "looks like the same person" not in said(log_in(town, "assistant").get(page))
    both = f"{page}same/{again.person_id}/"
    assert said(coordinator.get(both)).count("Keep this entry") == 2
    answer = coordinator.post(both, {"keep": again.person_id})
    assert answer.headers["Location"] == f"/desk/people/{again.person_id}/"
    assert coordinator.get(page).status_code == 404
