import pytest

from lotsenwerk.domain.places.actions.load_hessen import Loaded, load_hessen
from lotsenwerk.domain.places.models import County, CountyKind, Municipality, MunicipalityKind, PlaceKey, Postcode

pytestmark = pytest.mark.django_db


def every_row() -> list[object]:
    tables = (County, Municipality, Postcode, PlaceKey)
    return [row for model in tables for row in model.objects.order_by("pk").values_list()]


def test_hesse_has_26_counties_421_municipalities_and_4_forests(hesse: Loaded) -> None:
    assert (hesse.counties, hesse.municipalities) == (26, 425)
    assert Municipality.objects.exclude(kind=MunicipalityKind.UNINCORPORATED).count() == 421
    assert County.objects.filter(kind=CountyKind.FREE_CITY).count() == 5
    assert Postcode.objects.values("plz").distinct().count() == 543


def test_loading_twice_writes_nothing(hesse: Loaded) -> None:
    before = every_row()
    assert load_hessen().written == 0
    assert every_row() == before


def test_loading_again_costs_few_queries(hesse: Loaded, django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(13):  # type: ignore[operator]
        load_hessen()


def test_towns_of_the_demonstration_have_a_population_with_its_source(hesse: Loaded) -> None:
    buerstadt = Municipality.objects.get(ags="06431005")
    assert buerstadt.population == 16_492
    assert "31.12.2020" in buerstadt.population_source
    assert buerstadt.county.name == "Kreis Bergstraße"
    assert buerstadt.kind == MunicipalityKind.TOWN
    assert [row.plz for row in buerstadt.postcodes.all()] == ["68642"]


def test_every_municipality_lies_in_hesse_and_has_a_postcode(hesse: Loaded) -> None:
    for municipality in Municipality.objects.all():
        assert municipality.lat is not None
        assert municipality.lon is not None
        assert 49.3 < municipality.lat < 51.7
        assert 7.7 < municipality.lon < 10.3
    assert not Municipality.objects.filter(postcodes=None).exists()
    assert not Municipality.objects.filter(keys=None).exists()


def test_damage_is_mended_by_loading_again(hesse: Loaded) -> None:
    before = {tuple(row) for row in Municipality.objects.values_list("ags", "name", "lat", "sort_key")}
    Municipality.objects.filter(ags="06431005").update(name="Brustadt", lat=0)
    Postcode.objects.filter(plz="68642").delete()
    Postcode.objects.create(plz="99999", municipality=Municipality.objects.get(ags="06431005"))
    Municipality.objects.filter(ags="06431013").delete()

    assert load_hessen().written == 5  # two towns, two postcodes, and the stray one gone

    assert {tuple(row) for row in Municipality.objects.values_list("ags", "name", "lat", "sort_key")} == before
    assert not Postcode.objects.filter(plz="99999").exists()


def test_what_the_register_wrote_is_not_overwritten(hesse: Loaded) -> None:
    Municipality.objects.filter(ags="06431005").update(
        register_date="2026-01-31", name="Bürstadt am Ried", population=17_000, population_source="register"
    )
    load_hessen()
    buerstadt = Municipality.objects.get(ags="06431005")
    assert (buerstadt.name, buerstadt.population) == ("Bürstadt am Ried", 17_000)


def test_names_stand_in_german_order(hesse: Loaded) -> None:
    names = [row.name for row in Municipality.objects.filter(county__ags="06431")]
    assert names.index("Bürstadt") > names.index("Birkenau")
    assert names.index("Fürth") < names.index("Gorxheimertal")
    assert names[0] == "Abtsteinach"
