"""Two small towns in which anything may happen in any order, and what must hold after each step."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from django.db import OperationalError, connection

from lotsenwerk.domain.accounts.actions.membership import give_role
from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.assistance.actions.answer_offer import accept_offer
from lotsenwerk.domain.assistance.actions.finish import report
from lotsenwerk.domain.assistance.actions.float_box import fill_float
from lotsenwerk.domain.assistance.actions.food_bank.enter_household import enter_household
from lotsenwerk.domain.assistance.actions.food_bank.keep_slot import add_slot
from lotsenwerk.domain.assistance.actions.food_bank.see_entitlement import see_entitlement
from lotsenwerk.domain.assistance.actions.offers import ask_several
from lotsenwerk.domain.assistance.actions.standing import Rule, make_rhythm
from lotsenwerk.domain.assistance.actions.take_in import Asked
from lotsenwerk.domain.assistance.ledger import Account, Movement, Totals, balances
from lotsenwerk.domain.assistance.models import (
    Alert,
    AlertKind,
    Assignment,
    Cascade,
    CashKind,
    CashLine,
    Confirmation,
    DayOffer,
    Every,
    FloatClosing,
    Need,
    NeedKind,
    Offer,
    PickUp,
    Plan,
    ProxySlip,
    Report,
)
from lotsenwerk.domain.assistance.queries.money import float_now, open_visits
from lotsenwerk.domain.assistance.queries.standing import is_away
from lotsenwerk.domain.gatherings.actions.keep_thing import About, add_thing
from lotsenwerk.domain.gatherings.models import Booking, BookingState
from lotsenwerk.domain.journal.models import Line, Stamp
from lotsenwerk.domain.notifications.models import Letter, LetterState
from lotsenwerk.domain.notifications.port import NotDelivered, Outgoing, Unclear
from lotsenwerk.domain.organisations.actions.found import list_partner
from lotsenwerk.domain.organisations.models import Kind
from lotsenwerk.domain.people.actions.contacts import add_contact
from lotsenwerk.domain.people.actions.pairs import give_standing_yes
from lotsenwerk.domain.people.actions.register import Contact
from lotsenwerk.domain.people.models import Client, Person, Relation, Veto, Volunteer, VolunteerStatus
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor, Came, system
from lotsenwerk.kit.errors import NotThere, Refused
from lotsenwerk.kit.phone_numbers import fictional_mobile
from tests.factories import MONDAY, Town, make_client, make_need, make_town, make_volunteer
from tests.fingerprint import Fingerprint, question

GOES = ("accepted", "reported", "confirmed")
NEEDS_ROWS = {
    "open": (False, None),
    "offered": (True, None),
    "staffed": (False, "accepted"),
    "done": (False, "reported"),
    "confirmed": (False, "confirmed"),
    "cancelled": (False, None),
}
"""For each state of a need: whether somebody is asked, and how far the visit of whoever goes has come."""
OF_JOURNEYS = frozenset(
    {
        *("need", "offer", "assignment", "cascade", "report", "confirmation", "cashline", "floatclosing", "alert"),
        *("pickup", "proxyslip", "gatherings_booking", "people_person", "notifications_letter", "plan", "dayoffer"),
    }
)
"""The tables after whose change a town is looked at."""


class Planted(OperationalError):  # noqa: N818 - it is no fault of ours
    """The database goes away in the middle of a step."""


def found_world() -> "tuple[Town, Town]":
    """Two towns with people, a standing need, a food bank, a bicycle and money in the box."""
    towns = make_town(), make_town("Lampertheim", "06431013")
    for town in towns:
        with town.open(), connection.cursor() as cursor:
            _settle_in(town)
            # Asked after each step: planning the question would cost more than answering it.
            cursor.execute(f"PREPARE look_{town.id} AS {question(town.id)}")
    return towns


def _settle_in(town: Town) -> None:
    desk, at = town.coordinator, MONDAY
    clients = [make_client(town, given_name=name) for name in ("Erna", "Karl", "Erna-Maria")]
    helpers = [make_volunteer(town, given_name=name) for name in ("Amira", "Tesfay", "Olena", "Samira")]
    daughter = Contact(given_name="Tochter", family_name="Kolb", mobile=fictional_mobile(9))
    add_contact(desk, clients[0], daughter, relation=Relation.DAUGHTER, told_since=clock.local(at).date(), at=at)
    give_standing_yes(desk, clients[0], helpers[0], at=at)
    day = clock.local(at).date() + timedelta(days=3)
    rule, asked = Rule(Every.WEEK, day, time(9), time(12)), Asked(NeedKind.SHOP_AND_DELIVER, wish="2 × Milch")
    make_rhythm(desk, client=clients[0], rule=rule, asked=asked, at=at)
    bank = list_partner(system(town.id), kind=Kind.FOOD_BANK, name=f"Tafel {town.id}", at=at)
    town.members[Role.PARTNER] = give_role(
        system(town.id),
        email=f"counter{bank.id}@tafel.example",
        display_name="Counter",
        role=Role.PARTNER,
        partner_id=bank.id,
        at=at,
    )
    home = enter_household(desk, food_bank_id=bank.id, client=clients[1], adults=2, fee_cents=200, at=at)
    today = clock.local(at).date()
    see_entitlement(desk, home, seen_on=today, valid_until=today + timedelta(days=300), at=at)
    for weekday in range(5):
        add_slot(desk, food_bank_id=bank.id, weekday=weekday, begins=time(10), ends=time(12), places=1, at=at)
    add_thing(desk, About(name="Lastenrad", where="Hof"), at=at)
    fill_float(desk, cents=20_000, at=at)
    for number, hours in enumerate((1, 26, 49)):
        need = make_need(town, clients[number], in_hours=hours)
        offer, *_rivals = ask_several(desk, need, volunteers=helpers[number : number + 2], at=at)
        if number < 2:
            visit = accept_offer(desk, offer, at=at)
        if number == 0:
            report(desk, visit, minutes=45, at=at + timedelta(hours=1))


class Post:
    """A way out that leaves, fails, hangs, or leaves nobody knowing."""

    def __init__(self) -> None:
        self.outcome = "leaves"
        self.may_have_left: Counter[int] = Counter()
        self.asked_again: Counter[int] = Counter()

    def send(self, letter: Outgoing) -> None:
        to = Letter.objects.select_related("to").get(pk=letter.number).to
        assert to.erased_at is None, "a letter to somebody who was forgotten"
        assert letter.address, "a letter without an address"
        assert letter.body.strip()
        if self.outcome in {"refused", "busy"}:
            raise NotDelivered("planted", again=self.outcome == "busy")
        self.may_have_left[letter.number] += 1
        assert self.may_have_left[letter.number] <= 1 + self.asked_again[letter.number], "sent twice"
        if self.outcome == "unclear":
            raise Unclear("planted")
        if self.outcome == "hangs":
            raise TimeoutError


@dataclass
class World:
    """The towns, what time it is, and what a test has to remember from step to step."""

    towns: tuple[Town, Town]
    post: Post = field(default_factory=Post)
    now: datetime = MONDAY
    fails_at: int | None = None
    """At which statement of the next step the database goes away."""
    told: Counter[str] = field(default_factory=Counter)
    """How often each verb was done, refused or broken off."""
    seen: list[Fingerprint] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.seen = [self.look(town) for town in self.towns]

    @staticmethod
    def look(town: Town) -> Fingerprint:
        with town.open(), connection.cursor() as cursor:
            cursor.execute(f"EXECUTE look_{town.id}")
            return {row[0]: (row[1], row[2]) for row in cursor.fetchall()}

    def do(
        self,
        number: int,
        actor: Actor,
        verb: str,
        call: Callable[[], Any],
        may: frozenset[str] | None = None,
        *,
        chooses: bool = False,
    ) -> Any:
        """Do one step in one town and look what it has done.

        A refusal is not rolled back here: it must not have changed anything by itself. ``may`` are the roles that can
        ever succeed; ``chooses`` says that the program picked whom to ask. Answers what the verb answered, or None.
        """
        town, name = self.towns[number], verb
        before = self._marks(town)
        fails_at, self.fails_at = self.fails_at, None
        breaks = _Breaks(fails_at)
        refused, sentence, answer = False, "none", None
        try:
            with connection.execute_wrapper(breaks), town.open():
                try:
                    answer = call()
                except Refused as refusal:
                    refused, sentence = True, str(refusal)
                _check_keys()
        except Planted:
            name, refused = f"{verb} (broken)", True
        except NotThere:
            name, refused = f"{verb} (not there)", True
        else:
            assert not breaks.broke, f"{verb} went on although the database was gone"
        assert sentence, f"{verb} was refused without a sentence"
        self.told[name if not refused or name != verb else f"{verb} (refused)"] += 1
        after = [self.look(one) for one in self.towns]
        other = 1 - number
        assert _differing(self.seen[other], after[other]) == set(), f"{verb} changed the other town"
        if refused:
            changed = _differing(self.seen[number], after[number])
            assert changed == set(), f"{verb} was refused and changed something"
            self.seen = after
            return None
        changed, self.seen = _differing(self.seen[number], after[number]), after
        if may is not None:
            assert actor.came == Came.SYSTEM or actor.has(*may) or "herself" in may, f"{verb} by {sorted(actor.roles)}"
        with town.open():
            self._check_journal(verb, before)
            if chooses:
                self._check_chosen(before)
            self._check_vetoes(before)
            hold(town, changed)
        return answer

    def _marks(self, town: Town) -> dict[str, int]:
        with town.open():
            return {
                "line": _last(Line),
                "offer": _last(Offer),
                "assignment": _last(Assignment),
                "stamp": Stamp.objects.values_list("value", flat=True).first() or 0,
            }

    def _check_journal(self, verb: str, before: dict[str, int]) -> None:
        lines = list(Line.objects.filter(pk__gt=before["line"]).values_list("verb", flat=True))
        if verb.isidentifier():
            assert verb in lines, f"{verb} left no line in the journal: {lines}"
        stamp = Stamp.objects.values_list("value", flat=True).first() or 0
        assert stamp > before["stamp"] or not lines, f"{verb}: the journal has a line, and no screen is told"

    def _check_chosen(self, before: dict[str, int]) -> None:
        """Whom the program asked or sent was active, there, and not one of two who are not to meet."""
        asked = [*Offer.objects.filter(pk__gt=before["offer"]).select_related("volunteer", "need")]
        for one in asked:
            day = clock.local(one.need.earliest).date()
            assert one.volunteer.status == VolunteerStatus.ACTIVE, "the program asked somebody who is not active"
            assert not is_away(one.volunteer.person_id, day), "the program asked somebody who is away"
            pair = Veto.objects.filter(client_id=one.need.client_id, volunteer=one.volunteer)
            assert not pair.exists(), "the program asked somebody for whom she is not to meet"

    def _check_vetoes(self, before: dict[str, int]) -> None:
        """Who was asked, or said yes, just now is not one of two who are not to meet."""
        for model, mark in ((Offer, "offer"), (Assignment, "assignment")):
            for one in model.objects.filter(pk__gt=before[mark]).select_related("need"):
                pair = Veto.objects.filter(client_id=one.need.client_id, volunteer_id=one.volunteer_id)
                assert not pair.exists(), f"{mark}: two who are not to meet were brought together"


class _Breaks:
    """Lets one statement of a step fail, as if the database had gone away; what takes back may go on."""

    def __init__(self, at: int | None) -> None:
        self.left = at
        self.broke = False

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if self.left is not None and not sql.startswith(("ROLLBACK", "RELEASE")):
            self.left -= 1
            if self.left < 0:
                self.left, self.broke = None, True
                raise Planted("planted")
        return execute(sql, params, many, context)


def _check_keys() -> None:
    """Foreign keys are checked at the end of a transaction; here each step is one."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _last(model: Any) -> int:
    return model.objects.order_by("-id").values_list("id", flat=True).first() or 0


