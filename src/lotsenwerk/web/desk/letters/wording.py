"""Words for the states of letters."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.notifications.models import Letter, LetterState
from lotsenwerk.domain.notifications.permissions import may_say_not_arrived, may_send_again
from lotsenwerk.domain.notifications.states import LETTER
from lotsenwerk.kit.actor import Actor

STATES: Final[Mapping[str, tuple[str, str | Promise]]] = {
    LetterState.WAITING: ("waiting", _("about to leave")),
    LetterState.SENDING: ("waiting", _("on the way")),
    LetterState.SENT: ("done", _("sent")),
    LetterState.FAILED: ("late", _("did not arrive")),
    LetterState.UNCLEAR: ("open", _("nobody knows whether it left")),
    LetterState.WITHDRAWN: ("off", _("taken back in time")),
}


FAULTS: Final[Mapping[str, str | Promise]] = {
    "address refused": _("the address is not accepted"),
    "mail refused": _("the mail server did not accept it"),
    "mail server not reached": _("the mail server was not reached"),
    "gateway not reached": _("the SMS gateway was not reached"),
    "gateway answered": _("the SMS gateway did not accept it"),
    "gateway did not answer in time": _("the SMS gateway did not answer"),
    "gateway broke off": _("the line to the SMS gateway broke"),
    "no SMS gateway is set": _("no SMS gateway is set up"),
    "settings of the SMS gateway are wrong": _("the SMS gateway is not set up right"),
    "abandoned": _("the program was ended while it left"),
}
"""What a fault of ``notifications`` begins with, and how one says it at the desk."""


def fault_in_words(fault: str) -> str:
    """Why a letter did not arrive, for a person; nothing where nobody can say it better."""
    return next((str(word) for begin, word in FAULTS.items() if fault.startswith(begin)), "")


def counts_in_words(counts: Mapping[str, int]) -> Sequence[tuple[str, str, int]]:
    """Tone, word and number of every state in which there is a letter."""
    return [(tone, str(word), counts[state]) for state, (tone, word) in STATES.items() if counts.get(state)]


def steps_of(actor: Actor, letter: Letter) -> Mapping[str, bool]:
    """What this actor can do about a letter: the same table that the verbs ask."""
    return {
        "again": may_send_again(actor) and LETTER.allows("send_again", letter.state),
        "not_arrived": may_say_not_arrived(actor) and LETTER.allows("say_not_arrived", letter.state),
    }
