"""Small signs at the entrance for machines: is it open, what is it called, what may be indexed."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

WORKER_SEEN = "SELECT EXISTS (SELECT 1 FROM procrastinate_workers WHERE last_heartbeat > now() - interval '60 seconds')"


@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - every view takes it
    """Say whether the database answers and whether a worker has shown itself lately; nothing else for strangers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT EXISTS (SELECT 1 FROM procrastinate_workers WHERE last_heartbeat > now() - interval '60 s')"
            )
            row = cursor.fetchone()
    except DatabaseError:
        return JsonResponse({"database": False}, status=503)
    return JsonResponse({"database": True, "worker": bool(row and row[0])})


@cache_control(max_age=86_400, public=True)
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Let a phone put the own pages on its first screen."""
    about = {
        "name": "Lotsenwerk",
        "short_name": "Lotsenwerk",
        "description": gettext("Neighbourly help in your town"),
        "id": "/mine/",
        "start_url": "/arrive/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#faf6ee",
        "theme_color": "#0c5a5b",
        "icons": [{"src": static("kit/favicon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}],
    }
    return JsonResponse(about, content_type="application/manifest+json")


@cache_control(max_age=86_400, public=True)
@require_safe
def robots(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The first page and the public ones are for search engines; of a demonstration nothing is."""
    public = [] if settings.DEMO else ["/$", *(f"/{code}/" for code, _name in settings.LANGUAGES), settings.STATIC_URL]
    allowed = "".join(f"Allow: {path}\n" for path in public)
    sitemap = "" if settings.DEMO else f"Sitemap: {settings.PUBLIC_URL.rstrip('/')}/sitemap.xml\n"
    text = f"User-agent: *\n{allowed}Disallow: /\n{sitemap}"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
