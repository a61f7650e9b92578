"""From the button to the yes: a plan is made, published, answered, and made anew when something happens."""

from datetime import timedelta

import pytest

from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer, decline_offer
from lotsenwerk.domain.assistance.actions.planning.answer_day import answer_day
from lotsenwerk.domain.assistance.actions.planning.publish import publish_plan
from lotsenwerk.domain.assistance.actions.planning.replan import replan
from lotsenwerk.domain.assistance.actions.planning.search import search_plan
from lotsenwerk.domain.assistance.actions.turn_back import replace_volunteer
from lotsenwerk.domain.assistance.models import (
    Alert,
    AlertKind,
    AnsweredBy,
    Assignment,
    DayOffer,
    NeedKind,
    Offer,
    OfferState,
    Plan,
    PlanState,
)
from lotsenwerk.domain.assistance.queries.planning import VisitState, difference, published_plan, timeline
from lotsenwerk.domain.assistance.queries.planning.days import day_for, days_of
from lotsenwerk.domain.notifications.models import Letter, LetterState
from lotsenwerk.domain.people.actions.absences import note_absence
from lotsenwerk.domain.people.actions.pairs import give_standing_yes
from lotsenwerk.domain.people.models import AbsenceReason
from lotsenwerk.kit.actor import Actor, Came
from lotsenwerk.kit.errors import NotAllowed, NotThere, WrongState
from tests.domain.assistance.planning.scene import Scene, on
from tests.fingerprint import nothing_changes

SOON = timedelta(minutes=1)


def letters(message: str) -> list[Letter]:
    return list(Letter.objects.filter(message=message, state=LetterState.WAITING).order_by("id"))


def all_sent() -> None:
    Letter.objects.filter(state=LetterState.WAITING).update(state=LetterState.SENT)


def published(scene: Scene) -> Plan:
    """Three visits for Amira, published."""
    scene.helper("Amira")
    shop = scene.shop()
    scene.need("Weber", kind=NeedKind.SHOP_AND_DELIVER, shop=shop)
    scene.need("Demir", kind=NeedKind.SHOP_AND_DELIVER, shop=shop, minutes=45)
    scene.need("Koch", begins=11, ends=13)
    plan = scene.plan()
    publish_plan(scene.desk, plan, at=scene.at + SOON)
    plan.refresh_from_db()
    return plan


def test_each_helper_is_asked_for_her_day_in_one_letter(scene: Scene) -> None:
    plan = published(scene)
    assert plan.state == PlanState.PUBLISHED
    assert published_plan(scene.desk, scene.day) == plan
    [day] = DayOffer.objects.all()
    [letter] = letters("assistance.day")
    assert (letter.to_id, letter.subject_id, letter.told["ref"]) == (scene.helpers[0].person_id, day.id, day.ref)
    offers = Offer.objects.order_by("need_id")
    assert [(offer.state, offer.day_id) for offer in offers] == [(OfferState.OPEN, day.id)] * 3
    begins = {
        visit.need.id: visit.begin for lane in timeline(scene.desk, plan, at=scene.at).lanes for visit in lane.stops
    }
    assert {offer.need_id: offer.begins_at for offer in offers} == begins
    assert all(begin.minute % 5 == 0 and begin.second == 0 for begin in begins.values())
    states = {stop.state for lane in timeline(scene.desk, plan, at=scene.at).lanes for stop in lane.stops}
    assert states == {VisitState.ASKED}


def test_yes_to_the_whole_day_by_link_is_thanked_once(scene: Scene) -> None:
    published(scene)
    day = DayOffer.objects.get()
    person = scene.helpers[0].person_id
    herself = Actor(came=Came.LINK, organisation_id=scene.town.id, person_id=person)
    assert days_of(herself, at=scene.at) == [day]
    all_sent()
    answered = answer_day(herself, day, at=scene.at + 2 * SOON)
    assert len(answered.going) == 3
    assert (letters("assistance.accepted"), len(letters("assistance.day_agreed"))) == ([], 1)
    assert {one.offer.answered_by for one in answered.going if one.offer} == {AnsweredBy.LINK}
    assert {row.during.lower for row in Assignment.objects.all()} == {row.begins_at for row in Offer.objects.all()}
    hers = day_for(herself, day.ref)
    assert (len(hers.agreed), len(hers.open)) == (3, 0)
    with nothing_changes(scene.town.id), pytest.raises(WrongState):
        answer_day(herself, day, at=scene.at + 3 * SOON)


