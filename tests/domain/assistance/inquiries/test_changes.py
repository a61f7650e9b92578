"""Somebody goes, cancels, moves (cases 23 to 30): what each side reads, when, and for how long."""

from datetime import timedelta
from typing import Any

import pytest

from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.inquiries.change import cancel_appointment, cannot_come, move_appointment
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.models import Bias, DoneBy, InquiryChange, InquiryState, NeedState, Offer, OfferState
from lotsenwerk.domain.assistance.personal_data import inquiries as kept
from lotsenwerk.domain.assistance.planner import propose
from lotsenwerk.domain.assistance.queries.inquiries import inquiry_of_assignment, sheet_for
from lotsenwerk.domain.notifications.models import Letter
from lotsenwerk.domain.people.actions.pools import set_pool_rule
from lotsenwerk.domain.people.gate import Requires
from lotsenwerk.domain.people.models import SuitabilityFact
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere, WrongState
from tests.domain.assistance.inquiries.scenes import AFTER, DAY, HOUR, TUESDAY, WANTED, Scene, another_institution
from tests.factories import MONDAY
from tests.fingerprint import nothing_changes

pytestmark = pytest.mark.django_db


def waiting(key: str) -> int:
    return Letter.objects.filter(message=f"assistance.{key}", state="waiting").count()


# --- the sheet --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("exchange", "at", "is_shown"),
    [
        ("never", TUESDAY, False),
        ("after_yes", MONDAY, True),
        ("after_yes", TUESDAY + 14 * DAY, True),
        ("after_yes", TUESDAY + 15 * DAY, False),
        ("day_before", TUESDAY - 2 * DAY, False),
        ("day_before", TUESDAY - DAY, True),
        ("day_before", TUESDAY + 15 * DAY, False),
    ],
)
def test_case_24_each_side_reads_the_others_number_only_when_the_terms_let_it(
    scene: Scene, exchange: str, at: Any, is_shown: bool
) -> None:
    scene.terms(exchange=exchange)
    inquiry, _going = scene.agreed()
    hers, theirs, desks = (sheet_for(one, inquiry, at=at) for one in (scene.her, scene.asker, scene.desk))
    assert hers is not None
    assert theirs is not None
    assert desks is not None
    assert bool(theirs.helper_phone) is is_shown
    assert bool(hers.on_site_phone) is is_shown
    assert not theirs.on_site_phone
    assert not hers.helper_phone
    assert (desks.helper_phone, desks.on_site_phone) == ("", "")
    assert (hers.code_word, hers.meeting_point) == (theirs.code_word, "Eingang links")
    assert "Haddad" not in theirs.helper


def test_case_23_the_sheet_is_there_for_the_two_sides_only(scene: Scene) -> None:
    inquiry, going = scene.agreed()
    for stranger in (another_institution(scene.town, scene.pool), scene.town.volunteer_actor(scene.samir)):
        with pytest.raises(NotThere):
            sheet_for(stranger, inquiry, at=MONDAY)
    assert inquiry_of_assignment(scene.her, going) == inquiry
    assert inquiry_of_assignment(scene.town.volunteer_actor(scene.samir), going) is None
    nobody, _need = scene.taken_in(begins=TUESDAY + DAY)
    assert sheet_for(scene.asker, nobody, at=MONDAY) is None


def test_case_24_who_was_to_be_asked_for_on_site_is_forgotten_by_the_terms(scene: Scene) -> None:
    scene.terms(contacts_kept_days=3)
    inquiry, _going = scene.agreed()
    last = TUESDAY + 3 * DAY
    rules = [one.rule for one in kept.due(last)]
    assert "assistance.inquiry_contact" not in rules
    [due] = [one for one in kept.due(last + DAY) if one.rule == "assistance.inquiry_contact"]
    assert (due.on, due.who) == ((last + DAY).date(), "Kita Regenbogen")
    kept.expire(due, last + DAY)
    inquiry.refresh_from_db()
    assert (inquiry.on_site_name, inquiry.on_site_phone, inquiry.about) == ("", "", WANTED.about)
    assert "assistance.inquiry_contact" not in [one.rule for one in kept.due(last + DAY)]


# --- cancelled --------------------------------------------------------------------------------------------------------


def test_case_25_the_institution_cancels_and_both_sides_hear_it(scene: Scene) -> None:
    inquiry, going = scene.agreed()
    Letter.objects.update(state="sent")
    cancel_appointment(scene.asker, inquiry, reason="appointment_cancelled", at=MONDAY)
    inquiry.refresh_from_db()
    going.refresh_from_db()
    going.need.refresh_from_db()
    states = (inquiry.state, going.state, going.need.state)
    assert states == (InquiryState.WITHDRAWN, "cancelled", NeedState.CANCELLED)
    assert (waiting("inquiry_cancelled"), waiting("not_needed")) == (1, 1)
    change = InquiryChange.objects.get()
    assert (change.side, change.reason, change.was) == (DoneBy.REQUESTER, "appointment_cancelled", TUESDAY)
    with nothing_changes(scene.town.id), pytest.raises(WrongState):
        cancel_appointment(scene.asker, inquiry, reason="ill", at=MONDAY)


