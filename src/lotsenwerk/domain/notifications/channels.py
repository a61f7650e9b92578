"""The ways out, behind one port: mail, SMS, and a folder or the log where nobody is to be reached in earnest."""

import logging
import smtplib
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage, get_connection

from lotsenwerk.domain.notifications.port import NotDelivered, Outgoing, Way
from lotsenwerk.domain.notifications.sms_gateway import gateway_of_settings

log = logging.getLogger("lotsenwerk.letters")
PERMANENT = 500
"""From here on an SMTP server says that it will never take this."""


class Mail:
    """By Django's mail backend. The subject is the message's own and holds no personal data."""

    def send(self, letter: Outgoing) -> None:
        """Send one mail."""
        way = get_connection()
        try:
            way.open()
        except OSError:
            raise NotDelivered("mail server not reached", again=True) from None
        mail = EmailMessage(letter.subject, letter.body, settings.DEFAULT_FROM_EMAIL, [letter.address])
        try:
            way.send_messages([mail])
        except smtplib.SMTPRecipientsRefused as refused:
            code = next((code for code, _words in refused.recipients.values()), PERMANENT)
            raise _refused("address", code) from None
        except smtplib.SMTPResponseException as refused:
            raise _refused("mail", refused.smtp_code) from None
        finally:
            # It has left or not by now; a server that hangs up rudely changes nothing about that.
            with suppress(OSError):
                way.close()


def _refused(what: str, code: int) -> NotDelivered:
    return NotDelivered(f"{what} refused ({code})", again=code < PERMANENT)


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


class Nowhere:
    """No way is set: a letter that was to go by it has failed, and the desk calls."""

    def send(self, letter: Outgoing) -> None:  # noqa: ARG002 - every way is called alike
        """Refuse."""
        raise NotDelivered("no SMS gateway is set", again=False)


def way_for(channel: str) -> Way:
    """The way that the settings give a channel: the folder where one is set, else mail server or gateway.

    Raises ``NotDelivered`` where the settings cannot work.
    """
    if settings.LETTER_FOLDER:
        return Folder(Path(settings.LETTER_FOLDER))
    if channel == "mail":
        return Mail()
    try:
        return gateway_of_settings() or (Console() if settings.DEMO else Nowhere())
    except ImproperlyConfigured:
        raise NotDelivered("settings of the SMS gateway are wrong", again=True) from None
