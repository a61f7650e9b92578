"""Take in the official register of municipalities: names, keys, kinds, population, area, postcodes of town halls."""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.places.gv100ad import CountyRecord, MunicipalityRecord, Register, WrongFile, read_register
from lotsenwerk.domain.places.lock import hold_places
from lotsenwerk.domain.places.models import County, Municipality, Postcode
from lotsenwerk.domain.places.search_keys import write_keys
from lotsenwerk.kit.names import fold, sort_key

HESSE: Final = "06"

Progress = Callable[[int, int], None]
"""Is told after each municipality how many are done, and how many there are."""

_MOST_THAT_MAY_END: Final = 0.1
"""Never have more municipalities merged within a year; a file without them is cut off."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What the register changed."""

    day: date
    """Day of the register."""
    listed: int
    created: int
    rekeyed: int
    """Kept, but with a new key: the town has left its county."""
    ended: int


def import_gv100ad(path: Path, *, state: str = HESSE, progress: Progress | None = None) -> Imported:
    """Bring the municipalities of one state to the state of the official file; all of it or nothing.

    A municipality that is no longer listed is not deleted but ended. Where exactly one of the same name is new, it is
    the same town under a new key, and all that points at it stays. Raises `WrongFile`, and then nothing is changed.
    """
    register = read_register(path, state=state)
    with transaction.atomic():
        hold_places()
        stored = {
            municipality.ags: municipality
            for municipality in Municipality.objects.select_for_update().filter(ags__startswith=state)
        }
        _refuse_older_or_cut_off(register, stored.values())
        counties = {record.ags: _county(record) for record in register.counties}
        rekeyed = _give_new_keys(register, stored)
        created = 0
        touched: list[Municipality] = []
        for done, record in enumerate(register.municipalities, start=1):
            municipality = stored.get(record.ags)
            if municipality is None:
                municipality, created = Municipality(ags=record.ags), created + 1
            _write(municipality, record, counties[record.ags[:5]], register)
            touched.append(municipality)
            if progress:
                progress(done, len(register.municipalities))
        ended = _end_the_others(register, state)
        write_keys(touched)
    return Imported(register.day, len(touched), created, rekeyed, ended)


def _refuse_older_or_cut_off(register: Register, stored: Collection[Municipality]) -> None:
    newest = max((row.register_date for row in stored if row.register_date), default=None)
    if newest and register.day < newest:
        raise WrongFile(
            _("This register is of %(day)s, but one of %(newest)s has been taken in already."),
            params={"day": register.day.isoformat(), "newest": newest.isoformat()},
        )
    current = {row.ags for row in stored if row.is_current}
    missing = current - {record.ags for record in register.municipalities}
    if len(missing) > len(current) * _MOST_THAT_MAY_END:
        raise WrongFile(
            _("The file lists %(listed)d municipalities, but %(known)d are known. It seems to be cut off."),
            params={"listed": len(register.municipalities), "known": len(current)},
        )


def _county(record: CountyRecord) -> County:
    """Return the county's row; an existing one keeps its name, which is the one it gives itself."""
    county, _created = County.objects.get_or_create(
        ags=record.ags,
        defaults={"name": record.name, "kind": record.kind, "sort_key": sort_key(record.name)},
    )
    if county.kind != record.kind:
        county.kind = record.kind
        county.save(update_fields=["kind"])
    return county


def _give_new_keys(register: Register, stored: dict[str, Municipality]) -> int:
    """Put towns that are listed under a new key there, in `stored`; return how many."""
    listed = {record.ags for record in register.municipalities}
    vanished, appeared = defaultdict(list), defaultdict(list)
    for municipality in stored.values():
        if municipality.is_current and municipality.ags not in listed:
            vanished[fold(municipality.name)].append(municipality)
    for record in register.municipalities:
        if record.ags not in stored:
            appeared[fold(record.name)].append(record)
    rekeyed = 0
    for name, records in appeared.items():
        if len(records) == len(vanished[name]) == 1:
            municipality = vanished[name][0]
            del stored[municipality.ags]
            municipality.former_ags, municipality.ags = municipality.ags, records[0].ags
            stored[municipality.ags] = municipality
            rekeyed += 1
    return rekeyed


def _write(municipality: Municipality, record: MunicipalityRecord, county: County, register: Register) -> None:
    municipality.name = record.name
    municipality.official_name = record.official_name
    municipality.sort_key = sort_key(record.name)
    municipality.kind = record.kind
    municipality.county = county
    municipality.area_ha = record.area_ha
    municipality.population = record.population
    municipality.population_source = f"Statistisches Bundesamt, GV100AD, Gebietsstand {register.day:%d.%m.%Y}"
    municipality.seat_postcode = record.seat_postcode
    municipality.register_date = register.day
    municipality.is_current = True
    municipality.save()
    if record.seat_postcode:
        Postcode.objects.get_or_create(plz=record.seat_postcode, municipality=municipality)


def _end_the_others(register: Register, state: str) -> int:
    listed = [record.ags for record in register.municipalities]
    return (
        Municipality.objects.filter(ags__startswith=state, is_current=True)
        .exclude(ags__in=listed)
        .update(is_current=False, register_date=register.day)
    )
