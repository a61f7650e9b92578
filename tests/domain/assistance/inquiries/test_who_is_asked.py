"""Who is asked for a need of a pool (cases 19 to 22), and asked again when she says yes."""

from datetime import timedelta
from typing import Any

import pytest

from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer, decline_offer
from lotsenwerk.domain.assistance.actions.apart import keep_apart
from lotsenwerk.domain.assistance.actions.cascades import start_cascade
from lotsenwerk.domain.assistance.actions.inquiries.change import decline_as_biased
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.models import Bias, Offer, OfferState
from lotsenwerk.domain.assistance.queries.pool_gate import WhyNot, kept_out
from lotsenwerk.domain.journal.models import Detail, Line
from lotsenwerk.domain.notifications.models import Letter
from lotsenwerk.domain.people.actions.climb import climb
from lotsenwerk.domain.people.actions.pools import set_pool_rule
from lotsenwerk.domain.people.gate import Requires
from lotsenwerk.domain.people.models import LanguageSkill, Person, PoolMember, SuitabilityFact
from lotsenwerk.kit.errors import BadInput, NotAllowed, WrongState
from tests.domain.assistance.inquiries.scenes import TUESDAY, Scene
from tests.factories import MONDAY, make_client, make_need, make_volunteer
from tests.fingerprint import nothing_changes

pytestmark = pytest.mark.django_db


def out(scene: Scene, need: Any) -> WhyNot | None:
    return kept_out(need, [scene.amira.id, scene.samir.id]).get(scene.amira.id)


def leaves(scene: Scene) -> None:
    member = PoolMember.objects.get(volunteer=scene.amira)
    climb(scene.desk, member, "rest", at=MONDAY)


def paper_runs_out(scene: Scene) -> None:
    rule = Requires(talk=True, adult=False, other="C1")
    for one, until in ((scene.amira, TUESDAY.date() - timedelta(days=1)), (scene.samir, TUESDAY.date())):
        SuitabilityFact.objects.create(volunteer=one, kind="introduced", seen_on=MONDAY.date(), valid_until=until)
    set_pool_rule(scene.desk, scene.pool, rule, valid_from=MONDAY.date(), at=MONDAY)


def speaks_less(scene: Scene) -> None:
    LanguageSkill.objects.filter(person=scene.amira.person, language="ara").update(level="B2")


@pytest.mark.parametrize(
    ("happens", "why"),
    [(leaves, WhyNot.NOT_MEMBER), (paper_runs_out, WhyNot.MISSING), (speaks_less, WhyNot.LANGUAGE)],
)
def test_case_19_who_lacks_something_on_the_day_is_not_asked(scene: Scene, happens: Any, why: WhyNot) -> None:
    _inquiry, need = scene.taken_in()
    assert out(scene, need) is None
    happens(scene)
    found = kept_out(need, [scene.amira.id, scene.samir.id])
    if happens is speaks_less:
        # Nor has she, then, what the pool requires of everybody; that weighs more.
        why = WhyNot.MISSING
    assert found == {scene.amira.id: why}
    with nothing_changes(scene.town.id), pytest.raises(BadInput):
        make_offer(scene.desk, need, volunteer=scene.amira, at=MONDAY)
    make_offer(scene.desk, need, volunteer=scene.samir, at=MONDAY)


def test_case_19_another_language_is_another_matter(scene: Scene) -> None:
    _inquiry, need = scene.taken_in(language="tir")
    assert out(scene, need) == WhyNot.LANGUAGE
    with nothing_changes(scene.town.id), pytest.raises(BadInput) as refused:
        make_offer(scene.desk, need, volunteer=scene.amira, at=MONDAY)
    assert "Amira" in str(refused.value)


def test_case_19_who_is_in_no_pool_is_not_asked_and_for_other_needs_nothing_is_asked(
    scene: Scene, django_assert_num_queries: Any
) -> None:
    _inquiry, need = scene.taken_in()
    outsider = make_volunteer(scene.town, given_name="Olena")
    assert kept_out(need, [outsider.id]) == {outsider.id: WhyNot.NOT_MEMBER}
    shopping = make_need(scene.town, make_client(scene.town))
    with django_assert_num_queries(0):
        assert kept_out(shopping, [outsider.id]) == {}


