"""Two towns beside each other: reads know nothing of the neighbour, and no verb reaches a row of hers."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, connection

from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer, decline_offer
from lotsenwerk.domain.assistance.actions.disclose import disclose
from lotsenwerk.domain.assistance.actions.finish import call_back_done, confirm, report
from lotsenwerk.domain.assistance.actions.offers import make_offer, withdraw_offer
from lotsenwerk.domain.assistance.actions.turn_back import cancel, replace_volunteer
from lotsenwerk.domain.assistance.planner import propose
from lotsenwerk.domain.assistance.queries import journey as journeys
from lotsenwerk.domain.journal.queries import lines_about, newest_lines, story_of
from lotsenwerk.domain.notifications.actions import outbox
from lotsenwerk.domain.notifications.queries import counts_by_state, letters_about
from lotsenwerk.domain.people import queries as people
from lotsenwerk.domain.people.actions.ladder import move_volunteer
from lotsenwerk.domain.people.actions.portrait import keep_portrait
from lotsenwerk.domain.people.actions.register import Contact, change_contact
from lotsenwerk.domain.privacy.actions.erase_person import erase_person
from lotsenwerk.domain.privacy.queries import everything_about
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotThere, Refused
from tests.database import TestDatabase
from tests.factories import MONDAY, make_need
from tests.fingerprint import fingerprint
from tests.house.conftest import towns_that_stay
from tests.story import Story, picture

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(days=9)


@pytest.fixture(scope="module")
def towns(django_db_setup: None, django_db_blocker: Any, test_database: TestDatabase) -> Iterator[tuple[Story, Story]]:
    with towns_that_stay(django_db_blocker, test_database, at=MONDAY) as stories:
        yield stories


READS: dict[str, Callable[[Actor, Story], object]] = {
    "person": lambda actor, there: people.person_for(actor, there.client.person_id),
    "whole person": lambda actor, there: people.whole_person(actor, there.client.person_id),
    "client": lambda actor, there: people.client_for(actor, there.client.person_id),
    "volunteer": lambda actor, there: people.volunteer_for(actor, there.helper.person_id),
    "portrait": lambda actor, there: people.portrait_for(actor, there.helper.person_id),
    "need": lambda actor, there: journeys.need_for(actor, there.open.id),
    "whole need": lambda actor, there: journeys.whole_need(actor, there.open.id),
    "offer": lambda actor, there: journeys.offer_for(actor, offer_id=there.asked.id),
    "offer by ref": lambda actor, there: journeys.offer_for(actor, ref=there.asked.ref),
    "assignment": lambda actor, there: journeys.assignment_for(actor, assignment_id=there.going.id),
    "assignment by ref": lambda actor, there: journeys.assignment_for(actor, ref=there.going.ref),
    "call-back": lambda actor, there: journeys.call_back_for(actor, there.call_back.id),
    "export": lambda actor, there: everything_about(actor, there.client.person_id),
}


@pytest.mark.parametrize("read", READS)
def test_a_row_of_the_neighbour_is_not_there(towns: tuple[Story, Story], read: str) -> None:
    here, there = towns
    with there.town.open():
        assert READS[read](there.town.coordinator, there) is not None
    with here.town.open(), pytest.raises(NotThere):
        READS[read](here.town.coordinator, there)


def test_lists_of_the_neighbours_rows_are_empty(towns: tuple[Story, Story]) -> None:
    here, there = towns
    desk = here.town.coordinator
    with here.town.open():
        assert list(lines_about(there.client.person_id)) == []
        assert list(story_of(("assistance", "need", there.open.id))) == []
        assert list(letters_about("assistance", "offer", there.asked.id)) == []
        assert journeys.needs_of_client(desk, there.client.id) == []
        assert journeys.offers_of_need(desk, there.asked.need_id) == []
        assert journeys.assignments_of_volunteer(desk, there.helper.id) == []
        assert people.volunteer_of_user(there.helper.person.user_id or 0) is None
        assert {line.organisation_id for line in newest_lines()} == {here.town.id}
        own = counts_by_state()
    with there.town.open():
        assert counts_by_state() == own
    with here.town.open():
        assert counts_by_state() == own


def test_the_planner_proposes_nobody_from_the_neighbour(towns: tuple[Story, Story]) -> None:
    here, there = towns
    with here.town.open():
        need = make_need(here.town, here.client, at=here.told)
        proposals = propose(here.town.coordinator, need, at=here.told)
        named = {one.volunteer.id for one in (*proposals.can, *proposals.cannot)}
    assert there.helper.id not in named
    assert here.helper.id in named


VERBS: dict[str, Callable[[Actor, Story, Story], object]] = {
    "make_offer": lambda me, here, there: make_offer(me, there.open, volunteer=here.helper, at=LATER),
    "ask a neighbour's": lambda me, here, there: make_offer(me, here.open, volunteer=there.helper, at=here.told),
    "accept_offer": lambda me, _here, there: accept_offer(me, there.asked, at=LATER),
    "decline_offer": lambda me, _here, there: decline_offer(me, there.asked, at=LATER),
    "withdraw_offer": lambda me, _here, there: withdraw_offer(me, there.asked, at=LATER),
    "report": lambda me, _here, there: report(me, there.going, minutes=30, at=LATER),
    "confirm": lambda me, _here, there: confirm(me, there.over, at=LATER),
    "call_back_done": lambda me, _here, there: call_back_done(me, there.call_back, at=LATER),
    "cancel": lambda me, _here, there: cancel(me, there.open, at=LATER),
    "replace_volunteer": lambda me, _here, there: replace_volunteer(me, there.going, at=LATER),
    "take_in": lambda _me, here, there: make_need(here.town, there.client, at=LATER),
    "change_contact": lambda me, _here, there: change_contact(
        me, there.client.person, Contact(family_name="X"), at=LATER
    ),
    "move_volunteer": lambda me, _here, there: move_volunteer(me, there.helper, "pause", at=LATER),
    "keep_portrait": lambda me, _here, there: keep_portrait(me, there.interested.person, picture(), at=LATER),
    "erase_person": lambda me, _here, there: erase_person(me, there.interested.person, at=LATER),
    "begin a letter": lambda _me, _here, there: outbox.begin(there.letter.id, at=LATER),
}


@pytest.mark.parametrize("verb", VERBS)
def test_no_verb_reaches_a_row_of_the_neighbour(towns: tuple[Story, Story], verb: str) -> None:
    """Even where a door had handed over the row itself."""
    here, there = towns

    def step() -> None:
        with here.town.open(), connection.cursor() as cursor:
            VERBS[verb](here.town.coordinator, here, there)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    with there.town.open():
        before = fingerprint(there.town.id)
    with pytest.raises((NotThere, Refused, ObjectDoesNotExist, DatabaseError)):
        step()
    with there.town.open():
        assert fingerprint(there.town.id) == before


def test_an_address_of_the_neighbour_is_not_disclosed_from_here(towns: tuple[Story, Story]) -> None:
    here, there = towns
    with there.town.open():
        before = fingerprint(there.town.id)
        row = journeys.assignment_for(there.town.coordinator, assignment_id=there.going.id)
    stranger = here.town.volunteer_actor(here.helper)
    with here.town.open(), pytest.raises(Refused):
        disclose(stranger, row, at=LATER)
    with there.town.open():
        assert fingerprint(there.town.id) == before
