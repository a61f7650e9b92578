"""A day put on a map and into a list: the same order, the same numbers, whoever has no place stands in the list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from lotsenwerk.domain.assistance.models import NeedState
from lotsenwerk.domain.assistance.queries.journey import who_goes
from lotsenwerk.domain.assistance.queries.map import FreeHelper, Placed
from lotsenwerk.domain.assistance.queries.on_board import OnBoard
from lotsenwerk.domain.organisations.models import Kind, Organisation
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.addresses import address
from lotsenwerk.kit.map_layers import DOT, Map, Mark, Point, Way, placed, readable, whole
from lotsenwerk.kit.maps import Sheet, Spot
from lotsenwerk.kit.templatetags.kit import SHAPES
from lotsenwerk.web.desk.map.land import streets
from lotsenwerk.web.desk.wording import begins, called, kind_word, state_of, window_in_words
from lotsenwerk.web.writing.land import ags_of, corners, ground, overview

WIDTH, HEIGHT = 560, 500
LEAST_M = 1_500
PARTNERS = (Kind.SHOP, Kind.FOOD_BANK)
FAR_DEGREES = 0.1
"""Who lives farther from the town hall than this (about ten kilometres) does not make the map of all others small."""


@dataclass(frozen=True, slots=True)
class Row:
    """A need with its number, its state as the desk sees it now, and where it is."""

    number: int
    placed: Placed
    tone: str
    word: str

    @property
    def need(self) -> OnBoard:
        """What is asked for, and who goes."""
        return self.placed.need

    @property
    def spot(self) -> Spot | None:
        """Where it is."""
        return self.placed.home

    @property
    def when(self) -> str:
        """When somebody comes, or when it would suit."""
        going = who_goes(self.need)
        return f"{clock.local(begins(self.need)):%H:%M}" if going else window_in_words(self.need)


def rows_of(day: Sequence[Placed], now: datetime) -> list[Row]:
    """Those for whom somebody is missing first, then by time; numbered from 1."""
    is_missing = {NeedState.OPEN, NeedState.OFFERED}
    in_order = sorted(day, key=lambda one: (one.need.state not in is_missing, begins(one.need), one.need.id))
    return [Row(number, one, *state_of(one.need, now)) for number, one in enumerate(in_order, start=1)]


def drawn(
    actor: Actor,
    town: Organisation,
    rows: Sequence[Row],
    helpers: Sequence[FreeHelper],
    partners: Sequence[Organisation],
) -> Map:
    """The map of these rows: framed to them and to the shops, without script as with it."""
    signs = [_sign(partner) for partner in partners if partner.lat is not None and partner.lon is not None]
    points = [_point(row, row.spot) for row in rows if row.spot is not None]
    sheet = _sheet(town, [point.spot for point in (*points, *signs)])
    areas, names = ground(sheet, ags_of(town))
    beside = placed(sheet, [*points, *signs])
    return Map(
        sheet,
        areas=areas,
        names=readable([*names, *streets(actor, sheet)], beside=beside),
        ways=_ways(sheet, rows),
        dots=_dots(sheet, helpers),
        signs=[mark for mark in beside if not mark.point.number],
        marks=[mark for mark in beside if mark.point.number],
        overview=overview(sheet, town),
    )


def _sheet(town: Organisation, spots: Sequence[Spot]) -> Sheet:
    middle = Spot(town.lat or 0, town.lon or 0)
    near = [
        spot
        for spot in spots
        if abs(spot.lat - middle.lat) < FAR_DEGREES and abs(spot.lon - middle.lon) < FAR_DEGREES * 1.5
    ]
    return Sheet.showing(near or spots or corners(town), width=WIDTH, height=HEIGHT, least_metres=LEAST_M, margin=0.08)


def _point(row: Row, spot: Spot) -> Point:
    need = row.need
    who, what = called(need.client.person), kind_word(need.kind)
    return Point(
        spot,
        f"{row.number}: {who}, {what}, {row.when}, {row.word}",
        key=str(need.id),
        tone=row.tone,
        number=row.number,
        url=address("desk:need", need.id),
        drawing=SHAPES[row.tone],
    )


def _sign(partner: Organisation) -> Point:
    is_shop = partner.kind == Kind.SHOP
    spot = Spot(partner.lat or 0, partner.lon or 0)
    return Point(spot, partner.name, drawing="basket" if is_shop else "crate", label=partner.name.partition(",")[0])


def _ways(sheet: Sheet, rows: Sequence[Row]) -> list[Way]:
    """From about where the helper lives to where she goes."""
    ends = [(row.placed.helper_home, row.spot) for row in rows]
    return [
        Way(whole(sheet.place(start)), whole(sheet.place(end)))
        for start, end in ends
        if start is not None and end is not None
    ]


def _dots(sheet: Sheet, helpers: Sequence[FreeHelper]) -> list[Mark]:
    return placed(
        sheet,
        [Point(helper.spot, in_words(helper)) for helper in helpers if helper.spot is not None],
        apart=DOT,
    )


def in_words(helper: FreeHelper) -> str:
    """Who is free, and when."""
    return _("%(name)s is free %(hours)s") % {"name": helper.name, "hours": hours_in_words(helper)}


def hours_in_words(helper: FreeHelper) -> str:
    """When somebody is free: "08:00-12:00, 14:00-18:00"."""
    return ", ".join(f"{begin:%H:%M}–{end:%H:%M}" for begin, end in helper.hours)
