"""How a file of a grant moves: nothing moves but through this table."""

from lotsenwerk.domain.funding.models import GrantState
from lotsenwerk.kit.states import StateTable

GRANT = StateTable(
    {
        "write": {GrantState.DRAFT: GrantState.DRAFT},
        "hand_in": {GrantState.DRAFT: GrantState.APPLIED},
        "take_back": {GrantState.APPLIED: GrantState.DRAFT},
        "withdraw": {
            GrantState.DRAFT: GrantState.WITHDRAWN,
            GrantState.APPLIED: GrantState.WITHDRAWN,
        },
        "refuse": {GrantState.APPLIED: GrantState.REFUSED},
        "note_notice": {GrantState.APPLIED: GrantState.GRANTED, GrantState.GRANTED: GrantState.GRANTED},
        "receive": {GrantState.GRANTED: GrantState.GRANTED, GrantState.ENDED: GrantState.ENDED},
        "spend": {GrantState.GRANTED: GrantState.GRANTED},
        "end": {GrantState.GRANTED: GrantState.ENDED},
        "reopen": {GrantState.ENDED: GrantState.GRANTED},
    }
)
