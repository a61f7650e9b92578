"""What bookings keep of people, and how it is forgotten."""

from lotsenwerk.kit.personal import Declaration

DECLARATION = Declaration(
    room="gatherings",
    fields={},
    impersonal=frozenset(
        {
            *("Thing.kind", "Thing.name", "Thing.sort_key", "Thing.where", "Thing.lat", "Thing.lon", "Thing.note"),
            *("Thing.handover_minutes", "Thing.added_at", "Thing.ended_at"),
            *("Booking.during", "Booking.handover_minutes", "Booking.state", "Booking.room", "Booking.kind"),
            *("Booking.subject_id", "Booking.made_at", "Booking.made_by_user_id"),
        },
    ),
)
