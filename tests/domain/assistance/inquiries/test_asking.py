"""Asking and taking in (cases 12 to 18): what is stopped, by when it is answered, and the need that it becomes."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from lotsenwerk.domain.assistance.actions.inquiries.ask import Stopped, ask, what_is_found
from lotsenwerk.domain.assistance.actions.inquiries.decide import (
    nobody_found,
    offered_instead,
    refuse_inquiry,
    withdraw_inquiry,
)
from lotsenwerk.domain.assistance.actions.inquiries.take_in_inquiry import take_in_inquiry
from lotsenwerk.domain.assistance.actions.inquiries.terms import Excluded
from lotsenwerk.domain.assistance.findings import findings_of, from_json, to_json
from lotsenwerk.domain.assistance.inquiry_words import finding_in_words, instead_in_words, turn_to_in_words
from lotsenwerk.domain.assistance.models import Inquiry, InquiryState, Need, NeedState
from lotsenwerk.domain.assistance.queries.inquiries import looked_for, overdue_inquiries, waiting_inquiries
from lotsenwerk.domain.notifications.models import Letter
from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.engines.scope.findings import Finding, TurnTo, Weight
from lotsenwerk.engines.scope.interpreting import Instead
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere, WrongState
from lotsenwerk.kit.tenancy import tenant
from tests.at_once import at_once
from tests.domain.assistance.inquiries.scenes import DAY, TUESDAY, WANTED, Scene, another_institution, open_scene
from tests.factories import MONDAY, make_town
from tests.fingerprint import nothing_changes

db = pytest.mark.django_db


@db
@pytest.mark.parametrize(
    ("wanted", "rules"),
    [
        ({"body": "court"}, ["IG1"]),
        ({"subject": "trial"}, ["IG1"]),
        ({"body": "police"}, ["IG2"]),
        ({"subject": "therapy"}, ["IG3"]),
        ({"subject": "operation"}, ["IG4"]),
        ({"wished_age": 14}, ["IG5"]),
        ({"wished_age": 14, "wished_is_family": True}, ["IG5", "IG6"]),
        ({"wished_is_family": True}, ["IG6"]),
        ({"has_consent": False}, ["IG7"]),
        ({"begins": TUESDAY - 4 * DAY}, ["IP2"]),
        ({"begins": TUESDAY - 4 * DAY, "is_urgent": True}, ["IP2/reason"]),
        ({"begins": TUESDAY - 4 * DAY, "body": "court"}, ["IG1", "IP2"]),
        ({"begins": MONDAY - DAY, "other_dates": [TUESDAY]}, ["ID1"]),
    ],
)
def test_case_12_a_stop_refuses_with_all_that_was_found_and_stores_nothing(
    scene: Scene, wanted: dict[str, Any], rules: list[str]
) -> None:
    with nothing_changes(scene.town.id), pytest.raises(Stopped) as stopped:
        scene.asked(**wanted)
    assert [one.rule for one in stopped.value.findings if one.weight == Weight.STOP] == rules
    with translation.override("de"):
        said = [finding_in_words(one) for one in stopped.value.findings]
        assert all(len(one) > 20 and "%" not in one for one in said)
        assert str(stopped.value) == said[0]


@db
def test_case_12_the_pools_own_exclusion_speaks_in_its_own_words_and_says_where_to_turn(scene: Scene) -> None:
    words = "Beim Jobcenter dolmetscht das 100 % eigene Angebot."
    scene.terms(
        exclusions=[
            Excluded(body="jobcentre", words=words, turn_to="professional_interpreters"),
            Excluded(subject="lesson", weight="warning"),
        ]
    )
    with nothing_changes(scene.town.id), pytest.raises(Stopped) as stopped:
        scene.asked(body="jobcentre")
    assert str(stopped.value) == words
    assert "Berufsdolmetschende" in turn_to_in_words(stopped.value.findings[0])
    warned = scene.asked(subject="lesson")
    assert [(one.rule, one.weight) for one in findings_of(warned)] == [("IP3", Weight.WARNING)]


@db
def test_case_12_warnings_are_stored_beside_it_and_read_as_they_were(scene: Scene) -> None:
    scene.terms(most_minutes=60)
    wanted = {"begins": TUESDAY - 4 * DAY, "is_urgent": True, "urgent_because": "Inobhutnahme", "minutes": 90}
    inquiry = scene.asked(**wanted)
    inquiry.refresh_from_db()
    found = findings_of(inquiry)
    assert [one.rule for one in found] == ["IP6", "IP2/urgent"]
    assert found[1].params["from"] == TUESDAY.date()
    with translation.override("en"):
        assert "5 working days" in finding_in_words(found[1])


def test_case_12_every_rule_has_a_sentence_in_german_and_in_english() -> None:
    facts = {"days": 5, "from": date(2026, 11, 24), "most": 2, "before": 6, "ways": "on_the_spot video"}
    rules = [
        *("IG1", "IG2", "IG3", "IG4", "IG5", "IG6", "IG7", "IP3", "IP4", "IP5", "IP5/institution", "IP6"),
        *("ID1", "ID2", "IP2", "IP2/not_urgent", "IP2/reason", "IP2/urgent"),
    ]
    for language in ("de", "en"):
        with translation.override(language):
            said = [finding_in_words(Finding(one, Weight.STOP, params=facts)) for one in rules]
            said += [finding_in_words(Finding("IP1", Weight.STOP, params={"may_ask": "partner"}))]
            assert len(set(said)) == len(said)
            assert not [one for one in said if "%" in one]
            assert all(instead_in_words(one, neighbour="Lampertheim") for one in Instead)
            assert all(turn_to_in_words(Finding("IG1", Weight.STOP, one)) for one in TurnTo if one)


@given(
    st.lists(
        st.builds(
            Finding,
            rule=st.sampled_from(["IG1", "IP2", "IP5"]),
            weight=st.sampled_from(Weight),
            turn_to=st.sampled_from(TurnTo),
            params=st.dictionaries(st.sampled_from(["from", "most", "ways"]), st.integers() | st.text() | st.dates()),
            words=st.text(),
        )
    )
)
def test_case_12_findings_come_back_as_they_were_kept(findings: list[Finding]) -> None:
    assert list(from_json(to_json(findings))) == findings


@db
@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"language": "irk"}, "language"),
        ({"language": "deu"}, "language"),
        ({"subject": "gossip"}, "subject"),
        ({"body": "castle"}, "body"),
        ({"way": "pigeon"}, "way"),
        ({"gender_wish": "x"}, "gender_wish"),
        ({"minutes": 14}, "minutes"),
        ({"minutes": 721}, "minutes"),
        ({"begins": TUESDAY + 400 * DAY}, "begins"),
        ({"begins": TUESDAY + timedelta(minutes=3)}, "begins"),
        ({"other_dates": [TUESDAY + one * DAY for one in (1, 2, 3)]}, "other_dates"),
        ({"other_dates": [TUESDAY + timedelta(seconds=1)]}, "other_dates"),
        ({"participants": 0}, "participants"),
        ({"wished_age": -1}, "wished_age"),
        ({"postcode": "1"}, "postcode"),
        ({"on_site_phone": "1"}, "on_site_phone"),
        ({"about": "x" * 1001}, "about"),
        ({"lat": 0.0, "lon": 0.0}, "lat"),
        ({"accepts_rules": False}, "accepts_rules"),
    ],
)
def test_what_cannot_be_right_is_refused_at_its_field(scene: Scene, other: dict[str, Any], field: str) -> None:
    with nothing_changes(scene.town.id), pytest.raises(BadInput) as refused:
        scene.asked(**other)
    assert refused.value.field == field


@db
def test_what_would_be_found_can_be_looked_at_before(scene: Scene) -> None:
    with nothing_changes(scene.town.id):
        assert [one.rule for one in what_is_found(scene.kita, WANTED, at=MONDAY)] == []


@db
def test_case_13_a_promise_that_is_over_stands_on_top(scene: Scene) -> None:
    late, early = scene.asked(at=MONDAY + DAY, begins=TUESDAY + 2 * DAY), scene.asked()
    assert list(waiting_inquiries(scene.desk)) == [early, late]
    assert list(overdue_inquiries(scene.desk, early.answer_by + DAY)) == [early]
    assert not list(overdue_inquiries(scene.desk, early.answer_by))
    assert not list(waiting_inquiries(scene.asker))


@db
def test_case_15_without_an_address_it_is_at_the_institution_and_by_telephone_nowhere(scene: Scene) -> None:
    Organisation.objects.filter(pk=scene.kita.partner_id).update(lat=49.64, lon=8.45)
    there, by_telephone = scene.asked(), scene.asked(way="telephone")
    elsewhere = scene.asked(street="Mainstraße", house_number="1", town="Biblis")
    assert [(one.street, one.town, one.lat) for one in (there, by_telephone, elsewhere)] == [
        ("Schulstraße", "Bürstadt", 49.64),
        ("", "", None),
        ("Mainstraße", "Biblis", None),
    ]
    needs = [take_in_inquiry(scene.desk, one, at=MONDAY) for one in (there, by_telephone)]
    assert [one.lat for one in needs] == [49.64, None]


@db
def test_case_17_the_first_date_that_keeps_the_lead_time_is_taken(scene: Scene) -> None:
    soon, later = TUESDAY - DAY, TUESDAY + DAY
    inquiry = scene.asked(begins=soon, other_dates=[later, TUESDAY])
    assert take_in_inquiry(scene.desk, inquiry, at=MONDAY).earliest == later


@db
def test_case_17_an_urgent_one_takes_the_first_that_lies_ahead(scene: Scene) -> None:
    soon = TUESDAY - 5 * DAY
    inquiry = scene.asked(begins=soon, other_dates=[soon + DAY], is_urgent=True, urgent_because="Inobhutnahme")
    with nothing_changes(scene.town.id), pytest.raises(WrongState):
        take_in_inquiry(scene.desk, inquiry, at=soon + 2 * DAY)
    assert take_in_inquiry(scene.desk, inquiry, at=soon).earliest == soon + DAY


@db
def test_case_17_date_language_and_level_may_be_put_right_in_the_same_step(scene: Scene) -> None:
    inquiry = scene.asked(other_dates=[TUESDAY + DAY])
    refused: list[tuple[dict[str, Any], str]] = [
        ({"begins": TUESDAY + 2 * DAY}, "begins"),
        ({"language": "irk"}, "language"),
        ({"level": "B7"}, "level"),
    ]
    with nothing_changes(scene.town.id):
        for chosen, field in refused:
            with pytest.raises(BadInput) as bad:
                take_in_inquiry(scene.desk, inquiry, at=MONDAY, **chosen)
            assert bad.value.field == field
    chosen = {"begins": TUESDAY + DAY, "language": "prs", "level": "B2"}
    need = take_in_inquiry(scene.desk, inquiry, at=MONDAY, **chosen)
    assert (need.earliest, need.language, need.level) == (TUESDAY + DAY, "prs", "B2")
    assert list(looked_for(scene.desk)) == [inquiry]


@pytest.mark.django_db(transaction=True)
def test_case_18_two_coordinators_take_in_one_request_and_make_one_need() -> None:
    town = make_town()
    with town.open():
        inquiry = open_scene(town).asked()

    def take() -> Need:
        with tenant(town.id):
            return take_in_inquiry(town.coordinator, inquiry, at=MONDAY)

    answers = at_once([take, take])
    assert sorted(type(one).__name__ for one in answers) == ["Need", "WrongState"]
    with town.open():
        assert Need.objects.filter(pool__isnull=False).count() == 1
        assert Inquiry.objects.get().state == InquiryState.TAKEN_IN


# --- no ---------------------------------------------------------------------------------------------------------------


def written(scene: Scene, key: str) -> list[dict[str, Any]]:
    rows = Letter.objects.filter(message=f"assistance.{key}").order_by("id")
    return [dict(one.told["params"]) for one in rows]


@db
def test_refused_the_institution_hears_why_and_who_was_asked_is_thanked(scene: Scene) -> None:
    inquiry, going = scene.agreed()
    with nothing_changes(scene.town.id), pytest.raises(BadInput):
        refuse_inquiry(scene.desk, inquiry, because="", at=MONDAY)
    refuse_inquiry(scene.desk, inquiry, because="Der Kindergarten hat geschlossen.", at=MONDAY)
    going.refresh_from_db()
    assert (going.state, Need.objects.get(pk=going.need_id).state) == ("cancelled", NeedState.CANCELLED)
    assert written(scene, "inquiry_refused")[0]["because"] == "Der Kindergarten hat geschlossen."
    assert written(scene, "inquiry_cancelled") == []
    with pytest.raises(WrongState):
        refuse_inquiry(scene.desk, inquiry, because="noch einmal", at=MONDAY)


@db
def test_where_nobody_is_found_it_hears_what_is_offered_instead(scene: Scene) -> None:
    scene.terms(neighbour="Sprachmittlerpool Lampertheim")
    inquiry, need = scene.taken_in(other_dates=[TUESDAY + DAY])
    assert nobody_found(scene.desk, inquiry, at=MONDAY) == (
        *(Instead.OTHER_DATE, Instead.TELEPHONE, Instead.VIDEO, Instead.NEIGHBOUR),
    )
    inquiry.refresh_from_db()
    need.refresh_from_db()
    assert (inquiry.state, need.state) == (InquiryState.NOBODY, NeedState.CANCELLED)
    assert "Sprachmittlerpool Lampertheim" in written(scene, "inquiry_nobody")[0]["instead"]
    scene.terms(ways=["telephone"])
    assert offered_instead(scene.asked(way="telephone")) == ()


@db
def test_while_somebody_goes_nobody_says_that_nobody_was_found(scene: Scene) -> None:
    inquiry, _going = scene.agreed()
    with nothing_changes(scene.town.id), pytest.raises(WrongState):
        nobody_found(scene.desk, inquiry, at=MONDAY)


@db
def test_a_colleague_withdraws_and_after_the_taking_in_nobody_does(scene: Scene) -> None:
    inquiry = scene.asked()
    with nothing_changes(scene.town.id), pytest.raises(NotThere):
        withdraw_inquiry(scene.town.actor("partner"), inquiry, at=MONDAY)
    withdraw_inquiry(scene.asker, inquiry, at=MONDAY)
    inquiry.refresh_from_db()
    assert inquiry.state == InquiryState.WITHDRAWN
    taken, _need = scene.taken_in()
    with nothing_changes(scene.town.id), pytest.raises(WrongState):
        withdraw_inquiry(scene.asker, taken, at=MONDAY)


@db
@pytest.mark.parametrize("role", ["clerk", "administrator", "volunteer", "partner", "state_viewer"])
def test_who_may_what(scene: Scene, role: str) -> None:
    inquiry = scene.asked()
    actor = scene.asker if role == "partner" else scene.town.actor(role)
    with nothing_changes(scene.town.id):
        with pytest.raises(NotAllowed):
            take_in_inquiry(actor, inquiry, at=MONDAY)
        with pytest.raises(NotAllowed):
            refuse_inquiry(actor, inquiry, because="nein", at=MONDAY)
        with pytest.raises(NotAllowed):
            nobody_found(actor, inquiry, at=MONDAY)
        if role != "partner":
            with pytest.raises(NotThere):
                ask(actor, scene.kita, WANTED, at=MONDAY)


@db
def test_another_institution_asks_nothing_for_this_one(scene: Scene) -> None:
    school = another_institution(scene.town, scene.pool)
    with nothing_changes(scene.town.id), pytest.raises(NotThere):
        ask(school, scene.kita, WANTED, at=MONDAY)


@db
def test_the_assistant_asks_for_whoever_calls(scene: Scene) -> None:
    called = ask(scene.town.actor("assistant"), scene.kita, WANTED, at=MONDAY)
    assert called.came_by == "telephone"
    assert called.begins == datetime(2026, 11, 24, 13, 0, tzinfo=UTC)
