"""Reads of hints: to which service or club somebody was shown the way, and what became of it, without names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Q, QuerySet

from lotsenwerk.domain.assistance.guide_words import LISTED
from lotsenwerk.domain.assistance.models import Signpost, SignpostOutcome
from lotsenwerk.domain.assistance.permissions import may_keep_orders
from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.organisations.queries import partners
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotThere


@dataclass(frozen=True, slots=True)
class Figure:
    """How often somebody was shown the way to one body in a year, and what became of it. No name of anybody."""

    name: str
    shown: int
    went: int
    helped: int
    not_gone: int

    @property
    def is_open(self) -> int:
        """Of how many nobody has said yet what became of it."""
        return self.shown - self.went - self.helped - self.not_gone


def signposts(actor: Actor) -> QuerySet[Signpost]:
    """Every hint, the newest first, with who gave it; for the desk."""
    if not may_keep_orders(actor):
        raise NotThere
    return Signpost.objects.select_related("to", "volunteer__person").order_by("-shown_at", "-id")


def own_signposts(actor: Actor, *, most: int = 30) -> Sequence[Signpost]:
    """The hints that somebody gave herself, those nobody has heard of again first, then the newest."""
    if actor.person_id is None:
        return []
    rows = Signpost.objects.filter(volunteer__person_id=actor.person_id).select_related("to", "client__person")
    waits = list(rows.filter(outcome=SignpostOutcome.OPEN).order_by("shown_at", "id")[:most])
    return [*waits, *rows.exclude(outcome=SignpostOutcome.OPEN).order_by("-outcome_at", "-id")[: most - len(waits)]]


def signpost_for(actor: Actor, ref: str) -> Signpost:
    """One hint: of the desk, and of whoever gave it; ``NotThere`` for all others."""
    rows = Signpost.objects.select_related("to", "volunteer")
    if not may_keep_orders(actor):
        rows = rows.filter(volunteer__person_id=actor.person_id) if actor.person_id else rows.none()
    found = rows.filter(ref=ref).first()
    if found is None:
        raise NotThere
    return found


def figures_of_signposts(actor: Actor, year: int) -> Sequence[Figure]:
    """For each body how often somebody was shown the way in a year, the most frequent first; for the desk."""
    begin = datetime.combine(date(year, 1, 1), time(), tzinfo=clock.BERLIN)
    end = datetime.combine(date(year + 1, 1, 1), time(), tzinfo=clock.BERLIN)
    rows = signposts(actor).filter(shown_at__gte=begin, shown_at__lt=end).order_by()
    counted = rows.values_list("to__name", "to__sort_key").annotate(
        shown=Count("id"),
        went=Count("id", filter=Q(outcome=SignpostOutcome.WENT)),
        helped=Count("id", filter=Q(outcome=SignpostOutcome.HELPED)),
        not_gone=Count("id", filter=Q(outcome=SignpostOutcome.NOT_GONE)),
    )
    return [Figure(name, *many) for name, _key, *many in counted.order_by("-shown", "to__sort_key")]


def services() -> Sequence[Organisation]:
    """To whom the way can be shown: advice services, clubs and migrants' organisations that the town lists."""
    return list(partners(*LISTED))
