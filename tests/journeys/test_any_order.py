"""Any verb of any room, by anybody, in any order, in two towns, with a database that goes away now and then.

Hypothesis writes the stories; what must hold after each step stands in small_world.py.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from random import Random
from typing import Any, ClassVar

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from lotsenwerk.domain.assistance.actions.alerts import alert_done
from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer, decline_offer, would_have_come
from lotsenwerk.domain.assistance.actions.apart import keep_apart
from lotsenwerk.domain.assistance.actions.cascades import start_cascade, stop_cascade, widen_due
from lotsenwerk.domain.assistance.actions.cash import hand_over, settle, undo
from lotsenwerk.domain.assistance.actions.cash_desk import client_pays, make_good, pay_back, write_off
from lotsenwerk.domain.assistance.actions.finish import call_back_done, confirm, report
from lotsenwerk.domain.assistance.actions.float_box import close_day, empty_float, fill_float
from lotsenwerk.domain.assistance.actions.food_bank.cancel_pick_up import cancel_pick_up
from lotsenwerk.domain.assistance.actions.food_bank.give_out import fetched, hand_out, not_come
from lotsenwerk.domain.assistance.actions.food_bank.plan_pick_up import plan_pick_up
from lotsenwerk.domain.assistance.actions.food_bank.slip_for import slip_for
from lotsenwerk.domain.assistance.actions.food_bank.take_back import take_back
from lotsenwerk.domain.assistance.actions.laying import lay_ahead
from lotsenwerk.domain.assistance.actions.no_show import no_show
from lotsenwerk.domain.assistance.actions.offers import ask_several, withdraw_offer
from lotsenwerk.domain.assistance.actions.planning import search
from lotsenwerk.domain.assistance.actions.planning.answer_day import answer_day
from lotsenwerk.domain.assistance.actions.planning.hold import fix_order, free_order, pin_need, unpin_need
from lotsenwerk.domain.assistance.actions.planning.publish import publish_plan
from lotsenwerk.domain.assistance.actions.planning.replan import replan
from lotsenwerk.domain.assistance.actions.planning.start import drop_plan, start_plan
from lotsenwerk.domain.assistance.actions.remind import remind
from lotsenwerk.domain.assistance.actions.single_days import Instead, bring_back_day, move_day, skip_day
from lotsenwerk.domain.assistance.actions.standing import Rule, change_rhythm, end_rhythm, make_rhythm
from lotsenwerk.domain.assistance.actions.take_in import Asked, take_in
from lotsenwerk.domain.assistance.actions.turn_back import cancel, replace_volunteer
from lotsenwerk.domain.assistance.actions.watch import watch
from lotsenwerk.domain.assistance.ledger import IfUnequal
from lotsenwerk.domain.assistance.models import (
    Alert,
    Assignment,
    CallBack,
    CashLine,
    DayOffer,
    Every,
    FixedOrder,
    Household,
    MoneyFrom,
    Need,
    NeedKind,
    Offer,
    Outcome,
    PickUp,
    PickUpSlot,
    Pin,
    Plan,
    ProxySlip,
    Rhythm,
)
from lotsenwerk.domain.assistance.planner import propose
from lotsenwerk.domain.assistance.rhythm_days import days_of
from lotsenwerk.domain.gatherings.actions.book import book, cancel_booking
from lotsenwerk.domain.gatherings.models import Booking, Thing
from lotsenwerk.domain.journal.actions.seal import seal
from lotsenwerk.domain.notifications.actions import outbox
from lotsenwerk.domain.notifications.actions.again import say_not_arrived, send_again
from lotsenwerk.domain.notifications.jobs import ABANDONED_AFTER
from lotsenwerk.domain.notifications.models import Letter
from lotsenwerk.domain.notifications.queries import due_letters
from lotsenwerk.domain.people.actions.absences import end_absence, note_absence
from lotsenwerk.domain.people.actions.ladder import move_volunteer
from lotsenwerk.domain.people.actions.pairs import end_standing_yes, give_standing_yes, remove_veto
from lotsenwerk.domain.people.models import (
    Absence,
    Client,
    ContactPerson,
    Person,
    Side,
    StandingYes,
    Veto,
    Volunteer,
)
from lotsenwerk.domain.privacy.actions.erase_person import erase_person
from lotsenwerk.domain.privacy.actions.merge_people import merge_people
from lotsenwerk.domain.privacy.actions.run_retention import run_retention
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor, system
from tests.factories import Town
from tests.journeys.small_world import World, actor_for, found_world

pytestmark = pytest.mark.django_db

WHERE = [0, 0, 0, 1]
WHICH = range(100)
DESK = ["coordinator"] * 6 + ["assistant"] * 2 + ["clerk", "administrator", "partner"]
GOER = ["herself", "herself", "link", "coordinator", "assistant", "clerk", "partner"]
COUNTER = ["partner", "partner", "coordinator", "clerk"]
OUTCOMES = ["leaves", "leaves", "leaves", "busy", "refused", "unclear", "hangs", "dies"]
CENTS = [1, 250, 900, 3100, 4000]
RUN = frozenset({"coordinator", "assistant"})
GO = RUN | {"herself"}
COORDINATE = frozenset({"coordinator"})
HAND_OUT = RUN | {"partner"}
ACTIVE = ("open", "offered")
SAID = ["Alles gut", "", "lang " * 2000]
MOST_RHYTHMS = 3
ROUNDS = 12
"""A search ends after so many, so that the same is found each time."""
STRINGS_OF_OUTCOMES = [
    [OUTCOMES[(first + step * 5) % 8] for step in range(long)] for first in range(8) for long in (1, 4)
]
VERBS: list[tuple[str, dict[str, Sequence[Any]]]] = []


def verb(**choices: Sequence[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Something that can happen: a rule for Hypothesis, and a step of a random walk. ``choices`` are its parameters."""

    def wrap(happens: Callable[..., None]) -> Callable[..., None]:
        VERBS.append((happens.__name__, choices))
        made: Callable[..., None] = rule(**{name: st.sampled_from(known) for name, known in choices.items()})(happens)
        return made

    return wrap


