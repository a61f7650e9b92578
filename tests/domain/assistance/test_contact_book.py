"""The Protokollbuch and the incidents: who may write and read, what it costs, when it is forgotten."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.assistance.actions.alerts import raise_alert
from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.contact_notes import LONGEST_LINE, not_reached, note_contact
from lotsenwerk.domain.assistance.actions.finish import call_back_done
from lotsenwerk.domain.assistance.actions.incidents import close_incident, look_at_incident, note_incident
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.actions.turn_back import cancel
from lotsenwerk.domain.assistance.models import AlertKind, CallBack, ContactNote, Incident, Need, Way
from lotsenwerk.domain.assistance.personal_data.book import INCIDENTS_KEPT, NOTES_KEPT, PART
from lotsenwerk.domain.assistance.queries import book
from lotsenwerk.domain.journal.models import Line
from lotsenwerk.domain.people.models import Client
from lotsenwerk.domain.privacy.queries import everything_about, reasons_to_keep
from lotsenwerk.kit.errors import BadInput, NotThere
from tests.factories import MONDAY, Town, make_client, make_need, make_town, make_volunteer
from tests.fingerprint import nothing_changes

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)


@pytest.fixture
def town() -> Iterator[Town]:
    town = make_town()
    with town.open():
        yield town


@pytest.fixture
def client(town: Town) -> Client:
    return make_client(town)


@pytest.fixture
def need(town: Town, client: Client) -> Need:
    return make_need(town, client)


def write(town: Town, client: Client, text: str, *, need: Need | None = None, hours: int = 0) -> ContactNote:
    at = MONDAY + timedelta(hours=hours)
    return note_contact(town.coordinator, client.person, way=Way.THEY_CALLED, text=text, need=need, at=at)


def test_a_line_says_when_by_whom_and_how_and_is_read_newest_first(town: Town, client: Client, need: Need) -> None:
    write(town, client, "Rief an.", need=need)
    newest = write(town, client, "Braucht Batterien.", hours=1)
    assert [note.text for note in book.book_of_person(town.coordinator, client.person_id)] == [
        "Braucht Batterien.",
        "Rief an.",
    ]
    assert [note.text for note in book.book_of_need(town.coordinator, need.id)] == ["Rief an."]
    assert newest.by_user_id == town.coordinator.user_id
    assert Line.objects.filter(verb="note_contact", about_person_id=client.person_id).count() == 2


def test_only_as_many_lines_are_read_as_wished(town: Town, client: Client) -> None:
    for hour in range(3):
        write(town, client, f"Zeile {hour}", hours=hour)
    assert [note.text for note in book.book_of_person(town.coordinator, client.person_id, most=1)] == ["Zeile 2"]


@pytest.mark.parametrize("text", ["", " \n\t ", "x" * (LONGEST_LINE + 1)])
def test_an_empty_line_and_one_that_is_too_long_are_refused_at_their_field(
    town: Town, client: Client, text: str
) -> None:
    with nothing_changes(town.id), pytest.raises(BadInput) as refused:
        write(town, client, text)
    assert refused.value.field == "text"


@pytest.mark.parametrize("role", [Role.CLERK, Role.ADMINISTRATOR, Role.STATE_VIEWER])
def test_who_does_not_run_journeys_reads_no_line(town: Town, client: Client, need: Need, role: str) -> None:
    write(town, client, "Rief an.", need=need)
    raise_alert(need, AlertKind.NOBODY_FOUND, at=MONDAY)
    actor = town.actor(role)
    assert book.book_of_person(actor, client.person_id) == []
    assert book.book_of_need(actor, need.id) == []
    assert list(book.call_list(actor)) == []
    with pytest.raises(NotThere):
        book.alert_for(actor, 1)


def test_who_was_not_reached_stays_on_the_call_list(town: Town, client: Client, need: Need) -> None:
    raise_alert(need, AlertKind.NOBODY_FOUND, at=MONDAY)
    not_reached(town.coordinator, need, client.person, at=MONDAY + timedelta(hours=1))
    [call] = book.calls_in_full(list(book.call_list(town.coordinator)))
    assert call.note is not None
    assert (call.due.since, call.note.at) == (MONDAY, MONDAY + timedelta(hours=1))


def test_calls_and_alerts_are_one_list_that_costs_the_same_for_one_and_for_three(
    town: Town, client: Client, need: Need, django_assert_num_queries: object
) -> None:
    raise_alert(need, AlertKind.NOBODY_FOUND, at=MONDAY + SECOND)
    helper = make_volunteer(town)
    for number in range(3):
        other = make_need(town, client, in_hours=30 + 5 * number)
        accept_offer(town.coordinator, make_offer(town.coordinator, other, volunteer=helper, at=MONDAY), at=MONDAY)
        raise_alert(other, AlertKind.CANNOT_COME, at=MONDAY + 2 * SECOND)
        with django_assert_num_queries(4):  # type: ignore[operator]
            calls = book.calls_in_full(list(book.call_list(town.coordinator)))
        assert [call.due.what for call in calls] == [book.BACK] * (number + 1) + [book.ALERT] * (number + 2)
    call_back_done(town.coordinator, CallBack.objects.earliest("id"), at=MONDAY)
    assert len(list(book.call_list(town.coordinator))) == 6


# --- incidents --------------------------------------------------------------------------------------------------------


def fall(town: Town, client: Client) -> Incident:
    return note_incident(
        town.coordinator, client.person, happened_on=MONDAY.date(), text="Auf der Treppe gestürzt.", at=MONDAY
    )


@pytest.mark.parametrize("role", [Role.ASSISTANT, Role.CLERK, Role.STATE_VIEWER, Role.VOLUNTEER, Role.PARTNER])
def test_nobody_but_coordination_and_administration_sees_an_incident(town: Town, client: Client, role: str) -> None:
    incident = fall(town, client)
    assert list(book.incidents(town.actor(role))) == []
    with pytest.raises(NotThere):
        book.incident_for(town.actor(role), incident.id)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMINISTRATOR])
def test_each_look_is_written_down(town: Town, client: Client, role: str) -> None:
    incident = fall(town, client)
    assert list(book.incidents(town.actor(role))) == [incident]
    seen = look_at_incident(town.actor(role), book.incident_for(town.actor(role), incident.id), at=MONDAY)
    assert seen.text == "Auf der Treppe gestürzt."
    line = Line.objects.get(verb="see_incident")
    assert (line.user_id, line.subject_id) == (town.members[role].user_id, incident.id)


def test_the_story_of_a_need_does_not_tell_of_an_incident(town: Town, client: Client, need: Need) -> None:
    fall(town, client)
    assert not Line.objects.filter(story_kind="need", verb__contains="incident").exists()
    assert need.id


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"happened_on": (MONDAY + timedelta(days=1)).date()}, "happened_on"), ({"text": " "}, "text")],
)
def test_an_incident_that_cannot_be_right_is_refused_at_its_field(
    town: Town, client: Client, facts: dict[str, object], field: str
) -> None:
    known = {"happened_on": MONDAY.date(), "text": "Gestürzt."}
    with nothing_changes(town.id), pytest.raises(BadInput) as refused:
        note_incident(town.coordinator, client.person, **known | facts, at=MONDAY)  # type: ignore[arg-type]
    assert refused.value.field == field


# --- forgetting -------------------------------------------------------------------------------------------------------


def rules_due(at: object) -> list[str]:
    assert PART.due is not None
    return [due.rule for due in PART.due(at)]  # type: ignore[arg-type]


def test_a_line_is_forgotten_after_a_year_and_not_before(town: Town, client: Client) -> None:
    write(town, client, "Rief an.")
    assert rules_due(MONDAY + NOTES_KEPT) == []
    assert PART.due is not None
    assert PART.expire is not None
    [due] = PART.due(MONDAY + NOTES_KEPT + SECOND)
    PART.expire(due, MONDAY + NOTES_KEPT + SECOND)
    assert ContactNote.objects.count() == 0


def test_an_incident_is_forgotten_three_years_after_it_was_closed_and_an_open_one_never(
    town: Town, client: Client
) -> None:
    incident = fall(town, client)
    assert rules_due(MONDAY + 2 * INCIDENTS_KEPT) == []
    close_incident(town.coordinator, incident, at=MONDAY)
    assert rules_due(MONDAY + INCIDENTS_KEPT) == []
    assert PART.due is not None
    assert PART.expire is not None
    [due] = PART.due(MONDAY + INCIDENTS_KEPT + SECOND)
    PART.expire(due, MONDAY + INCIDENTS_KEPT + SECOND)
    assert Incident.objects.count() == 0


def test_who_is_part_of_an_open_incident_is_not_forgotten_yet(town: Town, client: Client, need: Need) -> None:
    cancel(town.coordinator, need, at=MONDAY)
    incident = fall(town, client)
    assert len(reasons_to_keep(client.person_id)) == 1
    close_incident(town.coordinator, incident, at=MONDAY)
    assert reasons_to_keep(client.person_id) == []


def test_with_a_person_go_her_lines_and_what_an_incident_says(town: Town, client: Client) -> None:
    other = make_client(town, family_name="Gölz")
    write(town, client, "Rief an.")
    write(town, other, "Bleibt stehen.")
    incident = fall(town, client)
    assert PART.erase is not None
    PART.erase(client.person_id, MONDAY)
    incident.refresh_from_db()
    assert (incident.text, incident.happened_on) == ("", MONDAY.date())
    assert [note.text for note in ContactNote.objects.all()] == ["Bleibt stehen."]


def test_who_asks_is_told_what_was_written_about_her(town: Town, client: Client) -> None:
    write(town, client, "Rief an.")
    fall(town, client)
    kept = everything_about(town.coordinator, client.person_id)["assistance"]
    assert [note["text"] for note in kept["contact_notes"]] == ["Rief an."]  # type: ignore[index]
    assert [one["text"] for one in kept["incidents"]] == ["Auf der Treppe gestürzt."]  # type: ignore[index]


def test_of_a_person_entered_twice_the_lines_come_together(town: Town, client: Client) -> None:
    twice = make_client(town, family_name="Webber")
    write(town, twice, "Rief an.")
    fall(town, twice)
    assert PART.join is not None
    assert PART.join(client.person_id, twice.person_id) == 2
    assert [note.text for note in book.book_of_person(town.coordinator, client.person_id)] == ["Rief an."]
    assert Incident.objects.get().person_id == client.person_id
