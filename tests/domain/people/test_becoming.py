"""From the first interest to the first task: verbs, refusals that change nothing, and the other town."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import translation

from lotsenwerk.domain.journal.models import Line
from lotsenwerk.domain.people.actions.climb import climb, join_pool, plan_next
from lotsenwerk.domain.people.actions.conduct import see_conduct
from lotsenwerk.domain.people.actions.declaration_texts import change_text
from lotsenwerk.domain.people.actions.interests import decline, take_up, withdraw_interest
from lotsenwerk.domain.people.actions.pools import change_pool, end_pool, open_pool, set_pool_rule
from lotsenwerk.domain.people.actions.show_interest import Said, show_interest
from lotsenwerk.domain.people.actions.sign import sign_declaration
from lotsenwerk.domain.people.actions.suitability import see_fact
from lotsenwerk.domain.people.gate import Requires
from lotsenwerk.domain.people.models import (
    FactKind,
    Interest,
    InterestState,
    LadderStep,
    LanguageSkill,
    NextAction,
    Pool,
    PoolMember,
    Qualification,
    Rung,
    SignedWay,
    SuitabilityFact,
    Volunteer,
    VolunteerStatus,
)
from lotsenwerk.domain.people.personal_data import becoming
from lotsenwerk.domain.people.queries import becoming as reads
from lotsenwerk.kit.actor import Actor, Came
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere, Refused, WrongState
from lotsenwerk.kit.phone_numbers import fictional_mobile
from lotsenwerk.kit.tenancy import tenant
from tests.at_once import at_once
from tests.factories import MONDAY, Town, make_town, make_volunteer
from tests.fingerprint import nothing_changes

pytestmark = pytest.mark.django_db
DAY = MONDAY.date()
RANA = Said(
    roles=["guides"],
    given_name="Rana",
    family_name="Aziz",
    phone=fictional_mobile(77),
    email="rana@example.org",
    language="ar",
    speaks=["ara", "deu"],
    postcode="68642",
    times=["mornings"],
    message="أريد أن أساعد 🌻",
)


@pytest.fixture
def town() -> Town:
    return make_town()


def stranger(town: Town) -> Actor:
    return Actor(came=Came.PUBLIC, organisation_id=town.id, language="ar")


def guides(town: Town, *, days: int = 3) -> Pool:
    return open_pool(town.coordinator, kind="guides", name="Lotsinnen", answer_days=days, at=MONDAY)


def on_the_way(town: Town) -> PoolMember:
    """Rana, taken up into the guides' pool."""
    pool = guides(town)
    interest = show_interest(stranger(town), RANA, at=MONDAY)
    take_up(town.coordinator, interest, pools=[pool], levels={"ara": "native", "deu": "B1"}, at=MONDAY)
    return PoolMember.objects.select_related("volunteer__person", "pool").get()


def bring_everything(town: Town, member: PoolMember) -> None:
    """What the guides' pool requires."""
    desk, her = town.coordinator, member.volunteer
    for kind in (FactKind.INTRODUCED, FactKind.ADULT):
        see_fact(desk, her, kind=kind, seen_on=DAY, at=MONDAY)
    for kind in ("confidentiality", "data_protection"):
        [text] = change_text(desk, kind, {"de": "Ich verspreche es."}, valid_from=DAY, at=MONDAY)
        sign_declaration(desk, her, text, at=MONDAY)
    Qualification.objects.create(volunteer=her, kind="basic_guide", granted_on=DAY)


# --- interest ---------------------------------------------------------------------------------------------------------


def test_a_stranger_leaves_word_and_is_promised_a_call(town: Town) -> None:
    with town.open():
        guides(town)
        interest = show_interest(stranger(town), RANA, at=MONDAY)
        assert (interest.answer_by, interest.state) == (date(2026, 11, 19), InterestState.NEW)
        assert interest.message == RANA.message
        line = Line.objects.get(verb="show_interest")
        assert (line.came, line.user_id, hasattr(line, "detail")) == (Came.PUBLIC, None, False)


@pytest.mark.parametrize(
    ("today", "promised"),
    [
        (date(2026, 11, 16), date(2026, 11, 19)),
        (date(2026, 4, 2), date(2026, 4, 9)),
        (date(2026, 11, 20), date(2026, 11, 25)),
    ],
)
def test_case_3_the_promise_counts_working_days_of_hessen(town: Town, today: date, promised: date) -> None:
    at = MONDAY.replace(year=today.year, month=today.month, day=today.day)
    with town.open():
        assert show_interest(stranger(town), RANA, at=at).answer_by == promised


