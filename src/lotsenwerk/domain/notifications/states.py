"""How a letter moves on."""

from lotsenwerk.domain.notifications.models import LetterState as L
from lotsenwerk.kit.states import StateTable

LETTER = StateTable(
    {
        "begin": {L.WAITING: L.SENDING},
        "sent": {L.SENDING: L.SENT},
        "retry": {L.SENDING: L.WAITING},
        "fail": {L.SENDING: L.FAILED},
        "lose": {L.SENDING: L.UNCLEAR},
        "withdraw": {L.WAITING: L.WITHDRAWN},
        "say_not_arrived": {L.UNCLEAR: L.FAILED},
        "send_again": {L.FAILED: L.WAITING},
    },
)
