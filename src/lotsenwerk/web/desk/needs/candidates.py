"""Who can go to a need, as the list shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lotsenwerk.domain.assistance.models import Need, OfferState
from lotsenwerk.domain.assistance.planner import propose
from lotsenwerk.domain.assistance.queries.journey import who_was_asked
from lotsenwerk.domain.funding.queries.years import room_for
from lotsenwerk.domain.people.models import Person
from lotsenwerk.kit.actor import Actor
from lotsenwerk.web.desk.funding.words import room_in_words
from lotsenwerk.web.desk.wording import READY, is_ready_all_the_same

MOST_WHO_CAN = 15
MOST_WHO_CANNOT = 10


@dataclass(frozen=True, slots=True)
class Candidate:
    """A volunteer, from when she can go (none where she cannot), and why in words."""

    person: Person
    begin: datetime | None
    reasons: Sequence[str]
    room: str = ""
    """What of her year is free, where the need is a guide's and hours count."""
    is_over: bool = False


def candidates(actor: Actor, need: Need, at: datetime) -> Sequence[Candidate]:
    """Active volunteers, likeliest first; those who were asked already stand in another list."""
    asked = {offer.volunteer_id for offer in who_was_asked(need) if offer.state == OfferState.OPEN}
    ready = {offer.volunteer_id for offer in who_was_asked(need) if is_ready_all_the_same(offer)}
    proposals = propose(actor, need, at=at)
    rooms = room_for(actor, need, [one.volunteer_id for one in proposals.can[:MOST_WHO_CAN]], at=at)
    cannot = [one for one in proposals.cannot if one.volunteer_id not in asked]
    return [
        *(
            Candidate(
                one.volunteer.person,
                one.begin,
                [*([str(READY)] if one.volunteer_id in ready else []), *one.reasons],
                room_in_words(rooms[one.volunteer_id]) if one.volunteer_id in rooms else "",
                is_over=one.volunteer_id in rooms and rooms[one.volunteer_id].would_be_over,
            )
            for one in proposals.can[:MOST_WHO_CAN]
        ),
        *(Candidate(one.volunteer.person, None, one.reasons) for one in cannot[:MOST_WHO_CANNOT]),
    ]