def test_case_3_of_several_roles_the_shortest_promise_counts(town: Town) -> None:
    with town.open():
        guides(town, days=5)
        open_pool(town.coordinator, kind="interpreters", name="Dolmetscher", answer_days=1, at=MONDAY)
        both = replace(RANA, roles=["guides", "interpreters", "guides"])
        interest = show_interest(stranger(town), both, at=MONDAY)
        assert (interest.answer_by, interest.roles) == (date(2026, 11, 17), ["guides", "interpreters"])


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"given_name": "  "}, "given_name"),
        ({"given_name": "x" * 81}, "given_name"),
        ({"phone": "", "email": " "}, "phone"),
        ({"phone": "12"}, "phone"),
        ({"email": "rana@"}, "email"),
        ({"roles": []}, "roles"),
        ({"roles": ["queen"]}, "roles"),
        ({"speaks": ["arabic"]}, "speaks"),
        ({"times": ["never"]}, "times"),
        ({"language": "xx"}, "language"),
        ({"postcode": "6864"}, "postcode"),
        ({"postcode": "6864a"}, "postcode"),
        ({"message": "🌻" * 2001}, "message"),
    ],
)
def test_what_cannot_be_right_is_refused_at_its_field_and_nothing_is_kept(
    town: Town, wrong: dict[str, Any], field: str
) -> None:
    with town.open(), nothing_changes(town.id), pytest.raises(BadInput) as refused:
        show_interest(stranger(town), replace(RANA, **wrong), at=MONDAY)
    assert refused.value.field == field


def test_a_clerk_leaves_no_word_and_the_public_reads_none(town: Town) -> None:
    with town.open():
        interest = show_interest(stranger(town), RANA, at=MONDAY)
        with nothing_changes(town.id):
            with pytest.raises(NotAllowed):
                show_interest(town.actor("clerk"), RANA, at=MONDAY)
            for actor in (stranger(town), town.actor("clerk"), town.actor("volunteer")):
                assert list(reads.waiting_interests(actor)) == []
                with pytest.raises(NotThere):
                    reads.interest_for(actor, interest.id)


def test_taken_up_she_is_a_volunteer_on_the_first_rung(town: Town) -> None:
    with town.open():
        member = on_the_way(town)
        person, interest = member.volunteer.person, Interest.objects.get()
        assert (person.name, person.language, person.mobile) == ("Rana Aziz", "ar", RANA.phone)
        assert (person.notice_given_on, interest.person_id) == (DAY, person.id)
        assert dict(LanguageSkill.objects.values_list("language", "level")) == {"ara": "native", "deu": "B1"}
        assert (member.rung, member.next_action, member.next_due) == (
            Rung.INTERESTED,
            NextAction.CALL,
            date(2026, 11, 23),
        )
        assert (interest.state, member.volunteer.status) == (InterestState.TAKEN_UP, VolunteerStatus.INTERESTED)
        assert member.volunteer.availability.count() == 5


def test_case_5_who_is_known_is_not_entered_twice(town: Town) -> None:
    with town.open():
        known = make_volunteer(town)
        interest = show_interest(stranger(town), RANA, at=MONDAY)
        assert take_up(town.coordinator, interest, pools=[guides(town)], person=known.person, at=MONDAY) == known
        assert Volunteer.objects.count() == 1
        known.person.refresh_from_db()
        assert known.person.family_name == "Haddad"


Answer = Callable[[Town, Interest], object]


@pytest.mark.parametrize(
    "answer",
    [
        lambda town, one: take_up(town.coordinator, one, at=MONDAY),
        lambda town, one: decline(town.coordinator, one, reason="no_place", at=MONDAY),
        lambda town, one: withdraw_interest(town.coordinator, one, at=MONDAY),
    ],
)
def test_what_is_answered_is_answered_once(town: Town, answer: Answer) -> None:
    with town.open():
        interest = show_interest(stranger(town), RANA, at=MONDAY)
        answer(town, interest)
        with nothing_changes(town.id), pytest.raises(WrongState):
            answer(town, interest)
        with nothing_changes(town.id), pytest.raises(NotAllowed):
            decline(town.actor("clerk"), interest, reason="no_place", at=MONDAY)


def test_a_refusal_without_a_reason_of_the_list_changes_nothing(town: Town) -> None:
    with town.open():
        interest = show_interest(stranger(town), RANA, at=MONDAY)
        with nothing_changes(town.id), pytest.raises(BadInput):
            decline(town.coordinator, interest, reason="dislike", at=MONDAY)


