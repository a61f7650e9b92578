"""What a page of a plan shows of helpers and their visits: plain values, before they are drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

STATES: Final[dict[str, str | Promise]] = {
    "proposed": gettext_lazy("proposed"),
    "asked": gettext_lazy("asked, no answer yet"),
    "accepted": gettext_lazy("said yes"),
    "started": gettext_lazy("has begun"),
    "over": gettext_lazy("is over"),
    "declined": gettext_lazy("said no"),
}
"""How far a visit is agreed, in words. The style sheet has a shape and a frame for each."""

Moments = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit in somebody's day: from when to when, with whom, what, and how far it is agreed.

    ``short`` is what fits into half an hour, ``shop`` says in words what is fetched before.
    """

    need_id: int
    begin: datetime
    end: datetime
    who: str
    short: str
    what: str
    drawing: str
    state: str
    url: str
    shop: str = ""
    holds_person: bool = False
    holds_time: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One helper's day: her visits, when she shops, when she is on the way, when she is free, and its sum in words."""

    number: int
    person_id: int
    name: str
    short: str
    sum: str
    visits: Sequence[Visit]
    shops: Sequence[Moments] = ()
    legs: Sequence[Moments] = ()
    free: Sequence[Moments] = ()
    is_ordered: bool = False
    lost_order: str = ""
