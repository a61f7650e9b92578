"""Reads of the food bank: households, slots, the day, slips. Its members see their own food bank and nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Final

from django.db.models import Count, F, Prefetch, Q, QuerySet

from lotsenwerk.domain.assistance.entitlement import SOON
from lotsenwerk.domain.assistance.models import (
    Assignment,
    AssignmentState,
    DietaryWish,
    Household,
    Need,
    PickUp,
    PickUpSlot,
    PickUpState,
    ProxySlip,
)
from lotsenwerk.domain.assistance.permissions import may_give_out, may_give_out_somewhere, may_run_food_bank
from lotsenwerk.domain.organisations.models import Kind, Organisation
from lotsenwerk.domain.organisations.queries import partners
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.kit.prepared import Lines, prepared

WEEKS_AHEAD: Final = 8
"""How far a next free slot is looked for."""
NEWEST: Final = 12
"""So many pick-ups stand on a household's page."""
TAKES_A_PLACE: Final = (PickUpState.PLANNED, PickUpState.FETCHED, PickUpState.NOT_COME)
GOES: Final = (AssignmentState.ACCEPTED, AssignmentState.REPORTED, AssignmentState.CONFIRMED)


def food_banks(actor: Actor) -> Sequence[Organisation]:
    """The food banks of the town for the desk, her own for a member; in the order of names."""
    if may_run_food_bank(actor):
        return _food_banks()
    return [bank for bank in _food_banks() if bank.id == actor.partner_id] if may_give_out_somewhere(actor) else []


_food_banks = prepared(partial(partners, Kind.FOOD_BANK))


def food_bank_for(actor: Actor, food_bank_id: int | None = None) -> Organisation:
    """One food bank that the actor may see, the first one where no id is said; ``NotThere`` otherwise."""
    for bank in food_banks(actor):
        if food_bank_id in {None, bank.id}:
            return bank
    raise NotThere


# --- households -------------------------------------------------------------------------------------------------------


def _households() -> QuerySet[Household]:
    rows = Household.objects.filter(client__person__erased_at__isnull=True)
    return rows.select_related("client__person", "client__dietary_wish", "food_bank")


def households(actor: Actor, food_bank_id: int) -> Lines[Household] | Sequence[Household]:
    """The guests of a food bank, in the order of names; to be paged."""
    return _guests.lines(food_bank_id) if may_run_food_bank(actor) else []


@prepared
def _guests(food_bank_id: int) -> QuerySet[Household]:
    return _guests_of(food_bank_id).order_by("client__person__sort_key", "id")


def _guests_of(food_bank_id: int) -> QuerySet[Household]:
    """Guests with what their row of a list shows."""
    rows = Household.objects.filter(food_bank_id=food_bank_id, ended_at__isnull=True)
    names = (f"client__person__{name}" for name in ("given_name", "family_name"))
    shown = ("adults", "children", "fee_cents", "valid_until", "added_at", "client__person_id", *names)
    return rows.filter(client__person__erased_at__isnull=True).select_related("client__person").only(*shown)


def households_of_people(actor: Actor, food_bank_id: int, person_ids: Sequence[int]) -> Mapping[int, Household]:
    """Of people whom a search found, those who are guests here, by the person's id."""
    if not person_ids or not may_run_food_bank(actor):
        return {}
    return {household.client.person_id: household for household in _guests_among(food_bank_id, person_ids)}


@prepared
def _guests_among(food_bank_id: int, person_ids: Sequence[int]) -> QuerySet[Household]:
    return _guests_of(food_bank_id).filter(client__person_id__in=person_ids)


def household_for(actor: Actor, household_id: int) -> Household:
    """One household, ended or not; ``NotThere`` otherwise."""
    found = _household(household_id) if may_run_food_bank(actor) else []
    if not found:
        raise NotThere
    return found[0]


@prepared
def _household(household_id: int) -> QuerySet[Household]:
    return _households().filter(pk=household_id)


def households_of_client(actor: Actor, client_id: int) -> Sequence[Household]:
    """Where a client is a guest now, in the order of entering."""
    return _households_of(client_id) if may_run_food_bank(actor) else []


@prepared
def _households_of(client_id: int) -> QuerySet[Household]:
    return _households().filter(client_id=client_id, ended_at__isnull=True).order_by("added_at", "id")


