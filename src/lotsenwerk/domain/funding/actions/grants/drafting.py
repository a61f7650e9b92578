"""Write the application: its texts, kept while they are typed, and its financing plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.funding.actions.grants.keeping import locked_for, told_of
from lotsenwerk.domain.funding.application import field_of
from lotsenwerk.domain.funding.models import FinancingItem, Grant, GrantText, Part, Side
from lotsenwerk.domain.funding.rates import priced
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, WrongState
from lotsenwerk.kit.money import MAX_CENTS
from lotsenwerk.kit.typed import refuse_too_long

COSTS: Final = frozenset(
    {Part.POST, Part.LUMP_SUM, Part.MICRO_GRANT, Part.HOURS, Part.DEPLOYMENT, Part.COURSE, Part.EXPENSE}
)
MOST_ITEMS: Final = 40
MOST_QUANTITY: Final = 1_000_000
LONGEST_WORDS: Final = 120


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the plan. With a ``quantity`` of something the guideline prices, the sum follows from it."""

    part: str
    cents: int | None = None
    words: str = ""
    quantity: int | None = None


def keep_text(actor: Actor, grant: Grant, *, field: str, text: str, at: datetime) -> GrantText:
    """Keep one field of the application as it is typed; of two who write into it the later one counts.

    It is no fact yet, so the journal is not written.
    """
    grant = locked_for(actor, grant, "write")
    known = field_of(grant.line, field)
    if known is None:
        raise BadInput(_("This form has no such field."))
    refuse_too_long(text, known.longest, field)
    kept, _is_new = GrantText.objects.update_or_create(
        grant=grant, field=field, defaults={"text": text, "saved_at": at, "saved_by_user_id": actor.user_id}
    )
    return kept


def set_plan(actor: Actor, grant: Grant, items: Sequence[Item], *, at: datetime) -> list[FinancingItem]:
    """The whole financing plan anew. It need not balance yet: only what is handed in has to."""
    grant = locked_for(actor, grant, "write")
    if len(items) > MOST_ITEMS:
        raise BadInput(_("At most %(most)d lines, please."), params={"most": MOST_ITEMS})
    rows = [_row(grant, one) for one in items]
    FinancingItem.objects.filter(grant=grant).delete()
    made = FinancingItem.objects.bulk_create(rows)
    told_of(actor, "set_plan", grant, at=at, told={"cents": sum(one.cents for one in made if one.side == Side.COST)})
    return made


def fill_with_own_money(actor: Actor, grant: Grant, *, at: datetime) -> FinancingItem:
    """Let own money carry what nobody else does, to the cent."""
    grant = locked_for(actor, grant, "write")
    items = list(FinancingItem.objects.filter(grant=grant))
    missing = gap(items)
    if missing <= 0:
        raise WrongState(_("Nothing is missing in this plan."))
    own = next((one for one in items if one.part == Part.OWN_MONEY), None)
    own = own or FinancingItem(grant=grant, side=Side.INCOME, part=Part.OWN_MONEY, cents=0)
    own.cents += missing
    own.save()
    told_of(actor, "fill_with_own_money", grant, at=at, told={"cents": missing})
    return own


def gap(items: Sequence[FinancingItem]) -> int:
    """Cents that the costs are more than the income; less than nought where the income is more."""
    return sum(one.cents if one.side == Side.COST else -one.cents for one in items)


def _row(grant: Grant, item: Item) -> FinancingItem:
    if item.part not in Part.values:
        raise BadInput(_("Please choose one of the list."), field="part")
    if item.quantity is not None and not 0 <= item.quantity <= MOST_QUANTITY:
        raise BadInput(_("This number is too large."), field="quantity")
    refuse_too_long(item.words.strip(), LONGEST_WORDS, "words")
    price = priced(item.part, item.quantity, grant.first_day)
    cents = price.cents if price is not None else item.cents
    if cents is None or not 0 < cents <= MAX_CENTS:
        raise BadInput(_("Please enter an amount, or how much of it where the guideline names a rate."), field="cents")
    return FinancingItem(
        grant=grant,
        side=Side.COST if item.part in COSTS else Side.INCOME,
        part=item.part,
        words=item.words.strip(),
        quantity=item.quantity,
        unit_cents=price.unit_cents if price is not None else None,
        cents=cents,
    )
