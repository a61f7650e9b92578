"""Places say nothing of a person."""

from lotsenwerk.kit.personal import Declaration

DECLARATION = Declaration(
    room="places",
    fields={},
    impersonal=frozenset(
        {
            *("County.ags", "County.name", "County.kind", "County.sort_key"),
            *("Municipality.ags", "Municipality.former_ags", "Municipality.name", "Municipality.official_name"),
            *("Municipality.kind", "Municipality.lat", "Municipality.lon", "Municipality.area_ha"),
            *("Municipality.seat_postcode", "Municipality.population", "Municipality.population_source"),
            *("Municipality.sort_key", "Municipality.register_date", "Municipality.is_current"),
            *("Postcode.plz", "PlaceKey.key"),
        },
    ),
)