def running_out(actor: Actor, food_bank_id: int, on: date) -> Lines[Household] | Sequence[Household]:
    """Guests whose proof ends within 30 days, has ended, or was never seen; the most urgent first; to be paged."""
    return _running_out.lines(food_bank_id, on + SOON) if may_run_food_bank(actor) else []


@prepared
def _running_out(food_bank_id: int, before: date) -> QuerySet[Household]:
    soon = Q(valid_until__lt=before) | Q(valid_until__isnull=True)
    return _guests_of(food_bank_id).filter(soon).order_by(F("valid_until").asc(nulls_first=True), "id")


def diet_of(client_id: int) -> DietaryWish | None:
    """What a client does not eat, if it was noted. Verbs and screens of the desk ask for it."""
    return next(iter(_diets(client_id)), None)


@prepared
def _diets(client_id: int) -> QuerySet[DietaryWish]:
    return DietaryWish.objects.filter(client_id=client_id)


def pick_ups_of(actor: Actor, household: Household) -> Sequence[PickUp]:
    """The twelve newest pick-ups of one household, newest day first."""
    return _pick_ups_of(household.id) if may_run_food_bank(actor) else []


@prepared
def _pick_ups_of(household_id: int) -> QuerySet[PickUp]:
    return PickUp.objects.filter(household_id=household_id).select_related("slot").order_by("-on", "-id")[:NEWEST]


# --- slots and places -------------------------------------------------------------------------------------------------


def slots(actor: Actor, food_bank_id: int) -> Sequence[PickUpSlot]:
    """The slots of a food bank through the week, with ``ever``: how many pick-ups were ever planned in them."""
    if not may_give_out(actor, food_bank_id):
        return []
    return _slots(food_bank_id)


@prepared
def _slots(food_bank_id: int) -> QuerySet[PickUpSlot]:
    rows = PickUpSlot.objects.filter(food_bank_id=food_bank_id).annotate(ever=Count("pick_ups"))
    return rows.order_by("weekday", "begins", "id")


def slot_for(actor: Actor, slot_id: int) -> PickUpSlot:
    """One slot; ``NotThere`` otherwise."""
    slot = PickUpSlot.objects.filter(pk=slot_id).first() if may_run_food_bank(actor) else None
    if slot is None:
        raise NotThere
    return slot


@dataclass(frozen=True, slots=True)
class Place:
    """A slot on one day, and how many places it still has."""

    slot: PickUpSlot
    on: date
    free: int

    @property
    def begin(self) -> datetime:
        """The instant at which it begins."""
        return datetime.combine(self.on, self.slot.begins, tzinfo=clock.BERLIN).astimezone(UTC)

    @property
    def end(self) -> datetime:
        """The instant at which it ends."""
        return datetime.combine(self.on, self.slot.ends, tzinfo=clock.BERLIN).astimezone(UTC)


def places(food_bank_id: int, first: date, last: date) -> Sequence[Place]:
    """Every slot of every day of a stretch with its free places, in the order of time. Two queries."""
    of_weekday: dict[int, list[PickUpSlot]] = {}
    for slot in _week(food_bank_id):
        of_weekday.setdefault(slot.weekday, []).append(slot)
    counted = {(slot, on): count for slot, on, count in _taken(food_bank_id, first, last)}
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return [
        Place(slot, day, max(slot.places - counted.get((slot.id, day), 0), 0))
        for day in days
        for slot in of_weekday.get(day.weekday(), [])
    ]


@prepared
def _taken(food_bank_id: int, first: date, last: date) -> QuerySet[PickUp, tuple[int, date, int]]:
    return _places_taken(food_bank_id, first, last).values_list("slot", "on").annotate(Count("id"))


def _places_taken(food_bank_id: int, first: date, last: date) -> QuerySet[PickUp]:
    return PickUp.objects.filter(on__range=(first, last), state__in=TAKES_A_PLACE, slot__food_bank_id=food_bank_id)


def next_free(food_bank_id: int, *, after: datetime) -> Place | None:
    """The next slot with a free place that begins after the instant, within eight weeks."""
    first = clock.local(after).date()
    ahead = places(food_bank_id, first, first + timedelta(weeks=WEEKS_AHEAD))
    return next((place for place in ahead if place.free and place.begin > after), None)


# --- the day ----------------------------------------------------------------------------------------------------------


