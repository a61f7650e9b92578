"""The port through which letters leave: what a way out is given, and what it may answer."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A finished text on its way: ``number`` makes the name of its file, ``address`` a number or a mail address."""

    number: int
    address: str
    subject: str
    body: str


class NotDelivered(Exception):  # noqa: N818
    """The letter has certainly not left. ``again`` says whether another try can help, not before ``pause`` is over.

    ``fault`` holds neither an address nor words of the letter.
    """

    def __init__(self, fault: str, *, again: bool, pause: timedelta = timedelta()) -> None:
        super().__init__(fault)
        self.fault = fault
        self.again = again
        self.pause = pause


class Unclear(Exception):  # noqa: N818
    """Nobody knows whether the letter left. ``fault`` holds neither an address nor words of the letter."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


class Way(Protocol):
    """A way out. Returns when the letter has left, raises ``NotDelivered`` when it certainly has not.

    ``Unclear``, and any other exception, mean that nobody knows.
    """

    def send(self, letter: Outgoing) -> None:
        """Send one letter."""
