import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotsenwerk.engines.travel.distance import Point, distance_m
from lotsenwerk.kit.geo import shown

POINTS = st.builds(Point, lat=st.floats(-90, 90), lon=st.floats(-180, 180))

FRANKFURT_CATHEDRAL = Point(50.110556, 8.685)
COLOGNE_CATHEDRAL = Point(50.941278, 6.958281)


def test_frankfurt_and_cologne_are_153_kilometres_apart() -> None:
    assert distance_m(FRANKFURT_CATHEDRAL, COLOGNE_CATHEDRAL) == pytest.approx(152_900, rel=0.01)


def test_degree_of_latitude_is_111_195_metres() -> None:
    assert distance_m(Point(49, 8), Point(50, 8)) == pytest.approx(111_195, abs=2)


@given(POINTS, POINTS)
def test_way_there_is_as_long_as_the_way_back_and_never_beyond_half_the_earth(here: Point, there: Point) -> None:
    assert distance_m(here, there) == distance_m(there, here)
    assert 0 <= distance_m(here, there) <= 20_015_200
    assert distance_m(here, here) == 0


@pytest.mark.parametrize(
    ("metres", "german", "english"),
    [
        (-5, "0 m", "0 m"),
        (0, "0 m", "0 m"),
        (3, "10 m", "10 m"),
        (84, "80 m", "80 m"),
        (99, "100 m", "100 m"),
        (912, "900 m", "900 m"),
        (974, "950 m", "950 m"),
        (975, "1,0 km", "1.0 km"),
        (1_449, "1,4 km", "1.4 km"),
        (9_949, "9,9 km", "9.9 km"),
        (9_950, "10 km", "10 km"),
        (12_499, "12 km", "12 km"),
    ],
)
def test_distance_is_said_as_people_say_it(metres: int, german: str, english: str) -> None:
    assert shown(metres, "de").replace("\u00a0", " ") == german
    assert shown(metres, "en").replace("\u00a0", " ") == english
