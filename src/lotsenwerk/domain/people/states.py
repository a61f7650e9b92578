"""The ladder of a volunteer."""

from lotsenwerk.domain.people.models import VolunteerStatus as V
from lotsenwerk.kit.states import StateTable

VOLUNTEER = StateTable(
    {
        "activate": {V.INTERESTED: V.ACTIVE, V.PAUSED: V.ACTIVE},
        "pause": {V.ACTIVE: V.PAUSED},
        "leave": {V.INTERESTED: V.LEFT, V.ACTIVE: V.LEFT, V.PAUSED: V.LEFT},
    },
)
