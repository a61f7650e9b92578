"""Organisations keep nothing of clients or volunteers; their address and telephone are a body's, not a person's."""

from lotsenwerk.kit.personal import Declaration

DECLARATION = Declaration(
    room="organisations",
    fields={},
    impersonal=frozenset(
        {
            *("Organisation.kind", "Organisation.name", "Organisation.sort_key", "Organisation.slug"),
            *("Organisation.keeps_records", "Organisation.street", "Organisation.house_number"),
            *("Organisation.postcode", "Organisation.town", "Organisation.lat", "Organisation.lon"),
            *("Organisation.phone", "Organisation.email", "Organisation.modules", "Organisation.website"),
            *("Organisation.about", "Organisation.speaks", "Organisation.access", "Organisation.by_appointment"),
            "Organisation.ended_at",
            *("OpeningHours.weekday", "OpeningHours.opens", "OpeningHours.closes"),
        },
    ),
)
