"""Another body's server is read within bounds: where it stands, how long it takes, how much it says."""

import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from lotsenwerk.kit import reading_elsewhere
from lotsenwerk.kit.reading_elsewhere import Limits, NotRead, is_public, read_json

NEAR = Limits(seconds=5.0, most=1000, near=True)


class Answers(BaseHTTPRequestHandler):
    """Answers by the path that is asked for."""

    def do_GET(self) -> None:
        if self.path == "/good":
            self.say(b'{"is": "good"}')
        elif self.path == "/once":
            self.move("/good")
        elif self.path == "/round":
            self.move("/round")
        elif self.path == "/away":
            self.move(f"http://localhost:{self.server.server_address[1]}/good")
        elif self.path == "/huge":
            self.say(b'"' + b"x" * 2000 + b'"')
        elif self.path == "/broken":
            self.say(b'{"is": ')
        elif self.path == "/deep":
            self.say(b"[" * 900)
        elif self.path == "/short":
            self.say(b'{"is": "good"}', length=500)
        elif self.path == "/slow":
            self.drip()
        else:
            self.send_error(500)

    def say(self, body: bytes, *, length: int = 0) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(length or len(body)))
        self.end_headers()
        self.wfile.write(body)

    def move(self, to: str) -> None:
        self.send_response(302)
        self.send_header("Location", to)
        self.end_headers()

    def drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            for _ in range(100):
                self.wfile.write(b" ")
                self.wfile.flush()
                time.sleep(0.05)
        except OSError:
            return

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("path", ["/good", "/once"])
def test_an_answer_is_read_also_behind_a_redirect_within_the_host(base: str, path: str) -> None:
    assert read_json(base + path, NEAR) == {"is": "good"}


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/round", "moved"),
        ("/away", "moved"),
        ("/huge", "huge"),
        ("/broken", "form"),
        ("/deep", "form"),
        ("/short", "unreachable"),
        ("/nothing", "status"),
    ],
)
def test_what_is_no_good_answer_is_not_read(base: str, path: str, why: str) -> None:
    with pytest.raises(NotRead) as fault:
        read_json(base + path, NEAR)
    assert fault.value.why == why


def test_an_answer_that_drips_is_cut_off_as_a_whole(base: str) -> None:
    begun = time.monotonic()
    with pytest.raises(NotRead) as fault:
        read_json(base + "/slow", Limits(seconds=0.3, most=1000, near=True))
    assert fault.value.why == "slow"
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "file:///etc/passwd",
        "https://name:word@example.org/",
        "https:///nothing",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://169.254.169.254/latest/",
        "https://10.0.0.5/",
        "https://example.org:port/",
    ],
)
def test_only_public_addresses_are_asked(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(*_args: object, **_more: object) -> None:
        raise AssertionError("asked")

    monkeypatch.setattr(socket, "create_connection", nobody)
    with pytest.raises(NotRead) as fault:
        read_json(url, Limits())
    assert fault.value.why == "address"


def test_a_name_that_leads_inside_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(2, 1, 6, "", (address, 443)) for address in ("93.184.216.34", "192.168.1.7")]
    monkeypatch.setattr(reading_elsewhere.socket, "getaddrinfo", lambda *_args, **_more: answers)
    with pytest.raises(NotRead) as fault:
        read_json("https://example.org/", Limits())
    assert fault.value.why == "address"


@pytest.mark.parametrize(
    ("address", "answer"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("::ffff:10.0.0.1", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 - it is looked at, nobody listens
        ("name", False),
    ],
)
def test_what_is_of_the_open_internet(address: str, answer: bool) -> None:
    assert is_public(address) is answer
