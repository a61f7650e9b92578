"""The cookie behind an opened one-time link: it allows one thing, and it is not a login."""

from django.core import signing
from django.http import HttpRequest, HttpResponse

NAME = "lotsenwerk_link"
LIFETIME_SECONDS = 3600
_SALT = "lotsenwerk.link"


def give(response: HttpResponse, link_id: int, *, path: str, is_secure: bool) -> None:
    """Let the browser show for an hour, below one path, that it opened this link."""
    response.set_cookie(
        NAME,
        signing.dumps(link_id, salt=_SALT),
        max_age=LIFETIME_SECONDS,
        path=path,
        secure=is_secure,
        httponly=True,
        samesite="Lax",
    )


def read(request: HttpRequest) -> int | None:
    """The id of the link that this browser opened within the last hour; none for any other cookie."""
    try:
        return int(signing.loads(request.COOKIES.get(NAME, ""), salt=_SALT, max_age=LIFETIME_SECONDS))
    except (signing.BadSignature, ValueError, TypeError):
        return None
