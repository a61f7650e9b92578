"""A busy Thursday: more is asked for than anybody can put together in her head."""

from datetime import datetime, time, timedelta
from functools import partial
from typing import Final

from lotsenwerk.console.demo_data import tables
from lotsenwerk.console.demo_data.hours import DESK, on
from lotsenwerk.console.demo_data.scene import JUST_SAID_YES, LATELY, THURSDAY, next_thursday
from lotsenwerk.console.demo_data.visits import Life
from lotsenwerk.console.demo_data.weeks import ERRAND, SHOP, WALK
from lotsenwerk.console.demo_data.wishes import wish_for
from lotsenwerk.domain.assistance.actions.take_in import take_in
from lotsenwerk.kit import clock

CALLS: Final = 32
"""How many people call for this day, beside those who get help every Thursday."""
KINDS: Final = (SHOP, SHOP, WALK, SHOP, ERRAND, SHOP, SHOP, WALK)
HOURS: Final = (9, 8, 10, 13, 9, 11, 14, 10, 15, 9, 18)
"""When the window of one call after the other begins."""
MINUTES: Final = {SHOP: 60, WALK: 75, ERRAND: 30}
SHOPS: Final = ("Edeka", "Rewe", "Edeka", "Bäckerei")
AWAY: Final = frozenset({"Adam Steinmetz", "Elisabeth Massoth", "Rudolf Gliem"})


def put_busy_day(life: Life) -> None:
    """Put the calls for Thursday on the agenda of the last two days; nobody was asked yet."""
    for number, name in enumerate(_callers(life)[:CALLS]):
        life.agenda.put(DESK.ago(life.town.at, 25 + 27 * number), partial(_calls, life, name, number))


def _callers(life: Life) -> list[str]:
    """Who is not helped on a Thursday anyway, and is not in the middle of something."""
    known = {one.client for one in tables.standing() if one.weekday == THURSDAY}
    known |= {client for _helper, _minutes, client, _fate, _money in LATELY} | {one[0] for one in JUST_SAID_YES} | AWAY
    return [name for name in life.town.clients if name not in known]


def _calls(life: Life, name: str, number: int, at: datetime) -> None:
    day = clock.local(next_thursday(life.town.at)).date()
    begin = on(day, time(HOURS[number % len(HOURS)]))
    kind = KINDS[number % len(KINDS)]
    shop = life.town.shop("Rathaus-Apotheke" if kind == ERRAND else SHOPS[number % len(SHOPS)])
    take_in(
        life.town.coordinator,
        client=life.town.clients[name],
        kind=kind,
        earliest=begin,
        latest=begin + timedelta(hours=2 if kind == WALK else 3),
        minutes=MINUTES[kind],
        wish=wish_for(kind, number + 2),
        shop_id=shop.id if shop and kind != WALK else None,
        ceiling_cents=4500 if kind == SHOP else None,
        at=at,
    )
