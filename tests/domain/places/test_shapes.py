"""The boundaries of Hesse."""

from lotsenwerk.domain.places.shapes import FILE, NOTICE, county_shape, county_shapes, shape_of, shapes_within
from lotsenwerk.kit.maps import Box, Sheet, Spot

HESSE = Box(49.3, 7.7, 51.7, 10.3)


def test_every_municipality_has_an_area_in_hesse() -> None:
    shapes = shapes_within(HESSE)
    assert len(shapes) == 425
    assert len({shape.ags for shape in shapes}) == 425
    for shape in shapes:
        assert HESSE.holds(shape.box.middle)
        assert all(len(ring) >= 3 for ring in shape.rings)


def test_the_town_hall_of_buerstadt_stands_in_buerstadt() -> None:
    shape = shape_of("06431005")
    assert shape is not None
    assert shape.name == "Bürstadt"
    assert shape.box.holds(Spot(49.6426, 8.4574))


def test_its_neighbours_are_found_and_share_its_boundary() -> None:
    shape = shape_of("06431005")
    assert shape is not None
    around = {other.name: other for other in shapes_within(shape.box)}
    assert {"Biblis", "Lampertheim", "Lorsch", "Einhausen"} <= around.keys()
    [ring] = shape.rings
    assert set(ring) & set(around["Lampertheim"].rings[0])


def test_an_unknown_key_has_no_area() -> None:
    assert shape_of("06999999") is None


def test_a_map_of_a_town_is_a_few_hundred_letters() -> None:
    shape = shape_of("06431005")
    assert shape is not None
    sheet = Sheet.showing([Spot(49.64, 8.46)], width=560, height=500, least_metres=4_000)
    paths = [sheet.outline(other.rings, reach=1) for other in shapes_within(sheet.box.grown(1))]
    assert 0 < sum(map(len, paths)) < 4_000


def test_the_notice_names_source_and_change() -> None:
    assert NOTICE == "© GeoBasis-DE / BKG (Daten verändert)"
    assert FILE.stat().st_size < 256 * 1024


def test_counties_are_their_municipalities_without_what_divides_them() -> None:
    counties = county_shapes()
    assert len(counties) == 26
    frankfurt, bergstrasse = county_shape("06412"), county_shape("06431")
    assert frankfurt is not None
    assert bergstrasse is not None
    assert county_shape("99999") is None
    buerstadt = shape_of("06431005")
    assert buerstadt is not None
    assert bergstrasse.box.holds(buerstadt.box.middle)
    # A city that is a county has one boundary, and all of them together are drawn in few words.
    assert len(frankfurt.rings) == 1
    assert sum(len(ring) for county in counties for ring in county.rings) < 1_500
