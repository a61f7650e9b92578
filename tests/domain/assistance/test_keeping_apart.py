"""Two are not to meet any more: questions are taken back, visits ahead are somebody else's, what has begun stays."""

from datetime import timedelta

import pytest

from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.apart import keep_apart
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.models import AssignmentState, NeedState, OfferState
from lotsenwerk.domain.notifications.models import Letter
from lotsenwerk.domain.people.models import Side, Veto
from lotsenwerk.kit.errors import NotAllowed
from tests.factories import MONDAY, make_client, make_need, make_town, make_volunteer
from tests.fingerprint import nothing_changes

pytestmark = pytest.mark.django_db


def test_an_open_question_is_taken_back_and_the_need_looks_for_somebody_else() -> None:
    town = make_town()
    with town.open():
        client, helper = make_client(town), make_volunteer(town)
        need = make_need(town, client)
        offer = make_offer(town.coordinator, need, volunteer=helper, at=MONDAY)
        keep_apart(town.coordinator, client, helper, said_by=Side.CLIENT, note="Streit um den Hund", at=MONDAY)
        offer.refresh_from_db()
        need.refresh_from_db()
        assert (offer.state, need.state) == (OfferState.WITHDRAWN, NeedState.OPEN)
        assert not any("Streit" in str(letter.told) for letter in Letter.objects.all())


def test_a_visit_ahead_is_somebody_elses_and_one_that_has_begun_stays() -> None:
    town = make_town()
    with town.open():
        client, helper = make_client(town), make_volunteer(town)
        begun, ahead = make_need(town, client, in_hours=1), make_need(town, client, in_hours=48)
        visits = [
            accept_offer(town.coordinator, make_offer(town.coordinator, need, volunteer=helper, at=MONDAY), at=MONDAY)
            for need in (begun, ahead)
        ]
        keep_apart(town.coordinator, client, helper, said_by=Side.VOLUNTEER, at=MONDAY + timedelta(hours=1, minutes=30))
        for one in (*visits, ahead):
            one.refresh_from_db()
        assert [one.state for one in visits] == [AssignmentState.ACCEPTED, AssignmentState.RELEASED]
        assert ahead.state == NeedState.OPEN


def test_other_pairs_are_left_as_they_are() -> None:
    town = make_town()
    with town.open():
        client, helper = make_client(town), make_volunteer(town)
        other = make_volunteer(town, given_name="Tesfay", family_name="Berhane")
        kept = make_offer(town.coordinator, make_need(town, client), volunteer=other, at=MONDAY)
        keep_apart(town.coordinator, client, helper, said_by=Side.DESK, at=MONDAY)
        kept.refresh_from_db()
        assert kept.state == OfferState.OPEN


def test_who_may_not_note_it_changes_nothing() -> None:
    town = make_town()
    with town.open():
        client, helper = make_client(town), make_volunteer(town)
        make_offer(town.coordinator, make_need(town, client), volunteer=helper, at=MONDAY)
        with nothing_changes(town.id), pytest.raises(NotAllowed):
            keep_apart(town.actor("clerk"), client, helper, said_by=Side.DESK, at=MONDAY)
        assert not Veto.objects.exists()
