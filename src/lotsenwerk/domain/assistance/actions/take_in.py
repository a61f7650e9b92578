"""Take in a need: the first step of the journey, done while somebody is on the telephone."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.food_bank.plan_for_need import plan_for_need
from lotsenwerk.domain.assistance.goods.refusing import refused_words
from lotsenwerk.domain.assistance.models import MoneyFrom, Need, NeedKind, Rhythm
from lotsenwerk.domain.assistance.modules import BEHIND
from lotsenwerk.domain.assistance.permissions import may_take_in
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.organisations.actions.switched_off import refuse_what_is_off
from lotsenwerk.domain.organisations.queries import partner
from lotsenwerk.domain.people.actions.presence import stays
from lotsenwerk.domain.people.models import Client, ContactPerson, Person
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.clock import MOST_AHEAD
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere
from lotsenwerk.kit.refs import new_ref

LONGEST_WISH = 4000
MOST_CENTS = 100_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for, whenever that is. ``shop_id`` none: no matter which; ``ceiling_cents`` none: no ceiling."""

    kind: NeedKind
    minutes: int = 60
    wish: str = ""
    shop_id: int | None = None
    ceiling_cents: int | None = None
    money: MoneyFrom = MoneyFrom.CLIENT


def take_in(
    actor: Actor,
    *,
    client: Client,
    kind: NeedKind,
    earliest: datetime,
    latest: datetime,
    minutes: int = 60,
    wish: str = "",
    shop_id: int | None = None,
    ceiling_cents: int | None = None,
    money: MoneyFrom = MoneyFrom.CLIENT,
    caller: Person | None = None,
    at: datetime,
) -> Need:
    """Take in what a client asks for, to be done between two instants; the need is open.

    ``ceiling_cents`` is the most that may be spent, ``money`` whose it is. ``caller`` is who calls for the client: one
    of her contacts. Nobody is sent to a bank, with a card or with a PIN. Raises ``NotAllowed`` or ``BadInput`` with
    the field.
    """
    if not may_take_in(actor):
        raise NotAllowed(_("Only coordinators may take in a need."))
    # Two times of one wall are subtracted by the wall's hands, which jump twice a year; instants are not.
    earliest, latest = earliest.astimezone(UTC), latest.astimezone(UTC)
    asked = Asked(kind, minutes, wish, shop_id, ceiling_cents, money)
    check_asked(asked)
    _check_window(earliest, latest, minutes, at)
    caller_id = _caller_id(client, caller)
    stays(client.person_id)
    need = _create(actor, client, asked, earliest, latest, at, caller_id=caller_id)
    record(actor, "take_in", ("assistance", "need", need.id), at=at, about=client.person_id, told={"kind": kind})
    plan_for_need(actor, need, at=at)
    return need


def lay_need(
    actor: Actor, rhythm: Rhythm, *, for_day: date, earliest: datetime, latest: datetime, at: datetime
) -> Need:
    """Take in what a standing need says for one of its days. The rhythm is locked, and was checked when it was made."""
    asked = Asked(
        NeedKind(rhythm.kind),
        rhythm.minutes,
        rhythm.wish,
        rhythm.shop_id,
        rhythm.ceiling_cents,
        MoneyFrom(rhythm.money),
    )
    need = _create(actor, rhythm.client, asked, earliest, latest, at, rhythm=rhythm, for_day=for_day)
    record(actor, "lay", ("assistance", "need", need.id), at=at, about=rhythm.client.person_id)
    plan_for_need(actor, need, at=at)
    return need


def check_asked(asked: Asked) -> None:
    """Refuse what cannot be right whenever it is to be done; ``BadInput`` with the field."""
    refuse_what_is_off(BEHIND[asked.kind], "kind")
    if asked.kind in {NeedKind.GUIDE, NeedKind.INTERPRET}:
        raise BadInput(_("This is asked of a pool, with an order and an end."), field="kind")
    if not 5 <= asked.minutes <= 720:  # noqa: PLR2004 - the table's own bounds
        raise BadInput(_("Please enter between 5 minutes and 12 hours."), field="minutes")
    if asked.ceiling_cents is not None and not 0 < asked.ceiling_cents <= MOST_CENTS:
        raise BadInput(_("Please enter an amount between 1 cent and 1,000 euros."), field="ceiling_cents")
    if asked.shop_id is not None:
        try:
            partner(asked.shop_id)
        except NotThere:
            raise BadInput(_("Please choose a shop from the list."), field="shop") from None
    if len(asked.wish) > LONGEST_WISH:
        raise BadInput(_("Please use at most %(limit)d characters."), field="wish", params={"limit": LONGEST_WISH})
    words = refused_words(asked.wish)
    if words:
        raise BadInput(
            _(
                "“%(words)s”: we send nobody to a bank, and volunteers take no cards, no PIN and no passwords. "
                "Please take it out of the note. If something else is meant, please say it in other words."
            ),
            field="wish",
            params={"words": ", ".join(words)},
        )


def _create(  # noqa: PLR0917 - the columns of one row
    actor: Actor,
    client: Client,
    asked: Asked,
    earliest: datetime,
    latest: datetime,
    at: datetime,
    *,
    caller_id: int | None = None,
    rhythm: Rhythm | None = None,
    for_day: date | None = None,
) -> Need:
    return Need.objects.create(
        ref=new_ref(),
        client=client,
        kind=asked.kind,
        earliest=earliest,
        latest=latest,
        minutes=asked.minutes,
        wish=asked.wish.strip(),
        shop_id=asked.shop_id,
        ceiling_cents=asked.ceiling_cents,
        money=asked.money,
        caller_id=caller_id,
        rhythm=rhythm,
        for_day=for_day,
        taken_at=at,
        taken_by_user_id=actor.user_id,
    )


def _caller_id(client: Client, caller: Person | None) -> int | None:
    """Who calls for somebody is one of her contacts; none where she calls herself."""
    if caller is None or caller.pk == client.person_id:
        return None
    if not ContactPerson.objects.filter(client=client, person=caller).exists():
        raise BadInput(_("Please enter first what this person is to the client."), field="caller")
    stays(caller.pk)
    return caller.pk


def _check_window(earliest: datetime, latest: datetime, minutes: int, at: datetime) -> None:
    if latest <= earliest:
        raise BadInput(_("The end must be later than the beginning."), field="latest")
    if latest <= at:
        raise BadInput(_("This time is over. Please choose a time that lies ahead."), field="day")
    if earliest > at + MOST_AHEAD:
        raise BadInput(_("Please choose a day within one year."), field="day")
    if latest - earliest < timedelta(minutes=minutes):
        raise BadInput(_("This takes longer than the time between beginning and end."), field="minutes")
