"""Somebody calls: found, asked, saved; and whatever is typed wrong is said at its field and kept."""

from datetime import date, timedelta

import pytest
from django.test import Client as Browser

from lotsenwerk.domain.assistance.models import Need, NeedKind
from lotsenwerk.domain.people.models import Client, Person
from tests.factories import MONDAY, Town, make_client, make_need, make_volunteer
from tests.web.desk.conftest import Unchanged, said

TOMORROW = (MONDAY + timedelta(days=1)).date()
ASKED = {
    "kind": "shop_and_deliver",
    "day": TOMORROW.isoformat(),
    "part": "morning",
    "minutes": "45",
    "ceiling": "40,50",
    "wish": "2 × Milch",
}
CALLER = {
    "family_name": "Neumann",
    "given_name": "Ida",
    "language": "de",
    "phone": "030 23125777",
    "notice_given": "on",
}


@pytest.fixture
def erna(town: Town) -> Client:
    with town.open():
        return make_client(town)


def test_a_caller_is_found_while_typing(town: Town, coordinator: Browser, erna: Client) -> None:
    answer = coordinator.post("/desk/needs/new/", {"q": "web"}, headers={"HX-Request": "true"})
    assert "<html" not in answer.content.decode()
    assert f"/desk/needs/new/{erna.person_id}/" in answer.content.decode()


def test_enter_takes_the_one_who_is_found(coordinator: Browser, erna: Client) -> None:
    answer = coordinator.post("/desk/needs/new/", {"q": "weber"})
    assert answer.headers["Location"] == f"/desk/needs/new/{erna.person_id}/"


def test_enter_shows_all_where_there_are_several(town: Town, coordinator: Browser, erna: Client) -> None:
    with town.open():
        make_client(town, given_name="Karl")
    assert coordinator.post("/desk/needs/new/", {"q": "weber"}).status_code == 200


@pytest.mark.parametrize("typed", ["", "x" * 5000, "😀", "\u202eWeber", "%", "' OR 1=1", "0"])
def test_nobody_is_found_for_nonsense_and_nothing_breaks(coordinator: Browser, typed: str) -> None:
    assert coordinator.post("/desk/needs/new/", {"q": typed}).status_code == 200


def test_a_need_of_somebody_we_know_is_taken_in(town: Town, coordinator: Browser, erna: Client) -> None:
    answer = coordinator.post(f"/desk/needs/new/{erna.person_id}/", ASKED)
    with town.open():
        need = Need.objects.get()
    assert answer.headers["Location"] == f"/desk/needs/{need.id}/"
    assert (need.client_id, need.kind, need.minutes, need.ceiling_cents) == (
        erna.id,
        NeedKind.SHOP_AND_DELIVER,
        45,
        4050,
    )
    # Eight to twelve on a wall in November is seven to eleven in UTC.
    assert (need.earliest.isoformat(), need.latest.isoformat()) == (
        "2026-11-17T07:00:00+00:00",
        "2026-11-17T11:00:00+00:00",
    )


def test_an_exact_time_makes_the_window_as_long_as_the_visit(town: Town, coordinator: Browser, erna: Client) -> None:
    coordinator.post(f"/desk/needs/new/{erna.person_id}/", {**ASKED, "exactly": "14:30"})
    with town.open():
        need = Need.objects.get()
    assert need.latest - need.earliest == timedelta(minutes=45)


