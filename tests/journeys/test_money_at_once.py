"""Two thumbs on one purse: what must hold when money is settled or counted twice in the same second."""

from datetime import timedelta

import pytest

from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.cash import settle
from lotsenwerk.domain.assistance.actions.float_box import close_day, empty_float, fill_float
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.models import CashKind, CashLine, FloatClosing
from lotsenwerk.domain.assistance.queries.journey import assignment_for
from lotsenwerk.domain.assistance.queries.money import cash_sheet, float_now
from lotsenwerk.kit.errors import WrongState
from tests.at_once import at_once
from tests.factories import MONDAY, make_client, make_need, make_town, make_volunteer

pytestmark = pytest.mark.usefixtures("committed")
AFTER = MONDAY + timedelta(hours=26)


def test_helper_and_desk_settle_in_the_same_second_and_one_is_refused() -> None:
    town = make_town()
    with town.open():
        volunteer = make_volunteer(town)
        offer = make_offer(town.coordinator, make_need(town, make_client(town)), volunteer=volunteer, at=MONDAY)
        going = accept_offer(town.volunteer_actor(volunteer), offer, at=MONDAY).id

    def settles(actor):  # noqa: ANN001, ANN202 - an actor
        def do() -> int:
            with town.open():
                visit = assignment_for(actor, assignment_id=going)
                return len(settle(actor, visit, received=4000, spent=3140, returned=860, at=AFTER).lines)

        return do

    answers = at_once([settles(town.volunteer_actor(volunteer)), settles(town.coordinator)])
    assert sorted(type(answer) for answer in answers if not isinstance(answer, int)) == [WrongState]
    assert [answer for answer in answers if isinstance(answer, int)] == [3]
    with town.open():
        sheet = cash_sheet(town.coordinator, assignment_for(town.coordinator, assignment_id=going))
        assert (CashLine.objects.count(), sheet.totals.purse) == (3, 0)


def test_the_float_is_closed_once_and_never_emptied_below_nought() -> None:
    town = make_town()
    with town.open():
        fill_float(town.coordinator, cents=10_000, at=AFTER)

    def closes() -> object:
        with town.open():
            return close_day(town.coordinator, counted=10_000, at=AFTER).id

    def empties() -> object:
        with town.open():
            return empty_float(town.coordinator, cents=6_000, at=AFTER).id

    at_once([closes, closes, empties, empties])
    with town.open():
        closing = FloatClosing.objects.get()
        emptied = CashLine.objects.filter(kind=CashKind.FLOAT_EMPTIED).count()
        assert float_now() == 10_000 - 6_000 * emptied + closing.counted_cents - closing.expected_cents
        assert float_now() >= 0
