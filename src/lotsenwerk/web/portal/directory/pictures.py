"""Pictures of the shop window, for everybody: whole, and small for lists. They may be kept for a month."""

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from lotsenwerk.domain.publishing.queries.entries import picture_mark, shown_picture
from lotsenwerk.kit.errors import NotThere
from lotsenwerk.kit.pictures import shrunk

A_MONTH: Final = 30 * 24 * 3600
SMALL: Final = (640, 480)
Answer = tuple[bytes, str]


@require_safe
def picture(request: HttpRequest, ref: str) -> HttpResponse:
    """A picture as it is kept. No session, no language."""
    return _answered(request, ref, "", _whole)


@require_safe
def small_picture(request: HttpRequest, ref: str) -> HttpResponse:
    """The same picture, at most 640 pixels wide."""
    return _answered(request, ref, "-small", _small)


def _answered(request: HttpRequest, ref: str, size: str, content: Callable[[str, str], Answer]) -> HttpResponse:
    sha256 = picture_mark(ref)
    if not sha256:
        raise Http404
    mark = f'"{sha256}{size}"'
    response = get_conditional_response(request, etag=mark)
    if response is None:
        try:
            body, content_type = content(ref, sha256)
        except NotThere:
            raise Http404 from None
        response = HttpResponse(body, content_type=content_type)
    response.headers["ETag"] = mark
    patch_cache_control(response, public=True, max_age=A_MONTH)
    return response


def _whole(ref: str, _sha256: str) -> Answer:
    found = shown_picture(ref)
    return bytes(found.content), found.content_type


@lru_cache(maxsize=128)
def _small(ref: str, _sha256: str) -> Answer:
    return shrunk(bytes(shown_picture(ref).content), SMALL), "image/webp"
