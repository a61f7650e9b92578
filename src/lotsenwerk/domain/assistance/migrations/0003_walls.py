"""The wall around this room's rows."""

from django.db import migrations

from lotsenwerk.kit.tenancy import append_only, wall

NO_DOUBLE_BOOKING = migrations.RunSQL(
    "ALTER TABLE assistance_assignment ADD CONSTRAINT assistance_nobody_is_in_two_places EXCLUDE USING gist"
    " (int8range(organisation_id, organisation_id, '[]') WITH &&,"
    " int8range(volunteer_id, volunteer_id, '[]') WITH &&, during WITH &&) WHERE (state = 'accepted')",
    "ALTER TABLE assistance_assignment DROP CONSTRAINT assistance_nobody_is_in_two_places",
)
"""Two visits of one volunteer at once are refused by the database, also when two say yes in the same moment."""


class Migration(migrations.Migration):
    # After the journal's, which grants rights on every table there is: a right taken before would be given back.
    dependencies = [("assistance", "0002_initial"), ("people", "0002_walls"), ("journal", "0002_walls")]

    operations = [
        *wall("assistance_need", keys={"client_id": "people_client"}),
        *wall("assistance_offer", keys={"need_id": "assistance_need", "volunteer_id": "people_volunteer"}),
        *wall(
            "assistance_assignment",
            keys={
                "need_id": "assistance_need",
                "volunteer_id": "people_volunteer",
                "offer_id": "assistance_offer",
            },
        ),
        *wall("assistance_report", keys={"assignment_id": "assistance_assignment"}),
        *wall(
            "assistance_confirmation",
            keys={"assignment_id": "assistance_assignment", "volunteer_id": "people_volunteer"},
        ),
        *wall("assistance_callback", keys={"need_id": "assistance_need"}),
        append_only("assistance_confirmation"),
        NO_DOUBLE_BOOKING,
    ]
