"""Fill the tables with the towns of Hesse that are shipped with the program."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.db import transaction

from lotsenwerk.domain.places.lock import hold_places
from lotsenwerk.domain.places.models import County, Municipality, Postcode
from lotsenwerk.domain.places.search_keys import write_keys
from lotsenwerk.kit.names import sort_key

DATA: Final = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What is in the tables now, and how many rows had to be written for it: none when called again."""

    counties: int
    municipalities: int
    postcodes: int
    written: int


def load_hessen() -> Loaded:
    """Bring counties, municipalities and postcodes of Hesse to the state of the data files; again changes nothing.

    What the official register has written since stays: names, kinds, population. Keys it has replaced are known
    (`former_ags`), municipalities it has ended are not brought back. Called after every migration, hence no actor.
    """
    with transaction.atomic():
        hold_places()
        written = _load_counties()
        written += _load_municipalities()
        written += _load_postcodes()
        return Loaded(County.objects.count(), Municipality.objects.count(), Postcode.objects.count(), written)


def _load_counties() -> int:
    stored = {county.ags: county for county in County.objects.all()}
    fresh = [
        County(ags=row["ags"], name=row["name"], kind=row["kind"], sort_key=sort_key(row["name"]))
        for row in _rows("hessen_kreise.csv")
        if row["ags"] not in stored
    ]
    return len(County.objects.bulk_create(fresh))


def _load_municipalities() -> int:
    counties = {county.ags: county for county in County.objects.all()}
    stored = {municipality.ags: municipality for municipality in Municipality.objects.all()}
    stored |= {municipality.former_ags: municipality for municipality in stored.values() if municipality.former_ags}
    population = {row["ags"]: row for row in _rows("hessen_einwohner.csv")}

    fresh, changed = [], []
    for row in _rows("hessen_gemeinden.csv"):
        municipality = stored.get(row["ags"])
        before = _facts(municipality) if municipality else None
        municipality = municipality or Municipality(ags=row["ags"], county=counties[row["county"]])
        municipality.lat, municipality.lon = float(row["lat"]), float(row["lon"])
        if municipality.register_date is None:
            municipality.name, municipality.official_name = row["name"], row["official_name"]
            municipality.kind, municipality.sort_key = row["kind"], sort_key(row["name"])
            if figures := population.get(row["ags"]):
                municipality.population, municipality.area_ha = int(figures["population"]), int(figures["area_ha"])
                municipality.population_source = figures["source"]
                municipality.seat_postcode = figures["seat_postcode"]
        if before is None:
            fresh.append(municipality)
        elif before != _facts(municipality):
            changed.append(municipality)
    Municipality.objects.bulk_create(fresh)
    if changed:
        Municipality.objects.bulk_update(changed, _FIELDS)
    write_keys([*fresh, *changed])
    return len(fresh) + len(changed)


def _load_postcodes() -> int:
    by_ags = {municipality.ags: municipality for municipality in Municipality.objects.all()}
    by_ags |= {municipality.former_ags: municipality for municipality in by_ags.values() if municipality.former_ags}
    wanted = {(plz, by_ags[row["ags"]].pk) for row in _rows("hessen_gemeinden.csv") for plz in row["postcodes"].split()}
    # The register's town hall keeps its postcode, also where the data file does not know it.
    kept = {(municipality.seat_postcode, municipality.pk) for municipality in by_ags.values()}
    ours = {municipality_id for _, municipality_id in wanted}
    stored = {(row.plz, row.municipality_id): row.pk for row in Postcode.objects.filter(municipality__in=ours)}
    gone = [pk for pair, pk in stored.items() if pair not in wanted | kept]
    if gone:
        Postcode.objects.filter(pk__in=gone).delete()
    fresh = [Postcode(plz=plz, municipality_id=pk) for plz, pk in sorted(wanted - stored.keys())]
    return len(Postcode.objects.bulk_create(fresh)) + len(gone)


_FIELDS: Final = (
    *("name", "official_name", "kind", "lat", "lon", "sort_key"),
    *("population", "population_source", "area_ha", "seat_postcode"),
)


def _facts(municipality: Municipality) -> tuple[object, ...]:
    return tuple(getattr(municipality, name) for name in _FIELDS)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
