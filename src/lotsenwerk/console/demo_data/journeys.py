"""Journeys of the demonstration: two weeks that lie behind, today, and the week ahead."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from lotsenwerk.console.demo_data.town import LaidTown, on, volunteer_actor
from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer, decline_offer
from lotsenwerk.domain.assistance.actions.finish import call_back_done, confirm, report
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.actions.take_in import take_in
from lotsenwerk.domain.assistance.actions.turn_back import cancel
from lotsenwerk.domain.assistance.models import Assignment, NeedKind
from lotsenwerk.domain.assistance.queries.journey import due_call_backs
from lotsenwerk.domain.people.models import Volunteer
from lotsenwerk.kit import clock
from lotsenwerk.kit.tenancy import tenant

LISTS = (
    "2 × Milch 1,5 %\n1 × Butter (mild), sonst egal\n1 Mischbrot, geschnitten\n6 Eier",
    "1 kg Kartoffeln, festkochend\n1 Bund Suppengrün\n500 g Rinderhack\n1 × Schmand",
    "1 Kasten Wasser (still)\n2 × Apfelsaft\n1 × Kaffee, gemahlen",
    "4 Äpfel\n3 Bananen\n1 × Joghurt natur\n1 Päckchen Zwieback\n1 × Honig",
    "2 × Quark\n1 × Leinöl\n1 Gurke\n1 × Toastbrot",
)
WAYS = ("Zur Apotheke und zurück, geht langsam.", "Zum Friedhof, eine Schale Heide pflanzen.", "Zum Hausarzt, 10 Uhr.")


@dataclass(frozen=True, slots=True)
class Step:
    """One need of the script: who, what, when, and how far its journey goes.

    ``day`` counts from today; ``far`` is one of open, asked, declined, staffed, called, reported, confirmed, cancelled.
    """

    client: int
    kind: NeedKind
    day: int
    hour: int
    far: str
    helper: int | None = None
    also: tuple[int, ...] = ()
    waits_days: int = 1


BUERSTADT = (
    Step(0, NeedKind.SHOP_AND_DELIVER, -14, 10, "confirmed", 0),
    Step(1, NeedKind.SHOP_AND_DELIVER, -13, 9, "confirmed", 1),
    Step(2, NeedKind.ACCOMPANY, -12, 10, "confirmed", 2),
    Step(4, NeedKind.FOOD_BANK, -11, 13, "confirmed", 4),
    Step(5, NeedKind.SHOP_AND_DELIVER, -10, 9, "confirmed", 6),
    Step(0, NeedKind.SHOP_AND_DELIVER, -7, 10, "confirmed", 0),
    Step(3, NeedKind.ERRAND, -7, 14, "confirmed", 9),
    Step(7, NeedKind.SHOP_AND_DELIVER, -6, 11, "confirmed", 1),
    Step(8, NeedKind.ACCOMPANY, -5, 10, "confirmed", 4),
    Step(9, NeedKind.SHOP_AND_DELIVER, -4, 9, "cancelled", 2),
    Step(6, NeedKind.SHOP_AND_DELIVER, -3, 10, "confirmed", 3),
    Step(10, NeedKind.FOOD_BANK, -2, 13, "reported", 4),
    Step(11, NeedKind.SHOP_AND_DELIVER, -1, 10, "reported", 1),
    Step(9, NeedKind.SHOP_AND_DELIVER, 0, 9, "called", 6, waits_days=2),
    Step(0, NeedKind.SHOP_AND_DELIVER, 0, 10, "called", 0, waits_days=3),
    Step(12, NeedKind.ERRAND, 0, 11, "staffed", 5),
    Step(10, NeedKind.FOOD_BANK, 0, 13, "called", 4, waits_days=2),
    Step(6, NeedKind.ACCOMPANY, 0, 14, "called", 1, waits_days=4),
    Step(11, NeedKind.SHOP_AND_DELIVER, 0, 15, "staffed", 9),
    Step(3, NeedKind.SHOP_AND_DELIVER, 1, 9, "staffed", 6),
    Step(2, NeedKind.ACCOMPANY, 1, 10, "asked", 2, also=(0, 4)),
    Step(13, NeedKind.SHOP_AND_DELIVER, 1, 15, "declined", 3, waits_days=2),
    Step(1, NeedKind.SHOP_AND_DELIVER, 2, 9, "open", waits_days=2),
    Step(5, NeedKind.FOOD_BANK, 2, 13, "staffed", 4),
    Step(7, NeedKind.ERRAND, 3, 11, "open", waits_days=0),
    Step(8, NeedKind.SHOP_AND_DELIVER, 3, 10, "called", 7),
    Step(4, NeedKind.ACCOMPANY, 5, 10, "asked", 9),
)

LAMPERTHEIM = (
    Step(0, NeedKind.SHOP_AND_DELIVER, -6, 10, "confirmed", 1),
    Step(1, NeedKind.ACCOMPANY, -2, 10, "reported", 2),
    Step(2, NeedKind.SHOP_AND_DELIVER, 1, 10, "asked", 1),
    Step(3, NeedKind.ERRAND, 1, 14, "open"),
    Step(4, NeedKind.SHOP_AND_DELIVER, 2, 9, "staffed", 2),
)

_ASKS = {"asked", "declined", "staffed", "called", "reported", "confirmed", "cancelled"}
_GOES = {"staffed", "called", "reported", "confirmed", "cancelled"}
_HEARD = {"called", "reported", "confirmed", "cancelled"}


def lay_journeys(town: LaidTown, script: tuple[Step, ...], *, at: datetime) -> None:
    """Let every journey of the script go as far as it says, step by step at the time when it would have happened."""
    today = clock.local(at).date()
    with tenant(town.organisation.id):
        for step in script:
            _walk(town, step, today, at)


def _walk(town: LaidTown, step: Step, today: date, at: datetime) -> None:
    earliest = on(today + timedelta(days=step.day), step.hour)
    if step.far == "called" and earliest + timedelta(hours=2) < at:
        step = replace(step, far="reported")  # what was announced for this morning is over by now
    asked_at = min(earliest - timedelta(days=1), at - timedelta(days=step.waits_days, minutes=13 * step.client + 7))
    need = take_in(
        town.coordinator,
        client=town.clients[step.client],
        kind=step.kind,
        earliest=earliest,
        latest=earliest + timedelta(hours=3),
        minutes={"shop_and_deliver": 60, "accompany": 90, "food_bank": 45, "errand": 30}[step.kind],
        wish=_wish(step),
        shop_id=_shop(town, step),
        ceiling_cents=4000 if step.kind == NeedKind.SHOP_AND_DELIVER else None,
        at=asked_at,
    )
    if step.far not in _ASKS or step.helper is None:
        return
    helper = town.helpers[step.helper]
    offers = {
        index: make_offer(town.coordinator, need, volunteer=town.helpers[index], at=asked_at + timedelta(minutes=4))
        for index in (step.helper, *step.also)
    }
    if step.far == "declined":
        decline_offer(volunteer_actor(town, helper), offers[step.helper], at=asked_at + timedelta(hours=1))
    if step.far in _GOES:
        yes = asked_at + timedelta(minutes=41)
        assignment = accept_offer(volunteer_actor(town, helper), offers[step.helper], at=yes)
        _go_on(town, step, assignment, helper, yes)


def _go_on(town: LaidTown, step: Step, assignment: Assignment, helper: Volunteer, yes: datetime) -> None:
    need = assignment.need
    if step.far in _HEARD:
        for call in due_call_backs(town.coordinator):
            if call.need_id == need.id:
                call_back_done(town.coordinator, call, at=yes + timedelta(minutes=22))
    if step.far == "cancelled":
        cancel(town.coordinator, need, reason="Tochter ist zu Besuch", at=yes + timedelta(hours=2))
    if step.far in {"reported", "confirmed"}:
        over = need.earliest + timedelta(hours=2)
        minutes = town.chance.choice((40, 45, 50, 60, 70, 75))
        report(volunteer_actor(town, helper), assignment, minutes=minutes, at=over)
        if step.far == "confirmed":
            confirm(town.coordinator, assignment, at=over + timedelta(hours=3))


def _wish(step: Step) -> str:
    if step.kind == NeedKind.SHOP_AND_DELIVER:
        return LISTS[step.client % len(LISTS)]
    return (
        WAYS[step.client % len(WAYS)]
        if step.kind != NeedKind.FOOD_BANK
        else "Zwei Taschen, bitte ohne Schweinefleisch."
    )


def _shop(town: LaidTown, step: Step) -> int | None:
    is_shopping = step.kind in {NeedKind.SHOP_AND_DELIVER, NeedKind.ACCOMPANY}
    return town.shops[step.client % len(town.shops)].id if is_shopping else None