class AnyOrder(RuleBasedStateMachine):
    """One story. The towns were founded once; whatever happens in them is rolled back when it ends."""

    towns: ClassVar[tuple[Town, Town]]
    told: ClassVar[Counter[str]]
    patch: ClassVar[pytest.MonkeyPatch]

    def __init__(self) -> None:
        super().__init__()
        self.story = transaction.atomic()
        self.story.__enter__()
        self.world = World(self.towns)
        self.patch.setattr(outbox, "way_for", lambda _channel: self.world.post)
        self.patch.setattr(search, "for_seconds", lambda _seconds: lambda rounds: rounds / ROUNDS)

    def teardown(self) -> None:
        self.told.update(self.world.told)
        self.told["stories"] += 1
        transaction.set_rollback(True)
        self.story.__exit__(None, None, None)

    # --- finding somebody and doing something -------------------------------------------------------------------------

    def one(self, where: int, rows: Callable[[], Any], which: int, rather: dict[str, Any] | None = None) -> Any:
        """One row: nine times of ten one of those that it would rather be, where there are such."""
        with self.towns[where].open():
            known = rows().order_by("id")
            if rather and which % 10:
                likely = list(known.filter(**rather))
                if likely:
                    return likely[which % len(likely)]
            every = list(known)
            return every[which % len(every)] if every else None

    def visit(self, where: int, which: int, **rather: Any) -> Assignment | None:
        return self.one(where, lambda: Assignment.objects.select_related("volunteer__person"), which, rather)

    def actor(self, where: int, who: str, person: Person | None = None) -> Actor:
        return actor_for(self.towns[where], who, person)

    def go(
        self,
        where: int,
        actor: Actor,
        verb: str,
        may: frozenset[str] | None,
        call: Callable[..., Any],
        *rows: Any,
        chooses: bool = False,
        **facts: Any,
    ) -> Any:
        """Do a verb where there is what it is about."""
        if any(row is None for row in rows):
            return None
        done = lambda: call(actor, *rows, **facts, at=self.world.now)  # noqa: E731
        return self.world.do(where, actor, verb, done, may, chooses=chooses)

    # --- taking in ----------------------------------------------------------------------------------------------------

    @verb(
        where=WHERE,
        who=DESK,
        which=WHICH,
        kind=list(NeedKind),
        money=list(MoneyFrom),
        ahead=[0, 2, 20, 24, 45],
        minutes=[30, 60, 120],
    )
    def take_in(self, where, who, which, kind, money, ahead, minutes):  # noqa: ANN001, ANN201, PLR0917
        client = self.one(where, Client.objects.select_related, which)
        caller = self.one(where, ContactPerson.objects.select_related, which) if which % 5 == 0 else None
        facts = {"kind": kind, "money": money, "minutes": minutes, "wish": "2 × Milch", "ceiling_cents": 4000}
        # A window ends on its day, so that whoever is away on that day is away for all of it.
        earliest = self.world.now + timedelta(hours=ahead)
        if clock.local(earliest).hour >= 20:
            earliest += timedelta(hours=12)
        facts |= {"earliest": earliest, "latest": earliest + timedelta(hours=3)}
        actor = self.actor(where, who)

        def ask() -> Need:
            whose = caller.person if caller else None
            return take_in(actor, client=client, caller=whose, **facts, at=self.world.now)

        self.world.do(where, actor, "take_in", ask, RUN)

    @verb(where=WHERE, who=DESK, which=WHICH, reason=["", "wird nicht gebraucht"])
    def cancel(self, where, who, which, reason):  # noqa: ANN001, ANN201
        need = self.one(where, Need.objects.all, which, {"state__in": [*ACTIVE, "staffed"]})
        self.go(where, self.actor(where, who), "cancel", RUN, cancel, need, reason=reason)

    # --- what comes again ---------------------------------------------------------------------------------------------

    @verb(
        where=WHERE,
        who=DESK,
        which=WHICH,
        every=list(Every),
        ahead=range(10),
        hour=range(7, 16),
        kind=list(NeedKind),
        changes=(False, True),
    )
    def make_or_change_rhythm(self, where, who, which, every, ahead, hour, kind, changes):  # noqa: ANN001, ANN201, PLR0917
        first = clock.local(self.world.now).date() + timedelta(days=ahead)
        facts = {"rule": Rule(every, first, time(hour), time(hour + 3)), "asked": Asked(kind, wish="1 × Brot")}
        actor = self.actor(where, who)
        with self.towns[where].open():
            # Each lays needs of its own; more of them would only make the story slow.
            if Rhythm.objects.filter(ended_at=None).count() >= MOST_RHYTHMS and not changes:
                return
        if changes:
            rhythm = self.one(where, Rhythm.objects.all, which, {"ended_at": None})
            self.go(where, actor, "change_rhythm", RUN, change_rhythm, rhythm, chooses=True, **facts)
            return
        client = self.one(where, Client.objects.all, which)
        done = lambda: make_rhythm(actor, client=client, **facts, at=self.world.now)  # noqa: E731
        self.world.do(where, actor, "make_rhythm", done, RUN, chooses=True)

    @verb(where=WHERE, who=DESK, which=WHICH, days=range(13))
    def end_rhythm(self, where, who, which, days):  # noqa: ANN001, ANN201
        rhythm = self.one(where, Rhythm.objects.all, which, {"ended_at": None})
        last = clock.local(self.world.now).date() + timedelta(days=days)
        self.go(where, self.actor(where, who), "end_rhythm", RUN, end_rhythm, rhythm, last_day=last)

    @verb(
        where=WHERE,
        who=DESK,
        which=WHICH,
        verb=["skip_day", "move_day", "bring_back_day"],
        days=range(-3, 6),
        hour=range(7, 16),
    )
    def single_day(self, where, who, which, verb, days, hour):  # noqa: ANN001, ANN201, PLR0917
        rhythm = self.one(where, Rhythm.objects.all, which, {"ended_at": None})
        if rhythm is None:
            return
        today = clock.local(self.world.now).date()
        named = [day.regular for day in days_of(rhythm, {}, first=today, last=today + timedelta(days=21))]
        day = named[which % len(named)] if named else today
        facts: dict[str, Any] = {"day": day}
        if verb == "move_day":
            facts["instead"] = Instead(day + timedelta(days=days), time(hour), time(hour + 3))
        call = {"skip_day": skip_day, "move_day": move_day, "bring_back_day": bring_back_day}[verb]
        self.go(where, self.actor(where, who), verb, RUN, call, rhythm, chooses=True, **facts)

    # --- asking and answering -----------------------------------------------------------------------------------------

    def _helpers(self, where: int, which: int, many: int = 1) -> Sequence[Volunteer]:
        with self.towns[where].open():
            every = list(Volunteer.objects.select_related("person").order_by("id"))
        return [every[(which + number) % len(every)] for number in range(many)]

    @verb(where=WHERE, who=DESK, which=WHICH, whom=WHICH, many=[1, 1, 2, 3])
    def ask(self, where, who, which, whom, many):  # noqa: ANN001, ANN201
        need = self.one(where, Need.objects.all, which, {"state__in": ACTIVE, "latest__gt": self.world.now})
        helpers = self._helpers(where, whom, many)
        self.go(where, self.actor(where, who), "make_offer", RUN, ask_several, need, volunteers=helpers)

    @verb(where=WHERE, which=WHICH)
    def look_who_can(self, where, which):  # noqa: ANN001, ANN201
        need = self.one(where, Need.objects.select_related, which, {"state__in": ACTIVE})
        if need is None:
            return
        with self.towns[where].open():
            proposed = [one.volunteer.pk for one in propose(self.towns[where].coordinator, need, at=self.world.now).can]
            vetoed = Veto.objects.filter(client_id=need.client_id, volunteer_id__in=proposed)
            assert not vetoed.exists(), "two who are not to meet were proposed"
            assert not Volunteer.objects.filter(pk__in=proposed).exclude(status="active").exists()

    @verb(where=WHERE, who=DESK, which=WHICH, wait=[5, 60], many=range(1, 3))
    def start_cascade(self, where, who, which, wait, many):  # noqa: ANN001, ANN201
        need = self.one(where, Need.objects.all, which, {"state__in": ACTIVE, "latest__gt": self.world.now})
        actor = self.actor(where, who)
        facts = {"wait_minutes": wait, "at_once": many}
        self.go(where, actor, "start_cascade", RUN, start_cascade, need, chooses=True, **facts)

    @verb(where=WHERE, who=DESK, which=WHICH)
    def stop_cascade(self, where, who, which):  # noqa: ANN001, ANN201
        need = self.one(where, Need.objects.all, which, {"cascades__state": "running"})
        self.go(where, self.actor(where, who), "stop_cascade", RUN, stop_cascade, need)

    @verb(where=WHERE, who=DESK, which=WHICH)
    def withdraw(self, where, who, which):  # noqa: ANN001, ANN201
        offer = self.one(where, Offer.objects.all, which, {"state": "open"})
        self.go(where, self.actor(where, who), "withdraw_offer", RUN, withdraw_offer, offer)

    @verb(where=WHERE, who=GOER, which=WHICH, says=["yes", "yes", "yes", "no"])
    def answer(self, where, who, which, says):  # noqa: ANN001, ANN201
        offer = self.one(where, lambda: Offer.objects.select_related("volunteer__person"), which, {"state": "open"})
        if offer is None:
            return
        actor = self.actor(where, who, self._somebody(where, offer.volunteer.person, which))
        if says == "yes":
            self.go(where, actor, "accept_offer", GO, accept_offer, offer)
        else:
            self.go(where, actor, "decline_offer", GO, decline_offer, offer)

    @verb(where=WHERE, who=GOER, which=WHICH)
    def answer_too_late(self, where, who, which):  # noqa: ANN001, ANN201
        offer = self.one(where, lambda: Offer.objects.select_related("volunteer__person"), which, {"state": "closed"})
        if offer is not None:
            actor = self.actor(where, who, self._somebody(where, offer.volunteer.person, which))
            self.go(where, actor, "yes too late", GO, would_have_come, offer)

    def _somebody(self, where: int, right: Person, which: int) -> Person:
        """The right person, and now and then another."""
        return self._helpers(where, which)[0].person if which % 11 == 7 else right

    # --- plans --------------------------------------------------------------------------------------------------------

    @verb(where=WHERE, who=DESK, which=WHICH, days=[0, 0, 1, 6])
    def plan(self, where, who, which, days):  # noqa: ANN001, ANN201
        """Start a plan of the day of some need, and let the worker search."""
        need = self.one(where, Need.objects.all, which, {"state__in": ACTIVE, "latest__gt": self.world.now})
        first = clock.local(need.earliest if need else self.world.now).date()
        facts = {"first_day": first, "last_day": first + timedelta(days=days), "seconds": 1}
        actor = self.actor(where, who)
        begun = self.world.do(where, actor, "start_plan", lambda: start_plan(actor, **facts, at=self.world.now), RUN)
        self._search(where, begun)

    @verb(where=WHERE, which=WHICH, days=[0, 0, 2], says=["all", "all", "some", "nothing yet"])
    def plan_to_the_yes(self, where, which, days, says):  # noqa: ANN001, ANN201
        """A plan from the button to the answers, as on an ordinary day."""
        town, at = self.towns[where], self.world.now
        need = self.one(where, Need.objects.all, which, {"state__in": ACTIVE, "earliest__gt": at})
        if need is None:
            return
        first = clock.local(need.earliest).date()
        facts = {"first_day": first, "last_day": first + timedelta(days=days), "seconds": 1, "at": at}
        begun = self.world.do(where, town.coordinator, "start_plan", lambda: start_plan(town.coordinator, **facts), RUN)
        self._search(where, begun)
        told = self.go(where, town.coordinator, "publish_plan", RUN, publish_plan, begun, chooses=True)
        for day in told.days if told and says != "nothing yet" else ():
            herself = self.actor(where, "link" if which % 2 else "herself", day.volunteer.person)
            with town.open():
                asked = list(
                    Offer.objects.filter(day=day, state="open").order_by("id").values_list("need_id", flat=True)
                )
            yes = None if says == "all" else asked[::2]
            self.go(where, herself, "answer a day", GO, answer_day, day, yes=yes)

    def _search(self, where: int, begun: Plan | None) -> None:
        if begun is not None:
            town = self.towns[where]
            self.world.do(where, system(town.id), "search a plan", lambda: search.search_plan(town.id, begun.pk))

    def _plan(self, where: int, which: int, state: str) -> Plan | None:
        return self.one(where, lambda: Plan.objects.defer("snapshot", "routes"), which, {"state": state})

    @verb(where=WHERE, who=DESK, which=WHICH, verb=["publish_plan"] * 4 + ["drop_plan"])
    def publish(self, where, who, which, verb):  # noqa: ANN001, ANN201
        found, actor = self._plan(where, which, "ready"), self.actor(where, who)
        call = {"publish_plan": publish_plan, "drop_plan": drop_plan}[verb]
        self.go(where, actor, verb, RUN, call, found, chooses=True)

    @verb(where=WHERE, who=DESK, which=WHICH)
    def plan_anew(self, where, who, which):  # noqa: ANN001, ANN201
        found, actor = self._plan(where, which, "published"), self.actor(where, who)
        self._search(where, self.go(where, actor, "start_plan", RUN, replan, found))

    @verb(where=WHERE, who=GOER, which=WHICH, says=["yes", "yes", "some", "no"])
    def answer_day(self, where, who, which, says):  # noqa: ANN001, ANN201
        rows = lambda: DayOffer.objects.select_related("volunteer__person").distinct()  # noqa: E731
        day = self.one(where, rows, which, {"offers__state": "open"})
        if day is None:
            return
        with self.towns[where].open():
            asked = list(Offer.objects.filter(day=day, state="open").order_by("id").values_list("need_id", flat=True))
        actor = self.actor(where, who, self._somebody(where, day.volunteer.person, which))
        yes = {"yes": None, "some": asked[::2], "no": []}[says]
        answered = self.go(where, actor, "answer a day", GO, answer_day, day, yes=yes)
        if answered is not None:
            goes = {visit.need_id for visit in answered.going}
            assert goes.isdisjoint(offer.need_id for offer in answered.declined), "goes, and does not go"
            assert yes is None or goes <= set(yes), "goes where she did not say yes"

    @verb(
        where=WHERE,
        who=DESK,
        which=WHICH,
        whom=WHICH,
        verb=["pin_need", "pin_need", "unpin_need", "fix_order", "free_order"],
    )
    def hold_in_place(self, where, who, which, whom, verb):  # noqa: ANN001, ANN201
        actor, [helper] = self.actor(where, who), self._helpers(where, whom)
        if verb == "pin_need":
            need = self.one(where, Need.objects.all, which, {"state__in": [*ACTIVE, "staffed"]})
            facts = {"volunteer": helper if whom % 3 else None, "begins_at": need and need.earliest}
            self.go(where, actor, verb, RUN, pin_need, need, **facts)
        elif verb == "unpin_need":
            pin = self.one(where, lambda: Pin.objects.select_related("need"), which)
            self.go(where, actor, verb, RUN, unpin_need, pin.need if pin else None)
        elif verb == "fix_order":
            need = self.one(where, Need.objects.all, which, {"state__in": ACTIVE})
            day = clock.local(need.earliest).date() if need else clock.local(self.world.now).date()
            with self.towns[where].open():
                others = list(
                    Need.objects.exclude(pk=need.pk if need else 0).order_by("id").values_list("id", flat=True)
                )
            two = [*([need.pk] if need else []), *others[which % (len(others) or 1) :][:1]]
            self.go(where, actor, verb, RUN, fix_order, helper, day=day, needs=two)
        else:
            order = self.one(where, lambda: FixedOrder.objects.select_related("volunteer"), which)
            if order is not None:
                self.go(where, actor, verb, RUN, free_order, order.volunteer, day=order.day)

    # --- the visit ----------------------------------------------------------------------------------------------------

    @verb(where=WHERE, who=GOER, which=WHICH)
    def replace(self, where, who, which):  # noqa: ANN001, ANN201
        visit = self.visit(where, which, state="accepted")
        if visit is not None:
            actor = self.actor(where, who, self._somebody(where, visit.volunteer.person, which))
            self.go(where, actor, "replace_volunteer", GO, replace_volunteer, visit, reason="krank")

    @verb(where=WHERE, who=DESK, which=WHICH)
    def no_show(self, where, who, which):  # noqa: ANN001, ANN201
        visit = self.visit(where, which, state="accepted")
        self.go(where, self.actor(where, who), "no_show", RUN, no_show, visit)

    @verb(where=WHERE, who=GOER, which=WHICH, outcome=list(Outcome), waits=(False, True))
    def report(self, where, who, which, outcome, waits):  # noqa: ANN001, ANN201
        visit = self.visit(where, which, state="accepted")
        if visit is None:
            return
        if waits and visit.during.lower > self.world.now:
            self.world.now = visit.during.upper
        actor = self.actor(where, who, self._somebody(where, visit.volunteer.person, which))
        self.go(where, actor, "report", GO, report, visit, minutes=45, outcome=outcome, note="Notiz")

    @verb(where=WHERE, who=DESK, which=WHICH)
    def confirm(self, where, who, which):  # noqa: ANN001, ANN201
        visit = self.visit(where, which, state="reported")
        self.go(where, self.actor(where, who), "confirm", COORDINATE, confirm, visit)

    @verb(where=WHERE, who=DESK, which=WHICH, said=SAID)
    def call_back(self, where, who, which, said):  # noqa: ANN001, ANN201
        call = self.one(where, CallBack.objects.all, which, {"state": "due"})
        self.go(where, self.actor(where, who), "call_back_done", RUN, call_back_done, call, said=said)

    @verb(where=WHERE, who=DESK, which=WHICH, said=SAID)
    def see_to_alert(self, where, who, which, said):  # noqa: ANN001, ANN201
        alert = self.one(where, Alert.objects.all, which, {"state": "due"})
        self.go(where, self.actor(where, who), "alert_done", RUN, alert_done, alert, said=said)

    @verb(where=WHERE, which=WHICH, how=WHICH)
    def go_on(self, where, which, how):  # noqa: ANN001, ANN201
        """What comes next for one need, as on an ordinary day, so that stories also reach their end."""
        going_on = {"state__in": [*ACTIVE, "staffed", "done"]}
        need = self.one(where, Need.objects.all, which | 1, going_on)
        if need is None:
            return
        self._next_step(where, need, how)

    @verb(where=WHERE, which=WHICH, hows=[range(start, 100, 31) for start in range(31)])
    def go_on_to_the_end(self, where, which, hows):  # noqa: ANN001, ANN201
        need = self.one(where, Need.objects.all, which | 1, {"state__in": [*ACTIVE, "staffed", "done"]})
        for how in hows:
            if need is not None:
                with self.towns[where].open():
                    need.refresh_from_db()
                self._next_step(where, need, how)

    def _next_step(self, where: int, need: Need, how: int) -> None:
        desk = self.towns[where].coordinator
        with self.towns[where].open():
            offer = Offer.objects.filter(need=need, state="open").select_related("volunteer__person").first()
            visits = Assignment.objects.filter(need=need, state__in=["accepted", "reported"])
            visit = visits.select_related("volunteer__person").first()
        if need.state == "open":
            self.go(
                where, desk, "make_offer", RUN, ask_several, need, volunteers=self._helpers(where, how, 1 + how % 2)
            )
        elif offer is not None:
            herself = self.actor(where, "link" if how % 2 else "herself", offer.volunteer.person)
            self.go(where, herself, "accept_offer", GO, accept_offer, offer)
        elif visit is not None and visit.state == "accepted":
            self.world.now = max(self.world.now, visit.during.upper)
            herself = self.actor(where, "herself", visit.volunteer.person)
            with self.towns[where].open():
                has_money = CashLine.objects.filter(assignment=visit).exists()
            if how % 3 and not has_money:
                facts = {"received": 4000, "spent": 3100, "returned": 900 - how % 2, "if_unequal": IfUnequal.LEAVE_OPEN}
                self.go(where, herself, "settle", GO, settle, visit, **facts)
            else:
                outcome = list(Outcome)[how % 4]
                self.go(where, herself, "report", GO, report, visit, minutes=45, outcome=outcome)
        elif visit is not None:
            self.go(where, desk, "confirm", COORDINATE, confirm, visit)

    # --- money --------------------------------------------------------------------------------------------------------

    @verb(where=WHERE, who=GOER, which=WHICH, source=list(MoneyFrom), cents=CENTS)
    def hand_over(self, where, who, which, source, cents):  # noqa: ANN001, ANN201
        visit = self.visit(where, which, state__in=["accepted", "reported"])
        if visit is not None:
            actor = self.actor(where, who, visit.volunteer.person)
            self.go(where, actor, "hand_over", GO, hand_over, visit, source=source, cents=cents)

    @verb(
        where=WHERE,
        who=GOER,
        which=WHICH,
        received=CENTS,
        spent=CENTS,
        returned=[0, 0, 900, 3100, -1],
        if_unequal=list(IfUnequal),
    )
    def settle(self, where, who, which, received, spent, returned, if_unequal):  # noqa: ANN001, ANN201, PLR0917
        visit = self.visit(where, which, state__in=["accepted", "reported"])
        if visit is not None:
            # Often the three numbers meet.
            back = returned if which % 3 == 0 else max(received - spent, 0)
            facts = {"received": received, "spent": spent, "returned": back, "if_unequal": if_unequal}
            self.go(where, self.actor(where, who, visit.volunteer.person), "settle", GO, settle, visit, **facts)

    @verb(where=WHERE, who=GOER, which=WHICH, many=range(1, 5))
    def undo(self, where, who, which, many):  # noqa: ANN001, ANN201
        visit = self.visit(where, which, cash__isnull=False)
        if visit is None:
            return
        with self.towns[where].open():
            lines = list(CashLine.objects.filter(assignment=visit).order_by("-id").values_list("id", flat=True)[:many])
        self.go(where, self.actor(where, who, visit.volunteer.person), "undo_cash", GO, undo, visit, lines=lines)

    @verb(
        where=WHERE,
        who=DESK,
        which=WHICH,
        verb=["pay_back", "client_pays", "make_good", "write_off"],
        source=list(MoneyFrom),
        cents=CENTS,
    )
    def put_right(self, where, who, which, verb, source, cents):  # noqa: ANN001, ANN201, PLR0917
        visit = self.visit(where, which, cash__isnull=False)
        actor = self.actor(where, who)
        if verb == "pay_back":
            self.go(where, actor, verb, RUN, pay_back, visit, source=source)
        elif verb == "client_pays":
            self.go(where, actor, verb, RUN, client_pays, visit, cents=cents)
        elif verb == "make_good":
            self.go(where, actor, verb, RUN, make_good, visit)
        else:
            self.go(where, actor, verb, COORDINATE, write_off, visit, because="Es fehlt im Umschlag")

    @verb(where=WHERE, who=DESK, verb=["fill_float", "empty_float", "close_day"], cents=CENTS)
    def move_float(self, where, who, verb, cents):  # noqa: ANN001, ANN201
        actor = self.actor(where, who)
        if verb == "close_day":
            self.go(where, actor, verb, RUN, close_day, counted=cents)
        else:
            self.go(where, actor, verb, RUN, fill_float if verb == "fill_float" else empty_float, cents=cents)

    # --- people -------------------------------------------------------------------------------------------------------

    @verb(where=WHERE, who=DESK, which=WHICH, ahead=range(5), days=[0, 3, None])
    def go_away(self, where, who, which, ahead, days):  # noqa: ANN001, ANN201
        person = self.one(where, Person.objects.all, which, {"erased_at": None})
        first = clock.local(self.world.now).date() + timedelta(days=ahead)
        last = None if days is None else first + timedelta(days=days)
        facts = {"first_day": first, "last_day": last}
        self.go(where, self.actor(where, who), "note_absence", RUN, note_absence, person, **facts)

    @verb(where=WHERE, who=DESK, which=WHICH)
    def come_back(self, where, who, which):  # noqa: ANN001, ANN201
        absence = self.one(where, Absence.objects.all, which)
        self.go(where, self.actor(where, who), "end_absence", RUN, end_absence, absence)

    @verb(where=WHERE, who=DESK, which=WHICH, whom=WHICH)
    def veto(self, where, who, which, whom):  # noqa: ANN001, ANN201
        offer = self.one(
            where, lambda: Offer.objects.select_related("need__client", "volunteer"), which, {"state": "open"}
        )
        if offer is not None and whom % 2:
            client, helper = offer.need.client, offer.volunteer
        else:
            client, [helper] = self.one(where, Client.objects.all, which), self._helpers(where, whom)
        self.go(where, self.actor(where, who), "add_veto", RUN, keep_apart, client, helper, said_by=Side.CLIENT)

    @verb(where=WHERE, who=DESK, which=WHICH)
    def take_veto_back(self, where, who, which):  # noqa: ANN001, ANN201
        self.go(
            where, self.actor(where, who), "remove_veto", RUN, remove_veto, self.one(where, Veto.objects.all, which)
        )

    @verb(where=WHERE, who=DESK, which=WHICH, whom=WHICH)
    def say_yes_beforehand(self, where, who, which, whom):  # noqa: ANN001, ANN201
        client, [helper] = self.one(where, Client.objects.all, which), self._helpers(where, whom)
        self.go(where, self.actor(where, who), "give_standing_yes", RUN, give_standing_yes, client, helper)

    @verb(where=WHERE, who=DESK, which=WHICH)
    def end_yes(self, where, who, which):  # noqa: ANN001, ANN201
        standing = self.one(where, lambda: StandingYes.objects.select_related("volunteer"), which, {"ended_at": None})
        self.go(where, self.actor(where, who), "end_standing_yes", RUN, end_standing_yes, standing)

    @verb(where=WHERE, who=DESK, which=WHICH, verb=["activate", "activate", "pause", "leave"])
    def climb(self, where, who, which, verb):  # noqa: ANN001, ANN201
        [helper] = self._helpers(where, which)
        actor = self.actor(where, who)
        done = lambda: move_volunteer(actor, helper, verb, at=self.world.now)  # noqa: E731
        self.world.do(where, actor, verb, done, COORDINATE)

    @verb(where=WHERE, who=DESK, which=WHICH, other=WHICH)
    def merge(self, where, who, which, other):  # noqa: ANN001, ANN201
        kept = self.one(where, Person.objects.all, which, {"erased_at": None})
        gone = self.one(where, Person.objects.all, other, {"erased_at": None, "user": None})
        self.go(where, self.actor(where, who), "merge_people", COORDINATE, merge_people, kept, gone)

    @verb(where=WHERE, who=DESK, which=WHICH)
    def erase(self, where, who, which):  # noqa: ANN001, ANN201
        person = self.one(where, Person.objects.all, which)
        self.go(where, self.actor(where, who), "erase_person", COORDINATE, erase_person, person)

    # --- food bank and bicycle ----------------------------------------------------------------------------------------

    @verb(where=WHERE, who=DESK, which=WHICH, ahead=range(7))
    def plan_pick_up(self, where, who, which, ahead):  # noqa: ANN001, ANN201
        home = self.one(where, Household.objects.all, which)
        on = clock.local(self.world.now).date() + timedelta(days=ahead)
        slot = self.one(where, PickUpSlot.objects.all, which, {"weekday": on.weekday()})
        self.go(where, self.actor(where, who), "plan_pick_up", RUN, plan_pick_up, home, slot=slot, on=on)

    @verb(where=WHERE, who=COUNTER, which=WHICH, verb=["fetched", "not_come", "take_back", "cancel", "slip"])
    def at_the_counter(self, where, who, which, verb):  # noqa: ANN001, ANN201
        actor = self.actor(where, who)
        today = clock.local(self.world.now).date()
        if verb == "slip":
            slip = self.one(where, ProxySlip.objects.all, which, {"ended_at": None})
            self.go(where, actor, "pick_up_fetched", HAND_OUT, hand_out, slip)
            return
        rather: dict[str, Any] = {"on__lte": today, "state": "planned"}
        if verb == "take_back":
            rather = {"state__in": ["fetched", "not_come"]}
        pick_up = self.one(where, PickUp.objects.all, which, rather)
        call, told = {
            "fetched": (fetched, "pick_up_fetched"),
            "not_come": (not_come, "pick_up_not_come"),
            "take_back": (take_back, "pick_up_taken_back"),
            "cancel": (cancel_pick_up, "pick_up_cancelled"),
        }[verb]
        self.go(where, actor, told, RUN if verb == "cancel" else HAND_OUT, call, pick_up)

    @verb(where=WHERE, who=GOER, which=WHICH)
    def slip(self, where, who, which):  # noqa: ANN001, ANN201
        visit = self.visit(where, which, state="accepted", need__kind="food_bank")
        if visit is not None:
            actor = self.actor(where, who, self._somebody(where, visit.volunteer.person, which))
            # The same slip is shown twice, so there need not be a new line.
            self.go(where, actor, "show slip", GO, slip_for, visit)

    @verb(where=WHERE, who=DESK, which=WHICH, ahead=[-2, 1, 20])
    def book(self, where, who, which, ahead):  # noqa: ANN001, ANN201
        thing = self.one(where, Thing.objects.all, which)
        visit = self.visit(where, which, state="accepted")
        begin = self.world.now + timedelta(hours=ahead)
        facts: dict[str, Any] = {"begin": begin, "end": begin + timedelta(hours=2)}
        facts["person"] = visit.volunteer.person if visit else self._helpers(where, which)[0].person
        if visit is not None and visit.state == "accepted":
            facts["about"] = ("assistance", "assignment", visit.id)
        self.go(where, self.actor(where, who), "book", RUN, book, thing, **facts)

    @verb(where=WHERE, who=DESK, which=WHICH)
    def cancel_booking(self, where, who, which):  # noqa: ANN001, ANN201
        booking = self.one(where, Booking.objects.all, which, {"state": "booked"})
        self.go(where, self.actor(where, who), "cancel_booking", RUN, cancel_booking, booking)

    # --- letters ------------------------------------------------------------------------------------------------------

    @verb(where=WHERE, outcomes=STRINGS_OF_OUTCOMES)
    def deliver(self, where, outcomes):  # noqa: ANN001, ANN201
        program = system(self.towns[where].id)
        before = self.world.now - ABANDONED_AFTER
        lose = lambda: outbox.lose_abandoned(before=before, at=self.world.now)  # noqa: E731
        self.world.do(where, program, "lose abandoned", lose)
        with self.towns[where].open():
            ids = list(due_letters(self.world.now).values_list("id", flat=True)[: 2 * len(outcomes)])
        for number, letter in enumerate(ids):
            self.world.post.outcome = outcome = outcomes[number % len(outcomes)]
            take = lambda pk=letter: outbox.begin(pk, at=self.world.now)  # noqa: E731
            outgoing = self.world.do(where, program, "take letter", take)
            if outgoing is not None and outcome != "dies":
                send = lambda pk=letter, text=outgoing: outbox.hand_over(pk, text, at=self.world.now)  # noqa: E731
                self.world.do(where, program, f"letter {outcome}", send)

    @verb(where=WHERE, who=DESK, which=WHICH, again=(False, True))
    def see_to_letter(self, where, who, which, again):  # noqa: ANN001, ANN201
        actor = self.actor(where, who)
        if not again:
            letter = self.one(where, Letter.objects.all, which, {"state": "unclear"})
            self.go(where, actor, "say_not_arrived", COORDINATE, say_not_arrived, letter)
            return
        letter = self.one(where, Letter.objects.all, which, {"state": "failed"})
        if letter is not None and self.go(where, actor, "send_again", RUN, send_again, letter):
            self.world.post.asked_again[letter.id] += 1

    # --- time, the program, and what goes wrong -----------------------------------------------------------------------

    @verb(minutes=[1, 6, 61, 180, 600, 1440, 4320])
    def wait(self, minutes):  # noqa: ANN001, ANN201
        self.world.now += timedelta(minutes=minutes)

    @verb(where=WHERE, job=["widen_due", "widen_due", "lay_ahead", "watch", "remind", "seal"])
    def program(self, where, job):  # noqa: ANN001, ANN201
        jobs: dict[str, Callable[..., Any]] = {
            "widen_due": widen_due,
            "lay_ahead": lay_ahead,
            "watch": watch,
            "remind": remind,
            "seal": seal,
        }
        do = lambda: jobs[job](at=self.world.now)  # noqa: E731
        actor = system(self.towns[where].id)
        self.world.do(where, actor, f"job {job}", do, chooses=True)
        if job == "widen_due" and self.world.fails_at is None:
            again: int | None = self.world.do(where, actor, f"job {job}", do, chooses=True)
            assert not again, "done twice in the same moment, and asked twice"

    @verb(where=WHERE, years=[0, 0, 0, 1, 4])
    def run_retention(self, where, years):  # noqa: ANN001, ANN201
        at: datetime = self.world.now + timedelta(days=366 * years)
        program = system(self.towns[where].id)
        self.world.do(where, program, "run_retention", lambda: run_retention(program, at=at))

    @verb(statement=range(26))
    def database_goes_away(self, statement):  # noqa: ANN001, ANN201
        self.world.fails_at = statement