@pytest.mark.django_db(transaction=True)
def test_case_5_two_who_take_up_one_interest_at_once_enter_one_person() -> None:
    town = make_town()
    with town.open():
        pool = guides(town)
        interest = show_interest(stranger(town), RANA, at=MONDAY)

    def one() -> Volunteer:
        with tenant(town.id):
            return take_up(town.coordinator, interest, pools=[pool], at=MONDAY)

    answers = at_once([one, one])
    with town.open():
        assert sorted(isinstance(answer, Refused) for answer in answers) == [False, True]
        assert (Volunteer.objects.count(), PoolMember.objects.count()) == (1, 1)


def test_case_6_what_was_typed_is_forgotten_in_time(town: Town) -> None:
    with town.open():
        taken, declined = (show_interest(stranger(town), RANA, at=MONDAY) for _ in range(2))
        take_up(town.coordinator, taken, at=MONDAY)
        decline(town.coordinator, declined, reason="no_place", at=MONDAY)
        for days, left in ((29, 2), (31, 1), (89, 1), (91, 0)):
            at = MONDAY + timedelta(days=days)
            for due in becoming.due(at):
                becoming.expire(due, at)
            assert Interest.objects.count() == left, days


# --- ladder -----------------------------------------------------------------------------------------------------------


def test_nobody_becomes_active_while_something_is_missing_and_each_thing_is_named(town: Town) -> None:
    with town.open(), translation.override("en"):
        member = on_the_way(town)
        with nothing_changes(town.id), pytest.raises(WrongState) as refused:
            climb(town.coordinator, member, "begin", at=MONDAY)
        for named in ("first talk", "identity card", "Basic course", "Confidentiality", "Data protection"):
            assert named in refused.value.sentence
        assert "German" not in refused.value.sentence


def test_with_everything_she_is_active_as_a_volunteer_too(town: Town) -> None:
    with town.open():
        member = on_the_way(town)
        bring_everything(town, member)
        assert not reads.may_be_deployed(member, DAY)
        member = climb(town.coordinator, member, "begin", note="Willkommen", at=MONDAY)
        member.volunteer.refresh_from_db()
        assert (member.rung, member.next_due, member.volunteer.status) == (Rung.ACTIVE, None, VolunteerStatus.ACTIVE)
        assert reads.may_be_deployed(member, DAY)
        assert member.volunteer.person.user_id is not None
        assert [step.rung for step in LadderStep.objects.order_by("id")] == [Rung.INTERESTED, Rung.ACTIVE]


def test_case_23_a_new_rule_is_missing_from_its_day_on(town: Town) -> None:
    with town.open():
        member = on_the_way(town)
        bring_everything(town, member)
        member = climb(town.coordinator, member, "begin", at=MONDAY)
        tomorrow = DAY + timedelta(days=1)
        set_pool_rule(town.coordinator, member.pool, Requires(conduct=True), valid_from=tomorrow, at=MONDAY)
        assert reads.may_be_deployed(member, DAY)
        assert not reads.may_be_deployed(member, tomorrow)


def test_a_step_that_the_ladder_does_not_have_changes_nothing(town: Town) -> None:
    with town.open():
        member = climb(town.coordinator, on_the_way(town), "meet", at=MONDAY)
        for verb in ("meet", "come_back"):
            with nothing_changes(town.id), pytest.raises(WrongState):
                climb(town.coordinator, member, verb, at=MONDAY)
        for role in ("assistant", "clerk", "administrator"):
            with nothing_changes(town.id), pytest.raises(NotAllowed):
                climb(town.actor(role), member, "check", at=MONDAY)
        with nothing_changes(town.id), pytest.raises(BadInput):
            plan_next(town.coordinator, member, next_action="dance", next_due=None, at=MONDAY)
        with nothing_changes(town.id), pytest.raises(BadInput):
            plan_next(town.coordinator, member, next_action="call", next_due=DAY - timedelta(days=1), at=MONDAY)


def test_case_8_nobody_on_the_way_is_without_a_day(town: Town) -> None:
    with town.open():
        member = on_the_way(town)
        for verb in ("meet", "check", "learn", "rest"):
            member = climb(town.coordinator, member, verb, at=MONDAY)
            assert member.next_due is not None, verb
        assert plan_next(town.coordinator, member, next_action="nothing", next_due=DAY, at=MONDAY).next_due is None