def test_yes_to_single_visits_is_no_to_the_others_and_the_desk_hears_of_it(scene: Scene) -> None:
    plan = published(scene)
    weber, demir, koch = scene.needs
    answered = answer_day(scene.desk, DayOffer.objects.get(), yes=[weber.id], at=scene.at + 2 * SOON)
    assert [one.need_id for one in answered.going] == [weber.id]
    assert {one.need_id for one in answered.declined} == {demir.id, koch.id}
    assert set(Alert.objects.filter(kind=AlertKind.NOBODY_FOUND).values_list("need_id", flat=True)) == {
        demir.id,
        koch.id,
    }
    assert Offer.objects.get(need=weber).answered_by == AnsweredBy.TELEPHONE
    states = {stop.need.id: stop.state for lane in timeline(scene.desk, plan, at=scene.at).lanes for stop in lane.stops}
    assert states == {
        weber.id: VisitState.ACCEPTED,
        demir.id: VisitState.DECLINED,
        koch.id: VisitState.DECLINED,
    }


def test_nobody_answers_or_sees_the_day_of_another(scene: Scene) -> None:
    published(scene)
    jonas = scene.town.volunteer_actor(scene.helper("Jonas"))
    day = DayOffer.objects.get()
    with pytest.raises(NotThere):
        day_for(jonas, day.ref)
    with nothing_changes(scene.town.id), pytest.raises(NotAllowed):
        answer_day(jonas, day, at=scene.at + 2 * SOON)


def test_a_visit_that_somebody_else_took_is_refused_with_a_sentence_and_the_rest_stands(scene: Scene) -> None:
    published(scene)
    koch = scene.needs[2]
    mine = Offer.objects.get(need=koch)
    mine.begins_at = scene.at - SOON
    mine.save()
    Assignment.objects.create(
        ref="0123456789",
        need=scene.need("Kolb"),
        volunteer=scene.helpers[0],
        during=(on(scene.day, 8), on(scene.day, 18)),
        accepted_at=scene.at,
    )
    answered = answer_day(scene.desk, DayOffer.objects.get(), at=scene.at + 2 * SOON)
    assert answered.going == []
    assert {sentence for _, sentence in answered.refused} == {"Zu dieser Zeit sind Sie schon woanders."}
    assert Offer.objects.filter(state=OfferState.OPEN).count() == 3


def test_who_said_yes_beforehand_goes_without_a_question(scene: Scene) -> None:
    amira, client = scene.helper("Amira"), scene.client("Weber")
    give_standing_yes(scene.desk, client, amira, at=scene.at)
    need = scene.need(client)
    plan = scene.plan()
    done = publish_plan(scene.desk, plan, at=scene.at + SOON)
    assert (done.staffed, done.asked, list(done.days)) == (1, 0, [])
    assignment = Assignment.objects.get(need=need)
    assert assignment.volunteer == amira
    assert (letters("assistance.day"), len(letters("assistance.standing"))) == ([], 1)


def test_after_a_no_the_first_answer_is_there_at_once_and_only_who_is_new_is_asked(scene: Scene) -> None:
    plan = published(scene)
    all_sent()
    jonas = scene.helper("Jonas")
    weber, demir, koch = scene.needs
    accept_offer(scene.desk, Offer.objects.get(need=weber), at=scene.at + SOON)
    decline_offer(scene.desk, Offer.objects.get(need=koch), at=scene.at + SOON)
    all_sent()
    new = replan(scene.desk, plan, at=scene.at + 2 * SOON)
    assert new.changes_id == plan.id
    [move] = difference(scene.desk, new).moves
    assert (move.need.id, move.before, move.after.helper.id if move.after else 0) == (koch.id, None, jonas.id)
    assert [one.id for one in difference(scene.desk, new).people] == [jonas.id]
    assert search_plan(scene.town.id, new.id)
    new.refresh_from_db()
    accepted = Assignment.objects.get(need=weber).during
    done = publish_plan(scene.desk, new, at=scene.at + 3 * SOON)
    assert (done.asked, done.unchanged, done.withdrawn) == (1, 2, 0)
    assert Assignment.objects.get(need=weber).during == accepted
    assert [letter.to_id for letter in Letter.objects.filter(state=LetterState.WAITING)] == [jonas.person_id]
    assert Offer.objects.filter(need=demir).count() == 1
    plan.refresh_from_db()
    assert plan.state == PlanState.REPLACED


def test_whoever_falls_ill_is_replaced_and_what_she_was_asked_for_is_taken_back(scene: Scene) -> None:
    plan = published(scene)
    all_sent()
    amira, jonas = scene.helpers[0], scene.helper("Jonas")
    weber, demir, koch = scene.needs
    accept_offer(scene.desk, Offer.objects.get(need=weber), at=scene.at + SOON)
    all_sent()
    note_absence(
        scene.desk,
        amira.person,
        first_day=scene.day,
        last_day=scene.day,
        reason=AbsenceReason.ILL,
        at=scene.at + 2 * SOON,
    )
    new = replan(scene.desk, plan, at=scene.at + 3 * SOON)
    assert search_plan(scene.town.id, new.id)
    new.refresh_from_db()
    done = publish_plan(scene.desk, new, at=scene.at + 4 * SOON)
    assert (done.asked, done.withdrawn) == (3, 2)
    assert set(Offer.objects.filter(state=OfferState.OPEN).values_list("volunteer_id", "need_id")) == {
        (jonas.id, need.id) for need in (weber, demir, koch)
    }
    assert not Assignment.objects.filter(state="accepted").exists()
    assert [letter.to_id for letter in letters("assistance.day")] == [jonas.person_id]
    assert {letter.to_id for letter in letters("assistance.not_needed")} == {amira.person_id}


