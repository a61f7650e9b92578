"""I want to help: a form without an account, and the promise that somebody calls."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from lotsenwerk.domain.organisations.queries import responsible_for, state_centre, switched_on_somewhere
from lotsenwerk.domain.people.actions.show_interest import show_interest
from lotsenwerk.kit import phone_numbers
from lotsenwerk.kit.action_ids import action_id, new_action_id
from lotsenwerk.kit.reviewed import is_reviewed
from lotsenwerk.web.portal.asking.views import is_offered
from lotsenwerk.web.portal.entry import public
from lotsenwerk.web.portal.help.forms import HelpForm, plain_digits
from lotsenwerk.web.portal.help.receiving import Leave, body_for, receive, remember, remembered
from lotsenwerk.web.portal.help.words import OFTEN, Role, offered
from lotsenwerk.web.portal.tongues import in_every_language


@require_http_methods(["GET", "HEAD", "POST"])
@public
def help_form(request: HttpRequest, language: str) -> HttpResponse:
    """The form. With ``only_language`` it is shown in another language with all that was typed, and nothing is sent."""
    roles = _looked_for()
    if request.method != "POST":
        return _shown(request, HelpForm(roles=roles), language, roles)
    towns = responsible_for(plain_digits(request.POST.get("postcode", "")[:10])).bodies
    towns = towns if len(towns) > 1 else ()
    if "only_language" in request.POST:
        typed = {name: request.POST.getlist(name) for name in ("roles", "speaks", "times")}
        return _shown(request, HelpForm(initial=request.POST.dict() | typed, roles=roles, towns=towns), language, roles)
    form = HelpForm(request.POST, roles=roles, towns=towns)
    body = body_for(form) if form.is_valid() else None
    promise = receive(request, form, body, language, _leaving(form, language)) if body is not None else None
    if promise is None:
        return _shown(request, form, language, roles)
    return remember(redirect("portal:thanks", language=language), promise, is_secure=request.is_secure())


@require_safe
@public
def thanks(request: HttpRequest, language: str) -> HttpResponse:
    """Somebody calls until this day."""
    promise = remembered(request)
    phone = promise.body.phone if promise else ""
    context = {
        "language": language,
        "languages": in_every_language("portal:thanks"),
        "promise": promise,
        "phone": phone_numbers.shown(phone) if phone else "",
    }
    response = render(request, "portal/help/thanks.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _leaving(form: HelpForm, language: str) -> Leave:
    return lambda actor, at: show_interest(actor, form.said(language), at=at).answer_by


def _looked_for() -> Sequence[Role]:
    """The tasks to choose from; where every town has switched off all of them there is no form."""
    roles = offered(switched_on_somewhere())
    if not roles:
        raise Http404
    return roles


def _shown(request: HttpRequest, form: HelpForm, language: str, roles: Sequence[Role]) -> HttpResponse:
    """Nothing typed is lost: what came is shown again, with what is wrong beside it."""
    context = {
        "form": form,
        "action_id": action_id(request) or new_action_id(),
        "language": language,
        "languages": in_every_language("portal:help"),
        "is_reviewed": is_reviewed(language),
        "roles": zip(form["roles"], roles, strict=True),
        "times": form["times"],
        "often": list(form["speaks"])[: len(OFTEN)],
        "rare": list(form["speaks"])[len(OFTEN) :],
        "may_be_asked": is_offered(role[0] for role in roles),
        "centre": state_centre() if "postcode" in form.errors else None,
    }
    return render(request, "portal/help/help.html", context)