def test_cases_11_and_25_who_never_began_leaves_nothing_of_her_certificate(town: Town) -> None:
    with town.open():
        member = on_the_way(town)
        see_conduct(town.coordinator, member.volunteer, seen_on=DAY, issued_on=DAY, is_relevant=False, at=MONDAY)
        climb(town.coordinator, member, "leave", at=MONDAY)
        member.volunteer.refresh_from_db()
        assert member.volunteer.status == VolunteerStatus.LEFT
        assert not SuitabilityFact.objects.filter(kind=FactKind.CONDUCT).exists()


def test_case_26_after_the_end_it_is_forgotten_within_three_months(town: Town) -> None:
    with town.open():
        member = on_the_way(town)
        bring_everything(town, member)
        see_conduct(town.coordinator, member.volunteer, seen_on=DAY, issued_on=DAY, is_relevant=False, at=MONDAY)
        member = climb(town.coordinator, member, "begin", at=MONDAY)
        climb(town.coordinator, member, "leave", leaves_altogether=True, at=MONDAY)
        assert [one.rule for one in becoming.due(MONDAY + timedelta(days=91))] == ["people.interest"]
        late = MONDAY + timedelta(days=92)
        [due] = [one for one in becoming.due(late) if one.rule == "people.conduct"]
        assert due.on == date(2027, 2, 16)
        becoming.expire(due, late)
        assert not SuitabilityFact.objects.filter(kind=FactKind.CONDUCT).exists()


def test_case_11_who_is_active_stays_a_volunteer_unless_she_leaves_altogether(town: Town) -> None:
    with town.open():
        helper = make_volunteer(town)
        member = join_pool(town.coordinator, guides(town), helper, at=MONDAY)
        climb(town.coordinator, member, "leave", at=MONDAY)
        helper.refresh_from_db()
        assert helper.status == VolunteerStatus.ACTIVE
        back = join_pool(town.coordinator, member.pool, helper, at=MONDAY)
        assert (back.id, back.rung) == (member.id, Rung.INTERESTED)
        climb(town.coordinator, back, "leave", leaves_altogether=True, at=MONDAY)
        helper.refresh_from_db()
        assert helper.status == VolunteerStatus.LEFT
        join_pool(town.coordinator, member.pool, helper, at=MONDAY)
        helper.refresh_from_db()
        assert helper.status == VolunteerStatus.INTERESTED


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"seen_on": DAY + timedelta(days=1)}, "seen_on"),
        ({"issued_on": DAY + timedelta(days=1)}, "issued_on"),
        ({"issued_on": date(2026, 8, 15)}, "issued_on"),
    ],
)
def test_case_16_an_old_certificate_is_not_written_down(town: Town, facts: dict[str, date], field: str) -> None:
    with town.open():
        helper = make_volunteer(town)
        seen = {"seen_on": DAY, "issued_on": DAY} | facts
        with nothing_changes(town.id), pytest.raises(BadInput) as refused:
            see_conduct(town.coordinator, helper, **seen, is_relevant=False, at=MONDAY)
        assert refused.value.field == field
        with nothing_changes(town.id), pytest.raises(NotAllowed):
            see_conduct(town.actor("assistant"), helper, seen_on=DAY, issued_on=DAY, is_relevant=False, at=MONDAY)


def test_case_16_a_newer_paper_that_says_nothing_of_entries_shuts_the_gate_again(town: Town) -> None:
    with town.open():
        helper, pool = make_volunteer(town), guides(town)
        set_pool_rule(
            town.coordinator, pool, Requires(talk=False, adult=False, conduct=True), valid_from=DAY, at=MONDAY
        )
        member = join_pool(town.coordinator, pool, helper, at=MONDAY)
        see_conduct(town.coordinator, helper, seen_on=DAY, issued_on=DAY, is_relevant=False, at=MONDAY)
        assert reads.what_is_missing(member, DAY) == ()
        see_fact(town.coordinator, helper, kind=FactKind.CONDUCT, seen_on=DAY, issued_on=DAY, at=MONDAY)
        assert [one.lack for one in reads.what_is_missing(member, DAY)] == ["conduct"]


def test_case_24_only_coordinators_read_of_a_certificate(town: Town) -> None:
    with town.open():
        member = on_the_way(town)
        see_conduct(town.coordinator, member.volunteer, seen_on=DAY, issued_on=DAY, is_relevant=True, at=MONDAY)
        assert FactKind.CONDUCT in reads.facts_of(town.coordinator, member)
        assert FactKind.CONDUCT not in reads.facts_of(town.actor("assistant"), member)


# --- pools and declarations -------------------------------------------------------------------------------------------


