"""Words for the states of letters."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lotsenwerk.domain.notifications.models import LetterState

STATES: Final[Mapping[str, tuple[str, str | Promise]]] = {
    LetterState.WAITING: ("waiting", _("about to leave")),
    LetterState.SENDING: ("waiting", _("on the way")),
    LetterState.SENT: ("done", _("sent")),
    LetterState.FAILED: ("late", _("did not arrive")),
    LetterState.UNCLEAR: ("open", _("nobody knows whether it left")),
    LetterState.WITHDRAWN: ("off", _("taken back in time")),
}


def counts_in_words(counts: Mapping[str, int]) -> Sequence[tuple[str, str, int]]:
    """Tone, word and number of every state in which there is a letter."""
    return [(tone, str(word), counts[state]) for state, (tone, word) in STATES.items() if counts.get(state)]
