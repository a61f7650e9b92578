"""The next appointment, the report in ticks, hints and the sheet: docs/rules/guiding.md, cases 6, 7, 10 and 11."""

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from lotsenwerk.domain.assistance.actions.guiding.agree_next import Next, agree_next
from lotsenwerk.domain.assistance.actions.guiding.end_order import prolong_order
from lotsenwerk.domain.assistance.actions.guiding.report_guided import Guided, report_guided
from lotsenwerk.domain.assistance.actions.guiding.send_sheet import send_sheet
from lotsenwerk.domain.assistance.actions.guiding.signposting import show_the_way, tell_outcome
from lotsenwerk.domain.assistance.actions.turn_back import cancel
from lotsenwerk.domain.assistance.models import Assignment, CameBy, Deployment, Inquiry, NeedState, Report, Signpost
from lotsenwerk.domain.assistance.queries.guiding import order_for, visit_to_guide
from lotsenwerk.domain.assistance.queries.signposts import (
    Figure,
    figures_of_signposts,
    own_signposts,
    signpost_for,
    signposts,
)
from lotsenwerk.domain.notifications.models import Letter
from lotsenwerk.domain.organisations.actions.found import list_partner
from lotsenwerk.domain.organisations.models import Kind, Organisation
from lotsenwerk.domain.people.models import PoolMember, Rung
from lotsenwerk.kit.actor import Actor, Came, system
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere, Refused, WrongState
from tests.at_once import at_once
from tests.domain.assistance.guiding.scenes import AFTER, THURSDAY, Guides, open_guides
from tests.factories import MONDAY, make_town, make_volunteer
from tests.fingerprint import nothing_changes

DONE = Guided(minutes=50, reached="partly", did=("go_along",), what_next="appointment")


def advice(scene: Guides, name: str = "Schuldnerberatung", kind: Kind = Kind.ADVICE_SERVICE) -> Organisation:
    return list_partner(system(scene.town.id), kind=kind, name=name, at=MONDAY)


def test_the_next_appointment_is_agreed_for_the_same_two(scene: Guides) -> None:
    order, going = scene.agreed()
    made = agree_next(scene.her, going, Next(THURSDAY, 45, "Schule, Zimmer 3", "school"), at=AFTER)
    made.refresh_from_db()
    assert (made.volunteer, made.during.lower, made.need.client_id) == (scene.amira, THURSDAY, scene.rana.pk)
    assert (made.need.state, made.need.minutes, made.code_word != "") == (NeedState.STAFFED, 45, True)
    asked = Inquiry.objects.get(need=made.need)
    assert (asked.follows, asked.came_by, asked.meeting_point) == (order, CameBy.GUIDE, "Schule, Zimmer 3")
    assert (asked.body, "reports" in asked.bring) == ("school", True)
    whole = order_for(scene.desk, order.ref, AFTER.date())
    assert [one.going for one in whole.appointments] == [going, made]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"begins": MONDAY}, "day"),
        ({"begins": THURSDAY + timedelta(minutes=3)}, "hour"),
        ({"begins": THURSDAY + timedelta(days=100)}, "day"),
        ({"minutes": 5}, "minutes"),
        ({"where": "x" * 301}, "where"),
        ({"errand": "war"}, "errand"),
    ],
)
def test_what_lies_outside_the_order_or_cannot_be_is_refused(scene: Guides, wrong: Any, field: str) -> None:
    _order, going = scene.agreed()
    facts = {"begins": THURSDAY} | wrong
    with nothing_changes(scene.town.id), pytest.raises(BadInput) as refused:
        agree_next(scene.her, going, Next(**facts), at=AFTER)
    assert refused.value.field == field