def test_planning_anew_moves_nobody_who_is_not_concerned(scene: Scene) -> None:
    plan = published(scene)
    scene.helper("Jonas", north=200)
    begins = dict(Offer.objects.values_list("need_id", "begins_at"))
    gone = scene.needs[1]
    decline_offer(scene.desk, Offer.objects.get(need=gone), at=scene.at + SOON)
    new = replan(scene.desk, plan, at=scene.at + 2 * SOON)
    assert search_plan(scene.town.id, new.id)
    new.refresh_from_db()
    lanes = timeline(scene.desk, new, at=scene.at).lanes
    now = {stop.need.id: stop.begin for lane in lanes for stop in lane.stops if not stop.is_pick_up}
    assert {need: now[need] for need in begins if need != gone.id} == {
        need: begin for need, begin in begins.items() if need != gone.id
    }
    assert gone.id in now


def test_publishing_the_same_again_asks_nobody(scene: Scene) -> None:
    published(scene)
    before = list(Offer.objects.order_by("id").values())
    again = scene.plan(at=scene.at + 2 * SOON)
    done = publish_plan(scene.desk, again, at=scene.at + 3 * SOON)
    assert (done.asked, done.withdrawn, done.unchanged, list(done.days)) == (0, 0, 3, [])
    assert list(Offer.objects.order_by("id").values()) == before
    assert len(letters("assistance.day")) == 1


def test_what_she_has_not_heard_of_yet_is_asked_in_one_new_letter(scene: Scene) -> None:
    published(scene)
    new_need = scene.need("Kolb", begins=11, ends=14, minutes=20)
    again = scene.plan(at=scene.at + 2 * SOON)
    [day] = publish_plan(scene.desk, again, at=scene.at + 3 * SOON).days
    [letter] = letters("assistance.day")
    assert letter.subject_id == day.id
    assert set(Offer.objects.filter(day=day).values_list("need_id", flat=True)) >= {new_need.id}
    assert Offer.objects.filter(day=day).count() == 4


def test_a_day_that_changes_after_she_heard_of_it_is_told_as_a_change(scene: Scene) -> None:
    published(scene)
    all_sent()
    new_need = scene.need("Kolb", begins=11, ends=14, minutes=20)
    again = scene.plan(at=scene.at + 2 * SOON)
    [day] = publish_plan(scene.desk, again, at=scene.at + 3 * SOON).days
    assert (len(letters("assistance.day")), len(letters("assistance.day_changed"))) == (0, 1)
    assert Offer.objects.get(need=new_need).day == day
    assert len(day_for(scene.town.volunteer_actor(scene.helpers[0]), day.ref).open) == 4


def test_a_letter_of_the_evening_waits_for_the_morning(scene: Scene) -> None:
    scene.helper("Amira")
    scene.need("Weber")
    late = on(scene.day - timedelta(days=2), 22.5)
    plan = scene.plan(at=late)
    publish_plan(scene.desk, plan, at=late + SOON)
    [letter] = letters("assistance.day")
    assert letter.due_at == on(scene.day - timedelta(days=1), 8)


def test_one_day_of_a_published_week_is_published_anew_and_the_others_still_count(scene: Scene) -> None:
    scene.helper("Amira")
    friday = scene.day + timedelta(days=1)
    scene.need("Weber")
    scene.need("Demir", day=friday)
    week = scene.plan(last=friday)
    publish_plan(scene.desk, week, at=scene.at + SOON)
    scene.need("Kolb", begins=14, ends=16)
    day = scene.plan(at=scene.at + 2 * SOON)
    publish_plan(scene.desk, day, at=scene.at + 3 * SOON)
    assert published_plan(scene.desk, scene.day) == day
    assert published_plan(scene.desk, friday) == week
    assert Offer.objects.filter(state=OfferState.OPEN).count() == 3


def test_a_regular_who_cannot_come_is_not_sent_again_by_the_next_plan(scene: Scene) -> None:
    amira, tesfay = scene.helper("Amira"), scene.helper("Tesfay", north=3000)
    need = scene.need("Weber")
    give_standing_yes(scene.desk, need.client, amira, at=scene.at)
    publish_plan(scene.desk, scene.plan(), at=scene.at + SOON)
    going = Assignment.objects.get(need=need)
    assert going.volunteer_id == amira.id
    replace_volunteer(scene.town.volunteer_actor(amira), going, reason="ill", at=scene.at + 2 * SOON)
    plan = scene.plan(at=scene.at + 3 * SOON)
    publish_plan(scene.desk, plan, at=scene.at + 4 * SOON)
    assert [offer.volunteer_id for offer in Offer.objects.filter(state=OfferState.OPEN)] == [tesfay.id]
