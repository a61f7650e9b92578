"""What is near a visitor: the place that she typed, and who answers for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lotsenwerk.domain.organisations.models import Organisation
from lotsenwerk.domain.organisations.queries import answering_for, state_centre
from lotsenwerk.domain.places.models import Municipality
from lotsenwerk.domain.places.queries import search_municipalities
from lotsenwerk.kit import phone_numbers
from lotsenwerk.kit.maps import Spot
from lotsenwerk.kit.names import fold

LONGEST: Final = 80
MOST: Final = 6


@dataclass(frozen=True, slots=True)
class Here:
    """What was typed, the place that is meant, others that might be, and whom one calls there."""

    typed: str
    place: Municipality | None = None
    others: Sequence[Municipality] = ()
    bodies: Sequence[tuple[Organisation, str]] = ()

    @property
    def spot(self) -> Spot | None:
        """Where the place is."""
        if self.place is None or self.place.lat is None or self.place.lon is None:
            return None
        return Spot(self.place.lat, self.place.lon)

    @property
    def is_unknown(self) -> bool:
        """Whether something was typed that is no place in Hesse."""
        return bool(self.typed) and self.place is None


def here_of(typed: str) -> Here:
    """The likeliest place, and who answers for it: its town, else its county, else the state. At most five queries."""
    typed = typed.strip()[:LONGEST]
    found = search_municipalities(typed, most=MOST) if typed else []
    if not found:
        return Here(typed)
    bodies = answering_for(found[:1]) or [centre for centre in [state_centre()] if centre]
    called = [(body, phone_numbers.shown(body.phone)) for body in bodies if body.phone]
    is_meant = fold(found[0].name) == fold(typed)
    return Here(typed, found[0], () if is_meant else found[1:], called)