def test_nobody_is_at_two_places_and_no_more_meetings_than_were_named(scene: Guides) -> None:
    order, going = scene.agreed(most_meetings=2)
    second = agree_next(scene.her, going, Next(THURSDAY), at=AFTER)
    later = Next(THURSDAY + timedelta(days=1))
    for said in (Next(THURSDAY), later):
        with nothing_changes(scene.town.id), pytest.raises(WrongState):
            agree_next(scene.her, going, said, at=AFTER)
    prolong_order(scene.desk, order, until=date(2027, 2, 1), most_meetings=3, because="Noch eins.", at=AFTER)
    with nothing_changes(scene.town.id), pytest.raises(WrongState, match="woanders"):
        agree_next(scene.her, going, Next(THURSDAY), at=AFTER)
    prolong_order(scene.desk, order, until=date(2027, 2, 2), most_meetings=3, because="Doch.", at=AFTER)
    cancel(scene.desk, second.need, at=AFTER)
    agree_next(scene.her, going, Next(THURSDAY), at=AFTER)
    agree_next(scene.her, going, later, at=AFTER)
    with nothing_changes(scene.town.id), pytest.raises(WrongState):
        agree_next(scene.her, going, Next(THURSDAY + timedelta(days=2)), at=AFTER)


def test_another_guide_and_one_who_left_the_pool_agree_on_nothing(scene: Guides) -> None:
    _order, going = scene.agreed()
    other = scene.town.volunteer_actor(make_volunteer(scene.town, given_name="Samir"))
    with nothing_changes(scene.town.id), pytest.raises(NotAllowed):
        agree_next(other, going, Next(THURSDAY), at=AFTER)
    PoolMember.objects.filter(volunteer=scene.amira).update(rung=Rung.PAUSED)
    with nothing_changes(scene.town.id), pytest.raises(WrongState):
        agree_next(scene.her, going, Next(THURSDAY), at=AFTER)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_the_last_meeting_at_the_same_moment_one_is_refused() -> None:
    town = make_town()
    with town.open():
        scene = open_guides(town)
        _order, going = scene.agreed(most_meetings=2)

    def agree(days: int) -> Assignment:
        with town.open():
            return agree_next(scene.her, going, Next(THURSDAY + timedelta(days=days)), at=AFTER)

    answers = at_once([partial(agree, 0), partial(agree, 1)])
    assert sorted(isinstance(one, Refused) for one in answers) == [False, True]


def test_a_report_in_ticks_counts_as_a_deployment(scene: Guides) -> None:
    _order, going = scene.agreed()
    made = report_guided(scene.her, going, DONE, at=AFTER)
    made.refresh_from_db()
    assert (made.did, made.reached, made.what_next, made.note) == (["go_along"], "partly", "appointment", "")
    deployment = Deployment.objects.get(assignment=going)
    assert (deployment.minutes, deployment.body, deployment.cooperation) == (60, "jobcentre", None)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"did": ()}, "did"),
        ({"did": ("interpret",)}, "what_next"),
        ({"reached": ""}, "reached"),
        ({"what_next": "war"}, "what_next"),
        ({"remark": "ruft an unter 0170"}, "remark"),
        ({"remark": "٠١٧٠"}, "remark"),
        ({"remark": "x" * 201}, "remark"),
        ({"minutes": 0}, "minutes"),
        ({"kilometres": 2000}, "kilometres"),
    ],
)
def test_a_report_that_says_too_little_or_too_much_is_refused(scene: Guides, wrong: Any, field: str) -> None:
    _order, going = scene.agreed()
    facts = {"minutes": 50, "reached": "yes", "did": ("go_along",)} | wrong
    with nothing_changes(scene.town.id), pytest.raises(BadInput) as refused:
        report_guided(scene.her, going, Guided(**facts), at=AFTER)
    assert refused.value.field == field
    assert not Report.objects.exists()


def test_where_nobody_was_there_nothing_counts(scene: Guides) -> None:
    _order, going = scene.agreed()
    made = report_guided(scene.her, going, Guided(minutes=20, took_place=False), at=AFTER)
    assert (made.outcome, made.did, made.reached) == ("not_at_home", [], "")
    assert not Deployment.objects.exists()