def test_a_pool_is_opened_once_and_ended_when_everybody_has_left(town: Town) -> None:
    with town.open():
        member = on_the_way(town)
        desk, pool = town.coordinator, member.pool
        for wrong in (
            {"name": "Lotsinnen"},
            {"name": " "},
            {"name": "x" * 81},
            {"answer_days": 0},
            {"answer_days": 31},
        ):
            facts: dict[str, Any] = {"kind": "guides", "name": "Neu", "answer_days": 3} | wrong
            with nothing_changes(town.id), pytest.raises(BadInput):
                open_pool(desk, **facts, at=MONDAY)
        with nothing_changes(town.id), pytest.raises(WrongState):
            end_pool(desk, pool, at=MONDAY)
        with nothing_changes(town.id), pytest.raises(NotAllowed):
            change_pool(town.actor("assistant"), pool, name="Neu", answer_days=2, at=MONDAY)
        climb(desk, member, "leave", at=MONDAY)
        end_pool(desk, pool, at=MONDAY)
        assert list(reads.pools(desk)) == []
        with nothing_changes(town.id), pytest.raises(WrongState):
            join_pool(desk, pool, member.volunteer, at=MONDAY)


def test_a_rule_never_begins_in_the_past_and_the_same_day_again_replaces_it(town: Town) -> None:
    with town.open():
        desk, pool = town.coordinator, guides(town)
        with nothing_changes(town.id), pytest.raises(BadInput):
            set_pool_rule(desk, pool, Requires(), valid_from=DAY - timedelta(days=1), at=MONDAY)
        for wrong in (Requires(german="Z9"), Requires(qualification="queen"), Requires(declarations=("love",))):
            with nothing_changes(town.id), pytest.raises(BadInput):
                set_pool_rule(desk, pool, wrong, valid_from=DAY, at=MONDAY)
        set_pool_rule(desk, pool, Requires(talk=False, adult=False, german="B2"), valid_from=DAY, at=MONDAY)
        [rule] = reads.rules_of(desk, pool)
        assert reads.requires(rule) == Requires(talk=False, adult=False, german="B2")


def test_case_22_a_text_is_followed_by_another_and_who_signed_stays_bound(town: Town) -> None:
    with town.open():
        desk, her = town.coordinator, make_volunteer(town)
        herself = town.volunteer_actor(her)
        with nothing_changes(town.id), pytest.raises(BadInput):
            change_text(desk, "neutrality", {"ar": "نص"}, valid_from=DAY, at=MONDAY)
        change_text(desk, "neutrality", {"de": "Eins", "ar": "واحد"}, valid_from=DAY, at=MONDAY)
        first = reads.text_for("neutrality", "ar", DAY)
        assert first is not None
        signed = sign_declaration(herself, her, first, at=MONDAY)
        assert (signed.way, signed.signed_on, signed.seen_by_user_id) == (SignedWay.TAP, DAY, None)
        with nothing_changes(town.id), pytest.raises(WrongState):
            sign_declaration(herself, her, first, at=MONDAY)
        change_text(desk, "neutrality", {"de": "Zwei"}, valid_from=DAY + timedelta(days=1), at=MONDAY)
        tomorrow = reads.text_for("neutrality", "ar", DAY + timedelta(days=1))
        assert tomorrow is not None
        assert (tomorrow.version, tomorrow.language) == (2, "de")
        with nothing_changes(town.id), pytest.raises(WrongState):
            sign_declaration(herself, her, tomorrow, at=MONDAY)
        assert reads.known_of([her.id])[her.id].signed == {"neutrality": DAY}


def test_nobody_signs_for_somebody_else(town: Town) -> None:
    with town.open():
        [text] = change_text(town.coordinator, "neutrality", {"de": "Eins"}, valid_from=DAY, at=MONDAY)
        her, other = make_volunteer(town), make_volunteer(town, given_name="Olga")
        with nothing_changes(town.id), pytest.raises(NotAllowed):
            sign_declaration(town.volunteer_actor(other), her, text, at=MONDAY)


def test_the_other_town_sees_nothing_of_it(town: Town) -> None:
    with town.open():
        member = on_the_way(town)
        interest = Interest.objects.get()
    there = make_town("Lampertheim", "06431013")
    with there.open():
        desk = there.coordinator
        assert (list(reads.pools(desk)), list(reads.members(desk)), list(reads.waiting_interests(desk))) == ([], [], [])
        for read in (
            lambda: reads.member_for(desk, member.id),
            lambda: reads.interest_for(desk, interest.id),
            lambda: reads.pool_for(desk, member.pool_id),
        ):
            with pytest.raises(NotThere):
                read()
        with nothing_changes(there.id), pytest.raises(NotThere):
            climb(desk, member, "meet", at=MONDAY)
