"""Who fits one need alone: the begin that is found is the first one that a plain walk through the window finds."""

from hypothesis import given
from hypothesis import strategies as st

from lotsenwerk.engines.planning.matching import GRID, first_begin
from lotsenwerk.engines.planning.types import Demand, Helper, Stay, Stretch
from lotsenwerk.engines.travel.distance import Point
from lotsenwerk.engines.travel.duration import travel_seconds

HERE = Point(49.6468, 8.4689)
HOME = Point(49.65, 8.47)
stretches = st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda pair: Stretch(pair[0] * 900, sum(pair) * 900))
places = st.one_of(st.none(), st.integers(-3000, 3000).map(lambda metres: Point(HERE.lat + metres / 111_195, HERE.lon)))


def walked_to(demand: Demand, helper: Helper) -> int | None:
    """Five minutes further and five minutes further, until nothing is against it."""
    for begin in range(0, demand.window.end + 1, GRID):
        end = begin + demand.seconds
        inside = demand.window.begin <= begin and end <= demand.window.end
        is_free = any(one.begin <= begin and end <= one.end for one in helper.free)
        if inside and is_free and all(_leaves_time(demand, helper, stay, begin) for stay in helper.stays):
            return begin
    return None


def _leaves_time(demand: Demand, helper: Helper, stay: Stay, begin: int) -> bool:
    way = travel_seconds(stay.place, demand.place, helper.mode)
    return begin + demand.seconds + way <= stay.during.begin or stay.during.end + way <= begin


@given(
    window=stretches,
    minutes=st.integers(5, 180),
    free=st.lists(stretches, max_size=1),
    stays=st.lists(st.tuples(stretches, places), max_size=3),
    mode=st.sampled_from(["walk", "bicycle", "car", "transit"]),
)
def test_the_first_begin_is_the_one_that_a_plain_walk_finds(
    window: Stretch, minutes: int, free: list[Stretch], stays: list[tuple[Stretch, Point | None]], mode: str
) -> None:
    demand = Demand(place=HERE, window=window, seconds=minutes * 60)
    helper = Helper(1, HOME, mode, tuple(free), tuple(Stay(during, place) for during, place in stays))
    assert first_begin(demand, helper) == walked_to(demand, helper)
