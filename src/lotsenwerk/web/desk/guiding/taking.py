"""Somebody calls, or asked on the public page: in one form it becomes an order with its first appointment."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lotsenwerk.domain.assistance.actions.guiding.take_in_order import take_in_by_telephone, take_in_order
from lotsenwerk.domain.assistance.models import Need
from lotsenwerk.domain.assistance.permissions import may_keep_orders
from lotsenwerk.domain.assistance.queries.guiding import asked_for_guide, pools_of_guides
from lotsenwerk.domain.people.actions.register import register_client
from lotsenwerk.domain.people.models import Client, Pool
from lotsenwerk.domain.people.queries import Found, client_for, find_people, likely_same
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.errors import BadInput
from lotsenwerk.web.desk.answers import searched
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.desk.guiding.forms import NEW, PLACES, KnownForm, OrderForm, WhoForm, as_asked, caller_of, fresh
from lotsenwerk.web.desk.guiding.views import asked_in_words
from lotsenwerk.web.desk.refusals import posted, refusals_at
from lotsenwerk.web.desk.steady import act_once, id_of_form

LONGEST_ID = 18


@desk(may_keep_orders)
def guide_new(request: VisitRequest) -> HttpResponse:
    """Who is calling? Somebody known, or somebody new."""
    typed = searched(request)
    found = [one for one in find_people(request.actor, typed) if one.person.client] if typed else []
    context = {"typed": typed, "found": found, "pools": pools_of_guides(request.actor)}
    return render(request, "desk/guiding/new.html", context)


@desk(may_keep_orders)
def guide_new_for(request: VisitRequest, person_id: int) -> HttpResponse:
    """Somebody the town knows calls for a guide."""
    client, pools, now = client_for(request.actor, person_id), pools_of_guides(request.actor), clock.now()
    form = OrderForm(posted(request), pools=pools, initial=fresh(now))
    if pools and form.is_valid():
        with refusals_at(form, places=PLACES):
            return _saved(request, lambda: _telephone(request, client, pools, form, now), now)
    return _page(request, form, None, pools=pools, client=client)


@desk(may_keep_orders)
def guide_new_person(request: VisitRequest) -> HttpResponse:
    """Somebody calls for the first time."""
    pools, now, data = pools_of_guides(request.actor), clock.now(), posted(request)
    form = OrderForm(data, pools=pools, initial=fresh(now))
    who = WhoForm(data, initial={"language_read": "de"})
    if pools and form.is_valid() and who.is_valid():
        with refusals_at(form, who, places=PLACES):
            return _saved(request, lambda: _telephone(request, _whom(request, who, now), pools, form, now), now)
    return _page(request, form, who, pools=pools)


@desk(may_keep_orders)
def guide_asked(request: VisitRequest, ref: str) -> HttpResponse:
    """Who asked on the public page: she is called, and what is agreed becomes an order."""
    asked, now, data = asked_for_guide(request.actor, ref), clock.now(), posted(request)
    form = OrderForm(data, initial=as_asked(asked, now))
    who = WhoForm(data, initial=dict(caller_of(asked))) if asked.cooperation is None and asked.client is None else None
    if form.is_valid() and (who is None or who.is_valid()):

        def take() -> Need:
            client = _whom(request, who, now) if who is not None else None
            return take_in_order(request.actor, asked, form.order(asked.subject or "other"), client=client, at=now)

        with refusals_at(*(one for one in (form, who) if one is not None), places=PLACES):
            return _saved(request, take, now)
    return _page(request, form, who, pools=[asked.pool], asked=asked_in_words(asked))


def _telephone(request: VisitRequest, client: Client, pools: Sequence[Pool], form: OrderForm, now: datetime) -> Need:
    chosen = form.cleaned_data.get("pool") or pools[0].pk
    pool = next(one for one in pools if one.pk == chosen)
    return take_in_by_telephone(request.actor, client, pool, form.order(), at=now)


def _whom(request: VisitRequest, who: WhoForm, now: datetime) -> Client:
    """Whom the desk chose of those who are known, else somebody new; who may be known is asked about first."""
    chosen = request.POST.get("known", "")
    if chosen.isascii() and chosen.isdecimal() and len(chosen) <= LONGEST_ID:
        return client_for(request.actor, int(chosen))
    if chosen != NEW and _alike(request, who):
        raise BadInput(_("Perhaps it is somebody we know: please say so below."), field="given_name")
    return register_client(request.actor, who.contact(now), at=now)


def _alike(request: VisitRequest, who: WhoForm | None) -> Sequence[Found]:
    """Clients who may be meant by what stands in the form."""
    if who is None:
        return []
    typed = {name: str(who[name].value() or "") for name in ("phone", "given_name", "family_name")}
    if not any(typed.values()):
        return []
    return [one for one in likely_same(request.actor, **typed) if one.person.client]


def _saved(request: VisitRequest, take: Callable[[], Need], now: datetime) -> HttpResponse:
    made = act_once(request, lambda: {"need": take().pk}, at=now)
    messages.success(request, _("The order is taken in. Now: who can go along?"))
    return redirect("desk:need", int(str(made["need"])))


def _page(request: VisitRequest, form: OrderForm, who: WhoForm | None, **more: object) -> HttpResponse:
    alike = _alike(request, who)
    known = KnownForm(posted(request), alike=alike) if alike else None
    context = {"form": form, "who": who, "known": known, "action_id": id_of_form(request), **more}
    return render(request, "desk/guiding/take_in.html", context)