def _pick_ups(actor: Actor) -> QuerySet[PickUp]:
    rows = PickUp.objects.select_related("household__client__person", "household__client__dietary_wish", "slot")
    if may_run_food_bank(actor):
        return rows
    return rows.filter(household__food_bank_id=actor.partner_id) if may_give_out_somewhere(actor) else rows.none()


def _with_proxies(rows: QuerySet[PickUp]) -> QuerySet[PickUp]:
    """The same rows with ``live_slips`` and, behind the need, ``going``: who fetches, and by which paper."""
    slips = ProxySlip.objects.filter(ended_at__isnull=True)
    going = Assignment.objects.filter(state__in=GOES).select_related("volunteer__person")
    return rows.select_related("need").prefetch_related(
        Prefetch("slips", queryset=slips, to_attr="live_slips"),
        Prefetch("need__assignments", queryset=going, to_attr="going"),
    )


def who_fetches(pick_up: PickUp) -> Assignment | None:
    """The helper who goes for the household, of a pick-up that came from one of these queries."""
    going: Sequence[Assignment] = pick_up.need.__dict__["going"] if pick_up.need else []
    return going[0] if going else None


def slip_of(pick_up: PickUp) -> ProxySlip | None:
    """The slip that counts, of a pick-up that came from one of these queries."""
    live: Sequence[ProxySlip] = pick_up.__dict__["live_slips"]
    return live[0] if live else None


def pick_up_for(actor: Actor, pick_up_id: int) -> PickUp:
    """One pick-up: the desk any, a member of a food bank those of her own; ``NotThere`` otherwise."""
    try:
        return _with_proxies(_pick_ups(actor)).get(pk=pick_up_id)
    except PickUp.DoesNotExist:
        raise NotThere from None


def pick_up_of_guest(actor: Actor, food_bank_id: int, on: date, person_ref: str) -> PickUp:
    """The pick-up of one guest on one day that is not cancelled; ``NotThere`` otherwise."""
    rows = _with_proxies(_pick_ups(actor)).filter(
        household__food_bank_id=food_bank_id, on=on, household__client__person__ref=person_ref
    )
    found = rows.exclude(state=PickUpState.CANCELLED).order_by("-id").first()
    if found is None:
        raise NotThere
    return found


def pick_up_of_need(actor: Actor, need: Need) -> PickUp | None:
    """The pick-up that a need has planned, if it has, with who fetches and the slip."""
    rows = _with_proxies(_pick_ups(actor)).filter(need=need).exclude(state=PickUpState.CANCELLED)
    return rows.order_by("-id").first()


@dataclass(frozen=True, slots=True)
class Sums:
    """What a day comes to: of those who fetched, and how many are still expected."""

    planned: int
    fetched: int
    not_come: int
    adults: int
    children: int
    fee_cents: int


@dataclass(frozen=True, slots=True)
class Day:
    """A food bank's list of one day, slot by slot, each in the order of names."""

    on: date
    slots: Sequence[tuple[PickUpSlot, Sequence[PickUp]]]
    sums: Sums
    open_on: frozenset[int]
    """The weekdays on which food is given out at all."""


def day_of(actor: Actor, food_bank_id: int, on: date) -> Day:
    """The list of one day with everything that is needed at the counter, in four queries."""
    if not may_give_out(actor, food_bank_id):
        raise NotThere
    week, listed = _week(food_bank_id), _listed(food_bank_id, on)
    _lay_proxies_beside(listed)
    of_slot: dict[int, list[PickUp]] = {}
    for pick_up in listed:
        of_slot.setdefault(pick_up.slot_id, []).append(pick_up)
    shown = [slot for slot in week if slot.id in of_slot or (slot.weekday == on.weekday() and slot.places)]
    open_on = frozenset(slot.weekday for slot in week if slot.places)
    return Day(on, [(slot, of_slot.get(slot.id, [])) for slot in shown], _sums(listed), open_on)


@prepared
def _week(food_bank_id: int) -> QuerySet[PickUpSlot]:
    return PickUpSlot.objects.filter(food_bank_id=food_bank_id).order_by("begins", "id")


