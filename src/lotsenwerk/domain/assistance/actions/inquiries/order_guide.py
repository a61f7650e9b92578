"""An institution asks a pool for a guide: with a clear order and an end, and for nothing that a guide does not do."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.assistance.actions.inquiries.ask import approved, check_pool, keep, working
from lotsenwerk.domain.assistance.actions.inquiries.cooperate import Institution, ask_for_cooperation
from lotsenwerk.domain.assistance.actions.inquiries.reading import Wanted, row_of
from lotsenwerk.domain.assistance.actions.tell_requester import tell_requester
from lotsenwerk.domain.assistance.findings import request_of
from lotsenwerk.domain.assistance.guide_scope import refuse_to_handle_money
from lotsenwerk.domain.assistance.guide_scope import what_speaks_against as what_no_guide_does
from lotsenwerk.domain.assistance.models import Cooperation, Inquiry
from lotsenwerk.domain.assistance.queries.terms import scope_of, terms_on
from lotsenwerk.domain.people.models import Pool, PoolKind
from lotsenwerk.engines.scope.findings import Finding, Weight
from lotsenwerk.engines.scope.guiding import Wish
from lotsenwerk.engines.scope.interpreting import Asker, Terms, Way, judge
from lotsenwerk.kit import clock
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import BadInput
from lotsenwerk.kit.tenancy import all_or_nothing


@dataclass(frozen=True, slots=True)
class Ordered:
    """What a guide is to do, until when, beside what every request says. ``wishes`` are words of ``Wish``.

    ``wanted.language`` may stay empty: then it does not matter which languages the guide speaks.
    """

    wanted: Wanted
    wishes: frozenset[str] = field(default_factory=frozenset)
    until: date | None = None
    against_own_town: bool = False


def order_guide(actor: Actor, cooperation: Cooperation, ordered: Ordered, *, at: datetime) -> Inquiry:
    """Ask the pool with which the institution works for a guide.

    Raises ``Stopped`` with the findings (what a guide does not do, no order, no end), ``NotThere`` for another
    institution's, ``WrongState`` where they do not work together, or ``BadInput`` with a field.
    """
    inquiry = _order(actor, approved(actor, cooperation), ordered, Asker.PARTNER, at)
    tell_requester("assistance.inquiry_received", inquiry, at=at)
    return inquiry


def order_first(actor: Actor, pool: Pool, who: Institution, ordered: Ordered, *, at: datetime) -> Inquiry:
    """The first order goes in together with the registration: both are stored, or none of them."""
    with all_or_nothing():
        cooperation = ask_for_cooperation(actor, pool, who, at=at)
        return _order(actor, working(cooperation), ordered, Asker.INSTITUTION, at)


def what_speaks_against(cooperation: Cooperation, ordered: Ordered, *, at: datetime) -> Sequence[Finding]:
    """What would be found if this were ordered now; nothing is stored. Raises ``BadInput`` as ``order_guide`` does."""
    return _judged(_row(cooperation, ordered, Asker.PARTNER, at))[0]


def _order(actor: Actor, cooperation: Cooperation, ordered: Ordered, asker: Asker, at: datetime) -> Inquiry:
    check_pool(cooperation.pool, PoolKind.GUIDES, _("This pool has no guides."), "wishes")
    inquiry = _row(cooperation, ordered, asker, at)
    found, terms = _judged(inquiry)
    if not ordered.wanted.has_consent:
        raise BadInput(_("Please ask the person first whether she would like a guide."), field="has_consent")
    return keep(actor, inquiry, found, terms, accepts_rules=ordered.wanted.accepts_rules, at=at)


def _row(cooperation: Cooperation, ordered: Ordered, asker: Asker, at: datetime) -> Inquiry:
    if not ordered.wishes <= {one.value for one in Wish}:
        raise BadInput(_("Please choose one of the list."), field="wishes")
    if ordered.wanted.way != Way.ON_THE_SPOT:
        raise BadInput(_("A guide goes along: please choose “on the spot”."), field="way")
    for name in ("about", "remarks"):
        refuse_to_handle_money(getattr(ordered.wanted, name), name)
    inquiry = row_of(cooperation, ordered.wanted, asker, at)
    if ordered.until is not None and ordered.until < clock.local(inquiry.begins).date():
        raise BadInput(_("The last day lies before the first meeting."), field="until")
    inquiry.wishes, inquiry.until = sorted(ordered.wishes), ordered.until
    inquiry.against_own_town = ordered.against_own_town
    return inquiry


def _judged(inquiry: Inquiry) -> tuple[Sequence[Finding], Terms]:
    """What a guide does not do, and what the pool says of itself by the terms of the day; stops first."""
    terms = scope_of(terms_on(inquiry.pool_id, clock.local(inquiry.received_at).date()))
    of_the_pool = judge(request_of(inquiry, asker=Asker.PARTNER), terms)
    # Where nobody interprets, it only counts what the pool says of itself, and its dates.
    found = [*what_no_guide_does(inquiry), *(one for one in of_the_pool if one.rule.startswith(("IP", "ID")))]
    return sorted(found, key=lambda one: one.weight != Weight.STOP), terms
