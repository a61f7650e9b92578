"""SMS by HTTP, against a real server that does what gateways do: say yes, say no, say nothing, hang up."""

import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured

from lotsenwerk.domain.notifications import channels
from lotsenwerk.domain.notifications.port import NotDelivered, Outgoing, Unclear
from lotsenwerk.domain.notifications.sms_gateway import Gateway, gateway_of_settings

LETTER = Outgoing(7, "+491715550101", "Subject", 'Hallo „Amira“, {to} = 100 % & "mehr"\nhttps://x.example/l/a_b-c/')
JSON = '{"to": "{to}", "text": "{text}", "ref": {"id": "{number}", "tries": 1}, "plain": ["{digits}"]}'


class Asked:
    """What the server was asked, and what it does about it."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, str, dict[str, str], bytes]] = []
        self.answer: Callable[[BaseHTTPRequestHandler], None] = lambda handler: status(handler, 200)
        self.done = threading.Event()
        self.url = ""


def status(handler: BaseHTTPRequestHandler, code: int, **headers: str) -> None:
    handler.send_response(code)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", "0")
    handler.end_headers()


@pytest.fixture
def server() -> Iterator[Asked]:
    asked = Asked()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            asked.requests.append((self.command, self.path, dict(self.headers), body))
            asked.answer(self)

        do_GET = do_POST  # noqa: N815 - the server asks for this name

        def log_message(self, *_words: object) -> None:
            """Keep quiet."""

    web = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    web.daemon_threads = True
    thread = threading.Thread(target=web.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    asked.url = f"http://127.0.0.1:{web.server_port}/api/sms"
    yield asked
    asked.done.set()
    web.shutdown()
    web.server_close()
    thread.join()


def send(asked: Asked, **more: Any) -> None:
    Gateway(**{"url": asked.url, "body": JSON, "timeout": 0.5} | more).send(LETTER)


# --- what it is asked -------------------------------------------------------------------------------------------------


def test_json_arrives_whole_whatever_the_text_holds(server: Asked) -> None:
    send(server, headers={"X-Api-Key": "secret"})
    [(method, path, headers, body)] = server.requests
    assert (method, path) == ("POST", "/api/sms")
    assert json.loads(body) == {
        "to": LETTER.address,
        "text": LETTER.body,
        "ref": {"id": "7", "tries": 1},
        "plain": ["491715550101"],
    }
    assert (headers["Content-Type"], headers["X-Api-Key"]) == ("application/json", "secret")


@pytest.mark.parametrize("method", ["POST", "GET"])
def test_a_form_arrives_whole_in_the_body_or_in_the_address(server: Asked, method: str) -> None:
    send(server, url=f"{server.url}?account=4", body="to={digits}&text={text}&from=Stadt", method=method)
    [(said, path, _headers, body)] = server.requests
    query = parse_qs(urlsplit(path).query)
    form = query if method == "GET" else parse_qs(body.decode())
    assert said == method
    assert query["account"] == ["4"]
    assert (form["to"], form["text"], form["from"]) == (["491715550101"], [LETTER.body], ["Stadt"])


# --- what it answers --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [200, 201, 202, 204])
def test_every_2xx_is_a_yes(server: Asked, code: int) -> None:
    server.answer = lambda handler: status(handler, code)
    send(server)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("code", "again"), [(400, False), (401, False), (404, False), (302, False), (429, True), (503, True)]
)
def test_a_no_is_a_no_and_a_later_is_a_later(server: Asked, code: int, again: bool) -> None:
    server.answer = lambda handler: status(handler, code, Location="/elsewhere")
    with pytest.raises(NotDelivered) as refused:
        send(server)
    assert (refused.value.fault, refused.value.again) == (f"gateway answered {code}", again)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("said", "seconds"), [("120", 120), ("", 0), ("Mon, 16 Nov 2026 10:00:00 GMT", 0), ("9" * 30, 86_400)]
)
def test_it_is_asked_how_long_to_wait(server: Asked, said: str, seconds: int) -> None:
    server.answer = lambda handler: status(handler, 429, Retry_After=said)
    with pytest.raises(NotDelivered) as refused:
        send(server)
    assert refused.value.pause == timedelta(seconds=seconds)


@pytest.mark.parametrize("code", [500, 502, 504])
def test_a_gateway_in_trouble_may_have_sent_it(server: Asked, code: int) -> None:
    server.answer = lambda handler: status(handler, code)
    with pytest.raises(Unclear):
        send(server)


def test_a_gateway_that_says_nothing_may_have_sent_it(server: Asked) -> None:
    server.answer = lambda _handler: bool(server.done.wait(5)) and None
    with pytest.raises(Unclear, match="in time"):
        send(server, timeout=0.2)
    assert len(server.requests) == 1


def half(handler: BaseHTTPRequestHandler) -> None:
    """Half an answer, and the line is cut."""
    handler.wfile.write(b"HTTP/1.1 20")
    handler.wfile.flush()
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def nothing(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("cut", [half, nothing])
def test_a_line_cut_in_the_middle_may_have_sent_it(
    server: Asked, cut: Callable[[BaseHTTPRequestHandler], None]
) -> None:
    server.answer = cut
    with pytest.raises(Unclear):
        send(server)
    assert len(server.requests) == 1


def test_a_yes_whose_body_never_ends_is_a_yes(server: Asked) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        server.done.wait(5)

    server.answer = endless
    send(server)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.mark.parametrize("host", ["this machine", "gateway.invalid"])
def test_where_nobody_answers_nothing_has_left(host: str) -> None:
    place = f"127.0.0.1:{free_port()}" if host == "this machine" else host
    with pytest.raises(NotDelivered) as refused:
        Gateway(url=f"http://{place}/", body=JSON, timeout=2).send(LETTER)
    assert (refused.value.fault, refused.value.again) == ("gateway not reached", True)


def test_a_server_that_cannot_prove_who_it_is_gets_nothing(server: Asked) -> None:
    with pytest.raises(NotDelivered):
        send(server, url=server.url.replace("http:", "https:"))
    assert server.requests == []


@pytest.mark.parametrize("code", [302, 400, 429, 500])
def test_faults_hold_neither_number_nor_text(server: Asked, code: int) -> None:
    server.answer = lambda handler: status(handler, code)
    with pytest.raises((NotDelivered, Unclear)) as fault:
        send(server)
    assert [word for word in ("4917", "Amira", "127.0.0.1", "x.example") if word in str(fault.value)] == []


# --- the settings -----------------------------------------------------------------------------------------------------


@pytest.fixture
def gateway(settings: Any) -> Any:
    settings.LETTER_FOLDER = ""
    settings.SMS_URL, settings.SMS_METHOD = "https://gateway.example.org/api", "POST"
    settings.SMS_BODY, settings.SMS_HEADER, settings.SMS_TIMEOUT = JSON, "X-Api-Key: a:b", 20.0
    return settings


def test_the_settings_make_the_gateway_and_sms_goes_by_it(gateway: Any) -> None:
    made = gateway_of_settings()
    assert made is not None
    assert (made.url, dict(made.headers)) == ("https://gateway.example.org/api", {"X-Api-Key": "a:b"})
    assert channels.way_for("sms") == made


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SMS_URL", "gateway.example.org"),
        ("SMS_URL", "file:///etc/passwd"),
        ("SMS_METHOD", "PUT"),
        ("SMS_METHOD", "GET"),
        ("SMS_BODY", "{to}"),
        ("SMS_BODY", '{"to": "{to}", "text": "{text}"'),
        ("SMS_BODY", "text={text}"),
        ("SMS_HEADER", "secret"),
    ],
)
def test_settings_that_cannot_work_are_refused_by_name_and_the_letter_waits(
    gateway: Any, name: str, value: str
) -> None:
    setattr(gateway, name, value)
    with pytest.raises(ImproperlyConfigured, match=f"LOTSENWERK_{name}|SMS_BODY|METHOD"):
        gateway_of_settings()
    with pytest.raises(NotDelivered) as refused:
        channels.way_for("sms")
    assert refused.value.again


def test_without_a_gateway_a_real_town_says_so_and_nothing_is_called_sent(gateway: Any) -> None:
    gateway.SMS_URL, gateway.DEMO = "", False
    with pytest.raises(NotDelivered, match="no SMS gateway"):
        channels.way_for("sms").send(LETTER)
