"""The arithmetic of maps."""

import math
import re

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from lotsenwerk.engines.travel.distance import Point, distance_m
from lotsenwerk.kit.map_layers import Name, areas_with_names, cells, placed, readable
from lotsenwerk.kit.map_layers import Point as Dot
from lotsenwerk.kit.maps import XY, Box, Sheet, Spot, coarse, spread

HESSE = st.builds(Spot, lat=st.floats(49.3, 51.7), lon=st.floats(7.7, 10.3))
SOME = st.lists(HESSE, min_size=1, max_size=8)
SIDES = st.integers(100, 900)
SQUARE = [Spot(50.0, 8.0), Spot(50.0, 8.2), Spot(50.1, 8.2), Spot(50.1, 8.0)]


@given(SOME, SIDES, SIDES, st.floats(0, 20_000), st.floats(0, 0.3))
def test_a_point_inside_the_frame_stays_inside(
    spots: list[Spot], width: int, height: int, least: float, margin: float
) -> None:
    sheet = Sheet.showing(spots, width=width, height=height, least_metres=least, margin=margin)
    for spot in spots:
        x, y = sheet.place(spot)
        # Places are written to a tenth of a unit.
        assert width * margin - 0.1 <= x <= width * (1 - margin) + 0.1
        assert height * margin - 0.1 <= y <= height * (1 - margin) + 0.1


@given(SOME, SIDES, SIDES)
def test_a_place_leads_back_to_its_spot(spots: list[Spot], width: int, height: int) -> None:
    sheet = Sheet.showing(spots, width=width, height=height, least_metres=500)
    for spot in spots:
        again = sheet.spot(sheet.place(spot))
        far = distance_m(Point(*spot), Point(*again))
        assert far <= sheet.metres_per_unit * 0.2 + 1


def test_a_kilometre_is_as_long_to_the_east_as_to_the_north_at_fifty_degrees() -> None:
    sheet = Sheet.showing([Spot(50, 8.5)], width=600, height=400, least_metres=10_000)
    here = sheet.place(Spot(50, 8.5))
    north, east = sheet.place(Spot(50 + 1 / 111.195, 8.5)), sheet.place(Spot(50, 8.5 + 1 / 71.475))
    assert distance_m(Point(50, 8.5), Point(50, 8.5 + 1 / 71.475)) == pytest.approx(1_000, abs=1)
    assert here.y - north.y == pytest.approx(40, abs=0.2)
    assert east.x - here.x == pytest.approx(40, abs=0.2)
    assert north.x == here.x
    assert east.y == here.y


def test_a_single_spot_is_shown_with_some_land_around_it() -> None:
    sheet = Sheet.showing([Spot(50, 8)], width=500, height=500, least_metres=2_000)
    assert sheet.metres_per_unit == pytest.approx(4)
    assert sheet.place(Spot(50, 8)) == (250, 250)


def test_nothing_has_no_frame() -> None:
    with pytest.raises(ValueError, match="no spots"):
        Sheet.showing([], width=500, height=500)


def test_north_is_up_and_east_is_right() -> None:
    sheet = Sheet.showing(SQUARE, width=300, height=300)
    south_west, north_east = sheet.place(SQUARE[0]), sheet.place(SQUARE[2])
    assert south_west.x < north_east.x
    assert south_west.y > north_east.y


def test_the_scale_is_a_round_length_and_takes_a_third_of_the_sheet_at_most() -> None:
    for metres in (900, 3_000, 12_000, 200_000):
        sheet = Sheet.showing([Spot(50, 8)], width=600, height=600, least_metres=metres)
        scale = sheet.scale()
        assert scale.units <= 200
        assert scale.units * sheet.metres_per_unit == pytest.approx(scale.metres, rel=0.05)


# --- areas ------------------------------------------------------------------------------------------------------------


def corners_of(path: str) -> list[XY]:
    """The corners of a path with one ring."""
    first, steps = re.fullmatch(r"M(.*?)l(.*)z", path).groups()  # type: ignore[union-attr]
    x, y = (int(number) for number in re.findall(r"-?\d+", first))
    found = [XY(x, y)]
    numbers = [int(number) for number in re.findall(r"-?\d+", steps)]
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        found.append(XY(x, y))
    return found


