"""Take in a need: the first step of the journey, done while somebody is on the telephone."""

from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.goods.refusing import refused_words
from lotsenwerk.domain.assistance.models import Need, NeedKind
from lotsenwerk.domain.assistance.permissions import may_take_in
from lotsenwerk.domain.journal.actions.record import record
from lotsenwerk.domain.organisations.queries import partner
from lotsenwerk.domain.people.actions.presence import stays
from lotsenwerk.domain.people.models import Client
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput, NotAllowed, NotThere
from lotsenwerk.kit.refs import new_ref

MOST_AHEAD = timedelta(days=366)
LONGEST_WISH = 4000
MOST_CENTS = 100_000


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
    at: datetime,
) -> Need:
    """Take in what a client asks for, to be done between two instants; the need is open.

    ``ceiling_cents`` is the most that may be spent. Nobody is sent to a bank, with a card or with a PIN. Raises
    ``NotAllowed`` or ``BadInput`` with the field.
    """
    if not may_take_in(actor):
        raise NotAllowed(_("Only coordinators may take in a need."))
    # Two times of one wall are subtracted by the wall's hands, which jump twice a year; instants are not.
    earliest, latest = earliest.astimezone(UTC), latest.astimezone(UTC)
    _check(earliest, latest, minutes, wish, at)
    if ceiling_cents is not None and not 0 < ceiling_cents <= MOST_CENTS:
        raise BadInput(_("Please enter an amount between 1 cent and 1,000 euros."), field="ceiling_cents")
    if shop_id is not None:
        try:
            partner(shop_id)
        except NotThere:
            raise BadInput(_("Please choose a shop from the list."), field="shop") from None
    stays(client.person_id)
    need = Need.objects.create(
        ref=new_ref(),
        client=client,
        kind=kind,
        earliest=earliest,
        latest=latest,
        minutes=minutes,
        wish=wish.strip(),
        shop_id=shop_id,
        ceiling_cents=ceiling_cents,
        taken_at=at,
        taken_by_user_id=actor.user_id,
    )
    record(actor, "take_in", ("assistance", "need", need.id), at=at, about=client.person_id, told={"kind": kind})
    return need


def _check(earliest: datetime, latest: datetime, minutes: int, wish: str, at: datetime) -> None:
    if latest <= earliest:
        raise BadInput(_("The end must be later than the beginning."), field="latest")
    if latest <= at:
        raise BadInput(_("This time is over. Please choose a time that lies ahead."), field="day")
    if earliest > at + MOST_AHEAD:
        raise BadInput(_("Please choose a day within one year."), field="day")
    if not 5 <= minutes <= 720:  # noqa: PLR2004 - the table's own bounds
        raise BadInput(_("Please enter between 5 minutes and 12 hours."), field="minutes")
    if latest - earliest < timedelta(minutes=minutes):
        raise BadInput(_("This takes longer than the time between beginning and end."), field="minutes")
    if len(wish) > LONGEST_WISH:
        raise BadInput(_("Please use at most %(limit)d characters."), field="wish", params={"limit": LONGEST_WISH})
    words = refused_words(wish)
    if words:
        raise BadInput(
            _(
                "“%(words)s”: we send nobody to a bank, and volunteers take no cards, no PIN and no passwords. "
                "Please take it out of the note. If something else is meant, please say it in other words."
            ),
            field="wish",
            params={"words": ", ".join(words)},
        )
