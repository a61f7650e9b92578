"""After the deployment (cases 31 to 35): who confirms, how, once; and two questions to both sides."""

from datetime import date
from typing import Any

import pytest

from lotsenwerk.domain.assistance.actions.finish import confirm, report
from lotsenwerk.domain.assistance.actions.inquiries.confirm_deployment import (
    confirm_deployment,
    give_feedback,
    keep_sheet,
    refuse_deployment,
)
from lotsenwerk.domain.assistance.models import (
    Confirmation,
    ConfirmedBy,
    Deployment,
    DoneBy,
    Feedback,
    Outcome,
    SignedSheet,
)
from lotsenwerk.domain.assistance.queries.deployments import (
    deployment_for,
    deployments_in,
    deployments_of,
    funded_before,
    to_confirm_by,
)
from lotsenwerk.domain.assistance.queries.inquiries import story_of_inquiry
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere, WrongState
from lotsenwerk.kit.tenancy import tenant
from tests.at_once import at_once
from tests.domain.assistance.inquiries.scenes import AFTER, DAY, TUESDAY, Scene, another_institution, open_scene, scan
from tests.factories import MONDAY, make_town
from tests.fingerprint import nothing_changes

db = pytest.mark.django_db


@db
@pytest.mark.parametrize(("minutes", "quarters"), [(1, 15), (15, 15), (16, 30), (50, 60), (120, 120)])
def test_case_31_a_started_quarter_counts(scene: Scene, minutes: int, quarters: int) -> None:
    _inquiry, deployment = scene.reported(minutes=minutes)
    assert deployment.minutes == quarters


@db
@pytest.mark.parametrize("outcome", [Outcome.NOT_AT_HOME, Outcome.NOT_NEEDED])
def test_case_31_what_did_not_take_place_is_no_deployment(scene: Scene, outcome: Outcome) -> None:
    _inquiry, going = scene.agreed()
    report(scene.her, going, minutes=20, outcome=outcome, at=AFTER)
    assert not Deployment.objects.exists()


@db
def test_case_31_by_telephone_it_is_one_by_telephone(scene: Scene) -> None:
    _inquiry, deployment = scene.reported(way="telephone")
    assert (deployment.kind, deployment.place) == ("telephone", "")


@db
@pytest.mark.parametrize("told", [{"kilometres": -1}, {"kilometres": 1001}, {"clients": 0}])
def test_case_31_figures_that_cannot_be_right_are_refused(scene: Scene, told: dict[str, int]) -> None:
    _inquiry, going = scene.agreed()
    with nothing_changes(scene.town.id), pytest.raises(BadInput) as refused:
        report(scene.her, going, minutes=20, at=AFTER, **told)
    assert refused.value.field in told


@db
def test_case_32_the_scan_alone_confirms_nothing_and_the_coordinator_who_saw_it_does(scene: Scene) -> None:
    _inquiry, deployment = scene.reported()
    keep_sheet(scene.her, deployment, scan(), at=AFTER)
    keep_sheet(scene.her, deployment, scan(), at=AFTER)
    assert SignedSheet.objects.count() == 1
    deployment.refresh_from_db()
    assert deployment.state == "reported"
    with nothing_changes(scene.town.id):
        with pytest.raises(BadInput) as refused:
            keep_sheet(scene.her, deployment, b"no picture", at=AFTER)
        assert refused.value.field == "sheet"
        with pytest.raises(NotAllowed):
            confirm_deployment(scene.her, deployment, at=AFTER)
    assert confirm_deployment(scene.desk, deployment, at=AFTER).confirmed_by == ConfirmedBy.SIGNATURE
    assert deployment_for(scene.desk, deployment.ref).has_sheet is True  # type: ignore[attr-defined]


@db
def test_case_32_without_a_scan_it_is_the_desk_that_knows(scene: Scene) -> None:
    _inquiry, deployment = scene.reported()
    assert confirm_deployment(scene.desk, deployment, at=AFTER).confirmed_by == ConfirmedBy.DESK


@db
def test_case_32_the_desks_own_way_of_confirming_a_visit_confirms_it_too(scene: Scene) -> None:
    _inquiry, deployment = scene.reported()
    assert deployment.assignment is not None
    confirm(scene.desk, deployment.assignment, at=AFTER)
    deployment.refresh_from_db()
    assert (deployment.state, deployment.confirmed_by) == ("confirmed", ConfirmedBy.DESK)


@pytest.mark.django_db(transaction=True)
def test_case_33_of_two_who_confirm_at_the_same_moment_one_is_refused() -> None:
    town = make_town()
    with town.open():
        scene = open_scene(town)
        _inquiry, deployment = scene.reported()

    def by(actor: Any) -> Any:
        def step() -> Deployment:
            with tenant(town.id):
                return confirm_deployment(actor, deployment, at=AFTER)

        return step

    answers = at_once([by(scene.asker), by(scene.desk)])
    assert sorted(type(one).__name__ for one in answers) == ["Deployment", "WrongState"]
    with town.open():
        assert Confirmation.objects.count() == 1