@pytest.mark.parametrize(("said", "side"), [(None, DoneBy.POOL), (DoneBy.REQUESTER, DoneBy.REQUESTER)])
def test_case_25_the_desk_says_for_whom(scene: Scene, said: DoneBy | None, side: DoneBy) -> None:
    inquiry, _need = scene.taken_in()
    cancel_appointment(scene.desk, inquiry, reason="ill", side=said, at=MONDAY)
    assert InquiryChange.objects.get().side == side


def test_case_26_who_cannot_come_is_replaced_and_the_institution_hears_that_somebody_is_looked_for(
    scene: Scene,
) -> None:
    _inquiry, going = scene.agreed()
    Letter.objects.update(state="sent")
    need = cannot_come(scene.her, going, reason="ill", at=MONDAY)
    going.refresh_from_db()
    assert (going.state, going.released_because, need.state) == ("released", "ill", NeedState.OPEN)
    assert waiting("inquiry_open_again") == 1
    change = InquiryChange.objects.get()
    assert (change.side, change.reason) == (DoneBy.VOLUNTEER, "ill")


def test_case_26_an_institution_that_has_not_heard_of_her_hears_nothing_of_it(scene: Scene) -> None:
    _inquiry, going = scene.agreed()
    cannot_come(scene.her, going, reason="ill", at=MONDAY)
    assert (waiting("inquiry_staffed"), waiting("inquiry_open_again")) == (0, 0)


def test_case_27_biased_is_kept_for_the_number_and_the_reason_nowhere(scene: Scene) -> None:
    _inquiry, going = scene.agreed(number=scene.number())
    Letter.objects.update(state="sent")
    cannot_come(scene.her, going, reason="biased", at=MONDAY)
    going.refresh_from_db()
    assert (Bias.objects.get().volunteer_id, going.released_because) == (scene.amira.id, "")
    assert InquiryChange.objects.get().reason == "other"
    assert "bias" not in str([one.told for one in Letter.objects.all()])


def test_case_27_without_a_number_she_is_not_asked_for_this_need_again(scene: Scene) -> None:
    _inquiry, going = scene.agreed()
    need = cannot_come(scene.her, going, reason="biased", at=MONDAY)
    assert not Bias.objects.exists()
    assert scene.amira.id not in [one.volunteer_id for one in propose(scene.desk, need, at=MONDAY).can]


@pytest.mark.parametrize("reason", ["", "weather"])
def test_a_reason_that_is_not_on_the_list_is_refused(scene: Scene, reason: str) -> None:
    inquiry, going = scene.agreed()
    with nothing_changes(scene.town.id):
        with pytest.raises(BadInput):
            cancel_appointment(scene.asker, inquiry, reason=reason, at=MONDAY)
        with pytest.raises(BadInput):
            cannot_come(scene.her, going, reason=reason, at=MONDAY)
        with pytest.raises(BadInput):
            move_appointment(scene.asker, inquiry, becomes=TUESDAY + DAY, reason=reason, at=MONDAY)


# --- moved ------------------------------------------------------------------------------------------------------------


def test_case_28_agreed_she_keeps_it_at_the_new_time_and_both_hear_it(scene: Scene) -> None:
    inquiry, going = scene.agreed()
    Letter.objects.update(state="sent")
    move_appointment(scene.her, inquiry, becomes=TUESDAY + DAY, reason="other_date", is_agreed=True, at=MONDAY)
    going.refresh_from_db()
    going.need.refresh_from_db()
    assert (going.state, going.during.lower, going.during.upper) == ("accepted", TUESDAY + DAY, TUESDAY + DAY + HOUR)
    assert (going.need.earliest, going.need.state) == (TUESDAY + DAY, NeedState.STAFFED)
    assert (waiting("inquiry_moved"), waiting("appointment_moved")) == (1, 1)
    change = InquiryChange.objects.get()
    assert (change.kind, change.side, change.becomes) == ("moved", DoneBy.VOLUNTEER, TUESDAY + DAY)


def test_case_28_where_she_is_somewhere_else_then_it_is_refused(scene: Scene) -> None:
    inquiry, _going = scene.agreed()
    scene.agreed(begins=TUESDAY + DAY)
    with nothing_changes(scene.town.id), pytest.raises(WrongState):
        move_appointment(
            scene.desk, inquiry, becomes=TUESDAY + DAY + HOUR / 2, reason="other", is_agreed=True, at=MONDAY
        )


