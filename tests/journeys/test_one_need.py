"""The thin journey: a need travels from the telephone to the journal."""

from datetime import timedelta

import pytest

from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.finish import call_back_done, confirm, report
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.models import NeedState
from lotsenwerk.domain.assistance.queries.journey import due_call_backs, need_for
from lotsenwerk.domain.journal.actions.seal import broken_places, seal
from lotsenwerk.domain.journal.queries import change_stamp, story_of
from tests.factories import MONDAY, make_client, make_need, make_town, make_volunteer

pytestmark = pytest.mark.django_db


def test_one_need_travels_from_the_telephone_to_the_journal() -> None:
    town = make_town()
    with town.open():
        client, amira = make_client(town), make_volunteer(town)
        need = make_need(town, client)
        stamp = change_stamp()
        offer = make_offer(town.coordinator, need, volunteer=amira, at=MONDAY)
        assert need_for(town.coordinator, need.id).state == NeedState.OFFERED

        assignment = accept_offer(town.volunteer_actor(amira), offer, at=MONDAY + timedelta(minutes=5))
        assert need_for(town.coordinator, need.id).state == NeedState.STAFFED

        [call_back] = due_call_backs(town.coordinator)
        call_back_done(town.coordinator, call_back, at=MONDAY + timedelta(minutes=9))
        assert due_call_backs(town.coordinator) == []

        visit = MONDAY + timedelta(hours=25)
        report(town.volunteer_actor(amira), assignment, minutes=55, at=visit)
        frozen = confirm(town.coordinator, assignment, at=visit + timedelta(hours=1))

        done = need_for(town.coordinator, need.id)
        assert done.state == NeedState.CONFIRMED
        assert (frozen.minutes, frozen.kind) == (55, "shop_and_deliver")
        verbs = [line.verb for line in story_of(("assistance", "need", need.id))]
        assert verbs == ["take_in", "make_offer", "accept_offer", "call_back_done", "report", "confirm"]
    with town.open():
        assert change_stamp() > stamp
        assert seal(at=visit) is not None
        assert seal(at=visit) is None
        assert broken_places() == []
