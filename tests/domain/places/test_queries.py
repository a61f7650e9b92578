from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from lotsenwerk.domain.places.actions.load_hessen import load_hessen
from lotsenwerk.domain.places.models import County, Municipality, PlaceKey, Postcode
from lotsenwerk.domain.places.queries import (
    counties,
    municipalities_for_postcode,
    municipalities_of_county,
    municipality_by_ags,
    nearest,
    search_municipalities,
)
from lotsenwerk.engines.travel.distance import Point
from lotsenwerk.kit.errors import NotThere

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def hesse_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Load Hesse once for all reads of this file, and leave the tables as they were found."""
    with django_db_blocker.unblock():
        was_empty = not Municipality.objects.exists()
        load_hessen()
    yield
    if was_empty:
        with django_db_blocker.unblock():
            Municipality.objects.all().delete()
            County.objects.all().delete()


def names(typed: str) -> list[str]:
    return [municipality.name for municipality in search_municipalities(typed)]


def test_municipality_is_found_by_its_key() -> None:
    assert municipality_by_ags("06431005").name == "Bürstadt"


@pytest.mark.parametrize("ags", ["", "06431", "99999999", "x"])
def test_unknown_key_is_not_there(ags: str) -> None:
    with pytest.raises(NotThere):
        municipality_by_ags(ags)


def test_postcode_reaches_into_its_municipalities_but_forests_are_left_out() -> None:
    assert [row.name for row in municipalities_for_postcode("68642")] == ["Bürstadt"]
    assert [row.name for row in municipalities_for_postcode(" 69239 ")] == ["Neckarsteinach"]
    shared = {row.plz for row in Postcode.objects.all() if len(municipalities_for_postcode(row.plz)) > 1}
    assert shared
    assert list(municipalities_for_postcode("00000")) == []


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Bürstadt", "Bürstadt"),
        ("buerstadt", "Bürstadt"),
        ("BURSTADT", "Bürstadt"),
        ("bürs", "Bürstadt"),
        ("Bürrstadt", "Bürstadt"),
        ("Bürtsadt", "Bürstadt"),
        ("Lamperthaim", "Lampertheim"),
        ("Frankfurt", "Frankfurt am Main"),
        ("am main frankfurt", "Frankfurt am Main"),
        ("Frankfurt a. M.", "Frankfurt am Main"),
        ("Gießen", "Gießen"),
        ("giessen", "Gießen"),
        ("Kassel", "Kassel"),
        ("bad hom", "Bad Homburg v. d. Höhe"),
        ("68642", "Bürstadt"),
        ("6864", "Biblis"),
        ("Wisbaden", "Wiesbaden"),
    ],
)
def test_first_found_for(typed: str, first: str) -> None:
    assert names(typed)[:1] == [first]


@pytest.mark.parametrize("typed", ["", " ", "6", "686421", "qqqq", "🙂", "%", "_", "Bürstadt Frankfurt"])
def test_nothing_is_found_for(typed: str) -> None:
    assert names(typed) == []


def test_forest_where_nobody_lives_is_not_found() -> None:
    assert names("Michelbuch") == ["Wald-Michelbach"]  # sounds alike
    assert names("Gutsbezirk") == []


def test_no_more_are_found_than_asked_for() -> None:
    assert len(search_municipalities("bad", most=3)) == 3
    assert len(search_municipalities("6", most=3)) == 0
    assert len(search_municipalities("65", most=3)) == 3


@pytest.mark.parametrize("typed", ["Bürstadt", "b", "bad"])
def test_search_costs_two_queries_for_one_and_for_many(typed: str, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        assert all(row.county.name for row in search_municipalities(typed))


def test_prefix_search_uses_the_index_of_keys() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = PlaceKey.objects.filter(key__startswith="n:burs").explain()
    assert "place_key_once" in plan
    assert "Index Cond" in plan


def test_counties_and_their_municipalities() -> None:
    assert counties().count() == 26
    bergstrasse = County.objects.get(ags="06431")
    assert municipalities_of_county(bergstrasse).count() == 22


def test_nearest_are_in_order_of_distance() -> None:
    found = nearest(Point(49.6447, 8.4575), most=3)
    assert found[0].municipality.name == "Bürstadt"
    assert found[0].metres < 2_000
    assert [place.metres for place in found] == sorted(place.metres for place in found)
    assert {"Lampertheim", "Biblis", "Lorsch"} & {place.municipality.name for place in found}


def test_nearest_leaves_out_what_is_too_far() -> None:
    assert nearest(Point(53.55, 10.0), within_m=50_000) == []
    assert len(nearest(Point(53.55, 10.0), most=2)) == 2
