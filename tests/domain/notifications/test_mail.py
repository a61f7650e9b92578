"""Mail by SMTP, against a small server that refuses at each step of the talk."""

import socketserver
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from lotsenwerk.domain.notifications.channels import Mail
from lotsenwerk.domain.notifications.port import NotDelivered, Outgoing

LETTER = Outgoing(7, "amira@example.org", "Can you help?", "Hello")


class Talk(socketserver.StreamRequestHandler):
    """As much of SMTP as one mail needs."""

    def handle(self) -> None:
        refuse: dict[str, str] = self.server.refuse  # type: ignore[attr-defined]
        self.say(refuse.get("HELLO", "220 ready"))
        while line := self.rfile.readline().decode().upper():
            word = line[:4].strip()
            if word in refuse and not refuse[word]:
                return
            self.say(refuse.get(word) or {"DATA": "354 go on", "QUIT": "221 bye"}.get(word, "250 fine"))
            if word == "DATA" and "DATA" not in refuse:
                while self.rfile.readline() not in (b".\r\n", b""):
                    pass
                self.server.taken += 1  # type: ignore[attr-defined]
                if refuse.get("END") == "":
                    return
                self.say(refuse.get("END", "250 taken"))
            if word == "QUIT":
                return

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@pytest.fixture
def server(settings: Any) -> Iterator[Any]:
    smtp = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk)
    smtp.daemon_threads = True
    smtp.refuse, smtp.taken = {}, 0  # type: ignore[attr-defined]
    thread = threading.Thread(target=smtp.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = smtp.server_address
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS, settings.EMAIL_TIMEOUT = False, 2
    yield smtp
    smtp.shutdown()
    smtp.server_close()
    thread.join()


def test_a_mail_that_the_server_takes_has_left(server: Any) -> None:
    Mail().send(LETTER)
    assert server.taken == 1


@pytest.mark.parametrize(
    ("step", "line", "fault", "again"),
    [
        ("HELLO", "554 go away", "mail server not reached", True),
        ("MAIL", "451 later", "mail refused (451)", True),
        ("MAIL", "550 no", "mail refused (550)", False),
        ("RCPT", "450 greylisted", "address refused (450)", True),
        ("RCPT", "550 unknown amira@example.org", "address refused (550)", False),
        ("DATA", "554 no", "mail refused (554)", False),
        ("END", "452 disk full", "mail refused (452)", True),
    ],
)
def test_a_clear_refusal_is_tried_again_where_the_server_says_so(
    server: Any, step: str, line: str, fault: str, again: bool
) -> None:
    server.refuse = {step: line}
    with pytest.raises(NotDelivered) as refused:
        Mail().send(LETTER)
    assert (refused.value.fault, refused.value.again) == (fault, again)


def test_a_line_that_breaks_after_the_text_is_no_refusal(server: Any) -> None:
    server.refuse = {"END": ""}
    with pytest.raises(OSError) as broken:  # noqa: PT011 - whatever smtplib makes of it
        Mail().send(LETTER)
    assert not isinstance(broken.value, NotDelivered)
    assert server.taken == 1


def test_a_server_that_hangs_up_after_it_took_the_mail_has_taken_it(server: Any) -> None:
    server.refuse = {"QUIT": ""}
    Mail().send(LETTER)
    assert server.taken == 1


def test_where_no_server_listens_nothing_has_left(server: Any, settings: Any) -> None:
    server.shutdown()
    server.server_close()
    with pytest.raises(NotDelivered) as refused:
        Mail().send(LETTER)
    assert refused.value.again
