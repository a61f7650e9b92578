"""The wall around the rows that came with the shopping help."""

from django.db import migrations

from lotsenwerk.kit.tenancy import wall

NO_DOUBLE_BOOKING = migrations.RunSQL(
    "ALTER TABLE gatherings_booking ADD CONSTRAINT gatherings_one_at_a_time EXCLUDE USING gist"
    " (int8range(organisation_id, organisation_id, '[]') WITH &&,"
    " int8range(thing_id, thing_id, '[]') WITH &&, during WITH &&) WHERE (state = 'booked')",
    "ALTER TABLE gatherings_booking DROP CONSTRAINT gatherings_one_at_a_time",
)
"""Two bookings of one thing at once are refused by the database."""



class Migration(migrations.Migration):
    dependencies = [("gatherings", "0001_initial"), ("people", "0005_walls_of_shopping_help")]

    operations = [
        *wall("gatherings_thing"),
        *wall("gatherings_booking", keys={"thing_id": "gatherings_thing", "person_id": "people_person"}),
        NO_DOUBLE_BOOKING,
    ]