def test_as_last_time_is_one_click(town: Town, coordinator: Browser, erna: Client) -> None:
    with town.open():
        last = make_need(town, erna, at=MONDAY - timedelta(days=5), in_hours=24)
    page = coordinator.get(f"/desk/needs/new/{erna.person_id}/")
    assert f"?again={last.id}" in page.content.decode()
    form = coordinator.get(f"/desk/needs/new/{erna.person_id}/", {"again": last.id}).context["form"]
    assert (form.initial["kind"], form.initial["wish"], form.initial["ceiling"]) == (last.kind, last.wish, "40,00")
    # It was a Thursday, so it is the next one.
    assert form.initial["day"] == date(2026, 11, 19)


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("day", "", "This field is required."),
        ("day", "2026-11-15", "Please choose a time that lies ahead"),
        ("day", "0001-01-01", "Please choose a day within one year"),
        ("day", "9999-12-31", "Please choose a day within one year"),
        ("day", "tomorrow", "Enter a valid date"),
        ("kind", "burglary", "Select a valid choice"),
        ("minutes", "0", "between 5 minutes and 12 hours"),
        ("minutes", "999999999999999999999", "between 5 minutes and 12 hours"),
        ("minutes", "many", "Enter a whole number"),
        ("ceiling", "forty", "This is not an amount"),
        ("ceiling", "-5", "without a minus"),
        ("shop", "999999", "Select a valid choice"),
        ("exactly", "25:00", "Enter a valid time"),
        ("wish", "x" * 4001, "at most 4000 characters"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_kept(  # noqa: PLR0917 - fixtures
    town: Town, coordinator: Browser, erna: Client, unchanged: Unchanged, field: str, typed: str, sentence: str
) -> None:
    with unchanged(town):
        answer = coordinator.post(f"/desk/needs/new/{erna.person_id}/", {**ASKED, field: typed})
    assert answer.status_code == 200
    form = answer.context["form"]
    assert form.errors[field]
    assert sentence in said(answer)
    assert {name: form[name].value() for name in ASKED} == {**ASKED, **({field: typed} if field in ASKED else {})}


@pytest.mark.parametrize("wish", ["🥛 × 2", "\u202eRückwärts\u202c", "Brot\r\n\r\nÄpfel", "<script>alert(1)</script>"])
def test_a_note_is_kept_as_it_was_said(town: Town, coordinator: Browser, erna: Client, wish: str) -> None:
    coordinator.post(f"/desk/needs/new/{erna.person_id}/", {**ASKED, "wish": wish})
    with town.open():
        need = Need.objects.get()
    assert need.wish == wish
    assert "<script>alert" not in coordinator.get(f"/desk/needs/{need.id}/").content.decode()


def test_an_empty_form_says_what_is_missing(
    town: Town, coordinator: Browser, erna: Client, unchanged: Unchanged
) -> None:
    with unchanged(town):
        answer = coordinator.post(f"/desk/needs/new/{erna.person_id}/", {})
    assert set(answer.context["form"].errors) == {"kind", "day", "part", "minutes"}


def test_a_new_caller_and_the_need_are_entered_together(town: Town, coordinator: Browser) -> None:
    answer = coordinator.post("/desk/needs/new/person/", {**CALLER, **ASKED})
    with town.open():
        need = Need.objects.select_related("client__person").get()
    assert answer.headers["Location"] == f"/desk/needs/{need.id}/"
    person = need.client.person
    assert (person.name, person.phone, person.notice_given_on) == ("Ida Neumann", "+493023125777", MONDAY.date())


def test_what_was_typed_into_the_box_stands_in_the_form(coordinator: Browser) -> None:
    by_name = coordinator.post("/desk/needs/new/person/", {"q": "Anna Lena Muster"}).context["caller"].initial
    assert (by_name["given_name"], by_name["family_name"]) == ("Anna Lena", "Muster")
    by_number = coordinator.post("/desk/needs/new/person/", {"q": "06206 1234"}).context["caller"].initial
    assert (by_number["phone"], by_number["town"]) == ("06206 1234", "Bürstadt")


def test_a_need_that_is_refused_leaves_no_new_person_behind(
    town: Town, coordinator: Browser, unchanged: Unchanged
) -> None:
    with unchanged(town):
        answer = coordinator.post("/desk/needs/new/person/", {**CALLER, **ASKED, "minutes": "1"})
    assert "between 5 minutes and 12 hours" in said(answer)
    assert answer.context["caller"]["family_name"].value() == "Neumann"


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("family_name", "", "This field is required."),
        ("family_name", "N" * 81, "at most 80 characters"),
        ("phone", "12", "area code"),
        ("phone", "110", "emergency"),
        ("postcode", "123456", "at most 5 characters"),
        ("language", "tlh", "Select a valid choice"),
    ],
)
def test_what_is_wrong_about_the_caller_is_said_at_its_field(  # noqa: PLR0917 - fixtures
    town: Town, coordinator: Browser, unchanged: Unchanged, field: str, typed: str, sentence: str
) -> None:
    with unchanged(town):
        answer = coordinator.post("/desk/needs/new/person/", {**CALLER, **ASKED, field: typed})
    caller = answer.context["caller"]
    assert caller.errors[field]
    assert sentence in said(answer)
    assert caller[field].value() == typed
    assert answer.context["form"]["wish"].value() == ASKED["wish"]


def test_somebody_who_is_known_already_is_shown_before_a_second_row_is_made(
    town: Town, coordinator: Browser, erna: Client, unchanged: Unchanged
) -> None:
    typed = {**CALLER, **ASKED, "given_name": "Erna", "family_name": "Wever", "phone": ""}
    with unchanged(town):
        answer = coordinator.post("/desk/needs/new/person/", typed)
    assert f'formaction="/desk/needs/new/{erna.person_id}/"' in answer.content.decode()
    coordinator.post("/desk/needs/new/person/", {**typed, "is_somebody_else": "1"})
    with town.open():
        assert Person.objects.filter(family_name="Wever").exists()


def test_the_same_form_can_be_saved_for_the_one_who_was_meant(town: Town, coordinator: Browser, erna: Client) -> None:
    coordinator.post(f"/desk/needs/new/{erna.person_id}/", {**CALLER, **ASKED, "family_name": "Wever"})
    with town.open():
        assert Need.objects.get().client_id == erna.id
        assert Client.objects.count() == 1


def test_a_volunteer_cannot_be_taken_for_a_caller(town: Town, coordinator: Browser) -> None:
    with town.open():
        amira = make_volunteer(town)
    assert coordinator.get(f"/desk/needs/new/{amira.person_id}/").status_code == 404
