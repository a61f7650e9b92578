"""What has to be said of a public site: who answers for it, what it keeps of visitors, and who can use it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lotsenwerk.domain.organisations.queries import tenants
from lotsenwerk.kit import phone_numbers
from lotsenwerk.kit.reviewed import is_reviewed
from lotsenwerk.web.portal.entry import public
from lotsenwerk.web.portal.tongues import in_every_language


@require_safe
@public
def imprint(request: HttpRequest, language: str) -> HttpResponse:
    """Who answers for what stands here: each body that takes part."""
    return _shown(request, language, "imprint")


@require_safe
@public
def privacy(request: HttpRequest, language: str) -> HttpResponse:
    """What the public pages keep of a visitor: nothing that she does not type."""
    return _shown(request, language, "privacy")


@require_safe
@public
def accessibility(request: HttpRequest, language: str) -> HttpResponse:
    """For whom the pages are made, what is not good yet, and whom one tells."""
    return _shown(request, language, "accessibility")


def _shown(request: HttpRequest, language: str, page: str) -> HttpResponse:
    bodies = [(body, phone_numbers.shown(body.phone) if body.phone else "") for body in tenants()]
    context = {
        "language": language,
        "languages": in_every_language(f"portal:{page}"),
        "is_reviewed": is_reviewed(language),
        "bodies": bodies,
    }
    return render(request, f"portal/legal/{page}.html", context)