def _differing(one: Fingerprint, other: Fingerprint) -> set[str]:
    return {table for table in other if one[table] != other[table]}


def actor_for(town: Town, who: str, person: Person | None = None) -> Actor:
    """Somebody of a town: one of its staff by role, or ``person`` by login or by a link."""
    if who == "link":
        return Actor(came=Came.LINK, organisation_id=town.id, person_id=person.pk if person else None)
    if who == "herself":
        return Actor(
            came=Came.LOGIN,
            organisation_id=town.id,
            roles=frozenset({Role.VOLUNTEER}),
            user_id=person.user_id if person else None,
            person_id=person.pk if person else None,
        )
    actor = town.actor(who)
    if who == Role.PARTNER:
        partner_id = town.members[Role.PARTNER].partner_id
        return Actor(
            came=Came.LOGIN,
            organisation_id=town.id,
            roles=frozenset({Role.PARTNER}),
            user_id=actor.user_id,
            partner_id=partner_id,
        )
    return actor


# --- what must hold ---------------------------------------------------------------------------------------------------


def hold(town: Town, changed: set[str]) -> None:
    """What must be true in a town after some of its tables have changed. Its scope is open."""
    has_changed = {table.removeprefix("assistance_") for table in changed}
    if has_changed.isdisjoint(OF_JOURNEYS):
        return
    needs = {need.id: need for need in Need.objects.defer("wish")}
    offers, visits = list(Offer.objects.all()), list(Assignment.objects.order_by("during", "id"))
    _needs_fit_their_rows(needs, offers, visits)
    _days_fit_their_questions(offers)
    _nobody_is_in_two_places(visits)
    if not has_changed.isdisjoint({"cashline", "floatclosing", "alert", "assignment"}):
        _books_balance(town, visits)
    _what_hung_on_a_visit_ended_with_it(visits)
    _who_is_forgotten_is_left_alone(needs, offers, visits)


