"""How a room declares what it says to people, and to which page the letter leads."""

from dataclasses import dataclass

from lotsenwerk.kit.errors import Sentence


@dataclass(frozen=True, slots=True)
class Message:
    """One kind of letter.

    ``subject`` never holds personal data. ``body`` is one text for mail and SMS with named places for parameters.
    ``route`` is the name of the page that the letter leads to, or empty; with a ``link_purpose`` the letter gets a
    one-time link that opens this page without login. An ``urgent`` one leaves at night too: somebody waits for it now.
    """

    key: str
    subject: Sentence
    body: Sentence
    route: str = ""
    link_purpose: str = ""
    urgent: bool = False
