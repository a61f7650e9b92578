"""Every verb of the journey: who may not, when not, what cannot be right. A refusal changes nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.assistance.actions.alerts import alert_done, raise_alert
from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer, decline_offer
from lotsenwerk.domain.assistance.actions.contact_notes import note_contact
from lotsenwerk.domain.assistance.actions.disclose import disclose
from lotsenwerk.domain.assistance.actions.finish import call_back_done, confirm, report
from lotsenwerk.domain.assistance.actions.incidents import (
    change_incident,
    close_incident,
    look_at_incident,
    note_incident,
)
from lotsenwerk.domain.assistance.actions.no_show import no_show
from lotsenwerk.domain.assistance.actions.offers import make_offer, withdraw_offer
from lotsenwerk.domain.assistance.actions.practice import change_practice
from lotsenwerk.domain.assistance.actions.take_in import take_in
from lotsenwerk.domain.assistance.actions.turn_back import cancel, replace_volunteer
from lotsenwerk.domain.assistance.models import (
    Alert,
    AlertKind,
    AlertState,
    Assignment,
    AssignmentState,
    CallBack,
    CallBackState,
    Incident,
    IncidentState,
    Need,
    NeedKind,
    NeedState,
    Offer,
    OfferState,
    Way,
)
from lotsenwerk.domain.assistance.states import ALERT, ASSIGNMENT, CALL_BACK, INCIDENT, NEED, OFFER
from lotsenwerk.domain.journal.models import Line
from lotsenwerk.domain.organisations.actions.found import list_partner
from lotsenwerk.domain.organisations.models import Kind
from lotsenwerk.domain.people.actions.ladder import move_volunteer
from lotsenwerk.domain.people.models import Client, Volunteer
from lotsenwerk.kit.actor import Actor, Came
from lotsenwerk.kit.errors import BadInput, NotAllowed, Refused, WrongState
from tests.factories import MONDAY, Town, make_client, make_need, make_town, make_volunteer
from tests.fingerprint import nothing_changes

pytestmark = pytest.mark.django_db

AFTER = MONDAY + timedelta(hours=26)


@dataclass
class Journey:
    """One need whose journey has gone as far as a test wants; each verb does its next step on it."""

    town: Town
    client: Client
    helper: Volunteer
    need: Need
    offer: Offer
    going: Assignment | None = None

    @property
    def herself(self) -> Actor:
        return self.town.volunteer_actor(self.helper)

    @property
    def assignment(self) -> Assignment:
        assert self.going is not None
        return self.going


def asked() -> Journey:
    town = make_town()
    with town.open():
        client, helper = make_client(town), make_volunteer(town)
        need = make_need(town, client)
        offer = make_offer(town.coordinator, need, volunteer=helper, at=MONDAY)
    return Journey(town, client, helper, need, offer)


def going() -> Journey:
    journey = asked()
    with journey.town.open():
        journey.going = accept_offer(journey.herself, journey.offer, at=MONDAY)
        journey.going.refresh_from_db()
    return journey


def reported() -> Journey:
    journey = going()
    with journey.town.open():
        report(journey.herself, journey.assignment, minutes=50, at=AFTER)
    return journey


def alerted() -> Journey:
    journey = asked()
    with journey.town.open():
        raise_alert(journey.need, AlertKind.NOBODY_FOUND, at=MONDAY)
    return journey


def gone_wrong() -> Journey:
    journey = going()
    with journey.town.open():
        note_incident(
            journey.town.coordinator, journey.client.person, happened_on=MONDAY.date(), text="Gestürzt.", at=MONDAY
        )
    return journey


Do = Callable[[Journey, Actor], object]

VERBS: dict[str, tuple[Callable[[], Journey], Do, set[str]]] = {
    "take_in": (
        asked,
        lambda one, actor: take_in(
            actor,
            client=one.client,
            kind=NeedKind.ERRAND,
            earliest=MONDAY + timedelta(days=1),
            latest=MONDAY + timedelta(days=2),
            at=MONDAY,
        ),
        {"coordinator", "assistant"},
    ),
    "make_offer": (
        asked,
        lambda one, actor: make_offer(
            actor, one.need, volunteer=make_volunteer(one.town, given_name="Tesfay"), at=MONDAY
        ),
        {"coordinator", "assistant"},
    ),
    "withdraw_offer": (
        asked,
        lambda one, actor: withdraw_offer(actor, one.offer, at=MONDAY),
        {"coordinator", "assistant"},
    ),
    "accept_offer": (
        asked,
        lambda one, actor: accept_offer(actor, one.offer, at=MONDAY),
        {"coordinator", "assistant", "herself"},
    ),
    "decline_offer": (
        asked,
        lambda one, actor: decline_offer(actor, one.offer, at=MONDAY),
        {"coordinator", "assistant", "herself"},
    ),
    "call_back_done": (
        going,
        lambda _one, actor: call_back_done(actor, CallBack.objects.get(), at=MONDAY),
        {"coordinator", "assistant"},
    ),
    "disclose": (
        going,
        lambda one, actor: disclose(actor, one.assignment, at=MONDAY),
        {"coordinator", "assistant", "herself"},
    ),
    "report": (
        going,
        lambda one, actor: report(actor, one.assignment, minutes=30, at=AFTER),
        {"coordinator", "assistant", "herself"},
    ),
    "replace_volunteer": (
        going,
        lambda one, actor: replace_volunteer(actor, one.assignment, at=MONDAY),
        {"coordinator", "assistant", "herself"},
    ),
    "cancel": (going, lambda one, actor: cancel(actor, one.need, at=MONDAY), {"coordinator", "assistant"}),
    "no_show": (
        going,
        lambda one, actor: no_show(actor, one.assignment, at=AFTER),
        {"coordinator", "assistant"},
    ),
    "alert_done": (
        alerted,
        lambda _one, actor: alert_done(actor, Alert.objects.get(), at=AFTER),
        {"coordinator", "assistant"},
    ),
    "note_contact": (
        asked,
        lambda one, actor: note_contact(
            actor, one.client.person, way=Way.WE_CALLED, text="Alles gut.", need=one.need, at=MONDAY
        ),
        {"coordinator", "assistant"},
    ),
    "note_incident": (
        going,
        lambda one, actor: note_incident(
            actor, one.client.person, happened_on=MONDAY.date(), text="Gestürzt.", at=MONDAY
        ),
        {"coordinator"},
    ),
    "look_at_incident": (
        gone_wrong,
        lambda _one, actor: look_at_incident(actor, Incident.objects.get(), at=MONDAY),
        {"coordinator", "administrator"},
    ),
    "change_incident": (
        gone_wrong,
        lambda _one, actor: change_incident(
            actor, Incident.objects.get(), measures="Arzt gerufen.", is_insurance_told=True, at=MONDAY
        ),
        {"coordinator", "administrator"},
    ),
    "close_incident": (
        gone_wrong,
        lambda _one, actor: close_incident(actor, Incident.objects.get(), at=MONDAY),
        {"coordinator", "administrator"},
    ),
    "change_practice": (
        asked,
        lambda _one, actor: change_practice(
            actor,
            insured_through="Rahmenvertrag",
            desk_hours="",
            nobody_ended_after=120,
            address_hours=24,
            cascade_minutes=60,
            laid_days=14,
            at=MONDAY,
        ),
        {"administrator"},
    ),
    "confirm": (reported, lambda one, actor: confirm(actor, one.assignment, at=AFTER), {"coordinator"}),
}


@pytest.mark.parametrize("verb", VERBS)
def test_only_who_may_does_it_and_the_others_change_nothing(verb: str) -> None:
    make, do, may = VERBS[verb]
    journey = make()
    actors = {role: journey.town.actor(role) for role in Role.values if role != Role.VOLUNTEER}
    actors["herself"] = journey.herself
    with journey.town.open():
        somebody_else = make_volunteer(journey.town, given_name="Olena")
        actors["another volunteer"] = journey.town.volunteer_actor(somebody_else)
        actors["the client's link"] = Actor(
            came=Came.LINK, organisation_id=journey.town.id, person_id=journey.client.person_id
        )
        actors["a stranger"] = Actor(came=Came.PUBLIC, organisation_id=journey.town.id)
    for who in actors.keys() - may:
        with journey.town.open():
            step = _made_ready(verb, journey, actors[who], do)
            with nothing_changes(journey.town.id), pytest.raises(NotAllowed) as refused:
                step()
        assert refused.value.sentence, who


def _made_ready(verb: str, journey: Journey, actor: Actor, do: Do) -> Callable[[], object]:
    """The step, with everybody whom it needs entered before it is tried."""
    if verb != "make_offer":
        return lambda: do(journey, actor)
    other = make_volunteer(journey.town, given_name="Tesfay")
    return lambda: make_offer(actor, journey.need, volunteer=other, at=MONDAY)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("who", ["coordinator", "assistant", "administrator", "herself"])
def test_who_may_can(verb: str, who: str) -> None:
    make, do, may = VERBS[verb]
    if who not in may:
        return
    journey = make()
    with journey.town.open():
        do(journey, journey.herself if who == "herself" else journey.town.actor(who))


# --- states -----------------------------------------------------------------------------------------------------------

BY_STATE: list[tuple[str, Any, Any, str, str]] = [
    ("make_offer", Need, NEED, "make_offer", "need"),
    ("accept_offer", Need, NEED, "accept", "need"),
    ("cancel", Need, NEED, "cancel", "need"),
    ("report", Need, NEED, "report", "need"),
    ("confirm", Need, NEED, "confirm", "need"),
    ("replace_volunteer", Need, NEED, "replace", "need"),
    ("accept_offer", Offer, OFFER, "accept", "offer"),
    ("decline_offer", Offer, OFFER, "decline", "offer"),
    ("withdraw_offer", Offer, OFFER, "withdraw", "offer"),
    ("report", Assignment, ASSIGNMENT, "report", "assignment"),
    ("confirm", Assignment, ASSIGNMENT, "confirm", "assignment"),
    ("replace_volunteer", Assignment, ASSIGNMENT, "release", "assignment"),
    ("call_back_done", CallBack, CALL_BACK, "done", "call_back"),
    ("no_show", Need, NEED, "no_show", "need"),
    ("no_show", Assignment, ASSIGNMENT, "no_show", "assignment"),
    ("alert_done", Alert, ALERT, "done", "alert"),
    ("change_incident", Incident, INCIDENT, "change", "incident"),
    ("close_incident", Incident, INCIDENT, "close", "incident"),
]
STATES: dict[Any, list[str]] = {
    Need: NeedState.values,
    Offer: OfferState.values,
    Assignment: AssignmentState.values,
    CallBack: CallBackState.values,
    Alert: AlertState.values,
    Incident: IncidentState.values,
}
WRONG = [
    (verb, model, state)
    for verb, model, table, move, _ in BY_STATE
    for state in STATES[model]
    if not table.allows(move, state)
]


@pytest.mark.parametrize(
    ("verb", "model", "state"), WRONG, ids=[f"{verb}-{model.__name__}-{state}" for verb, model, state in WRONG]
)
def test_what_has_moved_on_is_refused_politely_and_stays_as_it_is(verb: str, model: Any, state: str) -> None:
    make, do, _ = VERBS[verb]
    journey = make()
    with journey.town.open():
        step = _made_ready(verb, journey, journey.town.coordinator, do)
        model.objects.update(state=state)
        with nothing_changes(journey.town.id), pytest.raises(WrongState) as refused:
            step()
        assert len(refused.value.sentence) > 10


@pytest.mark.parametrize(
    ("table", "states"),
    [
        (NEED, NeedState),
        (OFFER, OfferState),
        (ASSIGNMENT, AssignmentState),
        (CALL_BACK, CallBackState),
        (ALERT, AlertState),
        (INCIDENT, IncidentState),
    ],
)
def test_every_state_is_in_its_table(table: Any, states: Any) -> None:
    assert table.states() == frozenset(states.values)


# --- what cannot be right ---------------------------------------------------------------------------------------------

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"earliest": MONDAY + DAY, "latest": MONDAY + DAY}, "latest"),
        ({"earliest": MONDAY + 2 * DAY, "latest": MONDAY + DAY}, "latest"),
        ({"earliest": MONDAY - 2 * DAY, "latest": MONDAY}, "day"),
        ({"earliest": MONDAY + 367 * DAY, "latest": MONDAY + 368 * DAY}, "day"),
        ({"minutes": 4}, "minutes"),
        ({"minutes": 721}, "minutes"),
        ({"minutes": 181}, "minutes"),
        ({"wish": "x" * 4001}, "wish"),
        ({"shop_id": 4711}, "shop"),
        ({"ceiling_cents": -1}, "ceiling_cents"),
        ({"ceiling_cents": 0}, "ceiling_cents"),
        ({"ceiling_cents": 10**12}, "ceiling_cents"),
    ],
)
def test_a_need_that_cannot_be_right_is_not_taken_in(facts: dict[str, Any], field: str) -> None:
    town = make_town()
    known = {"kind": NeedKind.ERRAND, "earliest": MONDAY + DAY, "latest": MONDAY + DAY + timedelta(hours=3)}
    with town.open():
        client = make_client(town)
        with nothing_changes(town.id), pytest.raises(BadInput) as refused:
            take_in(town.coordinator, client=client, at=MONDAY, **(known | facts))
    assert refused.value.field == field


def test_a_shop_of_the_other_town_is_not_on_the_list() -> None:
    here, there = make_town(), make_town("Lampertheim", "06431013")
    with there.open():
        shop = list_partner(there.actor(Role.ADMINISTRATOR), kind=Kind.SHOP, name="Markt", at=MONDAY)
    with here.open():
        client = make_client(here)
        with nothing_changes(here.id), pytest.raises(BadInput):
            take_in(
                here.coordinator,
                client=client,
                kind=NeedKind.ERRAND,
                earliest=MONDAY + DAY,
                latest=MONDAY + 2 * DAY,
                shop_id=shop.id,
                at=MONDAY,
            )


def test_a_volunteer_who_pauses_is_not_asked() -> None:
    journey = asked()
    with journey.town.open():
        paused = make_volunteer(journey.town, given_name="Tesfay")
        paused = move_volunteer(journey.town.coordinator, paused, "pause", at=MONDAY)
        with nothing_changes(journey.town.id), pytest.raises(BadInput) as refused:
            make_offer(journey.town.coordinator, journey.need, volunteer=paused, at=MONDAY)
    assert "Tesfay" in refused.value.sentence


def test_nobody_is_asked_twice_at_once_for_the_same() -> None:
    journey = asked()
    with journey.town.open(), nothing_changes(journey.town.id), pytest.raises(WrongState):
        make_offer(journey.town.coordinator, journey.need, volunteer=journey.helper, at=MONDAY)


@pytest.mark.parametrize("verb", ["make_offer", "accept_offer"])
def test_when_the_time_is_over_nobody_is_asked_and_nobody_says_yes(verb: str) -> None:
    journey = asked()
    late = journey.need.latest
    with journey.town.open():
        other = make_volunteer(journey.town, given_name="Tesfay")
        steps = {
            "make_offer": lambda: make_offer(journey.town.coordinator, journey.need, volunteer=other, at=late),
            "accept_offer": lambda: accept_offer(journey.herself, journey.offer, at=late),
        }
        with nothing_changes(journey.town.id), pytest.raises(WrongState):
            steps[verb]()


def test_too_late_to_fit_in_is_said_before_anything_is_promised() -> None:
    journey = asked()
    with journey.town.open(), nothing_changes(journey.town.id), pytest.raises(WrongState):
        accept_offer(journey.herself, journey.offer, at=journey.need.latest - timedelta(minutes=59))


def test_what_lies_ahead_cannot_be_reported() -> None:
    journey = going()
    begin = journey.assignment.during.lower
    with journey.town.open():
        with nothing_changes(journey.town.id), pytest.raises(WrongState):
            report(journey.herself, journey.assignment, minutes=30, at=begin - timedelta(seconds=1))
        report(journey.herself, journey.assignment, minutes=30, at=begin)


@pytest.mark.parametrize("minutes", [-5, 0, 1441, 10**9])
def test_minutes_that_cannot_be_right_are_refused_at_their_field(minutes: int) -> None:
    journey = going()
    with journey.town.open(), nothing_changes(journey.town.id), pytest.raises(BadInput) as refused:
        report(journey.herself, journey.assignment, minutes=minutes, at=AFTER)
    assert refused.value.field == "minutes"


def test_a_note_that_is_too_long_is_refused_at_its_field() -> None:
    journey = going()
    with journey.town.open(), nothing_changes(journey.town.id), pytest.raises(BadInput) as refused:
        report(journey.herself, journey.assignment, minutes=30, note="x" * 2001, at=AFTER)
    assert refused.value.field == "note"


def test_a_coordinator_who_went_herself_does_not_confirm_her_own_hours() -> None:
    journey = reported()
    herself = Actor(
        came=Came.LOGIN,
        organisation_id=journey.town.id,
        roles=frozenset({"coordinator", "volunteer"}),
        person_id=journey.helper.person_id,
    )
    with journey.town.open(), nothing_changes(journey.town.id), pytest.raises(NotAllowed):
        confirm(herself, journey.assignment, at=AFTER)


def test_the_address_is_shown_from_the_yes_until_a_day_after_the_end_and_each_look_is_recorded() -> None:
    journey = going()
    end = journey.assignment.during.upper
    with journey.town.open():
        door = disclose(journey.herself, journey.assignment, at=end + timedelta(hours=24) - timedelta(seconds=1))
        assert (door.name, door.address) == ("Erna Weber", "Mainstraße 12")
        assert Line.objects.filter(verb="see_address", about_person_id=journey.client.person_id).count() == 1
        with nothing_changes(journey.town.id), pytest.raises(NotAllowed):
            disclose(journey.herself, journey.assignment, at=end + timedelta(hours=24))
        replace_volunteer(journey.herself, journey.assignment, at=MONDAY)
        released = Assignment.objects.select_related("need__client__person", "volunteer__person").get()
        with nothing_changes(journey.town.id), pytest.raises(NotAllowed):
            disclose(journey.herself, released, at=MONDAY)


def test_every_refusal_is_a_sentence_for_people() -> None:
    for kind in (NotAllowed, WrongState, BadInput):
        assert issubclass(kind, Refused)
