"""How a visit of the demonstration goes: the money, the report, the confirmation, and what can go wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from lotsenwerk.console.demo_data.agenda import Agenda
from lotsenwerk.console.demo_data.cast import LaidTown
from lotsenwerk.console.demo_data.hours import DESK, day_after, on
from lotsenwerk.domain.assistance.actions.alerts import alert_done
from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.cash import hand_over, settle
from lotsenwerk.domain.assistance.actions.cash_desk import client_pays, pay_back
from lotsenwerk.domain.assistance.actions.finish import call_back_done, confirm, report
from lotsenwerk.domain.assistance.actions.food_bank.give_out import fetched
from lotsenwerk.domain.assistance.actions.food_bank.slip_for import slip_for
from lotsenwerk.domain.assistance.actions.no_show import no_show
from lotsenwerk.domain.assistance.actions.offers import make_offer
from lotsenwerk.domain.assistance.actions.receipts import keep_receipt
from lotsenwerk.domain.assistance.actions.turn_back import cancel, replace_volunteer
from lotsenwerk.domain.assistance.ledger import IfUnequal
from lotsenwerk.domain.assistance.models import (
    Alert,
    AlertState,
    Assignment,
    AssignmentState,
    CallBack,
    CallBackState,
    MoneyFrom,
    Need,
    NeedKind,
    NeedState,
    Outcome,
    PickUp,
    PickUpState,
)
from lotsenwerk.domain.people.models import VolunteerStatus
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor

RESERVED: Final = frozenset(
    (
        *("Amira Haddad", "Tesfay Gebremariam", "Yusuf Demirel", "Farid Rahimi", "Brigitte Hofmann", "Lukas Bauer"),
        *("Olena Kovalchuk", "Sophie Lutz"),
    )
)
"""Whom the script sends itself or who is away these days, so that nobody else sends them."""
WITH_MONEY: Final = frozenset({NeedKind.SHOP_AND_DELIVER})
FATES: Final[Mapping[int, str]] = {
    7: "not_at_home",
    19: "nobody_came",
    28: "cancelled",
    41: "ill",
    55: "partly",
    70: "not_at_home",
    84: "not_needed",
    97: "nobody_came",
    108: "ill",
}
"""What becomes of the how-manieth visit; all others go well."""
NOTES: Final = (
    "Alles gut, sie hat sich gefreut.",
    "Milch gab es nur mit 3,5 %.",
    "Er möchte nächstes Mal mehr Obst.",
    "Wir haben noch Tee getrunken.",
)
FIVE: Final = timedelta(minutes=5)
MOST_TRIES: Final = 60


@dataclass(slots=True)
class Life:
    """The visits of a town as they come; who is where is known, so that nobody is in two places."""

    town: LaidTown
    agenda: Agenda
    busy: dict[str, list[tuple[datetime, datetime]]] = field(default_factory=dict)
    kept: set[int] = field(default_factory=set)
    """Needs of which the desk has not taken care yet: whoever looks at the demonstration is to do it."""
    seen: int = 0
    """The last need that a rhythm laid."""
    came: int = 0
    counter: Actor | None = None
    """The member of the food bank at its counter."""

    def begins(self, visit: Assignment, *, fate: str | None = None) -> None:
        """Put everything on the agenda that is to become of a visit."""
        begin, end = _during(visit)
        self.busy.setdefault(visit.volunteer.person.name, []).append((begin, end))
        if end > self.agenda.until + timedelta(days=1) or fate == "goes on":
            return
        self.came += 1
        fate = fate or FATES.get(self.came, "well")
        need, minute = visit.need, timedelta(minutes=1)
        if fate == "cancelled":
            self.agenda.put(begin - 20 * 60 * minute, lambda at: self._cancel(need, at))
        elif fate == "ill":
            self.agenda.put(begin - 3 * 60 * minute, lambda at: self._falls_ill(visit, at))
        elif fate == "nobody_came":
            self.agenda.put(begin + 40 * minute, lambda at: self._nobody_came(visit, at))
        else:
            self._goes(visit, fate)

    def ask(
        self,
        need: Need,
        name: str,
        *,
        at: datetime,
        answer: timedelta = timedelta(minutes=35),
        fate: str | None = None,
    ) -> None:
        """Ask somebody, who says yes a while later on her phone."""
        offer = make_offer(self.town.coordinator, need, volunteer=self.town.helpers[name], at=at)
        begin = max(need.earliest, at)
        self.busy.setdefault(name, []).append((begin, need.latest))

        def yes(when: datetime) -> None:
            self.busy[name].remove((begin, need.latest))
            self.begins(accept_offer(self.town.as_helper(name), offer, at=when), fate=fate)
            if need.id in self.kept:
                self.agenda.put(when + timedelta(minutes=15), lambda then: self._say_who_comes(need, then))

        self.agenda.put(at + answer, yes)

    def who_can(self, need: Need, *, but: str = "") -> str | None:
        """Somebody who is free at that time: who has had least to do, and then who stands first in the table."""
        begin, end = clock.local(need.earliest), clock.local(need.latest)
        able = [
            name
            for name, told in self.town.told.items()
            if name not in RESERVED
            and name != but
            and self.town.helpers[name].status == VolunteerStatus.ACTIVE
            and begin.weekday() in told.days
            and told.begins <= begin.time()
            and end.time() <= told.ends
            and not any(since < need.latest and until > need.earliest for since, until in self.busy.get(name, ()))
        ]
        return min(able, key=lambda name: len(self.busy.get(name, ())), default=None)

    def call_all(self, at: datetime, *, older: timedelta = timedelta(hours=1)) -> None:
        """The desk makes its calls: whoever waited for longer than an hour is called."""
        coordinator = self.town.coordinator
        waiting = {"made_at__lte": at - older}
        calls = CallBack.objects.filter(state=CallBackState.DUE, **waiting).exclude(need__in=self.kept)
        for number, call in enumerate(calls.order_by("made_at", "id")):
            call_back_done(coordinator, call, at=at + number * timedelta(minutes=2))
        alerts = Alert.objects.filter(state=AlertState.DUE, **waiting).exclude(need__in=self.kept)
        for alert in alerts.order_by("made_at", "id"):
            alert_done(coordinator, alert, said="Gesprochen, alles geklärt.", at=at)

    def _say_who_comes(self, need: Need, at: datetime) -> None:
        for call in CallBack.objects.filter(need=need, state=CallBackState.DUE):
            call_back_done(self.town.coordinator, call, at=at)

    def _goes(self, visit: Assignment, fate: str) -> None:
        begin, end = _during(visit)
        chance = self.town.chance
        minutes = round((end - begin) / timedelta(minutes=1)) + chance.choice((-10, -5, 0, 0, 5, 10))
        back = end + timedelta(minutes=chance.choice((5, 10, 15, 25)))
        need = visit.need
        if need.money == MoneyFrom.FLOAT:
            self.agenda.put(begin - timedelta(minutes=30), lambda at: self._from_the_float(visit, at))
        if need.kind == NeedKind.FOOD_BANK and self.counter is not None:
            self.agenda.put(begin + timedelta(minutes=15), lambda at: self._fetch(visit, at))
        if NeedKind(need.kind) in WITH_MONEY and fate not in {"not_at_home", "not_needed"}:
            self.agenda.put(back, lambda at: self._settle(visit, fate, at))
        outcome = {"not_at_home": Outcome.NOT_AT_HOME, "partly": Outcome.PARTLY, "not_needed": Outcome.NOT_NEEDED}
        self.agenda.put(
            begin + timedelta(minutes=20) if fate == "not_at_home" else back + FIVE,
            lambda at: self._report(visit, outcome.get(fate, Outcome.DONE), minutes, at),
        )

    def _report(self, visit: Assignment, outcome: Outcome, minutes: int, at: datetime) -> None:
        if not _goes_still(visit):
            return
        is_short = outcome in {Outcome.NOT_AT_HOME, Outcome.NOT_NEEDED}
        note = NOTES[self.came % len(NOTES)] if self.came % 6 == 0 and not is_short else ""
        actor = self.town.as_helper(visit.volunteer.person.name)
        report(actor, visit, minutes=20 if is_short else minutes, outcome=outcome, note=note, at=at)
        if visit.need_id in self.kept:
            return
        morning = on(day_after(clock.local(at).date(), 1), time(9, self.came % 60))
        self.agenda.put(morning, lambda when: confirm(self.town.coordinator, visit, at=when))

    def _fetch(self, visit: Assignment, at: datetime) -> None:
        """At the counter of the food bank, with the slip."""
        planned = PickUp.objects.filter(need=visit.need, state=PickUpState.PLANNED).first()
        if planned is not None and self.counter is not None:
            slip_for(self.town.as_helper(visit.volunteer.person.name), visit, at=at - timedelta(minutes=50))
            fetched(self.counter, planned, at=at)

    def _from_the_float(self, visit: Assignment, at: datetime) -> None:
        if _goes_still(visit):
            hand_over(self.town.coordinator, visit, source=MoneyFrom.FLOAT, cents=4000, at=at)

    def _settle(self, visit: Assignment, fate: str, at: datetime) -> None:
        if not _goes_still(visit):
            return
        actor = self.town.as_helper(visit.volunteer.person.name)
        most = visit.need.ceiling_cents or 4500
        spent = self.town.chance.randrange(max(most // 2, 600), most - 50)
        deposit = self.town.chance.choice((0, 0, 0, 25, 75, 150, 325))
        if visit.need.money == MoneyFrom.FLOAT:
            received = max(4000, -(-spent // 1000) * 1000)
        else:
            received = -(-spent // 500) * 500
        if fate in {"advance", "advance_open"}:
            settle(actor, visit, received=0, spent=spent, returned=0, if_unequal=IfUnequal.I_PAID, at=at)
            if fate == "advance":
                noon = on(day_after(clock.local(at).date(), 1), time(12, 10))
                self.agenda.put(
                    noon, lambda when: pay_back(self.town.coordinator, visit, source=MoneyFrom.CLIENT, at=when)
                )
            return
        missing = 500 if fate == "missing" else 0
        received += 2 * missing
        settle(
            actor,
            visit,
            received=received,
            spent=spent,
            returned=received + deposit - spent - missing,
            deposit=deposit,
            if_unequal=IfUnequal.LEAVE_OPEN if missing else IfUnequal.ASK,
            at=at,
        )
        if fate == "photo":
            keep_receipt(actor, visit, receipt_picture(visit.need.wish, spent), at=at)
        if visit.need.money == MoneyFrom.FLOAT:
            noon = on(day_after(clock.local(at).date(), 1), time(11, 40))
            owed = spent - deposit
            self.agenda.put(noon, lambda when: client_pays(self.town.coordinator, visit, cents=owed, at=when))

    def _cancel(self, need: Need, at: datetime) -> None:
        at = DESK.ago(at, 0)
        cancel(self.town.coordinator, need, reason="Die Tochter ist zu Besuch.", at=max(at, need.taken_at))

    def _falls_ill(self, visit: Assignment, at: datetime) -> None:
        name = visit.volunteer.person.name
        need = replace_volunteer(self.town.as_helper(name), visit, reason="krank", at=at)
        self._instead(need, name, at + timedelta(minutes=12))

    def _nobody_came(self, visit: Assignment, at: datetime) -> None:
        need = no_show(self.town.coordinator, visit, at=at)
        self._instead(need, visit.volunteer.person.name, at + timedelta(minutes=6))

    def _instead(self, need: Need, gone: str, at: datetime) -> None:
        """Somebody else goes, where there is time left and somebody; else the desk calls and it is cancelled."""

        def ask(when: datetime) -> None:
            other = self.who_can(need, but=gone)
            has_time = need.latest - when > timedelta(minutes=need.minutes + 25)
            if other is not None and has_time and need.state != NeedState.CANCELLED:
                self.ask(need, other, at=when, answer=timedelta(minutes=9))
            else:
                cancel(self.town.coordinator, need, reason="Niemand war so schnell frei.", at=when)

        self.agenda.put(at, ask)


def receipt_picture(wish: str, cents: int) -> bytes:
    """A till receipt as a phone would photograph it, drawn small."""
    picture = Image.new("L", (300, 420), 250)
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(16)
    lines = ["EDEKA", "Nibelungenstraße 150", "68642 Bürstadt", "", *wish.splitlines()[:8], ""]
    lines.append(f"SUMME EUR {cents // 100},{cents % 100:02}")
    for number, line in enumerate(lines):
        pen.text((24, 24 + 24 * number), line[:28], fill=40, font=font)
    upload = BytesIO()
    picture.save(upload, "PNG")
    return upload.getvalue()


def _goes_still(visit: Assignment) -> bool:
    """Whether nothing has come between: the client may be away, or somebody else may have been sent."""
    return Assignment.objects.filter(pk=visit.pk, state=AssignmentState.ACCEPTED).exists()


def _during(visit: Assignment) -> tuple[datetime, datetime]:
    """Begin and end; a row that was just made holds them as a pair."""
    during = visit.during
    return (during[0], during[1]) if isinstance(during, tuple) else (during.lower, during.upper)
