"""What people come together for, and with: dates, lists to sign up, and things that are lent."""

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
from lotsenwerk.domain.gatherings.models.things import Booking, BookingState, Thing, ThingKind

__all__ = [
    "Booking",
    "BookingState",
    "CallAbout",
    "Form",
    "Level",
    "LoggedItem",
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
    "Turn",
]
