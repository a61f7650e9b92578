"""People at the desk: found, entered, changed, forgotten."""

import json
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from PIL import Image

from lotsenwerk.domain.people.models import Client, Person, Portrait, Volunteer, VolunteerStatus
from tests.factories import Town, make_client, make_need, make_volunteer
from tests.web.desk.conftest import LogIn, Unchanged, said

PERSON = {"given_name": "Ida", "family_name": "Neumann", "language": "de", "town": "Bürstadt"}
HELPING = {
    "travel_mode": "bicycle",
    "language_0": "ara",
    "level_0": "native",
    "language_1": "deu",
    "level_1": "B1",
    "from_0_0": "09:00",
    "until_0_0": "12:00",
}


@pytest.fixture
def erna(town: Town) -> Client:
    with town.open():
        return make_client(town)


@pytest.fixture
def amira(town: Town) -> Volunteer:
    with town.open():
        return make_volunteer(town, is_active=False)


def test_people_come_twenty_five_a_page(town: Town, coordinator: Browser) -> None:
    with town.open():
        for number in range(26):
            make_client(town, family_name=f"Weber{number:02}")
    assert "Page 1 of 2" in said(coordinator.get("/desk/people/"))
    assert "Weber25" in said(coordinator.get("/desk/people/", {"page": "2"}))
    assert coordinator.get("/desk/people/", {"page": "x"}).status_code == 200


def test_the_neighbours_people_are_not_found(town: Town, neighbour: Town, log_in: LogIn, erna: Client) -> None:
    assert "Weber, Erna" in said(log_in(town).post("/desk/people/", {"q": "weber"}))
    assert "Weber, Erna" not in said(log_in(neighbour).post("/desk/people/", {"q": "weber"}))


def test_somebody_who_is_to_be_helped_is_entered(town: Town, coordinator: Browser) -> None:
    answer = coordinator.post("/desk/people/new/client/", {**PERSON, "access_notes": "2. Stock"})
    with town.open():
        client = Client.objects.select_related("person").get()
    assert answer.headers["Location"] == f"/desk/people/{client.person_id}/"
    assert (client.person.name, client.access_notes) == ("Ida Neumann", "2. Stock")


def test_somebody_who_wants_to_help_is_entered_with_languages_and_hours(town: Town, coordinator: Browser) -> None:
    coordinator.post("/desk/people/new/volunteer/", {**PERSON, **HELPING})
    with town.open():
        volunteer = Volunteer.objects.get()
        spoken = set(volunteer.person.languages.values_list("language", "level"))
        hours = [(stretch.weekday, f"{stretch.begins:%H:%M}") for stretch in volunteer.availability.all()]
    assert spoken == {("ara", "native"), ("deu", "B1")}
    assert hours == [(0, "09:00")]
    assert volunteer.status == VolunteerStatus.INTERESTED


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"family_name": "", "given_name": ""}, "family_name", "at least a family name"),
        ({"phone": "112"}, "phone", "emergency"),
        ({"email": "ida at home"}, "email", "valid email"),
        ({"given_name": "😀" * 81}, "given_name", "at most 80 characters"),
        ({"contact_phone": "abc"}, "contact_phone", "digits only"),
        ({"notice_given_on": "yesterday"}, "notice_given_on", "valid date"),
    ],
)
def test_what_is_wrong_about_a_person_is_said_at_its_field(  # noqa: PLR0917 - fixtures
    town: Town, coordinator: Browser, unchanged: Unchanged, typed: dict[str, str], field: str, sentence: str
) -> None:
    with unchanged(town):
        answer = coordinator.post("/desk/people/new/client/", {**PERSON, **typed})
    form = answer.context["form"]
    assert form.errors[field]
    assert sentence in said(answer)
    assert {name: form[name].value() for name in typed} == typed


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"until_0_0": ""}, "until_0_0"),
        ({"until_0_0": "08:00"}, "until_0_0"),
        ({"from_0_0": "late"}, "from_0_0"),
        ({"level_0": ""}, "level_0"),
        ({"language_0": "tlh"}, "language_0"),
        ({"travel_mode": "broom"}, "travel_mode"),
        ({"most_visits_a_week": "0"}, "most_visits_a_week"),
        ({"most_hours_a_week": "many"}, "most_hours_a_week"),
        ({"avoids": "dragon"}, "avoids"),
    ],
)
def test_what_is_wrong_about_helping_is_said_at_its_field(  # noqa: PLR0917 - fixtures
    town: Town, coordinator: Browser, amira: Volunteer, unchanged: Unchanged, typed: dict[str, str], field: str
) -> None:
    with unchanged(town):
        answer = coordinator.post(f"/desk/people/{amira.person_id}/helping/", {**HELPING, **typed})
    assert answer.context["helping"].errors[field]


def test_the_hours_that_are_known_stand_in_the_form(coordinator: Browser, amira: Volunteer) -> None:
    form = coordinator.get(f"/desk/people/{amira.person_id}/helping/").context["helping"]
    assert (form.initial["language_0"], f"{form.initial['from_6_0']:%H:%M}") == ("ara", "08:00")


