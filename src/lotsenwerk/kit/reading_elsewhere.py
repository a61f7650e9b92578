"""Read JSON from another body's server: public addresses only, one host, with an end to time and to size.

The address that was looked at is the address that is connected to, so a name cannot mean something else a moment later.
"""

import http.client
import ipaddress
import json
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from threading import Event, Timer
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

MOST_REDIRECTS: Final = 3
_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_OK: Final = 200


class NotRead(Exception):  # noqa: N818 - it is told to people, it is no fault of ours
    """Nothing was read. ``why`` is one of: address, unreachable, status, moved, slow, huge, form."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Limits:
    """``seconds`` for the whole answer, ``most`` bytes; ``near`` allows plain http and this machine: tests alone."""

    seconds: float = 30.0
    most: int = 20_000_000
    near: bool = False


def read_json(url: str, limits: Limits) -> Any:
    """What the address answers, parsed. Every reason why not is a :class:`NotRead`."""
    host = urlsplit(url).hostname
    for _hop in range(MOST_REDIRECTS + 1):
        parts = urlsplit(url)
        if parts.hostname != host:
            raise NotRead("moved")
        body, moved_to = _ask(url, limits)
        if moved_to is None:
            return _parsed(body)
        url = urljoin(url, moved_to)
    raise NotRead("moved")


def _ask(url: str, limits: Limits) -> tuple[bytes, str | None]:
    """The body of an answer, or where the server sends us instead."""
    line = _line(url, limits)
    is_over = Event()
    # A socket's own time-out begins anew with every byte; this ends the talk as a whole.
    watch = Timer(limits.seconds, _hang_up, (line.sock, is_over))
    watch.daemon = True
    watch.start()
    parts = urlsplit(url)
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    try:
        line.request("GET", path, headers={"Accept": "application/json", "User-Agent": "Lotsenwerk"})
        with line.getresponse() as answer:
            if answer.status in _MOVED:
                return b"", answer.getheader("Location", "")
            if answer.status != _OK:
                raise NotRead("status")
            body = answer.read(limits.most + 1)
            if len(body) <= limits.most and answer.length:
                raise http.client.IncompleteRead(body)
    except TimeoutError:
        raise NotRead("slow") from None
    except (OSError, http.client.HTTPException):
        raise NotRead("slow" if is_over.is_set() else "unreachable") from None
    finally:
        watch.cancel()
        line.close()
    if is_over.is_set():
        raise NotRead("slow")
    if len(body) > limits.most:
        raise NotRead("huge")
    return body, None


def _hang_up(sock: socket.socket, is_over: Event) -> None:
    is_over.set()
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def _line(url: str, limits: Limits) -> http.client.HTTPConnection:
    """A connection to one address of the host that we have looked at."""
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        raise NotRead("address") from None
    is_allowed = parts.scheme == "https" or (limits.near and parts.scheme == "http")
    if not (parts.hostname and is_allowed) or parts.username:
        raise NotRead("address")
    port = port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotRead("unreachable") from None
    addresses = [str(one[4][0]) for one in found]
    if not limits.near and not all(map(is_public, addresses)):
        raise NotRead("address")
    try:
        sock = socket.create_connection((addresses[0], port), timeout=min(limits.seconds, 10.0))
        if parts.scheme == "https":
            sock = ssl.create_default_context().wrap_socket(sock, server_hostname=parts.hostname)
    except TimeoutError:
        raise NotRead("slow") from None
    except OSError:
        raise NotRead("unreachable") from None
    line = http.client.HTTPConnection(parts.hostname, port, timeout=limits.seconds)
    line.sock = sock
    return line


def is_public(address: str) -> bool:
    """Whether an address is of the open internet: not of this machine, not of a network within walls."""
    try:
        one = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = getattr(one, "ipv4_mapped", None) or getattr(one, "sixtofour", None)
    return one.is_global and not one.is_multicast and (inner is None or (inner.is_global and not inner.is_multicast))


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise NotRead("form") from None
