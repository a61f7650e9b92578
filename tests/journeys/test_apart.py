"""Two who are not to meet: noted while the question is already under way."""

import pytest

from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.people.actions.pairs import add_veto
from lotsenwerk.domain.people.models import Side
from lotsenwerk.kit.errors import WrongState
from tests.factories import MONDAY, make_client, make_need, make_town, make_volunteer
from tests.fingerprint import nothing_changes

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("by_herself", "sentence"), [(True, "nicht mehr gebraucht"), (False, "nicht gefragt")])
def test_a_yes_after_a_veto_is_refused_and_the_volunteer_is_not_told_why(by_herself: bool, sentence: str) -> None:
    town = make_town()
    with town.open():
        client, helper = make_client(town), make_volunteer(town)
        offer = make_offer(town.coordinator, make_need(town, client), volunteer=helper, at=MONDAY)
        add_veto(town.coordinator, client, helper, said_by=Side.CLIENT, at=MONDAY)
        actor = town.volunteer_actor(helper) if by_herself else town.coordinator
        with nothing_changes(town.id), pytest.raises(WrongState, match=sentence):
            accept_offer(actor, offer, at=MONDAY)
