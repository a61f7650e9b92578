"""Who comes to a partner's pages: its members, each to her own partner. Today partners with pages are food banks."""

from dataclasses import replace
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse

from lotsenwerk.domain.accounts.models import Role
from lotsenwerk.domain.accounts.visits import visit_of
from lotsenwerk.domain.assistance.permissions import may_give_out_somewhere
from lotsenwerk.domain.assistance.queries.food_bank import food_bank_for
from lotsenwerk.domain.organisations.modules import FOOD_BANK
from lotsenwerk.kit.entry import Guard, May, Parts, Visit, guard

PARTS: Final[Parts] = {"days": FOOD_BANK, "slips": FOOD_BANK}
"""What belongs to which module."""


def doorkeeper(request: HttpRequest) -> Visit | HttpResponse:
    """Those who speak for a partner in some town; for all others there is nothing here.

    Whoever works at the desk as well comes through this door as a member of the partner alone.
    """
    visit = visit_of(request, frozenset({Role.PARTNER}))
    if visit is None:
        raise Http404
    if isinstance(visit, HttpResponse):
        return visit
    actor = replace(visit.actor, roles=frozenset({str(Role.PARTNER)}))
    return replace(visit, actor=actor, recognise=_at_her_food_bank)


def _at_her_food_bank(visit: Visit) -> Visit:
    return replace(visit, town=food_bank_for(visit.actor).name)


def partner(may: May = may_give_out_somewhere) -> Guard:
    """Guard a view of a partner's pages: ``@partner()``."""
    return guard(doorkeeper, may, PARTS)