def _needs_fit_their_rows(needs: dict[int, Need], offers: Sequence[Offer], visits: Sequence[Assignment]) -> None:
    asked = Counter(offer.need_id for offer in offers if offer.state == "open")
    going: dict[int, list[str]] = {}
    for visit in visits:
        if visit.state in GOES:
            going.setdefault(visit.need_id, []).append(visit.state)
    running = set(Cascade.objects.filter(state="running").values_list("need_id", flat=True))
    for need in needs.values():
        is_asked, goes = NEEDS_ROWS[need.state]
        told = (need.state, asked[need.id], going.get(need.id, []))
        assert (asked[need.id] > 0) == is_asked, f"need, questions and visits do not fit: {told}"
        assert going.get(need.id, []) == ([goes] if goes else []), f"need, questions and visits do not fit: {told}"
        if need.state not in {"open", "offered"}:
            assert need.id not in running, f"a {need.state} need is still being asked for"
    by_state = Counter(visit.state for visit in visits)
    assert Confirmation.objects.count() == by_state["confirmed"]
    assert Report.objects.count() == by_state["reported"] + by_state["confirmed"]


def _days_fit_their_questions(offers: Sequence[Offer]) -> None:
    """A question of a plan belongs to a day of the same helper, and of the published plans one counts for a day."""
    open_now = [offer for offer in offers if offer.state == "open"]
    asked = Counter((offer.need_id, offer.volunteer_id) for offer in open_now)
    assert max(asked.values(), default=1) == 1, "somebody is asked twice for the same"
    days = {day.id: day for day in DayOffer.objects.all()}
    for offer in open_now:
        day = days[offer.day_id] if offer.day_id else None
        assert day is None or day.volunteer_id == offer.volunteer_id, "a question in the day of somebody else"
        begin = offer.begins_at or offer.need.earliest
        assert day is None or clock.local(begin).date() == day.day, "a question in another day"
    spans = sorted(Plan.objects.filter(state="published").values_list("first_day", "last_day"))
    ends = [last for _first, last in spans]
    assert all(last < first for last, (first, _last) in zip(ends, spans[1:], strict=False)), "two plans for one day"


