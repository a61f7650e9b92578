"""What stands on the page of a day: all slots, or on a full day the one that counts now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from lotsenwerk.domain.assistance.models import PickUp, PickUpSlot
from lotsenwerk.domain.assistance.queries.food_bank import Day
from lotsenwerk.kit import clock
from lotsenwerk.kit.errors import NotThere

MOST_ROWS: Final = 36
"""Up to so many households the whole day stands on one page."""


@dataclass(frozen=True, slots=True)
class Part:
    """One slot on the page; a closed one shows its heading and a link."""

    slot: PickUpSlot
    rows: Sequence[PickUp]
    is_open: bool


def parts_of(day: Day, asked: str, now: datetime) -> Sequence[Part]:
    """The slots of a day; ``asked`` is the id of the slot that the address names, if it names one."""
    if sum(len(rows) for _slot, rows in day.slots) <= MOST_ROWS:
        return [Part(slot, rows, is_open=True) for slot, rows in day.slots]
    chosen = _chosen(day, asked, now)
    return [Part(slot, rows, is_open=slot.id == chosen) for slot, rows in day.slots]


def _chosen(day: Day, asked: str, now: datetime) -> int:
    ids = [slot.id for slot, _rows in day.slots]
    if asked.isascii() and asked.isdigit() and int(asked) in ids:
        return int(asked)
    wall = clock.local(now)
    running = (slot.id for slot, _rows in day.slots if day.on == wall.date() and wall.time() < slot.ends)
    return next(running, ids[0])


def read_day(typed: str) -> date:
    """The day that an address names; ``NotThere`` for what is no day."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise NotThere from None
