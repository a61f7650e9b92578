"""An order of a guide begins with an aim and an end, and ends: docs/rules/guiding.md, cases 1 to 5, 8 and 9."""

from dataclasses import replace
from datetime import date, time, timedelta
from functools import partial
from typing import Any

import pytest

from lotsenwerk.domain.assistance.actions.guiding.agree_next import Next, agree_next
from lotsenwerk.domain.assistance.actions.guiding.ask_for_guide import ask_for_guide
from lotsenwerk.domain.assistance.actions.guiding.end_order import close_order, prolong_order
from lotsenwerk.domain.assistance.actions.guiding.take_in_order import take_in_by_telephone, take_in_order
from lotsenwerk.domain.assistance.actions.inquiries.take_in_inquiry import take_in_inquiry
from lotsenwerk.domain.assistance.actions.take_in import take_in
from lotsenwerk.domain.assistance.guide_scope import left_of
from lotsenwerk.domain.assistance.models import CameBy, Inquiry, InquiryState, Need, NeedKind
from lotsenwerk.domain.assistance.queries.guiding import asked_for_guides, order_for, order_of_need, running_orders
from lotsenwerk.domain.journal.models import Line
from lotsenwerk.domain.organisations.models import Module, Organisation
from lotsenwerk.domain.people.actions.pools import end_pool
from lotsenwerk.domain.people.models import PoolMember, Rung
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere, WrongState
from tests.domain.assistance.guiding.scenes import AFTER, ASKED, ORDER, THURSDAY, TUESDAY, Guides
from tests.factories import MONDAY, make_need, make_town
from tests.fingerprint import nothing_changes


def test_a_number_and_a_postcode_are_enough_and_name_the_day_of_the_call(scene: Guides) -> None:
    asked = scene.asked(errand="call", day=None, hour=None, where="", languages=(), called="")
    assert (asked.answer_by, asked.has_no_date, asked.came_by) == (date(2026, 11, 19), True, CameBy.PORTAL)
    assert asked_for_guides(scene.desk) == [asked]


def test_an_appointment_is_kept_as_she_said_it_with_the_papers_for_such_an_office(scene: Guides) -> None:
    asked = scene.asked()
    assert (asked.begins, asked.meeting_point, asked.asked_by) == (TUESDAY, "Jobcenter Heppenheim", "رنا")
    assert {"letter", "id"} <= set(asked.bring)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"needs_interpreter": True}, "needs_interpreter"),
        ({"phone": ""}, "phone"),
        ({"phone": "12"}, "phone"),
        ({"email": "nothing"}, "email"),
        ({"postcode": "6864"}, "postcode"),
        ({"postcode": "६८६४२"}, "postcode"),
        ({"errand": "war"}, "errand"),
        ({"languages": ("ara", "xxx")}, "languages"),
        ({"speaks": "xx"}, "speaks"),
        ({"hour": None}, "hour"),
        ({"day": None}, "day"),
        ({"hour": time(14, 3)}, "hour"),
        ({"day": date(2026, 11, 2)}, "day"),
        ({"day": date(2028, 11, 2)}, "day"),
        ({"called": "x" * 81}, "called"),
    ],
)
def test_what_cannot_be_right_is_refused_at_its_field_and_stores_nothing(
    scene: Guides, wrong: dict[str, Any], field: str
) -> None:
    with nothing_changes(scene.town.id), pytest.raises(BadInput) as refused:
        ask_for_guide(scene.public, replace(ASKED, **wrong), at=MONDAY)
    assert refused.value.field == field


@pytest.mark.parametrize("about", ["Mit ihrer EC-Karte Geld abheben", "Zur Bank, die PIN steht im Brief"])
def test_an_order_that_sends_a_guide_with_somebodys_money_is_refused_and_changes_nothing(
    scene: Guides, about: str
) -> None:
    asked = scene.asked()
    with nothing_changes(scene.town.id), pytest.raises(BadInput) as refused:
        scene.taken_in(asked=asked, about=about)
    assert refused.value.field == "about"
    _inquiry, need = scene.taken_in(
        asked=asked, about="Bei der Sparkasse ein Konto eröffnen", not_about="PIN, EC-Karte"
    )
    assert need.wish == "Bei der Sparkasse ein Konto eröffnen"