def _nobody_is_in_two_places(visits: Sequence[Assignment]) -> None:
    until: dict[int, datetime] = {}
    for visit in visits:
        if visit.state == "accepted":
            assert until.get(visit.volunteer_id, visit.during.lower) <= visit.during.lower, "in two places"
            until[visit.volunteer_id] = visit.during.upper


def _books_balance(town: Town, visits: Sequence[Assignment]) -> None:
    lines = list(CashLine.objects.order_by("at", "id"))
    assert sum(balances(_movement(line) for line in lines).values()) == 0
    held, last, rest = 0, None, list(lines)
    for closing in FloatClosing.objects.order_by("at"):
        counted = [line for line in rest if line.at <= closing.at]
        held += balances(_movement(line) for line in counted)[Account.FLOAT]
        rest = rest[len(counted) :]
        assert closing.expected_cents == held, "the box was reckoned otherwise when it was closed"
        held, last = closing.counted_cents, closing
    held += balances(_movement(line) for line in rest)[Account.FLOAT]
    assert float_now() == held, ("the box", last)
    undone = [line.undoes_id for line in lines if line.undoes_id]
    assert len(undone) == len(set(undone))
    by_visit: dict[int, list[Movement]] = {}
    for line in lines:
        if line.assignment_id:
            by_visit.setdefault(line.assignment_id, []).append(_movement(line))
    shown = {one.assignment.id for one in open_visits(town.coordinator)}
    alerted = set(Alert.objects.filter(kind=AlertKind.MONEY_MISSING).values_list("need_id", flat=True))
    for visit in visits:
        purse = Totals.of(by_visit.get(visit.id, [])).purse
        if purse and visit.state != "accepted":
            assert visit.id in shown or visit.need_id in alerted, "money is missing and nobody sees it"


