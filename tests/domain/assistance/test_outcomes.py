"""What becomes of a visit: done, a part of it, nobody opened, nobody came; and what the desk hears of it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from lotsenwerk.domain.assistance.actions.alerts import alert_done, raise_alert
from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.disclose import disclose
from lotsenwerk.domain.assistance.actions.finish import call_back_done, confirm, report
from lotsenwerk.domain.assistance.actions.no_show import no_show
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.actions.practice import change_practice
from lotsenwerk.domain.assistance.actions.turn_back import cancel, replace_volunteer
from lotsenwerk.domain.assistance.models import (
    Alert,
    AlertKind,
    AlertState,
    Assignment,
    AssignmentState,
    CallBack,
    CallBackReason,
    CallBackState,
    ContactNote,
    NeedState,
    Outcome,
    Report,
)
from lotsenwerk.domain.assistance.queries.board import ToCall, count_to_call
from lotsenwerk.domain.assistance.queries.book import ALERT, call_list
from lotsenwerk.domain.assistance.queries.journey import over, unstaffed
from lotsenwerk.domain.notifications.models import Letter, LetterState
from lotsenwerk.domain.people.models import Engagement, Volunteer
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState
from tests.factories import MONDAY, Town, make_client, make_need, make_town, make_volunteer
from tests.fingerprint import nothing_changes

pytestmark = pytest.mark.django_db

BEGIN = MONDAY + timedelta(hours=24)


@pytest.fixture
def town() -> Iterator[Town]:
    town = make_town()
    with town.open():
        yield town


@pytest.fixture
def amira(town: Town) -> Volunteer:
    return make_volunteer(town)


@pytest.fixture
def herself(town: Town, amira: Volunteer) -> Actor:
    return town.volunteer_actor(amira)


@pytest.fixture
def going(town: Town, amira: Volunteer, herself: Actor) -> Assignment:
    offer = make_offer(town.coordinator, make_need(town, make_client(town)), volunteer=amira, at=MONDAY)
    accept_offer(herself, offer, at=MONDAY)
    return Assignment.objects.select_related("need__client__person", "volunteer__person").get()


def due_alerts() -> list[str]:
    return list(Alert.objects.filter(state=AlertState.DUE).order_by("id").values_list("kind", flat=True))


# --- the report ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("outcome", [Outcome.DONE, Outcome.PARTLY, Outcome.NOT_NEEDED])
def test_what_was_done_or_not_needed_alarms_nobody(herself: Actor, going: Assignment, outcome: Outcome) -> None:
    report(herself, going, minutes=30, outcome=outcome, at=BEGIN)
    assert Report.objects.get().outcome == outcome
    assert due_alerts() == []


def test_where_nobody_opened_the_desk_is_alerted_once_and_calls_the_client(
    town: Town, herself: Actor, going: Assignment
) -> None:
    call_back_done(town.coordinator, CallBack.objects.get(), at=MONDAY)
    report(herself, going, minutes=15, outcome=Outcome.NOT_AT_HOME, at=BEGIN)
    [line] = call_list(town.coordinator)
    assert (line.what, line.why) == (ALERT, AlertKind.NOT_AT_HOME)
    assert Report.objects.get().minutes == 15


def test_a_report_that_is_refused_alarms_nobody(town: Town, herself: Actor, going: Assignment) -> None:
    with nothing_changes(town.id), pytest.raises(BadInput):
        report(herself, going, minutes=0, outcome=Outcome.NOT_AT_HOME, at=BEGIN)


def test_the_confirmation_freezes_what_the_helper_was(town: Town, herself: Actor, going: Assignment) -> None:
    Volunteer.objects.update(engagement=Engagement.FEDERAL_VOLUNTEER)
    report(herself, going, minutes=30, at=BEGIN)
    frozen = confirm(town.coordinator, going, at=BEGIN)
    Volunteer.objects.update(engagement=Engagement.VOLUNTEER)
    frozen.refresh_from_db()
    assert frozen.engagement == Engagement.FEDERAL_VOLUNTEER


# --- nobody came ------------------------------------------------------------------------------------------------------


def test_who_did_not_come_is_asked_kindly_and_the_client_is_called(town: Town, going: Assignment) -> None:
    Letter.objects.update(state=LetterState.SENT)
    need = no_show(town.coordinator, going, at=BEGIN)
    assert need.state == NeedState.OPEN
    assert Assignment.objects.get().state == AssignmentState.NO_SHOW
    assert due_alerts() == [AlertKind.NO_SHOW]
    states = dict(CallBack.objects.values_list("reason", "state"))
    assert states == {
        CallBackReason.WHO_COMES: CallBackState.NEEDLESS,
        CallBackReason.NOBODY_CAME: CallBackState.DUE,
    }
    letter = Letter.objects.get(state=LetterState.WAITING)
    assert (letter.message, letter.to_id) == ("assistance.missed", going.volunteer.person_id)
    assert letter.told["params"].keys() == {"name", "what", "when"}


def test_while_there_is_time_left_somebody_else_can_be_asked(town: Town, going: Assignment) -> None:
    need = no_show(town.coordinator, going, at=BEGIN + timedelta(minutes=20))
    assert list(unstaffed(town.coordinator, after=BEGIN + timedelta(minutes=20))) == [need]
    other = make_volunteer(town, given_name="Tesfay")
    make_offer(town.coordinator, need, volunteer=other, at=BEGIN + timedelta(minutes=25))


def test_afterwards_it_stays_in_sight_among_what_is_over(town: Town, going: Assignment) -> None:
    late = going.need.latest
    need = no_show(town.coordinator, going, at=late)
    assert list(unstaffed(town.coordinator, after=late)) == []
    assert list(over(town.coordinator, at=late)) == [need]


def test_what_lies_ahead_has_been_missed_by_nobody(town: Town, going: Assignment) -> None:
    with nothing_changes(town.id), pytest.raises(WrongState):
        no_show(town.coordinator, going, at=BEGIN - timedelta(seconds=1))


# --- I cannot come ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("hours_before", "alerts"), [(25, []), (24, []), (23, [AlertKind.CANNOT_COME])])
def test_who_cannot_come_alerts_the_desk_when_little_time_is_left(
    town: Town, herself: Actor, amira: Volunteer, hours_before: int, alerts: list[str]
) -> None:
    need = make_need(town, make_client(town), in_hours=48)
    assignment = accept_offer(herself, make_offer(town.coordinator, need, volunteer=amira, at=MONDAY), at=MONDAY)
    replace_volunteer(herself, assignment, at=need.earliest - timedelta(hours=hours_before))
    assert due_alerts() == alerts


def test_who_is_taken_out_by_the_desk_alarms_nobody(town: Town, going: Assignment) -> None:
    replace_volunteer(town.coordinator, going, at=BEGIN - timedelta(hours=1))
    assert due_alerts() == []


# --- alerts -----------------------------------------------------------------------------------------------------------


def test_an_alert_is_raised_once_and_again_when_it_was_taken_care_of(town: Town, going: Assignment) -> None:
    first = raise_alert(going.need, AlertKind.MONEY_MISSING, at=BEGIN, cents=320)
    assert raise_alert(going.need, AlertKind.MONEY_MISSING, at=BEGIN, cents=999) == first
    assert Alert.objects.get().cents == 320
    alert_done(town.coordinator, first, said="Kommt morgen vorbei.", at=BEGIN)
    assert ContactNote.objects.get().text == "Kommt morgen vorbei."
    assert raise_alert(going.need, AlertKind.MONEY_MISSING, at=BEGIN) != first
    assert due_alerts() == [AlertKind.MONEY_MISSING]


def test_two_kinds_of_alerts_stand_beside_each_other(going: Assignment) -> None:
    raise_alert(going.need, AlertKind.MONEY_MISSING, at=BEGIN)
    raise_alert(going.need, AlertKind.NOBODY_ENDED, at=BEGIN)
    assert due_alerts() == [AlertKind.MONEY_MISSING, AlertKind.NOBODY_ENDED]


def test_what_has_happened_meanwhile_takes_care_of_an_alert(town: Town, amira: Volunteer, herself: Actor) -> None:
    need = make_need(town, make_client(town))
    for kind in (AlertKind.NOBODY_FOUND, AlertKind.MONEY_MISSING):
        raise_alert(need, kind, at=MONDAY)
    assignment = accept_offer(herself, make_offer(town.coordinator, need, volunteer=amira, at=MONDAY), at=MONDAY)
    assert due_alerts() == [AlertKind.MONEY_MISSING]
    raise_alert(need, AlertKind.NOBODY_ENDED, at=BEGIN)
    report(herself, assignment, minutes=30, at=BEGIN + timedelta(hours=3))
    assert due_alerts() == [AlertKind.MONEY_MISSING]


def test_a_need_that_is_cancelled_wants_nobody_any_more(town: Town, going: Assignment) -> None:
    raise_alert(going.need, AlertKind.CANNOT_COME, at=MONDAY)
    cancel(town.coordinator, going.need, at=MONDAY)
    assert due_alerts() == []


def test_what_waits_for_the_telephone_is_counted_in_one_query(
    town: Town, going: Assignment, django_assert_num_queries: object
) -> None:
    raise_alert(going.need, AlertKind.MONEY_MISSING, at=BEGIN)
    Letter.objects.filter(message="assistance.accepted").update(state=LetterState.FAILED)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert count_to_call(town.coordinator) == ToCall(back=1, troubled=1, alerts=1)
    assert count_to_call(town.actor("clerk")) == ToCall(0, 0)


def test_what_was_said_on_the_telephone_goes_into_the_book(town: Town, going: Assignment) -> None:
    call_back_done(town.coordinator, CallBack.objects.get(), said=" Freut sich. ", at=MONDAY)
    note = ContactNote.objects.get()
    assert (note.text, note.way, note.need_id, note.at) == ("Freut sich.", "we_called", going.need_id, MONDAY)


# --- how the town does it ---------------------------------------------------------------------------------------------

FACTS = {
    "insured_through": "Landesrahmenvertrag",
    "desk_hours": "Mo bis Fr",
    "nobody_ended_after": 120,
    "address_hours": 24,
    "cascade_minutes": 60,
    "laid_days": 14,
}


@pytest.mark.parametrize("hours", [1, 48])
def test_the_address_is_shown_as_long_as_the_town_has_decided(
    town: Town, herself: Actor, going: Assignment, hours: int
) -> None:
    change_practice(town.actor("administrator"), **FACTS | {"address_hours": hours}, at=MONDAY)  # type: ignore[arg-type]
    end = going.during.upper + timedelta(hours=hours)
    disclose(herself, going, at=end - timedelta(seconds=1))
    with nothing_changes(town.id), pytest.raises(NotAllowed):
        disclose(herself, going, at=end)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("insured_through", "x" * 301),
        ("desk_hours", "x" * 201),
        ("nobody_ended_after", 14),
        ("nobody_ended_after", 1441),
        ("address_hours", 0),
        ("address_hours", 169),
        ("cascade_minutes", 4),
        ("laid_days", 0),
        ("laid_days", 61),
        ("laid_days", -(10**9)),
    ],
)
def test_a_figure_that_cannot_be_right_is_refused_at_its_field(town: Town, field: str, value: object) -> None:
    with nothing_changes(town.id), pytest.raises(BadInput) as refused:
        change_practice(town.actor("administrator"), **FACTS | {field: value}, at=MONDAY)  # type: ignore[arg-type]
    assert refused.value.field == field


def test_a_town_has_one_practice_however_often_it_is_changed(town: Town) -> None:
    first = change_practice(town.actor("administrator"), **FACTS, at=MONDAY)  # type: ignore[arg-type]
    again = change_practice(town.actor("administrator"), **FACTS | {"laid_days": 21}, at=MONDAY)  # type: ignore[arg-type]
    assert (again.pk, again.laid_days) == (first.pk, 21)
