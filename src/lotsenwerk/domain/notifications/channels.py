"""The ways out, behind one port: mail by Django's backend, SMS to the console or a folder until a gateway is set."""

import logging
import smtplib
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMessage

log = logging.getLogger("lotsenwerk.letters")


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A finished text on its way: ``number`` makes the name of its file, ``address`` a number or a mail address."""

    number: int
    address: str
    subject: str
    body: str


class NotDelivered(Exception):  # noqa: N818
    """The letter has certainly not left. ``again`` says whether another try can help; ``fault`` holds no address."""

    def __init__(self, fault: str, *, again: bool) -> None:
        super().__init__(fault)
        self.fault = fault
        self.again = again


class Way(Protocol):
    """A way out. Returns when the letter has left, raises ``NotDelivered`` when it certainly has not.

    Any other exception means that nobody knows: the letter becomes ``unclear``.
    """

    def send(self, letter: Outgoing) -> None:
        """Send one letter."""


class Mail:
    """By Django's mail backend. The subject is the message's own and holds no personal data."""

    def send(self, letter: Outgoing) -> None:
        """Send one mail."""
        mail = EmailMessage(letter.subject, letter.body, settings.DEFAULT_FROM_EMAIL, [letter.address])
        try:
            mail.send()
        except smtplib.SMTPRecipientsRefused:
            raise NotDelivered("address refused", again=False) from None
        except (smtplib.SMTPConnectError, ConnectionRefusedError, smtplib.SMTPHeloError):
            raise NotDelivered("mail server not reached", again=True) from None


class Folder:
    """Into a folder, one file a letter: for demonstrations and tests, and to look at what would leave."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, letter: Outgoing) -> None:
        """Write one file."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            name = self.folder / f"{letter.number:08d}.txt"
            name.write_text(f"{letter.address}\n{letter.subject}\n\n{letter.body}\n", encoding="utf-8")
        except OSError as fault:
            raise NotDelivered(f"folder not writable ({fault.errno})", again=True) from None


class Console:
    """To the log of the worker, without address and text: who wants to read them sets a folder."""

    def send(self, letter: Outgoing) -> None:
        """Say that a letter left."""
        log.info("letter %d left, %d characters", letter.number, len(letter.body))


def way_for(channel: str) -> Way:
    """The way that the settings give a channel. A channel that is switched off is never chosen, see ``outbox.put``."""
    folder = settings.LETTER_FOLDER
    if channel == "mail" and not folder:
        return Mail()
    return Folder(Path(folder)) if folder else Console()