def _movement(line: CashLine) -> Movement:
    return Movement(CashKind(line.kind), line.cents, takes_back=line.undoes_id is not None)


def _what_hung_on_a_visit_ended_with_it(visits: Sequence[Assignment]) -> None:
    over = {visit.id for visit in visits if visit.state not in GOES}
    live = ProxySlip.objects.filter(ended_at__isnull=True, used_at__isnull=True)
    assert over.isdisjoint(live.values_list("assignment_id", flat=True)), "a slip of somebody who does not go"
    booked = Booking.objects.filter(kind="assignment", state=BookingState.BOOKED)
    assert over.isdisjoint(booked.values_list("subject_id", flat=True)), "the bicycle is kept for nobody"
    places = Counter(PickUp.objects.exclude(state="cancelled").values_list("slot_id", "on", "slot__places"))
    assert [place for place, taken in places.items() if taken > place[2]] == [], "a slot is fuller than it is"


def _who_is_forgotten_is_left_alone(
    needs: dict[int, Need], offers: Sequence[Offer], visits: Sequence[Assignment]
) -> None:
    gone = set(Person.objects.filter(erased_at__isnull=False).values_list("id", flat=True))
    if not gone:
        return
    helpers = set(Volunteer.objects.filter(person_id__in=gone).values_list("id", flat=True))
    clients = set(Client.objects.filter(person_id__in=gone).values_list("id", flat=True))
    assert [offer.id for offer in offers if offer.state == "open" and offer.volunteer_id in helpers] == []
    assert [visit.id for visit in visits if visit.state == "accepted" and visit.volunteer_id in helpers] == []
    ended = {"confirmed", "cancelled"}
    assert [need.id for need in needs.values() if need.client_id in clients and need.state not in ended] == []
    waiting = Letter.objects.filter(to_id__in=gone, state=LetterState.WAITING)
    assert waiting.count() == 0, "a letter waits for somebody who was forgotten"
    assert Letter.objects.filter(to_id__in=gone, told__isnull=False).count() == 0, "words of somebody forgotten"
