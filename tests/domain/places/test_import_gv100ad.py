from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.translation import override

from lotsenwerk.domain.places.actions.import_gv100ad import import_gv100ad
from lotsenwerk.domain.places.actions.load_hessen import Loaded, load_hessen
from lotsenwerk.domain.places.gv100ad import WrongFile, read_register
from lotsenwerk.domain.places.models import County, CountyKind, Municipality, MunicipalityKind, PlaceKey, Postcode
from lotsenwerk.domain.places.queries import municipality_by_ags, search_municipalities
from tests.domain.places.conftest import WriteRegister, county_line, municipality_line


@pytest.fixture(scope="module", autouse=True)
def in_english() -> Iterator[None]:
    """The sentences are compared as they stand in the source."""
    with override("en"):
        yield


pytestmark = pytest.mark.django_db

STATE = "1020260131" + "06".ljust(12) + "Hessen".ljust(50)
OTHER_STATE = [
    county_line("07339", "Mainz-Bingen, Landkreis"),
    municipality_line("07339005", "Bingen am Rhein, Stadt", mark=63),
]
BERGSTRASSE = [
    STATE,
    county_line("06431", "Bergstraße, Landkreis"),
    municipality_line("06431005", "Bürstadt, Stadt", mark=63, hectares=3_446, population=17_012, plz="68642"),
    municipality_line("06431013", "Lampertheim, Stadt", mark=63, hectares=7_228, population=33_001, plz="68623"),
    municipality_line("06431200", "Michelbuch, gemfr. Gebiet", mark=66, population=0),
]


@pytest.fixture
def two_towns(db: None) -> None:
    """Bürstadt, Lampertheim and a forest, as the data file has them, and nothing else."""
    Municipality.objects.all().delete()
    County.objects.all().delete()
    county = County.objects.create(ags="06431", name="Kreis Bergstraße", kind=CountyKind.COUNTY)
    towns = {"06431005": "Bürstadt", "06431013": "Lampertheim", "06431200": "Michelbuch"}
    for ags, name in towns.items():
        Municipality.objects.create(ags=ags, name=name, kind=MunicipalityKind.TOWN, county=county, lat=49.6, lon=8.4)


def every_row() -> list[object]:
    tables = (County, Municipality, Postcode, PlaceKey)
    return [row for model in tables for row in model.objects.order_by("pk").values_list()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "iso-8859-1"])
def test_register_fills_in_what_was_missing(two_towns: None, write_register: WriteRegister, encoding: str) -> None:
    done: list[tuple[int, int]] = []
    path = write_register([*BERGSTRASSE, *OTHER_STATE], encoding)

    imported = import_gv100ad(path, progress=lambda part, whole: done.append((part, whole)))

    assert (imported.listed, imported.created, imported.rekeyed, imported.ended) == (3, 0, 0, 0)
    assert imported.day.isoformat() == "2026-01-31"
    assert done == [(1, 3), (2, 3), (3, 3)]
    buerstadt = Municipality.objects.get(ags="06431005")
    assert (buerstadt.name, buerstadt.official_name) == ("Bürstadt", "Bürstadt, Stadt")
    assert (buerstadt.population, buerstadt.area_ha, buerstadt.seat_postcode) == (17_012, 3_446, "68642")
    assert buerstadt.population_source == "Statistisches Bundesamt, GV100AD, Gebietsstand 31.01.2026"
    assert buerstadt.county.name == "Kreis Bergstraße"  # its own name stays
    assert Municipality.objects.get(ags="06431200").population == 0
    assert not Municipality.objects.filter(ags__startswith="07").exists()


def test_importing_twice_changes_nothing(two_towns: None, write_register: WriteRegister) -> None:
    path = write_register(BERGSTRASSE)
    import_gv100ad(path)
    before = every_row()
    import_gv100ad(path)
    assert every_row() == before


def test_new_municipality_and_new_county_are_made_and_found(two_towns: None, write_register: WriteRegister) -> None:
    path = write_register(
        [
            *BERGSTRASSE,
            county_line("06435", "Main-Kinzig-Kreis"),
            county_line("06631", "Fulda, Landkreis"),
            municipality_line("06631999", "Neustadt am Wald", plz="36999", population=4_711),
        ]
    )
    assert import_gv100ad(path).created == 1
    assert County.objects.get(ags="06631").name == "Landkreis Fulda"
    assert County.objects.get(ags="06435").name == "Main-Kinzig-Kreis"
    neustadt = Municipality.objects.get(ags="06631999")
    assert [row.plz for row in neustadt.postcodes.all()] == ["36999"]
    assert list(search_municipalities("neustadt")) == [neustadt]


