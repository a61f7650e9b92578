"""The wall around what is handed out with a date; whoever asks for a thing keeps its time free like a booking."""

from django.db import migrations

from lotsenwerk.kit.tenancy import wall

_DROP = "ALTER TABLE gatherings_booking DROP CONSTRAINT gatherings_one_at_a_time"
_ADD = (
    "ALTER TABLE gatherings_booking ADD CONSTRAINT gatherings_one_at_a_time EXCLUDE USING gist"
    " (int8range(organisation_id, organisation_id, '[]') WITH &&,"
    " int8range(thing_id, thing_id, '[]') WITH &&, during WITH &&) WHERE ({states})"
)


class Migration(migrations.Migration):
    dependencies = [("gatherings", "0007_carriers")]

    operations = [
        *wall("gatherings_material", keys={"series_id": "gatherings_series"}),
        migrations.RunSQL(
            [_DROP, _ADD.format(states="state = 'asked' OR state = 'booked'")],
            [_DROP, _ADD.format(states="state = 'booked'")],
        ),
    ]