def test_case_19_a_wish_for_a_woman_is_kept(scene: Scene) -> None:
    _inquiry, need = scene.taken_in(gender_wish="female")
    Person.objects.filter(pk=scene.samir.person_id).update(gender="female")
    assert kept_out(need, [scene.amira.id, scene.samir.id]) == {scene.amira.id: WhyNot.GENDER}


@pytest.mark.parametrize("many", [1, 3])
def test_case_19_any_number_of_people_takes_the_same_questions(
    scene: Scene, many: int, django_assert_max_num_queries: Any
) -> None:
    _inquiry, need = scene.taken_in(number=scene.number(), gender_wish="female")
    people = [scene.amira.id, scene.samir.id, make_volunteer(scene.town).id][:many]
    with django_assert_max_num_queries(10):
        kept_out(need, people)


def test_case_20_who_is_biased_is_asked_by_nobody_and_no_reason_is_kept_anywhere(scene: Scene) -> None:
    number = scene.number()
    _inquiry, need = scene.taken_in(number=number)
    offer = make_offer(scene.desk, need, volunteer=scene.amira, at=MONDAY)
    with nothing_changes(scene.town.id), pytest.raises(NotAllowed):
        decline_as_biased(scene.town.volunteer_actor(scene.samir), offer, at=MONDAY)
    decline_as_biased(scene.her, offer, at=MONDAY)
    offer.refresh_from_db()
    assert offer.state == OfferState.DECLINED
    assert {field.name for field in Bias._meta.fields} == {"id", "organisation_id", "volunteer", "number"}
    kept = str(list(Line.objects.values())) + str([one.told for one in Detail.objects.all()])
    kept += str([one.told for one in Letter.objects.all()])
    assert "bias" not in kept.lower()
    _inquiry, again = scene.taken_in(number=number, begins=TUESDAY + timedelta(days=1))
    assert out(scene, again) == WhyNot.APART
    with nothing_changes(scene.town.id), pytest.raises(BadInput) as refused:
        make_offer(scene.desk, again, volunteer=scene.amira, at=MONDAY)
    assert str(refused.value) == "Amira Haddad wird für diesen Besuch nicht gefragt."
    _inquiry, other = scene.taken_in(number=scene.number(), begins=TUESDAY + timedelta(days=2))
    assert out(scene, other) is None


def test_case_20_one_after_the_other_only_who_may_be_asked_is(scene: Scene) -> None:
    make_volunteer(scene.town, given_name="Olena")
    number = scene.number()
    _inquiry, first = scene.taken_in(number=number)
    decline_as_biased(scene.her, make_offer(scene.desk, first, volunteer=scene.amira, at=MONDAY), at=MONDAY)
    _inquiry, need = scene.taken_in(number=number, begins=TUESDAY + timedelta(days=1))
    start_cascade(scene.desk, need, wait_minutes=30, at_once=3, at=MONDAY)
    assert [one.volunteer_id for one in Offer.objects.filter(need=need)] == [scene.samir.id]


def test_case_20_who_is_not_to_meet_the_institution_is_not_asked(scene: Scene) -> None:
    assert scene.kita.client is not None
    keep_apart(scene.desk, scene.kita.client, scene.amira, said_by="volunteer", at=MONDAY)
    _inquiry, need = scene.taken_in()
    with nothing_changes(scene.town.id), pytest.raises(BadInput):
        make_offer(scene.desk, need, volunteer=scene.amira, at=MONDAY)


@pytest.mark.parametrize("happens", [leaves, paper_runs_out])
def test_case_21_what_runs_out_meanwhile_is_noticed_at_the_yes(scene: Scene, happens: Any) -> None:
    _inquiry, need = scene.taken_in()
    offer = make_offer(scene.desk, need, volunteer=scene.amira, at=MONDAY)
    happens(scene)
    with nothing_changes(scene.town.id), pytest.raises(WrongState):
        accept_offer(scene.her, offer, at=MONDAY)


def test_case_22_any_order_may_be_declined_without_a_reason(scene: Scene) -> None:
    _inquiry, need = scene.taken_in()
    decline_offer(scene.her, make_offer(scene.desk, need, volunteer=scene.amira, at=MONDAY), at=MONDAY)
    assert not Bias.objects.exists()
