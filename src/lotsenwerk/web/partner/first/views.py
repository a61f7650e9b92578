"""An institution without a login asks for the first time: it registers with its request, both or none of them.

The form is in German or English, as institutions here are; what the pool does stands on the public pages in every
language.
"""

import json
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Concatenate, Final, ParamSpec

from allauth.core import ratelimit
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lotsenwerk.domain.assistance.actions.inquiries.ask import ask_first
from lotsenwerk.domain.assistance.actions.inquiries.order_guide import order_first
from lotsenwerk.domain.assistance.models import Cooperation
from lotsenwerk.domain.assistance.queries.asked_pools import Promised, pool_to_ask, promised
from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.organisations.queries import organisation, tenant_by_slug
from lotsenwerk.domain.people.models import Pool, PoolKind
from lotsenwerk.kit import clock, phone_numbers
from lotsenwerk.kit.action_ids import action_id, new_action_id
from lotsenwerk.kit.actor import Actor, Came
from lotsenwerk.kit.errors import BadInput, NotThere
from lotsenwerk.kit.tenancy import tenant
from lotsenwerk.web.partner.first.forms import InstitutionForm
from lotsenwerk.web.partner.inquiries.asking import Answer, send
from lotsenwerk.web.partner.inquiries.forms import GuideForm, RequestForm
from lotsenwerk.web.partner.inquiries.views import form_for, languages_to_type

P = ParamSpec("P")
_LANGUAGES: Final = ("de", "en")
_COOKIE: Final = "lotsenwerk_asked"
_KEPT_SECONDS: Final = 3600


def in_office_language(
    view: Callable[Concatenate[HttpRequest, str, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """A page for everybody, in German or English as its address says. It knows nobody, and no cache keeps it."""

    @wraps(view)
    def enter(request: HttpRequest, language: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if language not in _LANGUAGES:
            raise Http404
        try:
            with translation.override(language):
                response = view(request, language, *args, **kwargs)
        except NotThere:
            raise Http404 from None
        response.headers["Content-Language"] = language
        response.headers["X-Robots-Tag"] = "noindex"
        add_never_cache_headers(response)
        return response

    return enter


@require_http_methods(["GET", "HEAD", "POST"])
@in_office_language
def first(request: HttpRequest, language: str, town: str, pool_id: int) -> HttpResponse:
    """Who we are, and what we ask for. What is refused is refused with the reason, and nothing of it is stored."""
    body = tenant_by_slug(town)
    with tenant(body.pk):
        pool = pool_to_ask(pool_id)
        promise = promised(pool.pk, at=clock.now())
        who, form = _forms(pool, promise, request)
        answer = _sent(request, who, form, pool, _somebody(body, language)) if form.is_bound else Answer()
    if answer.ref:
        return _remember(redirect("partner:sent", language), body, promise.answer_by, is_secure=request.is_secure())
    about = {"town": body, "pool": pool, "promised": promise, "language": language, "languages": languages_to_type()}
    asked = {"who": who, "form": form, "answer": answer, "is_guide": pool.kind == PoolKind.GUIDES}
    sent_as = {"action_id": action_id(request) or new_action_id()}
    return render(request, "partner/first/first.html", about | asked | sent_as)


@require_safe
@in_office_language
def sent(request: HttpRequest, language: str) -> HttpResponse:
    """What happens next, and until when."""
    body, until = _remembered(request)
    phone = body.phone if body else ""
    context = {
        "town": body,
        "until": until,
        "phone": phone,
        "phone_shown": phone_numbers.shown(phone) if phone else "",
        "language": language,
    }
    return render(request, "partner/first/sent.html", context)


def _forms(pool: Pool, promise: Promised, request: HttpRequest) -> tuple[InstitutionForm, RequestForm | GuideForm]:
    """Who they are, and the request; what kind of body it is and who asks is said above it."""
    sent_now = request.POST.copy() if request.method == "POST" else None
    if sent_now is not None:
        sent_now["body"] = sent_now.get("at-body", "")
        sent_now["asked_by"] = sent_now.get("at-contact_name", "")
    form = form_for(pool, promise, sent_now)
    for name in ("body", "asked_by"):
        form.fields[name].required = False
    for name in ("number", "asked_by_phone", "asked_by_email"):
        form.fields.pop(name, None)
    return InstitutionForm(sent_now), form


def _sent(
    request: HttpRequest, who: InstitutionForm, form: RequestForm | GuideForm, pool: Pool, actor: Actor
) -> Answer:
    is_known, now = who.is_valid(), clock.now()
    if not form.is_valid() or not is_known:
        return Answer()
    if not ratelimit.consume(request, action="ask_first"):
        form.add_error(None, _("Too many messages from this connection. Please wait five minutes, or call us."))
        return Answer()
    given = form.cleaned_data
    said = who.institution(accepts_rules=given["accepts_rules"], billing_address=given["billing_address"])

    def do() -> str:
        try:
            if isinstance(form, GuideForm):
                return order_first(actor, pool, said, form.ordered(), at=now).ref
            return ask_first(actor, pool, said, form.wanted(), at=now).ref
        except BadInput as refused:
            if refused.field not in who.fields or refused.field in {"street", "house_number", "town"}:
                raise
            who.add_error(refused.field, refused.sentence)
            raise BadInput(_("Please look at what you say of your institution."), field=None) from None

    unsaved = Cooperation(pool=pool, body=who.cleaned_data["body"])
    return send(form, request, unsaved, do, organisation_id=actor.organisation_id, at=now)


def _somebody(body: Organisation, language: str) -> Actor:
    """The public itself: it may only leave word."""
    return Actor(came=Came.PUBLIC, organisation_id=body.pk, language=language)


def _remember(response: HttpResponse, body: Organisation, until: date, *, is_secure: bool) -> HttpResponse:
    told = json.dumps([body.pk, until.isoformat()])
    response.set_signed_cookie(
        _COOKIE, told, max_age=_KEPT_SECONDS, httponly=True, samesite="Lax", secure=is_secure, salt=_COOKIE
    )
    return response


def _remembered(request: HttpRequest) -> tuple[Organisation | None, date | None]:
    try:
        told = request.get_signed_cookie(_COOKIE, salt=_COOKIE, max_age=_KEPT_SECONDS)
        body_id, until = json.loads(told or "")
        return organisation(body_id), date.fromisoformat(until)
    except (KeyError, ValueError, signing.BadSignature, NotThere):
        return None, None
