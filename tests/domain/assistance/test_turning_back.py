"""Going back is a verb too: who hears of it, who is called again, what stays."""

from datetime import timedelta

import pytest

from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer, decline_offer
from lotsenwerk.domain.assistance.actions.finish import call_back_done
from lotsenwerk.domain.assistance.actions.offers import make_offer, withdraw_offer
from lotsenwerk.domain.assistance.actions.turn_back import cancel, replace_volunteer
from lotsenwerk.domain.assistance.models import Assignment, CallBack, CallBackReason, CallBackState, NeedState, Offer
from lotsenwerk.domain.assistance.queries.journey import due_call_backs, need_for
from lotsenwerk.domain.notifications.models import Letter, LetterState
from tests.factories import MONDAY, Town, make_client, make_need, make_town, make_volunteer

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make_town()


def letters(*, message: str) -> list[str]:
    return sorted(Letter.objects.filter(message=message).values_list("state", flat=True))


def test_the_last_no_opens_the_need_again_and_the_last_but_one_does_not(town: Town) -> None:
    with town.open():
        need = make_need(town, make_client(town))
        helpers = [make_volunteer(town, given_name=name) for name in ("Amira", "Tesfay", "Olena")]
        offers = [make_offer(town.coordinator, need, volunteer=helper, at=MONDAY) for helper in helpers]
        decline_offer(town.volunteer_actor(helpers[0]), offers[0], at=MONDAY)
        withdraw_offer(town.coordinator, offers[1], at=MONDAY)
        assert need_for(town.coordinator, need.id).state == NeedState.OFFERED
        decline_offer(town.volunteer_actor(helpers[2]), offers[2], at=MONDAY)
        assert need_for(town.coordinator, need.id).state == NeedState.OPEN


def test_who_said_no_can_be_asked_again_by_the_desk(town: Town) -> None:
    with town.open():
        need, amira = make_need(town, make_client(town)), make_volunteer(town)
        offer = make_offer(town.coordinator, need, volunteer=amira, at=MONDAY)
        decline_offer(town.volunteer_actor(amira), offer, at=MONDAY)
        assert make_offer(town.coordinator, need, volunteer=amira, at=MONDAY).id != offer.id


def test_when_she_cannot_come_somebody_else_can_and_the_client_is_called_again(town: Town) -> None:
    with town.open():
        need = make_need(town, make_client(town))
        amira, tesfay = make_volunteer(town), make_volunteer(town, given_name="Tesfay")
        offer = make_offer(town.coordinator, need, volunteer=amira, at=MONDAY)
        first = accept_offer(town.volunteer_actor(amira), offer, at=MONDAY)
        [call] = due_call_backs(town.coordinator)
        assert call.reason == CallBackReason.WHO_COMES
        call_back_done(town.coordinator, call, at=MONDAY)
        replace_volunteer(town.volunteer_actor(amira), first, reason="cannot_come", at=MONDAY)
        assert need_for(town.coordinator, need.id).state == NeedState.OPEN
        assert due_call_backs(town.coordinator) == []
        offer = make_offer(town.coordinator, need, volunteer=tesfay, at=MONDAY)
        second = accept_offer(town.volunteer_actor(tesfay), offer, at=MONDAY)
        [call] = due_call_backs(town.coordinator)
        assert call.reason == CallBackReason.SOMEBODY_ELSE_COMES
        assert [one.state for one in Assignment.objects.order_by("id")] == ["released", "accepted"]
        assert second.code_word


def test_who_takes_herself_out_is_not_thanked_for_not_being_needed(town: Town) -> None:
    with town.open():
        amira = make_volunteer(town)
        offer = make_offer(town.coordinator, make_need(town, make_client(town)), volunteer=amira, at=MONDAY)
        going = accept_offer(town.volunteer_actor(amira), offer, at=MONDAY)
        Letter.objects.update(state=LetterState.SENT)
        replace_volunteer(town.volunteer_actor(amira), going, at=MONDAY)
        assert letters(message="assistance.not_needed") == []


def test_whom_the_desk_takes_out_hears_it_once_she_knew(town: Town) -> None:
    with town.open():
        amira = make_volunteer(town)
        offer = make_offer(town.coordinator, make_need(town, make_client(town)), volunteer=amira, at=MONDAY)
        going = accept_offer(town.volunteer_actor(amira), offer, at=MONDAY)
        Letter.objects.update(state=LetterState.SENT)
        replace_volunteer(town.coordinator, going, at=MONDAY)
        assert letters(message="assistance.not_needed") == [LetterState.WAITING]


def test_a_need_that_is_cancelled_tells_everybody_who_knew_and_nobody_else(town: Town) -> None:
    with town.open():
        need = make_need(town, make_client(town))
        for name in ("Amira", "Tesfay"):
            make_offer(town.coordinator, need, volunteer=make_volunteer(town, given_name=name), at=MONDAY)
        Letter.objects.filter(to__given_name="Amira").update(state=LetterState.SENT)
        cancel(town.coordinator, need, reason="Die Tochter kommt", at=MONDAY)
        [thanked] = Letter.objects.filter(message="assistance.not_needed")
        assert thanked.to.given_name == "Amira"
        assert {offer.state for offer in Offer.objects.all()} == {"closed"}
        assert not CallBack.objects.exists()


def test_a_client_who_knew_that_somebody_comes_is_called_when_nobody_does(town: Town) -> None:
    with town.open():
        amira, need = make_volunteer(town), make_need(town, make_client(town))
        offer = make_offer(town.coordinator, need, volunteer=amira, at=MONDAY)
        accept_offer(town.volunteer_actor(amira), offer, at=MONDAY)
        [call] = due_call_backs(town.coordinator)
        call_back_done(town.coordinator, call, at=MONDAY)
        cancel(town.coordinator, need, at=MONDAY)
        assert [one.reason for one in due_call_backs(town.coordinator)] == [CallBackReason.CANCELLED]
        assert Assignment.objects.get().state == "cancelled"


def test_a_client_who_has_heard_nothing_yet_need_not_be_called(town: Town) -> None:
    with town.open():
        amira, need = make_volunteer(town), make_need(town, make_client(town))
        offer = make_offer(town.coordinator, need, volunteer=amira, at=MONDAY)
        accept_offer(town.volunteer_actor(amira), offer, at=MONDAY)
        cancel(town.coordinator, need, at=MONDAY)
        assert due_call_backs(town.coordinator) == []
        assert CallBack.objects.get().state == CallBackState.NEEDLESS


def test_after_a_step_back_her_time_is_free_again(town: Town) -> None:
    with town.open():
        amira = make_volunteer(town)
        needs = [make_need(town, make_client(town, family_name=name), window_hours=1) for name in ("Weber", "Kolb")]
        offers = [make_offer(town.coordinator, need, volunteer=amira, at=MONDAY) for need in needs]
        going = accept_offer(town.volunteer_actor(amira), offers[0], at=MONDAY)
        replace_volunteer(town.volunteer_actor(amira), going, at=MONDAY)
        assert accept_offer(town.volunteer_actor(amira), offers[1], at=MONDAY + timedelta(minutes=1)).id