def test_what_a_planner_has_to_know_is_kept_and_shown(
    town: Town, coordinator: Browser, amira: Volunteer, erna: Client
) -> None:
    bounds = {"most_visits_a_week": "1", "most_hours_a_week": "4", "rides_cargo_bicycle": "on", "avoids": ["cat"]}
    coordinator.post(f"/desk/people/{amira.person_id}/helping/", {**HELPING, **bounds})
    coordinator.post(f"/desk/people/{erna.person_id}/contact/", {**PERSON, "circumstances": ["cat", "stairs"]})
    helper = said(coordinator.get(f"/desk/people/{amira.person_id}/"))
    assert "1 visit, 4 hours" in helper
    assert "also by cargo bicycle" in helper
    assert "<dd>a cat</dd>" in helper
    assert "<dd>a cat, many stairs</dd>" in said(coordinator.get(f"/desk/people/{erna.person_id}/"))
    form = coordinator.get(f"/desk/people/{amira.person_id}/helping/").context["helping"]
    assert {name: form.initial[name] for name in bounds} == {
        "most_visits_a_week": 1,
        "most_hours_a_week": 4,
        "rides_cargo_bicycle": True,
        "avoids": ["cat"],
    }


def test_changed_contact_is_found_by_the_search(town: Town, coordinator: Browser, erna: Client) -> None:
    coordinator.post(f"/desk/people/{erna.person_id}/contact/", {**PERSON, "family_name": "Zimmermann"})
    assert f"/desk/people/{erna.person_id}/" in said(coordinator.post("/desk/people/", {"q": "zimmermann"}))


def test_an_unchanged_address_keeps_its_place_on_the_map(town: Town, coordinator: Browser, erna: Client) -> None:
    with town.open():
        Person.objects.filter(pk=erna.person_id).update(lat=49.6, lon=8.4)
        form = coordinator.get(f"/desk/people/{erna.person_id}/contact/").context["form"]
    typed = {name: value for name, value in form.initial.items() if value is not None}
    coordinator.post(f"/desk/people/{erna.person_id}/contact/", {**typed, "given_name": "Erna Maria"})
    with town.open():
        person = Person.objects.get(pk=erna.person_id)
    assert (person.given_name, person.lat) == ("Erna Maria", 49.6)
    coordinator.post(f"/desk/people/{erna.person_id}/contact/", {**typed, "street": "Waldweg"})
    with town.open():
        assert Person.objects.get(pk=erna.person_id).lat is None


@pytest.mark.parametrize(("verb", "status"), [("activate", VolunteerStatus.ACTIVE), ("leave", VolunteerStatus.LEFT)])
def test_a_volunteer_moves_on_the_ladder(
    town: Town, coordinator: Browser, amira: Volunteer, verb: str, status: VolunteerStatus
) -> None:
    coordinator.post(f"/desk/people/{amira.person_id}/{verb}/")
    with town.open():
        assert Volunteer.objects.get().status == status


def test_the_ladder_has_no_step_that_its_table_does_not_know(
    town: Town, coordinator: Browser, amira: Volunteer, unchanged: Unchanged
) -> None:
    assert f"/desk/people/{amira.person_id}/pause/" not in said(coordinator.get(f"/desk/people/{amira.person_id}/"))
    with unchanged(town):
        coordinator.post(f"/desk/people/{amira.person_id}/pause/")


def test_the_assistant_moves_nobody_on_the_ladder_and_erases_nobody(
    town: Town, log_in: LogIn, amira: Volunteer, unchanged: Unchanged
) -> None:
    assistant = log_in(town, "assistant")
    with unchanged(town):
        codes = {
            assistant.post(f"/desk/people/{amira.person_id}/{verb}/").status_code for verb in ("activate", "erase")
        }
    assert codes == {404}


def test_a_picture_is_kept_and_shown(town: Town, coordinator: Browser, amira: Volunteer) -> None:
    picture = BytesIO()
    Image.new("RGB", (40, 40), "teal").save(picture, "PNG")
    upload = SimpleUploadedFile("amira.png", picture.getvalue())
    coordinator.post(f"/desk/people/{amira.person_id}/picture/", {"picture": upload})
    shown = coordinator.get(f"/desk/people/{amira.person_id}/portrait/")
    assert shown.headers["Content-Type"] == "image/jpeg"
    assert shown.headers["Cache-Control"].count("no-store") == 1
    with town.open():
        assert Portrait.objects.count() == 1


def test_what_is_no_picture_is_refused_at_the_field(
    town: Town, coordinator: Browser, amira: Volunteer, unchanged: Unchanged
) -> None:
    with unchanged(town):
        upload = SimpleUploadedFile("amira.png", b"<script>alert(1)</script>")
        answer = coordinator.post(f"/desk/people/{amira.person_id}/picture/", {"picture": upload})
    assert answer.context["form"].errors["picture"]


def test_everything_that_is_kept_can_be_handed_over(coordinator: Browser, erna: Client) -> None:
    answer = coordinator.get(f"/desk/people/{erna.person_id}/export/")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert json.loads(answer.content)["people"]["name"] == "Erna Weber"


def test_a_person_is_forgotten_on_her_wish(town: Town, coordinator: Browser, erna: Client) -> None:
    assert "cannot be taken back" in said(coordinator.get(f"/desk/people/{erna.person_id}/erase/"))
    coordinator.post(f"/desk/people/{erna.person_id}/erase/")
    assert coordinator.get(f"/desk/people/{erna.person_id}/").status_code == 404
    assert "Weber" not in said(coordinator.get("/desk/people/"))


def test_a_person_with_an_open_need_is_not_forgotten_and_the_page_says_why(
    town: Town, coordinator: Browser, erna: Client, unchanged: Unchanged
) -> None:
    with town.open():
        make_need(town, erna)
    page = said(coordinator.get(f"/desk/people/{erna.person_id}/erase/"))
    assert "This is not possible yet" in page
    assert "Forget for ever" not in page
    with unchanged(town):
        coordinator.post(f"/desk/people/{erna.person_id}/erase/")
