"""Lampertheim next door, small on purpose: its people stand behind a wall of their own."""

from datetime import datetime, time, timedelta
from typing import Final

from lotsenwerk.console.demo_data.agenda import Agenda
from lotsenwerk.console.demo_data.cast import LaidTown
from lotsenwerk.console.demo_data.hours import DESK, day_after, on
from lotsenwerk.console.demo_data.visits import Life
from lotsenwerk.console.demo_data.wishes import wish_for
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.actions.take_in import take_in
from lotsenwerk.domain.assistance.models import NeedKind
from lotsenwerk.kit import clock

VISITS: Final = (
    # client, kind, working days from today, hour, who goes, how far it has come
    ("Gertrud Weber", NeedKind.SHOP_AND_DELIVER, -5, 10, "Ivan Petrenko", "goes"),
    ("Adam Steffan", NeedKind.ACCOMPANY, -2, 9, "Shirin Karimi", "goes"),
    ("Luise Medert", NeedKind.SHOP_AND_DELIVER, 1, 10, "Ivan Petrenko", "asked"),
    ("Peter Guldner", NeedKind.ERRAND, 1, 14, "", "open"),
    ("Maria Boxheimer", NeedKind.SHOP_AND_DELIVER, 2, 9, "Shirin Karimi", "goes"),
)


def live_in_lampertheim(town: LaidTown) -> None:
    """A few visits behind and ahead, and one that nobody goes to yet."""
    agenda = Agenda(town.at)
    life = Life(town, agenda)
    for number, visit in enumerate(VISITS):
        _put(life, number, visit)
    agenda.run()


def _put(life: Life, number: int, visit: tuple[str, NeedKind, int, int, str, str]) -> None:
    client, kind, days, hour, helper, far = visit
    town = life.town
    begin = on(day_after(clock.local(town.at).date(), days), time(hour))

    def called(at: datetime) -> None:
        need = take_in(
            town.coordinator,
            client=town.clients[client],
            kind=kind,
            earliest=begin,
            latest=begin + timedelta(hours=3),
            minutes=90 if kind == NeedKind.ACCOMPANY else 60,
            wish=wish_for(kind, number),
            at=at,
        )
        if far == "goes":
            life.ask(need, helper, at=at + timedelta(minutes=5), fate="well")
        elif far == "asked":
            make_offer(town.coordinator, need, volunteer=town.helpers[helper], at=at + timedelta(minutes=5))

    life.agenda.put(DESK.ago(min(begin, town.at), 200 + 30 * number), called)