@given(st.lists(HESSE, min_size=3, max_size=30), HESSE, st.floats(0, 1))
def test_nothing_of_an_area_is_drawn_beyond_the_reach_of_the_sheet(
    ring: list[Spot], middle: Spot, reach: float
) -> None:
    sheet = Sheet.showing([middle], width=400, height=300, least_metres=60_000)
    path = sheet.outline([ring], reach=reach)
    assume(path)
    for x, y in corners_of(path):
        assert -400 * reach - 1 <= x <= 400 * (1 + reach) + 1
        assert -300 * reach - 1 <= y <= 300 * (1 + reach) + 1


def test_an_area_around_the_whole_sheet_becomes_the_sheet() -> None:
    sheet = Sheet.showing([Spot(50.05, 8.1)], width=100, height=100, least_metres=1_000)
    assert set(corners_of(sheet.outline([SQUARE]))) == {(0, 0), (100, 0), (100, 100), (0, 100)}
    assert sheet.name_place([SQUARE]) == (50, 50)


def test_an_area_elsewhere_is_not_drawn_and_has_no_name() -> None:
    sheet = Sheet.showing([Spot(51, 9)], width=100, height=100, least_metres=1_000)
    assert sheet.outline([SQUARE]) == ""
    assert sheet.name_place([SQUARE]) is None
    assert areas_with_names(sheet, [("Elsewhere", [SQUARE], True)]) == ([], [])


def test_the_own_area_lies_on_top_and_a_name_stands_in_the_part_that_is_seen() -> None:
    sheet = Sheet.showing([Spot(50.05, 8.0)], width=100, height=100, least_metres=1_000)
    other = [Spot(spot.lat, spot.lon - 0.2) for spot in SQUARE]
    areas, names = areas_with_names(sheet, [("Here", [SQUARE], True), ("There", [other], False)])
    assert [area.is_own for area in areas] == [False, True]
    assert {(name.text, name.at) for name in names} == {("Here", (75, 50)), ("There", (25, 50))}


# --- points -----------------------------------------------------------------------------------------------------------

PLACES = st.lists(st.builds(XY, x=st.floats(0, 500), y=st.floats(0, 400)), max_size=20)


@given(PLACES)
@example([XY(0, 0), XY(0, 27)])
def test_marks_do_not_stand_upon_each_other_nor_beyond_the_edge(places: list[XY]) -> None:
    moved = spread(places, apart=27, width=500, height=400)
    assert len(moved) == len(places)
    for number, here in enumerate(moved):
        assert 13 <= here.x <= 487
        assert 13 <= here.y <= 387
        assert all(math.dist(here, there) > 20 for there in moved[:number])
    assert moved == spread(places, apart=27, width=500, height=400)


def test_who_stands_alone_is_not_moved() -> None:
    assert spread([XY(50, 50), XY(200, 50)], apart=27, width=500, height=400) == [(50, 50), (200, 50)]


def test_two_needs_of_one_house_stand_beside_each_other() -> None:
    sheet = Sheet.showing([Spot(50, 8)], width=500, height=500, least_metres=1_000)
    marks = placed(sheet, [Dot(Spot(50, 8), "one"), Dot(Spot(50, 8), "two"), Dot(Spot(51, 8), "far away")])
    assert [mark.point.words for mark in marks] == ["one", "two"]
    assert {mark.at for mark in marks} == {(250, 250)}
    assert math.dist(marks[0].aside, marks[1].aside) >= 26


def test_of_two_names_upon_each_other_the_first_stays() -> None:
    names = [Name("Mainstraße", XY(50, 50)), Name("Am Rain", XY(60, 55)), Name("Weg", XY(50, 90))]
    assert [name.text for name in readable(names)] == ["Mainstraße", "Weg"]


@given(HESSE)
def test_a_coarse_place_is_near_and_the_same_for_neighbours(spot: Spot) -> None:
    about = coarse(spot, metres=250)
    assert distance_m(Point(*spot), Point(*about)) <= 178
    assert coarse(about, metres=250) == about


@given(HESSE, st.integers(2, 8))
def test_fields_cover_the_sheet_and_each_leads_to_its_middle(middle: Spot, count: int) -> None:
    sheet = Sheet.showing([middle], width=480, height=480, least_metres=3_000)
    fields = cells(sheet, count)
    assert len(fields) == count * count
    for at, lengths, spot in fields:
        assert Box.holds(sheet.box, spot)
        x, y = sheet.place(spot)
        assert abs(at.x + lengths.x / 2 - x) <= 1.5
        assert abs(at.y + lengths.y / 2 - y) <= 1.5
