"""The operator's rules: all of them with their versions, and a new version of one from a day on."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lotsenwerk.domain.accounts.models import User
from lotsenwerk.domain.accounts.queries import is_operator
from lotsenwerk.domain.accounts.visits import owes_second_factor
from lotsenwerk.domain.rules.actions.laying import lay_version, withdraw_version
from lotsenwerk.domain.rules.queries import rulebook
from lotsenwerk.kit import clock
from lotsenwerk.kit.errors import BadInput, NotThere, WrongState
from lotsenwerk.web.entrance.rules.forms import VersionForm
from lotsenwerk.web.entrance.rules.shown import lines_of, preview, rule_shown, rules_of, told


@never_cache
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule, or those of one line, and what was ever laid over them."""
    _operator(request)
    book, line, now = rulebook(), request.GET.get("line", ""), clock.now()
    shown = rules_of(book, line, clock.local(now).date())
    history = [] if line else told(now)
    seen = {"rules": shown, "lines": lines_of(book), "line": line, "history": history}
    return render(request, "entrance/rules/rules.html", seen)


@never_cache
def rule(request: HttpRequest, name: str) -> HttpResponse:
    """One rule: its versions, and the form for the next one, which shows first what would change."""
    user, book, now = _operator(request), rulebook(), clock.now()
    if name not in book.versions:
        raise Http404
    form = VersionForm(book.versions[name][-1], request.POST or None)
    changes = None
    if request.method == "POST" and form.is_valid():
        if "lay" in request.POST and _lay(request, user, name, form):
            return redirect("entrance:rule", name)
        given = form.written()
        changes = preview(book, name, given.since, dict(given.figures))
    shown = rule_shown(book, name, clock.local(now).date())
    seen = {"rule": shown, "form": form, "changes": changes, "history": told(now, rule=name)}
    return render(request, "entrance/rules/rule.html", seen)


@never_cache
@require_POST
def rule_withdraw(request: HttpRequest, version_id: int) -> HttpResponse:
    """Take a version back before it counts."""
    try:
        row = withdraw_version(_operator(request), version_id, at=clock.now())
    except NotThere:
        raise Http404 from None
    except WrongState as refused:
        messages.error(request, refused.sentence)
        return redirect("entrance:rules")
    messages.success(request, _("Withdrawn. It stays in the history."))
    return redirect("entrance:rule", row.rule)


def _lay(request: HttpRequest, user: User, name: str, form: VersionForm) -> bool:
    try:
        lay_version(user, name, form.written(), at=clock.now())
    except BadInput as bad:
        form.add_error(bad.field if bad.field in form.fields else None, bad.sentence)
        return False
    messages.success(request, _("Written down. It counts from the day that you named."))
    return True


def _operator(request: HttpRequest) -> User:
    user = request.user
    if not isinstance(user, User) or not is_operator(user) or owes_second_factor(user):
        raise Http404
    return user
