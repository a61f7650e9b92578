""" "Who can?" for what was asked of a pool (rules G1 to G4, S7 and L5 of docs/rules/matching.md)."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lotsenwerk.domain.assistance import nearby
from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.apart import keep_apart
from lotsenwerk.domain.assistance.actions.inquiries.change import decline_as_biased
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.models import Bias, Deployment, Inquiry, Need
from lotsenwerk.domain.assistance.planner import Proposals, propose
from lotsenwerk.domain.assistance.queries.pool_gate import WhyNot, kept_out
from lotsenwerk.domain.people.actions.climb import climb
from lotsenwerk.domain.people.actions.pools import set_pool_rule
from lotsenwerk.domain.people.gate import Requires
from lotsenwerk.domain.people.models import (
    Client,
    LanguageSkill,
    Person,
    PoolMember,
    SuitabilityFact,
    Volunteer,
)
from lotsenwerk.engines.scope.interpreting import Way
from tests.domain.assistance.inquiries.scenes import HOUR, TUESDAY, Scene, begin
from tests.factories import MONDAY, make_client, make_need, make_volunteer

pytestmark = pytest.mark.django_db
LAT, LON = 49.64, 8.45
KM = 1 / 111.2


def found(scene: Scene, need: Need) -> Proposals:
    return propose(scene.desk, Need.objects.select_related("client__person").get(pk=need.pk), at=MONDAY)


def can(scene: Scene, need: Need) -> list[str]:
    return [one.volunteer.person.given_name for one in found(scene, need).can]


def why_not(scene: Scene, need: Need) -> dict[str, list[str]]:
    return {one.volunteer.person.given_name: list(one.reasons) for one in found(scene, need).cannot}


def lives(volunteer: Volunteer, km: float) -> None:
    Person.objects.filter(pk=volunteer.person_id).update(lat=LAT + km * KM, lon=LON)


def speaks(volunteer: Volunteer, level: str, language: str = "ara") -> None:
    LanguageSkill.objects.update_or_create(person=volunteer.person, language=language, defaults={"level": level})


def joins(scene: Scene, name: str) -> Volunteer:
    made = make_volunteer(scene.town, given_name=name)
    begin(scene.town, scene.pool, made)
    return made


def test_nobody_outside_the_pool_is_named_and_for_other_needs_everybody_is(scene: Scene) -> None:
    make_volunteer(scene.town, given_name="Olena")
    _inquiry, need = scene.taken_in()
    assert (can(scene, need), why_not(scene, need)) == (["Amira", "Samir"], {})
    shopping = make_need(scene.town, make_client(scene.town))
    assert set(can(scene, shopping)) == {"Amira", "Samir", "Olena"}


def test_who_takes_a_break_in_the_pool_is_not_named(scene: Scene) -> None:
    climb(scene.desk, PoolMember.objects.get(volunteer=scene.amira), "rest", at=MONDAY)
    _inquiry, need = scene.taken_in()
    assert (can(scene, need), why_not(scene, need)) == (["Samir"], {})


def test_what_is_missing_on_the_day_is_named(scene: Scene) -> None:
    for one, until in ((scene.amira, TUESDAY.date() - timedelta(days=1)), (scene.samir, TUESDAY.date())):
        SuitabilityFact.objects.create(volunteer=one, kind="introduced", seen_on=MONDAY.date(), valid_until=until)
    rule = Requires(talk=True, adult=False, german="B1", other="C1")
    set_pool_rule(scene.desk, scene.pool, rule, valid_from=MONDAY.date(), at=MONDAY)
    _inquiry, need = scene.taken_in()
    assert can(scene, need) == ["Samir"]
    assert why_not(scene, need) == {"Amira": ["es fehlt noch: das Erstgespräch"]}


def test_the_language_of_the_need_counts_at_its_level_and_not_the_clients(scene: Scene) -> None:
    set_pool_rule(scene.desk, scene.pool, Requires(talk=False, adult=False), valid_from=MONDAY.date(), at=MONDAY)
    speaks(scene.amira, "B2")
    speaks(scene.samir, "C1")
    _inquiry, need = scene.taken_in()
    Need.objects.filter(pk=need.pk).update(level="C1")
    assert can(scene, need) == ["Samir"]
    assert why_not(scene, need) == {"Amira": ["spricht kein Arabisch oder zu wenig: C1 ist nötig"]}
    Need.objects.filter(pk=need.pk).update(language="tir", level="")
    assert can(scene, need) == []
    assert set(map(tuple, why_not(scene, need).values())) == {("spricht kein Tigrinya",)}
    speaks(scene.amira, "A2", "tir")
    [amira] = found(scene, need).can
    assert amira.reasons[0] == "spricht Tigrinya (A2)"


def test_a_wish_for_a_woman_is_said(scene: Scene) -> None:
    Person.objects.filter(pk=scene.samir.person_id).update(gender="male")
    Person.objects.filter(pk=scene.amira.person_id).update(gender="female")
    _inquiry, need = scene.taken_in(gender_wish="female")
    assert can(scene, need) == ["Amira"]
    assert why_not(scene, need) == {"Samir": ["gewünscht ist jemand anderen Geschlechts"]}


def test_who_is_biased_and_who_is_not_to_meet_the_institution_read_the_same_and_no_reason(scene: Scene) -> None:
    number = scene.number()
    _inquiry, first = scene.taken_in(number=number)
    decline_as_biased(scene.her, make_offer(scene.desk, first, volunteer=scene.amira, at=MONDAY), at=MONDAY)
    assert scene.kita.client is not None
    keep_apart(scene.desk, scene.kita.client, scene.samir, said_by="volunteer", at=MONDAY)
    _inquiry, again = scene.taken_in(number=number, begins=TUESDAY + 24 * HOUR)
    said = ["wird für diesen Besuch nicht gefragt"]
    assert (can(scene, again), why_not(scene, again)) == ([], {"Amira": said, "Samir": said})


def test_the_place_of_the_appointment_counts_and_not_where_the_institution_is(scene: Scene) -> None:
    lives(scene.amira, 0)
    lives(scene.samir, 20)
    _inquiry, need = scene.taken_in()
    assert scene.kita.client is not None
    Person.objects.filter(client=scene.kita.client).update(lat=LAT, lon=LON)
    Client.objects.filter(pk=scene.kita.client.pk).update(circumstances=["dog"])
    Volunteer.objects.filter(pk=scene.amira.pk).update(avoids=["dog"])
    assert can(scene, need) == ["Samir"]
    Need.objects.filter(pk=need.pk).update(lat=LAT + 20 * KM, lon=LON)
    # The dog is at the institution.
    assert can(scene, need) == ["Samir", "Amira"]
    assert "20\xa0km entfernt" in found(scene, need).can[1].reasons


@pytest.mark.parametrize("way", [Way.TELEPHONE, Way.VIDEO])
def test_by_telephone_or_video_there_is_no_way(scene: Scene, way: Way) -> None:
    lives(scene.amira, 300)
    lives(scene.samir, 0)
    assert scene.kita.client is not None
    Person.objects.filter(client=scene.kita.client).update(lat=LAT, lon=LON)
    _inquiry, need = scene.taken_in(way=way.value)
    assert can(scene, need) == ["Amira", "Samir"]
    assert not any("entfernt" in reason for one in found(scene, need).can for reason in one.reasons)


def test_after_a_call_she_sets_out_from_home(scene: Scene) -> None:
    """Where the institution is does not matter to the next visit; that she was at home does."""
    lives(scene.amira, 0)
    assert scene.kita.client is not None
    Person.objects.filter(client=scene.kita.client).update(lat=LAT + 60 * KM, lon=LON)
    _inquiry, call = scene.taken_in(way=Way.TELEPHONE.value)
    accept_offer(scene.her, make_offer(scene.desk, call, volunteer=scene.amira, at=MONDAY), at=MONDAY)
    client = make_client(scene.town)
    Person.objects.filter(pk=client.person_id).update(lat=LAT, lon=LON)
    after = make_need(scene.town, client, in_hours=(TUESDAY + HOUR - MONDAY) // HOUR)
    begins = {one.volunteer_id: one.begin for one in found(scene, after).can}
    assert begins[scene.amira.id] == TUESDAY + HOUR


def test_who_speaks_it_better_comes_first_then_who_was_deployed_less_then_who_is_near(scene: Scene) -> None:
    set_pool_rule(scene.desk, scene.pool, Requires(talk=False, adult=False), valid_from=MONDAY.date(), at=MONDAY)
    near, often = joins(scene, "Nahla"), joins(scene, "Omar")
    _inquiry, need = scene.taken_in()
    Need.objects.filter(pk=need.pk).update(lat=LAT, lon=LON)
    for one, level, km in ((scene.amira, "B1", 0), (scene.samir, "C1", 1.5), (near, "native", 1), (often, "native", 0)):
        speaks(one, level)
        lives(one, km)
    for number in range(3):
        Deployment.objects.create(
            ref=f"o{number}",
            pool=scene.pool,
            volunteer=often,
            kind="interpreting",
            on=MONDAY.date() - timedelta(days=40),
            minutes=60,
            reported_at=MONDAY,
        )
    assert can(scene, need) == ["Nahla", "Samir", "Omar", "Amira"]
    assert "3-mal im Einsatz in zwölf Monaten" in found(scene, need).can[2].reasons
    assert "in zwölf Monaten noch nicht im Einsatz" in found(scene, need).can[0].reasons
    Deployment.objects.update(on=MONDAY.date() - timedelta(days=366))
    assert can(scene, need) == ["Omar", "Nahla", "Samir", "Amira"]


@pytest.mark.parametrize("many", [1, 3])
def test_any_number_of_members_takes_the_same_queries(scene: Scene, many: int, django_assert_num_queries: Any) -> None:
    _inquiry, need = scene.taken_in(number=scene.number(), gender_wish="female")
    for number in range(many - 1):
        joins(scene, f"Nr{number}")
    need = Need.objects.select_related("client__person").get(pk=need.pk)
    with django_assert_num_queries(12):
        propose(scene.desk, need, at=MONDAY)


def test_in_a_large_town_the_far_member_is_found_and_of_a_large_pool_who_speaks_it(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nearby, "LARGE", 3)
    monkeypatch.setattr(nearby, "NEAREST", 1)
    for number in range(5):
        lives(make_volunteer(scene.town, given_name=f"Nachbarin {number}"), 0.1 * number)
    lives(scene.samir, 1)
    lives(scene.amira, 500)
    _inquiry, need = scene.taken_in()
    Need.objects.filter(pk=need.pk).update(lat=LAT, lon=LON)
    assert can(scene, need) == ["Samir", "Amira"]
    LanguageSkill.objects.filter(person=scene.samir.person, language="ara").delete()
    assert list(why_not(scene, need)) == ["Samir"]
    for number in range(3):
        joins(scene, f"Nr{number}")
    assert why_not(scene, need) == {}
    assert "Samir" not in can(scene, need)
    assert "Amira" in can(scene, need)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_nobody_whom_the_gate_keeps_out_is_ever_proposed(scene: Scene, data: st.DataObject) -> None:
    """Whatever happened to two people: who may be asked by the gate alone decides who of them can be proposed."""
    _inquiry, need = scene.taken_in(number=scene.number())
    people = [scene.amira, scene.samir, make_volunteer(scene.town)]
    Inquiry.objects.filter(need=need).update(gender_wish=data.draw(st.sampled_from(["", "female"])))
    Need.objects.filter(pk=need.pk).update(
        language=data.draw(st.sampled_from(["", "ara", "tir"])), level=data.draw(st.sampled_from(["", "B1", "C1"]))
    )
    for one in people:
        Person.objects.filter(pk=one.person_id).update(gender=data.draw(st.sampled_from(["female", "male"])))
        speaks(one, data.draw(st.sampled_from(["A2", "B2", "native"])))
        rung = data.draw(st.sampled_from(["active", "active", "paused"]))
        PoolMember.objects.filter(volunteer=one).update(rung=rung)
    if data.draw(st.booleans()):
        Bias.objects.create(volunteer=scene.samir, number=Inquiry.objects.get(need=need).number)
    need.refresh_from_db()
    shown = found(scene, need)
    out = kept_out(need, [one.id for one in people])
    assert not {one.volunteer_id for one in shown.can} & out.keys()
    assert not {one.volunteer_id for one in (*shown.can, *shown.cannot)} & {
        one for one, why in out.items() if why is WhyNot.NOT_MEMBER
    }
    assert {one.id for one in people} - out.keys() == {one.volunteer_id for one in shown.can}
