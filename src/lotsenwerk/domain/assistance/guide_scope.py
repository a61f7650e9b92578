"""An order of a guide: what is to be reached, what not, and its end (docs/rules/guiding.md)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.goods.refusing import refused_of_a_guide
from lotsenwerk.domain.assistance.models import Inquiry
from lotsenwerk.engines.scope.findings import Finding
from lotsenwerk.engines.scope.guiding import Order, Wish, judge
from lotsenwerk.kit import clock
from lotsenwerk.kit.errors import BadInput

MOST_WEEKS: Final = 26
"""So far away the last day of an order may lie before a warning is shown (GG5); ours."""
SOON: Final = timedelta(days=14)
"""So long before its last day an order is said to end soon."""


def order_of(inquiry: Inquiry) -> Inquiry:
    """The order to which an appointment belongs: itself, or the one that it follows."""
    return inquiry.follows or inquiry


def latest_day(received: date) -> date:
    """The last day of an order for which only a number of meetings was named."""
    return received + timedelta(weeks=MOST_WEEKS)


def what_speaks_against(inquiry: Inquiry) -> Sequence[Finding]:
    """What the guard finds in an order as it stands, stops first."""
    received = clock.local(inquiry.received_at).date()
    order = Order(
        received=received,
        wishes=frozenset(Wish(one) for one in inquiry.wishes),
        about=inquiry.about,
        until=inquiry.until,
        against_own_town=inquiry.against_own_town,
    )
    return judge(order, most_weeks=MOST_WEEKS)


def refuse_to_handle_money(text: str, field: str) -> None:
    """No order sends a guide with a card, a PIN or somebody's money (GG19); ``BadInput`` at the field."""
    words = refused_of_a_guide(text)
    if words:
        raise BadInput(
            _(
                "“%(words)s”: a guide goes along to a bank, but she takes no money, no card, no PIN and no passwords. "
                "Please take it out. If something else is meant, please say it in other words."
            ),
            field=field,
            params={"words": ", ".join(words)},
        )


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of an order on a day. ``meetings`` none: no number was named."""

    days: int
    meetings: int | None
    has_ended: bool

    @property
    def is_soon(self) -> bool:
        """Whether it ends within two weeks, or with the next meeting."""
        return not self.has_ended and (self.days <= SOON.days or self.meetings in {0, 1})

    @property
    def is_over(self) -> bool:
        """Whether its last day is over while nobody has closed it."""
        return not self.has_ended and self.days < 0


def left_of(order: Inquiry, met: int, today: date) -> Left:
    """What is left of an order of which ``met`` appointments were agreed."""
    days = (order.until - today).days if order.until else 0
    most = order.most_meetings
    return Left(days, None if most is None else max(most - met, 0), order.closed_at is not None)