@prepared
def _listed(food_bank_id: int, on: date) -> QuerySet[PickUp]:
    rows = PickUp.objects.filter(household__food_bank_id=food_bank_id, on=on).exclude(state=PickUpState.CANCELLED)
    return (
        rows.select_related("household__client__person", "household__client__dietary_wish", "need")
        .only(
            *("on", "state", "fee_cents", "slot_id", "need__state", "household__client__dietary_wish__wishes"),
            *("household__adults", "household__children", "household__fee_cents", "household__client__status"),
            *(f"household__client__person__{name}" for name in ("ref", "given_name", "family_name")),
        )
        .order_by("household__client__person__sort_key", "id")
    )


def _lay_proxies_beside(listed: Sequence[PickUp]) -> None:
    """To rows of a list what ``_with_proxies`` fetches for single ones."""
    going: dict[int, list[Assignment]] = {}
    live: dict[int, list[ProxySlip]] = {}
    for visit in _going([row.need_id for row in listed if row.need_id is not None]):
        going.setdefault(visit.need_id, []).append(visit)
    for slip in _live_slips([row.id for row in listed]):
        live.setdefault(slip.pick_up_id, []).append(slip)
    for row in listed:
        row.__dict__["live_slips"] = live.get(row.id, [])
        if row.need is not None:
            row.need.__dict__["going"] = going.get(row.need.id, [])


@prepared
def _going(need_ids: Sequence[int]) -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(need_id__in=need_ids, state__in=GOES).select_related("volunteer__person")
    names = ("volunteer__person__given_name", "volunteer__person__family_name")
    return rows.only("need_id", "state", *names).order_by("id")


@prepared
def _live_slips(pick_up_ids: Sequence[int]) -> QuerySet[ProxySlip]:
    return ProxySlip.objects.filter(pick_up_id__in=pick_up_ids, ended_at__isnull=True).order_by("id")


def _sums(listed: Sequence[PickUp]) -> Sums:
    fetched = [pick_up for pick_up in listed if pick_up.state == PickUpState.FETCHED]
    return Sums(
        planned=sum(pick_up.state == PickUpState.PLANNED for pick_up in listed),
        fetched=len(fetched),
        not_come=sum(pick_up.state == PickUpState.NOT_COME for pick_up in listed),
        adults=sum(pick_up.household.adults for pick_up in fetched),
        children=sum(pick_up.household.children for pick_up in fetched),
        fee_cents=sum(pick_up.fee_cents for pick_up in fetched),
    )


def next_days(actor: Actor, food_bank_id: int, day: Day, first: date, *, days: int = 14) -> Sequence[tuple[date, int]]:
    """The days of a stretch on which food is given out, each with how many households are expected. One query.

    ``day`` is a list of the same food bank, which knows the weekdays.
    """
    if not may_give_out(actor, food_bank_id):
        return []
    last = first + timedelta(days=days - 1)
    counted = dict(_expected(food_bank_id, first, last))
    stretch = [first + timedelta(days=number) for number in range(days)]
    return [(one, counted.get(one, 0)) for one in stretch if one in counted or one.weekday() in day.open_on]


@prepared
def _expected(food_bank_id: int, first: date, last: date) -> QuerySet[PickUp, tuple[date, int]]:
    return _places_taken(food_bank_id, first, last).values_list("on").annotate(Count("id"))


# --- slips ------------------------------------------------------------------------------------------------------------


def slip_by_ref(actor: Actor, ref: str) -> ProxySlip:
    """The slip of this number, used or over or not: a member of a food bank her own; ``NotThere`` otherwise."""
    try:
        slip = ProxySlip.objects.select_related("assignment__volunteer__person").get(ref=ref)
    except ProxySlip.DoesNotExist:
        raise NotThere from None
    slip.pick_up = pick_up_for(actor, slip.pick_up_id)
    return slip


def whole_slip(slip_id: int) -> ProxySlip:
    """A slip that a verb has just handed over, with all that stands on the paper. One query."""
    return ProxySlip.objects.select_related(
        "assignment__volunteer__person",
        "pick_up__slot",
        "pick_up__household__client__person",
        "pick_up__household__food_bank",
    ).get(pk=slip_id)


def slip_counts(slip: ProxySlip, at: datetime) -> bool:
    """Whether food may be handed out on a slip now: rules P3 and P4, asked again and not only written down."""
    is_today = slip.valid_on == clock.local(at).date()
    still_goes = slip.assignment.state in {AssignmentState.ACCEPTED, AssignmentState.REPORTED}
    return is_today and still_goes and slip.ended_at is None and slip.used_at is None