@pytest.fixture
def towns(db: None) -> tuple[Town, Town]:
    return found_world()


def tell_stories(towns: tuple[Town, Town], *, stories: int, steps: int, derandomize: bool) -> Counter[str]:
    """Let Hypothesis write so many stories of so many steps; answers how often each verb was done and refused."""
    AnyOrder.towns, AnyOrder.told = towns, Counter()
    rules = settings(
        max_examples=stories,
        stateful_step_count=steps,
        derandomize=derandomize,
        deadline=None,
        database=None,
        print_blob=False,
        suppress_health_check=list(HealthCheck),
    )
    with pytest.MonkeyPatch.context() as patch:
        AnyOrder.patch = patch
        run_state_machine_as_test(AnyOrder, settings=rules)
    return AnyOrder.told


def walk(towns: tuple[Town, Town], *, seeds: range, steps: int) -> Counter[str]:
    """Walk at random, every verb as likely as every other: Hypothesis loves to do the same again."""
    AnyOrder.towns, AnyOrder.told = towns, Counter()
    for seed in seeds:
        chance = Random(seed)
        with pytest.MonkeyPatch.context() as patch:
            AnyOrder.patch = patch
            story, path = AnyOrder(), []
            try:
                for step in range(steps):
                    if step % 12 == 11:
                        story.database_goes_away(statement=chance.randrange(26))
                    name, choices = chance.choice(VERBS)
                    path.append((name, {key: chance.choice(known) for key, known in choices.items()}))
                    getattr(story, name)(**path[-1][1])
            except BaseException:
                print(f"walk {seed}, step {len(path)}", *path[-12:], sep="\n")  # noqa: T201 - shown where it fails
                raise
            finally:
                story.teardown()
    return AnyOrder.told


def test_whatever_happens_in_whatever_order_the_town_stays_in_order(towns: tuple[Town, Town]) -> None:
    tell_stories(towns, stories=8, steps=40, derandomize=True)


def test_every_verb_at_random_and_the_town_stays_in_order(towns: tuple[Town, Town]) -> None:
    told = walk(towns, seeds=range(6), steps=80)
    print(sorted(told.items()))  # noqa: T201 - for pytest -s
    assert {"take_in", "make_offer", "accept_offer", "report", "confirm", "settle", "letter leaves"} <= set(told)
    assert {"start_plan", "search a plan", "publish_plan", "answer a day", "pin_need"} <= set(told)
    assert sum(times for verb, times in told.items() if "broken" in verb) > 3


@pytest.mark.long
def test_a_thousand_stories(towns: tuple[Town, Town]) -> None:
    tell_stories(towns, stories=1000, steps=100, derandomize=False)


@pytest.mark.long
def test_three_hundred_long_walks(towns: tuple[Town, Town]) -> None:
    walk(towns, seeds=range(1000, 1300), steps=300)
