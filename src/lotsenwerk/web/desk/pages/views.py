"""The town's pages at the desk: what waits for a yes, what is to be looked at, all of them."""

from typing import Final

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lotsenwerk.domain.assistance.queries.milestones import milestones_reached
from lotsenwerk.domain.gatherings.actions.keep_series import publish_date
from lotsenwerk.domain.publishing.actions.approve import ask_for_more
from lotsenwerk.domain.publishing.models import Page, PageKind
from lotsenwerk.domain.publishing.permissions import may_publish, may_see_every_page
from lotsenwerk.domain.publishing.queries.editing import pages_to_approve, pages_to_check
from lotsenwerk.domain.publishing.queries.pages import german_of, page_for
from lotsenwerk.domain.publishing.queries.pages import pages as all_pages
from lotsenwerk.kit import clock
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.web.desk.answers import one_page
from lotsenwerk.web.desk.entry import desk
from lotsenwerk.web.writing.door import done, go_to, show
from lotsenwerk.web.writing.forms import BecauseForm, kinds_to_make
from lotsenwerk.web.writing.rows import rows_of
from lotsenwerk.web.writing.screens import posted

SHOWS: Final = ("approve", "check", "all")


@desk(may_see_every_page)
def pages(request: VisitRequest) -> HttpResponse:
    """What waits first; then what is due; then all."""
    today, publishes = clock.local(clock.now()).date(), may_publish(request.actor)
    waiting = pages_to_approve(request.actor).count() if publishes else 0
    show_now = _shown(request, "approve" if waiting else "all")
    page = one_page(request, _rows(request, show_now))
    counts = {"waiting": waiting, "due": pages_to_check(request.actor, today).count()}
    kinds = kinds_to_make(at_the_desk=True)
    reached = len(milestones_reached()) if publishes else 0
    about = {"show": show_now, "kind": request.GET.get("kind", ""), "publishes": publishes, "reached": reached}
    return show(request, "desk", {**about, **counts, "page": page, "rows": rows_of(list(page), today), "kinds": kinds})


def _shown(request: HttpRequest, otherwise: str) -> str:
    asked = request.GET.get("show", otherwise)
    return asked if asked in SHOWS else otherwise


def _rows(request: VisitRequest, shown: str) -> QuerySet[Page]:
    if shown == "approve" and may_publish(request.actor):
        return pages_to_approve(request.actor)
    if shown == "check":
        return pages_to_check(request.actor, clock.local(clock.now()).date())
    kind = request.GET.get("kind", "")
    return all_pages(request.actor, *([kind] if kind in PageKind.values else []))


@desk(may_publish)
@require_POST
def page_publish(request: VisitRequest, ref: str) -> HttpResponse:
    """Put online what was read."""
    number = request.POST.get("number", "")
    page = page_for(request.actor, ref)
    publish_date(request.actor, page, number=int(number) if number.isdecimal() else 0, at=clock.now())
    messages.success(request, _("It is online now."))
    return redirect("desk:page", ref)


@desk(may_publish)
def page_send_back(request: VisitRequest, ref: str) -> HttpResponse:
    """Give it back with a sentence."""
    page, form = page_for(request.actor, ref), BecauseForm(posted(request))

    def act() -> None:
        ask_for_more(request.actor, page, because=form.cleaned_data["because"], at=clock.now())

    if done(request, form, act, _("Sent back. They read your sentence on the page and in a letter.")):
        return go_to(request, "page", ref)
    return show(request, "send_back", {"page": page, "form": form, "title": german_of(page).title})