@db
def test_case_34_refused_it_counts_nowhere_until_a_coordinator_has_looked(scene: Scene) -> None:
    number = scene.number()
    _inquiry, deployment = scene.reported(number=number)
    assert to_confirm_by(scene.asker) == [deployment]
    refuse_deployment(scene.asker, deployment, at=AFTER)
    assert to_confirm_by(scene.asker) == []
    assert funded_before(year=2026, number_id=deployment.number_id, cooperation_id=None) == 0
    assert deployments_of(scene.desk, scene.amira.id, 2026) == []
    assert deployments_in(scene.desk, scene.pool.id, year=2026, month=11) == [deployment]
    with nothing_changes(scene.town.id):
        with pytest.raises(NotAllowed):
            confirm_deployment(scene.asker, deployment, at=AFTER)
        with pytest.raises(WrongState):
            refuse_deployment(scene.asker, deployment, at=AFTER)
    confirm_deployment(scene.desk, deployment, at=AFTER)
    assert deployments_of(scene.her, scene.amira.id, 2026) == [deployment]
    assert deployments_of(scene.town.volunteer_actor(scene.samir), scene.amira.id, 2026) == []


@db
def test_a_month_ends_with_its_last_day(scene: Scene) -> None:
    _inquiry, deployment = scene.reported()
    found = {}
    for on in (date(2026, 12, 1), date(2026, 12, 31), date(2027, 1, 1)):
        Deployment.objects.filter(pk=deployment.pk).update(on=on)
        found[on] = len(deployments_in(scene.desk, scene.pool.id, year=2026, month=12))
    assert list(found.values()) == [1, 1, 0]


@db
@pytest.mark.parametrize("many", [1, 3])
def test_lists_take_the_same_questions_for_any_number(scene: Scene, many: int, django_assert_num_queries: Any) -> None:
    for number in range(many):
        _inquiry, going = scene.agreed(begins=TUESDAY + number * DAY)
        report(scene.her, going, minutes=60, at=AFTER + number * DAY)
    with django_assert_num_queries(1):
        deployments_in(scene.desk, scene.pool.id, year=2026, month=11)
    with django_assert_num_queries(1):
        to_confirm_by(scene.asker)


@db
def test_case_35_both_sides_answer_two_questions_once_and_only_the_desk_reads_them(scene: Scene) -> None:
    inquiry, deployment = scene.reported()
    going = deployment.assignment
    assert going is not None
    give_feedback(scene.her, going, worked="yes", again="partly", words="Gut.", at=AFTER)
    give_feedback(scene.asker, going, worked="yes", again="yes", at=AFTER)
    with nothing_changes(scene.town.id):
        with pytest.raises(WrongState):
            give_feedback(scene.asker, going, worked="no", again="no", at=AFTER)
        with pytest.raises(BadInput) as refused:
            give_feedback(scene.desk, going, worked="no", again="no", at=AFTER)
        assert refused.value.field == "side"
        with pytest.raises(BadInput):
            give_feedback(scene.desk, going, worked="maybe", again="no", side=DoneBy.REQUESTER, at=AFTER)
        for stranger in (scene.town.actor("partner"), scene.town.volunteer_actor(scene.samir)):
            with pytest.raises(NotThere):
                give_feedback(stranger, going, worked="no", again="no", at=AFTER)
    assert {one.side for one in Feedback.objects.all()} == {"requester", "volunteer"}
    assert len(story_of_inquiry(scene.desk, inquiry).feedback) == 2
    assert story_of_inquiry(scene.asker, inquiry).feedback == []


@db
def test_before_it_took_place_nobody_says_how_it_was(scene: Scene) -> None:
    _inquiry, going = scene.agreed()
    with nothing_changes(scene.town.id), pytest.raises(WrongState):
        give_feedback(scene.her, going, worked="yes", again="yes", at=MONDAY)


@db
def test_to_another_institution_and_other_volunteers_it_is_not_there(scene: Scene) -> None:
    _inquiry, deployment = scene.reported()
    school = another_institution(scene.town, scene.pool)
    with nothing_changes(scene.town.id):
        for stranger in (school, scene.town.volunteer_actor(scene.samir)):
            with pytest.raises(NotThere):
                deployment_for(stranger, deployment.ref)
            with pytest.raises(NotThere):
                confirm_deployment(stranger, deployment, at=AFTER)
            with pytest.raises(NotThere):
                refuse_deployment(stranger, deployment, at=AFTER)
            with pytest.raises(NotThere):
                keep_sheet(stranger, deployment, scan(), at=AFTER)
        with pytest.raises(NotAllowed):
            confirm_deployment(scene.town.actor("assistant"), deployment, at=AFTER)
    assert to_confirm_by(school) == []
    assert deployment_for(scene.town.actor("clerk"), deployment.ref) == deployment
