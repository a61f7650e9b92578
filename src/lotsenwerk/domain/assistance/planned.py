"""How a planned visit is divided: some of its time belongs to the shop, the rest to the door."""

from datetime import timedelta
from typing import Final

from lotsenwerk.domain.assistance.models import Need, NeedKind

FETCHED: Final = frozenset({NeedKind.SHOP_AND_DELIVER, NeedKind.ERRAND, NeedKind.FOOD_BANK})
"""Kinds in which something may be fetched first and brought then."""
SAME_TIME: Final = timedelta(minutes=15)
"""A visit that begins so little earlier or later is the visit that somebody was asked for."""
_GRID: Final = 5


def is_fetched(kind: str, has_place: bool) -> bool:
    """Whether somebody goes to another place first; ``has_place`` says whether it is known where."""
    return has_place and kind in FETCHED


def minutes_apart(minutes: int) -> tuple[int, int]:
    """Minutes at the shop and minutes at the door: two thirds and a third, in steps of five, at least five each."""
    at_the_door = max(_GRID, minutes // 3 // _GRID * _GRID)
    return max(_GRID, minutes - at_the_door), at_the_door


def planned_minutes(need: Need) -> int:
    """How long a planned visit takes at the client's: all of it, where nothing is fetched before."""
    place = need.shop is not None and need.shop.lat is not None
    if need.kind == NeedKind.FOOD_BANK:
        place = True
    return minutes_apart(need.minutes)[1] if is_fetched(need.kind, place) else need.minutes
