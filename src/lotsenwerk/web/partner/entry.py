"""Who comes to a partner's pages: its members, each to her own partner. Food banks give out, institutions ask pools."""

from dataclasses import dataclass, fields, replace
from functools import wraps
from typing import Final, ParamSpec, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from lotsenwerk.domain.accounts.models import DESK_ROLES, Role
from lotsenwerk.domain.accounts.visits import visit_of
from lotsenwerk.domain.assistance.permissions import may_give_out_somewhere, may_see_own_inquiries
from lotsenwerk.domain.assistance.queries.own_inquiries import partner_that_asks
from lotsenwerk.domain.organisations.models import Kind
from lotsenwerk.domain.organisations.modules import CORE, COURSES, FOOD_BANK
from lotsenwerk.domain.publishing.permissions import may_see_own_pages
from lotsenwerk.kit.entry import Guard, Guarded, May, Parts, View, Visit, guard
from lotsenwerk.kit.errors import NotThere

P = ParamSpec("P")
PARTS: Final[Parts] = {
    "days": FOOD_BANK,
    "slips": FOOD_BANK,
    "inquiries": COURSES,
    "first": COURSES,
    "start": CORE,
    "pages": CORE,
    "things": CORE,
}
"""What belongs to which module."""
TELLS: Final = frozenset({Kind.CARRIER, Kind.MIGRANT_ORGANISATION, Kind.CLUB, Kind.ADVICE_SERVICE})
"""Who is led to pages of her own; the others have them too where they ask for the address."""


@dataclass(frozen=True, slots=True)
class PartnerVisit(Visit):
    """A visit for one partner: whether it gives out food, asks pools, tells the public, and who she is beside that."""

    gives_out: bool = False
    asks: bool = False
    tells: bool = False
    works_at_desk: bool = False


class OnlyAsks(Exception):  # noqa: N818 - it is no fault
    """Whoever comes to the food bank's pages speaks for a partner that gives out nothing."""


def doorkeeper(request: HttpRequest) -> Visit | HttpResponse:
    """Those who speak for a partner in some town; for all others there is nothing here.

    Whoever works at the desk as well comes through this door as a member of the partner alone.
    """
    visit = visit_of(request, frozenset({Role.PARTNER}))
    if visit is None or isinstance(visit, HttpResponse):
        if visit is None:
            raise Http404
        return visit
    works_at_desk = not visit.actor.roles.isdisjoint(DESK_ROLES)
    actor = replace(visit.actor, roles=frozenset({str(Role.PARTNER)}))
    return replace(_as_partner(visit, works_at_desk=works_at_desk), actor=actor, recognise=_at_her_partner)


def _as_partner(visit: Visit, *, works_at_desk: bool) -> PartnerVisit:
    known = {one.name: getattr(visit, one.name) for one in fields(Visit)}
    return PartnerVisit(**known, works_at_desk=works_at_desk)


def _at_her_partner(visit: Visit) -> PartnerVisit:
    if not isinstance(visit, PartnerVisit) or visit.actor.partner_id is None:
        raise NotThere
    here, asks = partner_that_asks(visit.actor.partner_id)
    gives_out = here.kind == Kind.FOOD_BANK and not visit.modules.isdisjoint(FOOD_BANK)
    asks = asks and not visit.modules.isdisjoint(COURSES)
    return replace(visit, town=here.name, gives_out=gives_out, asks=asks, tells=here.kind in TELLS)


def _at_her_food_bank(visit: Visit) -> PartnerVisit:
    found = _at_her_partner(visit)
    if not found.gives_out:
        raise OnlyAsks
    return found


def _at_her_institution(visit: Visit) -> PartnerVisit:
    found = _at_her_partner(visit)
    if not found.asks:
        raise NotThere
    return found


def counter(request: HttpRequest) -> Visit | HttpResponse:
    """The same for the food bank's pages."""
    visit = doorkeeper(request)
    return visit if isinstance(visit, HttpResponse) else replace(visit, recognise=_at_her_food_bank)


def institution_door(request: HttpRequest) -> Visit | HttpResponse:
    """The same for the pages of those who ask pools."""
    visit = doorkeeper(request)
    return visit if isinstance(visit, HttpResponse) else replace(visit, recognise=_at_her_institution)


def partner(may: May = may_give_out_somewhere) -> Guard:
    """Guard a view of the food bank's pages: ``@partner()``. Who only asks pools is led from the first one to hers."""
    guarded = guard(counter, may, PARTS)

    def wrap(view: View[P]) -> Guarded[P]:
        inner = guarded(view)

        @wraps(inner)
        def enter(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            try:
                return inner(request, *args, **kwargs)
            except OnlyAsks:
                if request.path == reverse("partner:day"):
                    return redirect("partner:start")
                raise Http404 from None

        return cast("Guarded[P]", enter)

    return wrap


def institution(may: May = may_see_own_inquiries) -> Guard:
    """Guard a view of the pages of an institution: ``@institution()``."""
    return guard(institution_door, may, PARTS)


def either(may: May = may_see_own_inquiries) -> Guard:
    """Guard what everybody sees who speaks for a partner."""
    return guard(doorkeeper, may, PARTS)


def writers(may: May = may_see_own_pages) -> Guard:
    """Guard the pages that a partner's members write: ``@writers()``."""
    return guard(doorkeeper, may, CORE)
