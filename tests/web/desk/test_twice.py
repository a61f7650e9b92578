"""A double click, a browser that sends a form again, two clicks in one moment: one person, one need, one page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import uuid4

import pytest
from django.test import Client as Browser

from lotsenwerk.domain.assistance.models import Need
from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.people.models import Client, Person, Volunteer
from tests.at_once import at_once
from tests.factories import Town, make_client
from tests.web.desk.conftest import LogIn, said
from tests.web.desk.test_intake import ASKED, CALLER

NEW_CLIENT = {"family_name": "Neumann", "given_name": "Ida", "language": "de", "phone": "030 23125777"}
NEW_VOLUNTEER = {**NEW_CLIENT, "travel_mode": "walk"}
NEW_PARTNER = {"kind": "shop", "name": "Markt am Rathaus"}


@dataclass(frozen=True)
class Form:
    """A form that makes rows: where, who sends it, what is typed, and of which tables it makes one row each."""

    path: str
    typed: Mapping[str, str]
    rows: tuple[type[Need | Client | Person | Volunteer], ...] = ()
    role: str = "coordinator"


FORMS = [
    Form("/desk/needs/new/person/", {**CALLER, **ASKED}, (Need, Client, Person)),
    Form("/desk/people/new/client/", NEW_CLIENT, (Client, Person)),
    Form("/desk/people/new/volunteer/", NEW_VOLUNTEER, (Volunteer, Person)),
    Form("/desk/town/partners/", NEW_PARTNER, role="administrator"),
]
EVERY_FORM = pytest.mark.parametrize("form", FORMS, ids=[form.path for form in FORMS])


def id_on(browser: Browser, path: str) -> str:
    [found] = re.findall(r'name="action_id" value="([0-9a-f-]{36})"', said(browser.get(path)))
    return str(found)


def counts(town: Town, rows: tuple[type[Need | Client | Person | Volunteer], ...]) -> list[int]:
    with town.open():
        return [table.objects.count() for table in rows]


def made(town: Town, form: Form) -> list[int]:
    partners = Organisation.objects.filter(name=NEW_PARTNER["name"]).count()
    return counts(town, form.rows) or [partners]


def led_to(answer: object) -> str:
    return str(answer.headers["Location"])  # type: ignore[attr-defined]


@EVERY_FORM
def test_the_same_form_twice_makes_one_and_leads_to_the_same_page(town: Town, log_in: LogIn, form: Form) -> None:
    browser = log_in(town, form.role)
    sent = {**form.typed, "action_id": id_on(browser, form.path)}
    first, second = browser.post(form.path, sent), browser.post(form.path, sent)
    assert led_to(first) == led_to(second)
    assert set(made(town, form)) == {1}


@EVERY_FORM
@pytest.mark.usefixtures("committed")
def test_the_same_form_in_one_moment_makes_one_and_leads_to_the_same_page(
    town: Town, log_in: LogIn, form: Form
) -> None:
    sent = {**form.typed, "action_id": str(uuid4())}
    browsers = [log_in(town, form.role) for _ in range(4)]
    answers = at_once([lambda browser=browser: led_to(browser.post(form.path, sent)) for browser in browsers])
    assert len(set(answers)) == 1
    assert set(made(town, form)) == {1}


@pytest.mark.usefixtures("committed")
def test_a_need_of_somebody_we_know_sent_four_times_in_one_moment_is_one_need(town: Town, log_in: LogIn) -> None:
    with town.open():
        path = f"/desk/needs/new/{make_client(town).person_id}/"
    form = {**ASKED, "action_id": str(uuid4())}
    browsers = [log_in(town) for _ in range(4)]
    answers = at_once([lambda browser=browser: led_to(browser.post(path, form)) for browser in browsers])
    assert len(set(answers)) == 1
    assert counts(town, (Need,)) == [1]


def test_a_need_of_somebody_we_know_sent_again_is_one_need(town: Town, coordinator: Browser) -> None:
    with town.open():
        path = f"/desk/needs/new/{make_client(town).person_id}/"
    form = {**ASKED, "action_id": id_on(coordinator, path)}
    assert led_to(coordinator.post(path, form)) == led_to(coordinator.post(path, form))
    assert counts(town, (Need,)) == [1]


def test_who_goes_back_and_types_something_else_loses_nothing(town: Town, coordinator: Browser) -> None:
    with town.open():
        path = f"/desk/needs/new/{make_client(town).person_id}/"
    form = {**ASKED, "action_id": id_on(coordinator, path)}
    first = coordinator.post(path, form)
    second = coordinator.post(path, {**form, "wish": "1 × Brot"})
    assert led_to(first) != led_to(second)
    with town.open():
        assert set(Need.objects.values_list("wish", flat=True)) == {"2 × Milch", "1 × Brot"}


def test_a_refused_form_comes_back_with_its_id_and_can_be_sent_right(town: Town, coordinator: Browser) -> None:
    form = {**CALLER, **ASKED, "action_id": str(uuid4())}
    refused = coordinator.post("/desk/needs/new/person/", {**form, "phone": "12"})
    assert form["action_id"] in said(refused)
    assert counts(town, (Need, Person)) == [0, 0]
    assert coordinator.post("/desk/needs/new/person/", form).status_code == 302
    assert counts(town, (Need, Person)) == [1, 1]


def test_the_question_who_is_meant_is_asked_again_and_remembers_nothing(town: Town, coordinator: Browser) -> None:
    with town.open():
        make_client(town, family_name="Neumann", given_name="Ida")
    form = {**CALLER, **ASKED, "action_id": str(uuid4())}
    for _ in range(2):
        assert coordinator.post("/desk/needs/new/person/", form).context["alike"]
    assert counts(town, (Need, Client)) == [0, 1]
    sure = {**form, "is_somebody_else": "1"}
    assert led_to(coordinator.post("/desk/needs/new/person/", sure)) == led_to(
        coordinator.post("/desk/needs/new/person/", sure)
    )
    assert counts(town, (Need, Client)) == [1, 2]


@pytest.mark.parametrize("garbled", ["", "1", "x" * 5000, "\x00", "😀"])
def test_a_garbled_id_saves_as_if_there_were_none(town: Town, coordinator: Browser, garbled: str) -> None:
    assert coordinator.post("/desk/people/new/client/", {**NEW_CLIENT, "action_id": garbled}).status_code == 302
    assert counts(town, (Client,)) == [1]