def test_where_nobody_guides_and_for_others_nothing_is_stored(scene: Guides) -> None:
    with nothing_changes(scene.town.id), pytest.raises(NotAllowed):
        ask_for_guide(scene.her, ASKED, at=MONDAY)
    PoolMember.objects.update(rung=Rung.LEFT)
    end_pool(scene.desk, scene.pool, at=MONDAY)
    with nothing_changes(scene.town.id), pytest.raises(WrongState):
        scene.asked()


def test_taken_in_it_is_a_need_of_the_pool_with_its_order(scene: Guides) -> None:
    inquiry, need = scene.taken_in()
    assert (need.kind, need.pool_id, need.earliest, need.client_id) == ("guide", scene.pool.pk, TUESDAY, scene.rana.pk)
    assert (inquiry.state, inquiry.about, inquiry.until) == (InquiryState.TAKEN_IN, ORDER.about, ORDER.until)
    assert order_of_need(scene.desk, need.pk) == inquiry


def test_with_a_number_of_meetings_alone_the_last_day_is_26_weeks_away(scene: Guides) -> None:
    inquiry, _need = scene.taken_in(until=None, most_meetings=2)
    assert inquiry.until == date(2027, 5, 17)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"about": " "}, "about"),
        ({"not_about": " "}, "not_about"),
        ({"until": None}, "until"),
        ({"until": date(2026, 11, 23)}, "until"),
        ({"until": None, "most_meetings": 0}, "most_meetings"),
        ({"wishes": frozenset({"interpret"})}, "wishes"),
        ({"wishes": frozenset({"look_after"})}, "until"),
        ({"wishes": frozenset({"assert_a_claim"}), "against_own_town": True}, "against_own_town"),
        ({"wishes": frozenset({"dance"})}, "wishes"),
        ({"begins": MONDAY}, "begins"),
        ({"minutes": 5}, "minutes"),
        ({"bring": ("gold",)}, "bring"),
        ({"postcode": "1"}, "postcode"),
    ],
)
def test_without_aim_limits_or_end_nothing_is_taken_in(scene: Guides, wrong: dict[str, Any], field: str) -> None:
    asked = scene.asked()
    with nothing_changes(scene.town.id), pytest.raises(BadInput) as refused:
        take_in_order(scene.desk, asked, replace(ORDER, **wrong), client=scene.rana, at=MONDAY)
    assert refused.value.field == field
    with nothing_changes(scene.town.id), pytest.raises(BadInput):
        take_in_by_telephone(scene.desk, scene.rana, scene.pool, replace(ORDER, **wrong), at=MONDAY)


def test_no_way_leads_past_the_order(scene: Guides) -> None:
    asked = scene.asked()
    Inquiry.objects.filter(pk=asked.pk).update(client=scene.rana)
    with nothing_changes(scene.town.id), pytest.raises(WrongState):
        take_in_inquiry(scene.desk, asked, at=MONDAY)
    for kind in (NeedKind.GUIDE, NeedKind.INTERPRET):
        with nothing_changes(scene.town.id), pytest.raises(BadInput):
            take_in(scene.desk, client=scene.rana, kind=kind, earliest=TUESDAY, latest=AFTER, at=MONDAY)


def test_who_calls_is_taken_in_at_once(scene: Guides) -> None:
    need = take_in_by_telephone(scene.desk, scene.rana, scene.pool, ORDER, at=MONDAY)
    order = order_of_need(scene.desk, need.pk)
    assert (order.came_by, order.client_id, order.state) == (CameBy.TELEPHONE, scene.rana.pk, InquiryState.TAKEN_IN)


def test_only_the_desk_takes_in_and_only_once(scene: Guides) -> None:
    asked = scene.asked()
    for actor in (scene.her, scene.public, scene.town.actor("clerk")):
        with nothing_changes(scene.town.id), pytest.raises(NotAllowed):
            take_in_order(actor, asked, ORDER, client=scene.rana, at=MONDAY)
    scene.taken_in(asked=asked)
    with nothing_changes(scene.town.id), pytest.raises(WrongState):
        take_in_order(scene.desk, asked, ORDER, client=scene.rana, at=MONDAY)


