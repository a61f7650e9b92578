"""What a page said before: every version, what became different, and one brought back."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lotsenwerk.domain.accounts.queries import names_of
from lotsenwerk.domain.publishing.actions.write import save_page
from lotsenwerk.domain.publishing.models import Page, PageKind
from lotsenwerk.domain.publishing.queries.as_shown import preview
from lotsenwerk.domain.publishing.queries.entries import Whole
from lotsenwerk.domain.publishing.queries.pages import page_for, versions_of
from lotsenwerk.kit import clock
from lotsenwerk.kit.appearance import language_choices
from lotsenwerk.kit.entry import VisitRequest
from lotsenwerk.kit.reviewed import is_reviewed
from lotsenwerk.web.shown.details import detail_of
from lotsenwerk.web.shown.shelves import SHELVES
from lotsenwerk.web.writing.door import door_of, go_to, show
from lotsenwerk.web.writing.parts import parts_of
from lotsenwerk.web.writing.versions import between, content_of


@require_safe
def page_history(request: VisitRequest, ref: str) -> HttpResponse:
    """Every version, the newest first."""
    shown = page_for(request.actor, ref)
    versions = versions_of(shown)
    names = names_of([one.saved_by_user_id for one in versions if one.saved_by_user_id])
    rows = [(one, names.get(one.saved_by_user_id or 0, ""), one.words["title"]) for one in versions]
    return show(request, "history", {"page": shown, "versions": rows, "title": versions[0].words["title"]})


@require_safe
def page_version(request: VisitRequest, ref: str, number: int) -> HttpResponse:
    """One version, and what became different with it."""
    shown = page_for(request.actor, ref)
    words, facts = content_of(shown, number)
    before = number - 1 if number > 1 else None
    about = {"page": shown, "number": number, "title": words.title, "parts": parts_of(shown.kind, words, facts)}
    changed = between(shown, before, number) if before else []
    return show(request, "version", {**about, "changed": changed, "before": before})


@require_POST
def page_restore(request: VisitRequest, ref: str, number: int) -> HttpResponse:
    """Bring an old version back, as a new one."""
    shown = page_for(request.actor, ref)
    words, facts = content_of(shown, number)
    save_page(request.actor, shown, facts, words, after=shown.number, at=clock.now())
    messages.success(request, _("Brought back as the newest version. Nothing of the others is lost."))
    return go_to(request, "page", ref)


@require_safe
def page_preview(request: VisitRequest, ref: str, number: int) -> HttpResponse:
    """The page as the public will see it."""
    shown = page_for(request.actor, ref)
    if not 1 <= number <= shown.number:
        raise Http404
    whole = preview(shown, number, language := _language(request), at=clock.now())
    others = [(code, name) for code, name in language_choices() if code in whole.languages]
    article = _article(request, shown, whole, language)
    about = {"page": shown, "article": article, "language": language, "others": others}
    return show(request, "preview", {**about, "title": whole.text.title})


def _article(request: VisitRequest, shown: Page, whole: Whole, language: str) -> str:
    """The page itself, in the reader's language: the writer's stays that of the frame."""
    today = clock.local(clock.now()).date()
    with translation.override(language):
        one = detail_of(whole, language, today=today, picture=_pictures_of(request, shown.ref))
        about = {"one": one, "language": language, "is_reviewed": is_reviewed(language)}
        return render_to_string("shown/_entry.html", {**about, **_shelf(shown.kind, language)}, request)


def _shelf(kind: str, language: str) -> dict[str, object]:
    """The list in which it stands, and the way there."""
    shelf = SHELVES.get(PageKind(kind))
    return {"shelf": shelf, "back": shelf.url(language) if shelf else ""}


def _language(request: HttpRequest) -> str:
    """The reader's language in which it is looked at: German where nothing else that we speak is asked for."""
    asked = request.GET.get("language", "")
    return asked if asked in dict(language_choices()) else "de"


def _pictures_of(request: HttpRequest, ref: str) -> Callable[[str], str]:
    """Where a picture stands that nobody else sees yet."""
    door = door_of(request)
    return lambda picture: reverse(f"{door}:page_picture", args=[ref, picture])
