"""From a word on the public pages to the first task and away again, told by the journal."""

from datetime import timedelta

import pytest

from lotsenwerk.domain.journal.queries import story_of
from lotsenwerk.domain.people.actions.climb import climb
from lotsenwerk.domain.people.actions.conduct import see_conduct
from lotsenwerk.domain.people.actions.declaration_texts import change_text
from lotsenwerk.domain.people.actions.interests import take_up
from lotsenwerk.domain.people.actions.pools import open_pool, set_pool_rule
from lotsenwerk.domain.people.actions.qualify import grant_qualification
from lotsenwerk.domain.people.actions.show_interest import Said, show_interest
from lotsenwerk.domain.people.actions.sign import sign_declaration
from lotsenwerk.domain.people.actions.suitability import see_fact
from lotsenwerk.domain.people.gate import Requires
from lotsenwerk.domain.people.models import FactKind, LadderStep, PoolMember, QualificationKind, Rung, SuitabilityFact
from lotsenwerk.domain.people.queries.becoming import may_be_deployed
from lotsenwerk.domain.privacy.actions.erase_person import erase_person
from lotsenwerk.kit.actor import Actor, Came
from lotsenwerk.kit.errors import WrongState
from tests.factories import MONDAY, make_town

pytestmark = pytest.mark.django_db
REQUIRED = Requires(
    german="B1",
    conduct=True,
    qualification=QualificationKind.BASIC_GUIDE,
    declarations=("confidentiality",),
)


def test_from_a_word_on_the_public_pages_to_the_first_task_and_away_again() -> None:
    town, day, week = make_town(), MONDAY.date(), timedelta(days=7)
    desk = town.coordinator
    with town.open():
        pool = open_pool(desk, kind="guides", name="Lotsinnen", answer_days=3, at=MONDAY)
        set_pool_rule(desk, pool, REQUIRED, valid_from=day, at=MONDAY)
        [text] = change_text(desk, "confidentiality", {"de": "Ich schweige."}, valid_from=day, at=MONDAY)
        public = Actor(came=Came.PUBLIC, organisation_id=town.id, language="ti")
        said = Said(["guides"], "Feven", "68642", "ti", email="feven@example.org", speaks=["tir", "deu"])
        interest = show_interest(public, said, at=MONDAY)
        her = take_up(desk, interest, pools=[pool], levels={"tir": "native", "deu": "B1"}, at=MONDAY)
        member = PoolMember.objects.get()
        for number, verb in enumerate(("meet", "check", "learn"), 1):
            member = climb(desk, member, verb, at=MONDAY + number * week)
            with pytest.raises(WrongState):
                climb(desk, member, "begin", at=MONDAY + number * week)
        at = MONDAY + 4 * week
        for kind in (FactKind.INTRODUCED, FactKind.ADULT):
            see_fact(desk, her, kind=kind, seen_on=at.date(), at=at)
        see_conduct(desk, her, seen_on=at.date(), issued_on=day, is_relevant=False, at=at)
        sign_declaration(desk, her, text, at=at)
        assert not may_be_deployed(member, at.date())
        grant_qualification(desk, her, kind=QualificationKind.BASIC_GUIDE, granted_on=at.date(), at=at)
        member = climb(desk, member, "begin", at=at)
        assert may_be_deployed(member, at.date())
        assert not may_be_deployed(member, day + timedelta(days=5 * 366))
        climb(desk, member, "leave", leaves_altogether=True, at=at + week)
        rungs = list(LadderStep.objects.order_by("id").values_list("rung", flat=True))
        assert rungs == [Rung.INTERESTED, Rung.TALK, Rung.SUITABILITY, Rung.COURSE, Rung.ACTIVE, Rung.LEFT]
        verbs = [line.verb for line in story_of(("people", "person", her.person_id))]
        assert [one for one in verbs if one.startswith(("join", "ladder"))] == [
            "join_pool",
            *(f"ladder_{verb}" for verb in ("meet", "check", "learn", "begin", "leave")),
        ]
        erase_person(desk, her.person, at=at + week)
        assert not PoolMember.objects.exists()
        assert not SuitabilityFact.objects.exists()