def test_case_28_who_lacks_something_on_the_new_day_does_not_keep_it_and_only_the_desk_reads_what(scene: Scene) -> None:
    inquiry, _going = scene.agreed()
    talk = {"kind": "introduced", "seen_on": MONDAY.date(), "valid_until": TUESDAY.date()}
    SuitabilityFact.objects.create(volunteer=scene.amira, **talk)
    rule = Requires(talk=True, adult=False, other="C1")
    set_pool_rule(scene.desk, scene.pool, rule, valid_from=MONDAY.date(), at=MONDAY)
    facts = {"reason": "other_date", "is_agreed": True, "at": MONDAY}
    with nothing_changes(scene.town.id), pytest.raises(BadInput) as refused:
        move_appointment(scene.desk, inquiry, becomes=TUESDAY + DAY, **facts)
    assert (refused.value.field, "Amira" in str(refused.value)) == ("becomes", True)
    for other in (scene.asker, scene.her):
        with nothing_changes(scene.town.id), pytest.raises(WrongState) as told:
            move_appointment(other, inquiry, becomes=TUESDAY + DAY, **facts)
        assert "Koordin" in str(told.value)
        assert "Amira" not in str(told.value)
    move_appointment(scene.asker, inquiry, becomes=TUESDAY + HOUR, **facts)


def test_case_29_not_agreed_she_is_asked_for_the_new_date_first(scene: Scene) -> None:
    inquiry, going = scene.agreed()
    Letter.objects.update(state="sent")
    move_appointment(scene.asker, inquiry, becomes=TUESDAY + DAY, reason="other_date", at=MONDAY)
    going.refresh_from_db()
    going.need.refresh_from_db()
    assert (going.state, going.need.state) == ("released", NeedState.OFFERED)
    offer = Offer.objects.get(need=going.need, state=OfferState.OPEN)
    assert (offer.volunteer_id, waiting("offer")) == (scene.amira.id, 1)
    again = accept_offer(scene.her, offer, at=MONDAY)
    again.refresh_from_db()
    assert again.during.lower == TUESDAY + DAY


def test_case_29_who_was_asked_for_the_old_date_is_thanked(scene: Scene) -> None:
    inquiry, need = scene.taken_in()
    offer = make_offer(scene.desk, need, volunteer=scene.samir, at=MONDAY)
    Letter.objects.update(state="sent")
    move_appointment(scene.asker, inquiry, becomes=TUESDAY + DAY, reason="other_date", at=MONDAY)
    offer.refresh_from_db()
    need.refresh_from_db()
    assert (offer.state, need.state, need.earliest) == (OfferState.CLOSED, NeedState.OPEN, TUESDAY + DAY)
    assert waiting("not_needed") == 1


def test_case_29_she_moves_nothing_that_is_not_agreed(scene: Scene) -> None:
    inquiry, _going = scene.agreed()
    with nothing_changes(scene.town.id), pytest.raises(BadInput) as refused:
        move_appointment(scene.her, inquiry, becomes=TUESDAY + DAY, reason="ill", at=MONDAY)
    assert refused.value.field == "is_agreed"


def test_what_waits_for_an_answer_is_moved_too(scene: Scene) -> None:
    inquiry = scene.asked(other_dates=[TUESDAY + DAY])
    move_appointment(scene.asker, inquiry, becomes=TUESDAY + DAY, reason="other_date", at=MONDAY)
    inquiry.refresh_from_db()
    assert (inquiry.begins, inquiry.other_dates, inquiry.state) == (TUESDAY + DAY, [], InquiryState.RECEIVED)


@pytest.mark.parametrize(
    "becomes", [TUESDAY, MONDAY - DAY, TUESDAY + 400 * DAY, TUESDAY + timedelta(minutes=1)], ids=str
)
def test_a_date_that_nobody_means_is_refused(scene: Scene, becomes: Any) -> None:
    inquiry, _going = scene.agreed()
    with nothing_changes(scene.town.id), pytest.raises(BadInput) as refused:
        move_appointment(scene.asker, inquiry, becomes=becomes, reason="other", at=MONDAY)
    assert refused.value.field == "becomes"


def test_case_30_what_has_begun_is_neither_moved_nor_cancelled(scene: Scene) -> None:
    inquiry, _going = scene.agreed()
    with nothing_changes(scene.town.id):
        with pytest.raises(WrongState):
            cancel_appointment(scene.asker, inquiry, reason="ill", at=TUESDAY)
        with pytest.raises(WrongState):
            move_appointment(scene.asker, inquiry, becomes=AFTER + DAY, reason="ill", at=TUESDAY)


def test_another_institution_and_another_volunteer_change_nothing(scene: Scene) -> None:
    inquiry, going = scene.agreed()
    school, samir = another_institution(scene.town, scene.pool), scene.town.volunteer_actor(scene.samir)
    with nothing_changes(scene.town.id):
        for stranger in (school, samir, scene.town.actor("clerk")):
            with pytest.raises(NotThere):
                cancel_appointment(stranger, inquiry, reason="ill", at=MONDAY)
            with pytest.raises(NotThere):
                move_appointment(stranger, inquiry, becomes=TUESDAY + DAY, reason="ill", at=MONDAY)
            with pytest.raises(NotAllowed):
                cannot_come(stranger, going, reason="biased", at=MONDAY)
        with pytest.raises(NotThere):
            cancel_appointment(scene.her, inquiry, reason="ill", at=MONDAY)
