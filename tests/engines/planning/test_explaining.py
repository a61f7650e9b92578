"""Why and why not (cases P15 and P16), and which single change would help."""

import pytest

from lotsenwerk.engines.planning.checking import check
from lotsenwerk.engines.planning.explaining import Explainer, why_unserved
from lotsenwerk.engines.planning.model import Bike, Cap, Plan
from lotsenwerk.engines.reasons import Reason
from tests.engines.planning.made import (
    HOUR,
    at,
    between,
    errand,
    helper,
    job,
    place,
    route,
    shift,
    stop,
    town,
    visit,
)

BUSY = Plan((route(8.5, 10.5, visit(1, 9, minutes=60)),))
"""Job 1 from 9 to 10."""
LONG = job(1, 600, between(9, 9), minutes=60)


def test_p15_every_rule_broken_is_named() -> None:
    asked = job(1, languages={"ara": 2}, gender="f", declined=frozenset({1}))
    told = Explainer(town([asked]), Plan()).why(1, 1)
    assert (told.possible, [reason.rule for reason in told.broken]) == (False, ["PH2", "PH5", "PH25"])


def test_p15_the_cost_is_shown_in_its_parts() -> None:
    her = helper(worked_seconds=2 * HOUR, asked=1)
    snapshot = town([job(1, known=frozenset({7})), job(2)], [her, helper(7)])
    told = Explainer(snapshot, Plan()).why(1, 1)
    assert told.possible
    assert {rule: cost for rule, cost in told.parts.items() if cost} == {"PS1": 1200, "PS2": 900, "PS5": 120, "PS6": 60}
    assert told.cost == 2280


def test_p15_of_a_job_in_the_plan_it_is_said_as_if_it_were_asked_for_now() -> None:
    explainer = Explainer(town([LONG], [helper(1), helper(2)]), BUSY)
    assert [told.possible for told in explainer.table(1)] == [True, True]
    assert explainer.why(1, 1).cost == 1200


def test_who_has_no_shift_has_no_time() -> None:
    told = Explainer(town([job()], [helper()], []), Plan()).why(1, 1)
    assert [reason.rule for reason in told.broken] == ["PH1"]


def test_who_is_not_there_cannot_be_asked_about() -> None:
    explainer = Explainer(town([job()]), Plan())
    with pytest.raises(KeyError):
        explainer.why(9, 1)
    with pytest.raises(KeyError):
        explainer.why(1, 9)


@pytest.mark.parametrize(
    ("asked", "her", "stretch", "change"),
    [
        (
            job(2, 600, between(18, 18)),
            helper(),
            shift(),
            Reason("PX1", {"shift": 1, "begin": at(8), "end": at(18) + 1200}),
        ),
        (job(2, 600, minutes=150), helper(), shift(most=3), Reason("PX2", {"shift": 1, "seconds": 3000})),
        (job(2), helper(caps=(Cap(between(0, 24), jobs=1),)), shift(), Reason("PX3", {"most": 1})),
        (
            job(2),
            helper(caps=(Cap(between(0, 24), seconds=5000),)),
            shift(),
            Reason("PX4", {"most": 5000, "seconds": 400}),
        ),
        (job(2, 600, between(9.5, 9.5)), helper(), shift(), Reason("PX5", {"job": 1})),
        (job(2, 600, between(9.5, 9.5)), helper(), shift(), Reason("PX6", {"job": 2, "begin": at(9) - 600})),
    ],
)
def test_the_single_change_that_would_make_it_possible_is_named(
    asked: object, her: object, stretch: object, change: Reason
) -> None:
    snapshot = town([LONG, asked], [her], [stretch])  # type: ignore[list-item]
    told = Explainer(snapshot, BUSY).why(2, 1)
    assert not told.possible
    named = {reason.rule: reason.params for reason in told.changes}
    assert named[change.rule] == change.params


def test_a_bike_that_somebody_else_has_is_named() -> None:
    bike = Bike(1, place(0), handover_seconds=0)
    people = [helper(number, rides=frozenset({1})) for number in (1, 2)]
    heavy = [errand(number, 300, 600, between(9, 9), amount=8) for number in (1, 2)]
    snapshot = town(heavy, people, bikes=(bike,))
    explainer = Explainer(snapshot, Plan())
    alone = explainer.why(1, 1)
    assert alone.possible
    assert alone.route is not None
    told = Explainer(snapshot, Plan((alone.route,))).why(2, 2)
    assert not told.possible
    assert "PH18" in {reason.rule for reason in told.broken} or "PH7" in {reason.rule for reason in told.broken}


def test_of_a_party_of_which_somebody_is_missing_that_is_said() -> None:
    together = [job(number, 600, between(9, 9), party=1) for number in (1, 2)]
    told = Explainer(town(together, [helper(1), helper(2)]), Plan()).why(1, 1)
    assert [reason.rule for reason in told.broken] == ["PH17"]
    assert told.changes == ()


def test_a_time_that_the_shop_never_meets_is_said() -> None:
    closed = errand(1, pick_up=stop(300, between(9, 10), open=(between(14, 18),)))
    told = Explainer(town([closed]), Plan()).why(1, 1)
    assert [reason.rule for reason in told.broken] == ["PH12"]
    assert told.route is None


def test_why_nobody_goes_is_said_for_each_job_that_is_not_served() -> None:
    snapshot = town([LONG, job(2, languages={"tir": 1})], [helper(1), helper(2)])
    told = why_unserved(snapshot, BUSY)
    assert {number: [one.broken[0].rule for one in table] for number, table in told.items()} == {2: ["PH2", "PH2"]}
    assert check(snapshot, BUSY).unserved == (2,)


def test_the_table_has_the_cheapest_first_and_those_with_the_fewest_reasons_against_next() -> None:
    people = [
        helper(1, gender="m"),
        helper(2, east=300, gender="f"),
        helper(3, gender="f"),
        helper(4, speaks={}, gender="m"),
    ]
    asked = job(1, 600, gender="f", languages={"deu": 1})
    assert [one.helper for one in Explainer(town([asked], people), Plan()).table(1)] == [2, 3, 1, 4]


def test_of_one_helper_every_rule_is_named_those_of_the_clock_too() -> None:
    late = job(1, 600, between(20, 21), languages={"ara": 2})
    explainer = Explainer(town([late], [helper(1), helper(2)], [shift(1, 1, 8, 18)]), Plan())
    assert [reason.rule for reason in explainer.why(1, 1).broken] == ["PH2", "PH1"]
    assert [reason.rule for reason in explainer.why(1, 2).broken] == ["PH2", "PH1"]
    assert [[reason.rule for reason in one.broken] for one in explainer.table(1)] == [["PH2"], ["PH2"]]