def test_a_hint_and_what_became_of_it_in_figures_without_names(scene: Guides, django_assert_num_queries: Any) -> None:
    _order, going = scene.agreed()
    debts, club = advice(scene), advice(scene, "Turnverein", Kind.CLUB)
    first = show_the_way(scene.her, going, debts, errand="letters", at=AFTER)
    show_the_way(scene.desk, agree_next(scene.her, going, Next(THURSDAY), at=AFTER), debts, at=AFTER)
    show_the_way(scene.her, going, club, at=AFTER)
    tell_outcome(scene.her, first, "went", at=AFTER)
    tell_outcome(scene.her, first, "helped", at=AFTER)
    with django_assert_num_queries(1):
        figures = figures_of_signposts(scene.desk, 2026)
    assert figures == [Figure("Schuldnerberatung", 2, 0, 1, 0), Figure("Turnverein", 1, 0, 0, 0)]
    assert [one.is_open for one in figures] == [1, 1]
    assert figures_of_signposts(scene.desk, 2025) == []
    assert [one.outcome for one in own_signposts(scene.her)] == ["open", "open", "helped"]
    with django_assert_num_queries(1):
        assert len(list(signposts(scene.desk))) == 3
    tell_outcome(scene.her, first, "open", at=AFTER)
    first.refresh_from_db()
    assert (first.outcome, first.outcome_at) == ("open", None)


def test_hints_lead_only_to_who_is_listed_once_and_others_say_nothing_of_them(scene: Guides) -> None:
    _order, going = scene.agreed()
    debts, shop = advice(scene), advice(scene, "Laden", Kind.SHOP)
    made = show_the_way(scene.her, going, debts, at=AFTER)
    with nothing_changes(scene.town.id), pytest.raises(BadInput):
        show_the_way(scene.her, going, shop, at=AFTER)
    with nothing_changes(scene.town.id), pytest.raises(WrongState):
        show_the_way(scene.her, going, debts, at=AFTER)
    other = scene.town.volunteer_actor(make_volunteer(scene.town, given_name="Samir"))
    with nothing_changes(scene.town.id), pytest.raises(NotAllowed):
        show_the_way(other, going, debts, at=AFTER)
    with nothing_changes(scene.town.id), pytest.raises(NotThere):
        tell_outcome(other, made, "went", at=AFTER)
    with nothing_changes(scene.town.id), pytest.raises(BadInput):
        tell_outcome(scene.her, made, "flew", at=AFTER)
    with pytest.raises(NotThere):
        signpost_for(other, made.ref)
    with pytest.raises(NotThere):
        signposts(scene.her)
    assert Signpost.objects.count() == 1


def test_the_sheet_goes_to_her_by_her_way_and_only_she_and_the_desk_see_it(scene: Guides, settings: Any) -> None:
    settings.SMS_ENABLED = True
    _order, going = scene.agreed()
    assert send_sheet(scene.desk, going, at=MONDAY)
    letter = Letter.objects.get(message="assistance.guide_sheet")
    assert (letter.to_id, letter.language, letter.told["params"]["helper"]) == (scene.rana.person_id, "ar", "Amira")
    rana = Actor(came=Came.LINK, organisation_id=scene.town.id, person_id=scene.rana.person_id)
    assert visit_to_guide(rana, going.ref) == visit_to_guide(scene.desk, going.ref) == going
    for actor in (scene.her, scene.public):
        with pytest.raises(NotThere):
            visit_to_guide(actor, going.ref)
        with nothing_changes(scene.town.id), pytest.raises(NotAllowed):
            send_sheet(actor, going, at=MONDAY)


def test_without_a_way_to_her_nothing_is_sent(scene: Guides, settings: Any) -> None:
    settings.SMS_ENABLED = False
    _order, going = scene.agreed()
    with nothing_changes(scene.town.id):
        assert not send_sheet(scene.desk, going, at=MONDAY)


def test_another_town_reads_no_sheet_and_no_hint(scene: Guides) -> None:
    _order, going = scene.agreed()
    made = show_the_way(scene.her, going, advice(scene), at=AFTER)
    other = make_town("Lampertheim", "06431013")
    with other.open():
        for read in (partial(visit_to_guide, other.coordinator, going.ref), partial(signpost_for, other.coordinator)):
            with pytest.raises(NotThere):
                read(made.ref) if read.func is signpost_for else read()
