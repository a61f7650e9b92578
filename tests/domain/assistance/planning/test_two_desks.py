"""Two coordinators in the same moment: one publishes, the other reads what has changed."""

import pytest

from lotsenwerk.domain.assistance.actions.planning import search
from lotsenwerk.domain.assistance.actions.planning.outdated import PlanOutdated
from lotsenwerk.domain.assistance.actions.planning.publish import publish_plan
from lotsenwerk.domain.assistance.models import Offer, Plan, PlanState
from lotsenwerk.domain.notifications.models import Letter
from tests.at_once import at_once
from tests.domain.assistance.planning.scene import make_scene

pytestmark = pytest.mark.usefixtures("committed")


@pytest.mark.parametrize("is_same", [False, True], ids=["two plans", "the same plan"])
def test_of_two_who_publish_in_the_same_moment_one_wins(monkeypatch: pytest.MonkeyPatch, is_same: bool) -> None:
    monkeypatch.setattr(search, "for_seconds", lambda _seconds: lambda rounds: rounds / 60)
    scene = make_scene()
    with scene.town.open():
        scene.helper("Amira")
        scene.helper("Jonas")
        for name in ("Weber", "Demir", "Koch"):
            scene.need(name)
        first = scene.plan()
        second = first if is_same else scene.plan()

    def publishing(plan: Plan):  # noqa: ANN202
        def do() -> object:
            with scene.town.open():
                return publish_plan(scene.desk, plan, at=scene.at)

        return do

    answers = at_once([publishing(first), publishing(second)])
    refused = [one for one in answers if isinstance(one, Exception)]
    assert len(refused) == 1
    assert isinstance(refused[0], PlanOutdated) or is_same
    with scene.town.open():
        states = sorted(Plan.objects.values_list("state", flat=True))
        assert states == ([PlanState.PUBLISHED] if is_same else [PlanState.PUBLISHED, PlanState.READY])
        assert Offer.objects.count() == 3
        helpers = Offer.objects.values_list("volunteer_id", flat=True)
        assert Letter.objects.filter(message="assistance.day").count() == len(set(helpers))
