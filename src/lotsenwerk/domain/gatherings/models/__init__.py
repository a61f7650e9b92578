"""What people come together for, and with: things that are lent, and lists to sign up."""

from lotsenwerk.domain.gatherings.models.sign_up import SignUp, SignUpList, SignUpState
from lotsenwerk.domain.gatherings.models.things import Booking, BookingState, Thing, ThingKind

__all__ = ["Booking", "BookingState", "SignUp", "SignUpList", "SignUpState", "Thing", "ThingKind"]
