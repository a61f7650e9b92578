"""What people come together for, and with: dates, lists to sign up, and things that are lent."""

from lotsenwerk.domain.gatherings.models.materials import Material
from lotsenwerk.domain.gatherings.models.series import (
    Form,
    Level,
    LoggedItem,
    Often,
    Outcome,
    Series,
    SeriesDay,
    TableCount,
    Turn,
)
from lotsenwerk.domain.gatherings.models.sign_up import CallAbout, SignUp, SignUpList, SignUpState
from lotsenwerk.domain.gatherings.models.things import HOLDS, Booking, BookingState, Thing, ThingKind, ToCarriers

__all__ = [
    "HOLDS",
    "Booking",
    "BookingState",
    "CallAbout",
    "Form",
    "Level",
    "LoggedItem",
    "Material",
    "Often",
    "Outcome",
    "Series",
    "SeriesDay",
    "SignUp",
    "SignUpList",
    "SignUpState",
    "TableCount",
    "Thing",
    "ThingKind",
    "ToCarriers",
    "Turn",
]
