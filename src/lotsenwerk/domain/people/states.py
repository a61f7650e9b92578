"""The ladder of a volunteer, the ladder into a pool, and what becomes of an interest."""

from lotsenwerk.domain.people.models import InterestState as I
from lotsenwerk.domain.people.models import Rung
from lotsenwerk.domain.people.models import VolunteerStatus as V
from lotsenwerk.kit.states import StateTable

VOLUNTEER = StateTable(
    {
        "activate": {V.INTERESTED: V.ACTIVE, V.PAUSED: V.ACTIVE},
        "pause": {V.ACTIVE: V.PAUSED},
        "leave": {V.INTERESTED: V.LEFT, V.ACTIVE: V.LEFT, V.PAUSED: V.LEFT},
        "come_back": {V.LEFT: V.INTERESTED},
    },
)

_ON_THE_WAY = (Rung.INTERESTED, Rung.TALK, Rung.SUITABILITY, Rung.COURSE)

MEMBER = StateTable(
    {
        "meet": dict.fromkeys((Rung.INTERESTED, Rung.SUITABILITY, Rung.COURSE, Rung.PAUSED), Rung.TALK),
        "check": dict.fromkeys((Rung.INTERESTED, Rung.TALK, Rung.COURSE, Rung.PAUSED), Rung.SUITABILITY),
        "learn": dict.fromkeys((Rung.INTERESTED, Rung.TALK, Rung.SUITABILITY, Rung.PAUSED), Rung.COURSE),
        "begin": dict.fromkeys((*_ON_THE_WAY, Rung.PAUSED), Rung.ACTIVE),
        "rest": dict.fromkeys((*_ON_THE_WAY, Rung.ACTIVE), Rung.PAUSED),
        "leave": dict.fromkeys((*_ON_THE_WAY, Rung.ACTIVE, Rung.PAUSED), Rung.LEFT),
        "come_back": {Rung.LEFT: Rung.INTERESTED},
    },
)


def is_on_the_way(rung: str) -> bool:
    """Whether somebody on this rung has shown interest and has not begun yet."""
    return rung in _ON_THE_WAY


INTEREST = StateTable(
    {
        "take_up": {I.NEW: I.TAKEN_UP},
        "decline": {I.NEW: I.DECLINED},
        "withdraw": {I.NEW: I.WITHDRAWN},
    },
)