def test_hanau_keeps_everything_when_it_gets_a_key_of_its_own(hesse: Loaded, write_register: WriteRegister) -> None:
    hanau = Municipality.objects.get(ags="06435014")
    lines = [county_line("06415", "Hanau, Brüder-Grimm-Stadt", mark=41)]
    lines += [county_line(county.ags, county.name) for county in County.objects.all()]
    lines += [
        municipality_line(row.ags, row.official_name, mark=63) for row in Municipality.objects.exclude(pk=hanau.pk)
    ]
    lines.append(municipality_line("06415000", "Hanau, Brüder-Grimm-Stadt", mark=61, population=104_000, plz="63450"))

    imported = import_gv100ad(write_register(lines))

    assert (imported.rekeyed, imported.created, imported.ended) == (1, 0, 0)
    again = Municipality.objects.get(ags="06415000")
    assert again.pk == hanau.pk
    assert again.county.kind == CountyKind.FREE_CITY
    assert again.postcodes.count() == 5
    assert municipality_by_ags("06435014") == again  # who knows only the old key still finds it
    load_hessen()
    assert not Municipality.objects.filter(ags="06435014").exists()
    assert again.postcodes.count() == 5


def test_merged_municipality_is_ended_and_not_brought_back(hesse: Loaded, write_register: WriteRegister) -> None:
    biblis = Municipality.objects.get(name="Biblis")
    lines = [county_line(county.ags, county.name) for county in County.objects.all()]
    lines += [
        municipality_line(row.ags, row.official_name, mark=63) for row in Municipality.objects.exclude(pk=biblis.pk)
    ]
    assert import_gv100ad(write_register(lines)).ended == 1
    load_hessen()
    biblis.refresh_from_db()
    assert not biblis.is_current
    assert biblis not in search_municipalities("Biblis")
    assert municipality_by_ags(biblis.ags) == biblis  # what points at it can still name it


# Files that cannot be taken in


@pytest.mark.parametrize(
    ("lines", "word"),
    [
        ([], "no municipalities of the state 06"),
        (OTHER_STATE, "no municipalities of the state 06"),
        ([STATE], "no municipalities of the state 06"),
        (["ags;name;einwohner", "06431005;Bürstadt;17012"], "line 1 begins with none"),
        (["4120260131"], "GV100NAD"),
        ([*BERGSTRASSE, BERGSTRASSE[2]], "a key twice"),
        ([*BERGSTRASSE, municipality_line("06999001", "Nirgends")], "Nirgends, but not its county"),
        ([*BERGSTRASSE, BERGSTRASSE[2][:130]], "Line 6"),
        ([*BERGSTRASSE, BERGSTRASSE[2].replace("20260131", "20261331")], "Line 6"),
        ([*BERGSTRASSE, municipality_line("06431xyz", "Falsch")], "Line 6"),
        ([*BERGSTRASSE, municipality_line("06431777", "")], "Line 6"),
        ([*BERGSTRASSE, municipality_line("06431777", "Falsch", mark=99)], "Line 6"),
        ([*BERGSTRASSE, municipality_line("06431777", "Falsch", plz="6864")], "Line 6"),
        (BERGSTRASSE[:4], "cut off"),
    ],
)
def test_wrong_file_is_refused_and_changes_nothing(
    two_towns: None, write_register: WriteRegister, lines: list[str], word: str
) -> None:
    before = every_row()
    with pytest.raises(WrongFile, match=word):
        import_gv100ad(write_register(lines))
    assert every_row() == before


def test_older_register_is_refused_and_changes_nothing(two_towns: None, write_register: WriteRegister) -> None:
    import_gv100ad(write_register(BERGSTRASSE))
    before = every_row()
    older = [line.replace("20260131", "20251231") for line in BERGSTRASSE]
    with pytest.raises(WrongFile, match="2025-12-31"):
        import_gv100ad(write_register(older))
    assert every_row() == before


def test_packed_file_and_missing_file_are_refused_with_a_sentence(tmp_path: Path) -> None:
    packed = tmp_path / "GV100AD.zip"
    packed.write_bytes(b"PK\x03\x04...")
    with pytest.raises(WrongFile, match="unpack"):
        read_register(packed, state="06")
    with pytest.raises(WrongFile, match="cannot be opened"):
        read_register(tmp_path / "missing.txt", state="06")
    with pytest.raises(WrongFile, match="cannot be opened"):
        read_register(tmp_path, state="06")


def test_every_kind_of_municipality_is_known(write_register: WriteRegister) -> None:
    marks = {60: "market", 61: "town", 62: "town", 63: "town", 64: "municipality", 65: "unincorporated", 67: "town"}
    lines = [county_line("06431", "Bergstraße, Landkreis")]
    lines += [municipality_line(f"06431{mark:03}", "Ort", mark=mark) for mark in marks]
    register = read_register(write_register(lines), state="06")
    assert [row.kind for row in register.municipalities] == [MunicipalityKind(kind) for kind in marks.values()]
