"""What the food bank keeps of people, and how it is forgotten."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.entitlement import GRACE
from lotsenwerk.domain.assistance.models import DietaryWish, Household, PickUp, PickUpState
from lotsenwerk.domain.people.models import Client
from lotsenwerk.kit import clock
from lotsenwerk.kit.errors import Sentence
from lotsenwerk.kit.personal import Declaration, Due, Erased, Personal
from lotsenwerk.kit.prepared import prepared

PROOF_KEPT = GRACE + timedelta(days=1)
"""The days of a proof are forgotten when it cannot help anybody any more: see docs/rules/retention.md."""
_PROOF = "to know without a copy that the food bank's guests may come"


def erase(person_id: int, at: datetime) -> int:
    """Delete what somebody does not eat, forget the proof, end the household; sizes and days stay as figures."""
    wishes: int = DietaryWish.objects.filter(client__person_id=person_id).delete()[0]
    here = Household.objects.filter(client__person_id=person_id)
    proofs = here.update(seen_on=None, seen_by_user_id=None, valid_until=None)
    here.filter(ended_at__isnull=True).update(ended_at=at)
    return wishes + proofs


def needed_because(person_id: int) -> Sequence[Sentence]:
    """Who is expected at the food bank cannot be forgotten yet."""
    expected = PickUp.objects.filter(household__client__person_id=person_id, state=PickUpState.PLANNED)
    if not expected.filter(on__gte=clock.local(clock.now()).date()).exists():
        return []
    return [_("A pick-up at the food bank is still planned. Please cancel it first.")]


def due(at: datetime) -> Sequence[Due]:
    """The proofs that ran out so long ago that they count for nothing."""
    return [
        Due(
            rule="assistance.proof",
            subject=("assistance", "household", household.id),
            who=household.client.person.formal_name,
            on=household.valid_until + PROOF_KEPT,
            reason=_("The proof for the food bank ran out two months ago: its days are forgotten."),
        )
        for household in _of_age(clock.local(at).date() - PROOF_KEPT)
        if household.valid_until is not None
    ]


@prepared
def _of_age(before: date) -> QuerySet[Household]:
    rows = Household.objects.filter(valid_until__lt=before).select_related("client__person")
    return rows.order_by("valid_until", "id")


def expire(due: Due, at: datetime) -> None:  # noqa: ARG001 - every room's declaration is called alike
    """Forget the days of one proof."""
    Household.objects.filter(pk=due.subject[2]).update(seen_on=None, seen_by_user_id=None, valid_until=None)


def export(person_id: int) -> Mapping[str, object]:
    """Households, what somebody does not eat, and every pick-up, in values that JSON can hold."""
    here = Household.objects.filter(client__person_id=person_id).select_related("food_bank").order_by("added_at")
    wish = DietaryWish.objects.filter(client__person_id=person_id).first()
    pick_ups = PickUp.objects.filter(household__client__person_id=person_id).order_by("on", "id")
    return {
        "food_bank": [
            {
                "where": one.food_bank.name,
                "adults": one.adults,
                "children": one.children,
                "fee_cents": one.fee_cents,
                "seen_on": one.seen_on.isoformat() if one.seen_on else None,
                "valid_until": one.valid_until.isoformat() if one.valid_until else None,
            }
            for one in here
        ],
        "diet": {"wishes": wish.wishes, "consent_on": wish.consent_on.isoformat()} if wish else None,
        "pick_ups": [{"on": one.on.isoformat(), "state": one.state, "fee_cents": one.fee_cents} for one in pick_ups],
    }


def join(kept_id: int, gone_id: int) -> int:
    """A client was entered twice: the second one's households and wishes become the first one's.

    Where both are guests of the same food bank the first one's household stays the one that comes.
    """
    kept, gone = (Client.objects.filter(person_id=person_id).first() for person_id in (kept_id, gone_id))
    if kept is None or gone is None:
        return 0
    guests = Household.objects.filter(ended_at__isnull=True)
    banks = list(guests.filter(client=kept).values_list("food_bank_id", flat=True))
    guests.filter(client=gone, food_bank_id__in=banks).update(ended_at=clock.now())
    moved = Household.objects.filter(client=gone).update(client=kept)
    wishes = DietaryWish.objects.filter(client=gone)
    if DietaryWish.objects.filter(client=kept).exists():
        return moved + wishes.delete()[0]
    return moved + wishes.update(client=kept)


PART = Declaration(
    room="assistance",
    fields={
        "DietaryWish.wishes": Personal("what somebody does not eat, noted with a consent", Erased.ROW_DELETED),
        "DietaryWish.consent_on": Personal("to prove the consent to the note", Erased.ROW_DELETED),
        "Household.seen_on": Personal(_PROOF, Erased.BLANKED),
        "Household.valid_until": Personal(_PROOF, Erased.BLANKED),
    },
    impersonal=frozenset(
        {
            *("Household.adults", "Household.children", "Household.fee_cents"),
            *("Household.added_at", "Household.ended_at", "Household.seen_by_user_id"),
            "DietaryWish.noted_by_user_id",
            *("PickUpSlot.weekday", "PickUpSlot.begins", "PickUpSlot.ends", "PickUpSlot.places"),
            *("PickUp.on", "PickUp.state", "PickUp.fee_cents", "PickUp.made_at", "PickUp.ended_at"),
            "PickUp.ended_by_user_id",
            *("ProxySlip.ref", "ProxySlip.valid_on", "ProxySlip.made_at", "ProxySlip.used_at"),
            *("ProxySlip.used_by_user_id", "ProxySlip.ended_at"),
        },
    ),
    rules=frozenset({"assistance.proof"}),
    erase=erase,
    due=due,
    expire=expire,
    export=export,
    needed_because=needed_because,
    join=join,
)
