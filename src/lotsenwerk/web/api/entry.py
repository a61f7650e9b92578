"""Every program may read here: no login, no session, from any page in any browser. Nothing can be written."""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from http import HTTPStatus
from typing import Any, Concatenate, Final, ParamSpec

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from lotsenwerk.domain.publishing.queries.entries import last_change
from lotsenwerk.kit import clock
from lotsenwerk.kit.errors import NotThere

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], Any]
A_MINUTE: Final = 60


def given(view: View[P]) -> Callable[..., HttpResponse]:
    """Answer with JSON what a view tells, and with 304 where it is what the reader has already."""

    @require_safe
    @wraps(view)
    def enter(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            told = view(request, *args, **kwargs)
        except NotThere:
            told, status = {"error": "not there"}, HTTPStatus.NOT_FOUND
        else:
            status = HTTPStatus.OK
        response: HttpResponse = JsonResponse(
            told, safe=False, status=status, json_dumps_params={"ensure_ascii": False, "separators": (",", ":")}
        )
        if status == HTTPStatus.OK:
            mark = f'W/"{sha256(response.content).hexdigest()[:32]}"'
            response.headers["ETag"] = mark
            response = get_conditional_response(request, etag=mark, response=response) or response
        return _open(response)

    return enter


def window(view: View[P]) -> Callable[..., HttpResponse]:
    """The same for what stands in the shop window: where nothing has changed there, nothing else is asked."""
    answer = given(view)

    @require_safe
    @wraps(view)
    def enter(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        # Within an hour nothing begins or ends that a reader would miss.
        hour = clock.local(clock.now()).strftime("%Y-%m-%dT%H")
        parts = (last_change(), hour, request.get_full_path())
        mark = f'W/"{sha256(repr(parts).encode()).hexdigest()[:32]}"'
        unchanged = get_conditional_response(request, etag=mark)
        if unchanged is not None and unchanged.status_code == HTTPStatus.NOT_MODIFIED:
            unchanged.headers["ETag"] = mark
            return _open(unchanged)
        response = answer(request, *args, **kwargs)
        if response.status_code == HTTPStatus.OK:
            response.headers["ETag"] = mark
        return response

    return enter


def _open(response: HttpResponse) -> HttpResponse:
    response.headers["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(response, public=True, max_age=A_MINUTE)
    return response