def test_it_ends_soon_two_weeks_before_and_is_over_the_day_after(scene: Guides) -> None:
    order, _need = scene.taken_in(until=date(2026, 11, 30))
    before, soon, over = (left_of(order, 1, date(2026, 11, 30) + timedelta(days)) for days in (-15, -14, 1))
    assert (before.is_soon, soon.is_soon, soon.is_over, over.is_over) == (False, True, False, True)
    assert left_of(Inquiry(until=date(2027, 5, 1), most_meetings=2), 1, date(2026, 12, 1)).is_soon


def test_prolonged_with_a_reason_that_stands_in_the_journal(scene: Guides) -> None:
    order, _need = scene.taken_in()
    for wrong in ({"because": " "}, {"until": date(2026, 11, 1)}, {"until": ORDER.until}, {"most_meetings": 1}):
        facts: dict[str, Any] = {"until": date(2027, 3, 1), "because": "Die Schule bittet um ein Gespräch."} | wrong
        with nothing_changes(scene.town.id), pytest.raises(BadInput):
            prolong_order(scene.desk, order, at=MONDAY, **facts)
    prolong_order(scene.desk, order, until=date(2027, 3, 1), because="Noch ein Gespräch.", at=MONDAY)
    order.refresh_from_db()
    assert order.until == date(2027, 3, 1)
    line = Line.objects.select_related("detail").get(verb="prolong_order")
    assert line.detail.told["reason"] == "Noch ein Gespräch."


def test_closed_only_when_nothing_lies_ahead_and_nothing_new_is_agreed(scene: Guides) -> None:
    order, going = scene.agreed()
    for because, kind in (("", BadInput), ("Erreicht.", WrongState)):
        with nothing_changes(scene.town.id), pytest.raises(kind):
            close_order(scene.desk, order, because=because, at=MONDAY)
    close_order(scene.desk, order, because="Erreicht.", at=AFTER)
    for again in (
        partial(agree_next, scene.her, going, Next(THURSDAY)),
        partial(close_order, scene.desk, order, because="Noch einmal."),
        partial(prolong_order, scene.desk, order, until=date(2027, 3, 1), because="Doch."),
    ):
        with nothing_changes(scene.town.id), pytest.raises(WrongState):
            again(at=AFTER)
    assert running_orders(scene.desk, AFTER.date()) == []


def test_the_list_shows_what_ends_first_and_costs_the_same_for_three(
    scene: Guides, django_assert_num_queries: Any
) -> None:
    scene.taken_in()
    with django_assert_num_queries(2):
        running_orders(scene.desk, MONDAY.date())
    for until in (date(2026, 12, 1), date(2026, 12, 2)):
        scene.taken_in(until=until)
    with django_assert_num_queries(2):
        listed = running_orders(scene.desk, MONDAY.date())
    assert [one.order.until for one in listed] == [date(2026, 12, 1), date(2026, 12, 2), ORDER.until]


def test_others_and_another_town_read_nothing(scene: Guides) -> None:
    order, need = scene.taken_in()
    for actor in (scene.her, scene.public):
        for read in (asked_for_guides, lambda who: running_orders(who, MONDAY.date())):
            with pytest.raises(NotThere):
                read(actor)
    other = make_town("Lampertheim", "06431013")
    with other.open(), pytest.raises(NotThere):
        order_for(other.coordinator, order.ref, MONDAY.date())
    with other.open(), pytest.raises(NotThere):
        order_of_need(other.coordinator, need.pk)


def test_a_need_that_nobody_asked_a_pool_for_has_no_order(scene: Guides) -> None:
    need: Need = make_need(scene.town, scene.rana)
    with pytest.raises(NotThere):
        order_of_need(scene.desk, need.pk)


def test_where_guides_are_switched_off_nothing_is_taken_in_by_telephone_or_left_as_word(scene: Guides) -> None:
    off = [one for one in scene.town.organisation.modules if one != Module.GUIDES]
    Organisation.objects.filter(pk=scene.town.id).update(modules=off)
    with nothing_changes(scene.town.id), pytest.raises(BadInput):
        take_in_by_telephone(scene.desk, scene.rana, scene.pool, ORDER, at=MONDAY)
    with nothing_changes(scene.town.id), pytest.raises(BadInput):
        scene.asked()
