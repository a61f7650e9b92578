"""Bring what was typed to the body that is responsible."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from allauth.core import ratelimit
from django.core import signing
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from lotsenwerk.domain.journal.actions.once import once
from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.organisations.queries import Responsible, organisation, responsible_for
from lotsenwerk.kit import clock
from lotsenwerk.kit.action_ids import id_of_words
from lotsenwerk.kit.actor import Actor
from lotsenwerk.kit.errors import NotThere, Refused
from lotsenwerk.kit.tenancy import tenant
from lotsenwerk.web.portal.entry import somebody
from lotsenwerk.web.portal.which_place import choose_yours, chosen

_COOKIE: Final = "lotsenwerk_promise"
_KEPT_SECONDS: Final = 3600


@dataclass(frozen=True, slots=True)
class Promise:
    """Who answers until when, and in which way. Nothing of whoever asked."""

    body: Organisation
    until: date
    by_phone: bool


def body_for(form: Form) -> Organisation | None:
    """The one body that is responsible; otherwise the form says what is to be done."""
    found = responsible_for(form.cleaned_data["postcode"])
    body = chosen(found.bodies, form.cleaned_data["town"])
    if body is None:
        form.add_error("town" if found.bodies else "postcode", _why_nobody(found))
    return body


def _why_nobody(found: Responsible) -> str:
    if found.bodies:
        return choose_yours()
    if not found.places:
        return _("We know no place in Hessen with this postcode. Please look at it again.")
    place = found.places[0]
    return _("In %(place)s nobody takes part yet, nor in %(county)s. Below stands whom you can ask.") % {
        "place": place.name,
        "county": place.county.name,
    }


Leave = Callable[[Actor, datetime], date]
"""Leaves word at the body that is responsible; answers the last day of the answer."""


def receive(request: HttpRequest, form: Form, body: Organisation, language: str, leave: Leave) -> Promise | None:
    """Keep it once, however often it is sent; none where it is refused, which the form then says.

    All public forms together may be sent so often from one connection.
    """
    if not ratelimit.consume(request, action="show_interest"):
        form.add_error(None, _("Too many messages from this connection. Please wait five minutes, or call us."))
        return None
    try:
        until = _kept(request, body, language, leave)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        return None
    return Promise(body, until, by_phone=bool(form.cleaned_data["phone"].strip()))


def _kept(request: HttpRequest, body: Organisation, language: str, leave: Leave) -> date:
    now, actor = clock.now(), somebody(body.id, language)
    with tenant(body.id):
        answer = once(id_of_words(request), lambda: {"until": leave(actor, now).isoformat()}, at=now)
    return date.fromisoformat(str(answer["until"]))


def remember(response: HttpResponse, promise: Promise, *, is_secure: bool) -> HttpResponse:
    """Carry the promise to the next page in a signed cookie: nothing of it stands in the address."""
    told = json.dumps([promise.body.id, promise.until.isoformat(), promise.by_phone])
    response.set_signed_cookie(
        _COOKIE, told, max_age=_KEPT_SECONDS, httponly=True, samesite="Lax", secure=is_secure, salt=_COOKIE
    )
    return response


def remembered(request: HttpRequest) -> Promise | None:
    """The promise that was just made; none after an hour, or where the browser keeps no cookies."""
    try:
        told = request.get_signed_cookie(_COOKIE, salt=_COOKIE, max_age=_KEPT_SECONDS)
        body_id, until, by_phone = json.loads(told or "")
        return Promise(organisation(body_id), date.fromisoformat(until), by_phone=by_phone)
    except (KeyError, ValueError, signing.BadSignature, NotThere):
        return None
