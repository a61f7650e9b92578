"""SMS by any gateway that takes an HTTP request: the settings say how it wants to be asked.

What is known decides. Before the request is written nothing can have left: another try is safe. From then on only a
clear answer counts; without one nobody knows whether the message left, and it is not sent a second time.
"""

import http.client
import json
import re
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from lotsenwerk.domain.notifications.port import NotDelivered, Outgoing, Unclear

PLACE: Final = re.compile(r"\{(to|digits|text|number)\}")
"""What stands for the number (+49...), its digits alone, the text, and the letter's own number."""
LATER: Final = frozenset({429, 503})
ENCODED: Final = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Gateway:
    """How a gateway is asked: ``body`` is a template in JSON or as a form (``to={to}&text={text}``).

    With GET the template becomes the query of the address. ``timeout`` is in seconds, for every step of the talk.
    """

    url: str
    body: str
    method: str = "POST"
    headers: Mapping[str, str] = field(default_factory=dict)
    timeout: float = 20.0

    def __post_init__(self) -> None:
        """Refuse settings with which no message could leave, with a sentence that says what is wrong."""
        parts = urlsplit(self.url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ImproperlyConfigured("LOTSENWERK_SMS_URL has to be an address that begins with https://.")
        if self.method not in {"POST", "GET"}:
            raise ImproperlyConfigured("LOTSENWERK_SMS_METHOD is POST or GET.")
        if "{text}" not in self.body or not ("{to}" in self.body or "{digits}" in self.body):
            raise ImproperlyConfigured("LOTSENWERK_SMS_BODY has to hold {text}, and {to} or {digits}.")
        if self.is_json:
            if self.method == "GET":
                raise ImproperlyConfigured("With LOTSENWERK_SMS_METHOD=GET the body is a form: to={to}&text={text}")
            try:
                json.loads(self.body)
            except ValueError:
                raise ImproperlyConfigured("LOTSENWERK_SMS_BODY is no JSON.") from None

    @property
    def is_json(self) -> bool:
        """Whether the template is JSON; everything else is a form."""
        return self.body.lstrip().startswith(("{", "["))

    def send(self, letter: Outgoing) -> None:
        """Send one message; 2xx is a yes."""
        path, body, headers = self._asked(letter)
        connection = self._connection()
        try:
            try:
                connection.connect()
            except OSError:
                raise NotDelivered("gateway not reached", again=True) from None
            try:
                connection.request(self.method, path, body=body, headers=headers)
                with connection.getresponse() as answer:
                    status, patience = answer.status, answer.getheader("Retry-After", "")
            except TimeoutError:
                raise Unclear("gateway did not answer in time") from None
            except (OSError, http.client.HTTPException):
                raise Unclear("gateway broke off") from None
            _judge(status, patience)
        finally:
            connection.close()

    def _connection(self) -> http.client.HTTPConnection:
        parts = urlsplit(self.url)
        host = parts.hostname or ""
        if parts.scheme == "https":
            return http.client.HTTPSConnection(
                host, parts.port, timeout=self.timeout, context=ssl.create_default_context()
            )
        return http.client.HTTPConnection(host, parts.port, timeout=self.timeout)

    def _asked(self, letter: Outgoing) -> tuple[str, bytes | None, dict[str, str]]:
        """Path, body and headers of the request. Values are put in after the template is parsed: none can break it."""
        digits = letter.address.lstrip("+")
        values = {"to": letter.address, "digits": digits, "text": letter.body, "number": str(letter.number)}
        parts = urlsplit(self.url)
        path = parts.path or "/"
        headers = dict(self.headers)
        if self.is_json:
            body = json.dumps(_filled(json.loads(self.body), values)).encode()
            return _with_query(path, parts.query), body, headers | {"Content-Type": "application/json"}
        form = urlencode([(name, _put_in(value, values)) for name, value in parse_qsl(self.body)])
        if self.method == "GET":
            return _with_query(path, f"{parts.query}&{form}".lstrip("&")), None, headers
        return _with_query(path, parts.query), form.encode(), headers | {"Content-Type": ENCODED}


def gateway_of_settings() -> Gateway | None:
    """The gateway that the settings name; none where there is none.

    Raises ``ImproperlyConfigured`` with a sentence where it could not work.
    """
    if not settings.SMS_URL:
        return None
    return Gateway(
        url=settings.SMS_URL,
        body=settings.SMS_BODY,
        method=settings.SMS_METHOD.upper(),
        headers=_header(settings.SMS_HEADER),
        timeout=settings.SMS_TIMEOUT,
    )


def _header(line: str) -> dict[str, str]:
    """``Name: value`` as a header; nothing where nothing is said."""
    name, colon, value = line.partition(":")
    if not line:
        return {}
    if not colon or not name.strip() or not line.isascii():
        raise ImproperlyConfigured("LOTSENWERK_SMS_HEADER is written “Name: value”.")
    return {name.strip(): value.strip()}


def _judge(status: int, retry_after: str) -> None:
    """Return for a yes; say for everything else whether it is a no, a later, or nothing clear."""
    fault = f"gateway answered {status}"
    if status in LATER:
        seconds = int(retry_after) if retry_after.isascii() and retry_after.isdigit() else 0
        raise NotDelivered(fault, again=True, pause=timedelta(seconds=min(seconds, 86_400)))
    if 300 <= status < 500:  # noqa: PLR2004 - HTTP: elsewhere, or your fault
        raise NotDelivered(fault, again=False)
    if not 200 <= status < 300:  # noqa: PLR2004 - HTTP: taken
        raise Unclear(fault)


def _filled(value: Any, values: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return _put_in(value, values)
    if isinstance(value, list):
        return [_filled(one, values) for one in value]
    if isinstance(value, dict):
        return {name: _filled(one, values) for name, one in value.items()}
    return value


def _put_in(template: str, values: Mapping[str, str]) -> str:
    """The places of one text filled in one pass, so that braces in the letter stay what they are."""
    return PLACE.sub(lambda place: values[place[1]], template)


def _with_query(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path
