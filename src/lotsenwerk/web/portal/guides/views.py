"""I need somebody who goes along: a form without an account, and the promise that somebody calls."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from lotsenwerk.domain.assistance.actions.guiding.ask_for_guide import ask_for_guide
from lotsenwerk.domain.organisations.models import Module
from lotsenwerk.domain.organisations.queries import responsible_for, state_centre, switched_on_somewhere
from lotsenwerk.kit import phone_numbers
from lotsenwerk.kit.action_ids import action_id, new_action_id
from lotsenwerk.kit.reviewed import is_reviewed
from lotsenwerk.web.portal.entry import public
from lotsenwerk.web.portal.guides.forms import GuideForm
from lotsenwerk.web.portal.help.forms import plain_digits
from lotsenwerk.web.portal.help.receiving import Leave, body_for, receive, remember, remembered
from lotsenwerk.web.portal.help.words import OFTEN
from lotsenwerk.web.portal.tongues import in_every_language


@require_http_methods(["GET", "HEAD", "POST"])
@public
def guides(request: HttpRequest, language: str) -> HttpResponse:
    """The form. With ``only_language`` it is shown in another language with all that was typed, and nothing is sent."""
    if not has_guides(switched_on_somewhere()):
        raise Http404
    if request.method != "POST":
        return _shown(request, GuideForm(), language)
    towns = responsible_for(plain_digits(request.POST.get("postcode", "")[:10])).bodies
    towns = towns if len(towns) > 1 else ()
    if "only_language" in request.POST:
        typed = request.POST.dict() | {"languages": request.POST.getlist("languages")}
        return _shown(request, GuideForm(initial=typed, towns=towns), language)
    return _sent(request, GuideForm(request.POST, towns=towns), language)


@require_safe
@public
def guides_thanks(request: HttpRequest, language: str) -> HttpResponse:
    """Somebody calls until this day, and this is how it goes on."""
    promise = remembered(request)
    phone = promise.body.phone if promise else ""
    context = {
        "language": language,
        "languages": in_every_language("portal:guides_thanks"),
        "promise": promise,
        "phone": phone_numbers.shown(phone) if phone else "",
    }
    response = render(request, "portal/guides/thanks.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def has_guides(modules: frozenset[str] | None) -> bool:
    """Whether one body at least has guides; yes where it is not known yet who takes part."""
    return modules is None or Module.GUIDES in modules


def _sent(request: HttpRequest, form: GuideForm, language: str) -> HttpResponse:
    then = redirect("portal:guides_thanks", language=language)
    if form.is_of_a_machine:
        return then
    body = body_for(form) if form.is_valid() else None
    promise = receive(request, form, body, language, _asking(form, language)) if body is not None else None
    if promise is None:
        return _shown(request, form, language)
    return remember(then, promise, is_secure=request.is_secure())


def _asking(form: GuideForm, language: str) -> Leave:
    return lambda actor, at: ask_for_guide(actor, form.said(language), at=at).answer_by


def _shown(request: HttpRequest, form: GuideForm, language: str) -> HttpResponse:
    """Nothing typed is lost: what came is shown again, with what is wrong beside it."""
    context = {
        "form": form,
        "action_id": action_id(request) or new_action_id(),
        "language": language,
        "languages": in_every_language("portal:guides"),
        "is_reviewed": is_reviewed(language),
        "often": list(form["languages"])[: len(OFTEN)],
        "rare": list(form["languages"])[len(OFTEN) :],
        "centre": state_centre() if "postcode" in form.errors else None,
    }
    return render(request, "portal/guides/guides.html", context)
