from lotsenwerk.domain.gatherings.queries.lending import (
    booking_for,
    bookings_about,
    bookings_between,
    ends,
    first_gap,
    own_sign_up,
    sign_up_for,
    sign_ups,
    thing_for,
    things,
)

__all__ = [
    "booking_for",
    "bookings_about",
    "bookings_between",
    "ends",
    "first_gap",
    "own_sign_up",
    "sign_up_for",
    "sign_ups",
    "thing_for",
    "things",
]
