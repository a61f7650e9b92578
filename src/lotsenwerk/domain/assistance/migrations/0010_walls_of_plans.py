"""The wall around plans; and of the published ones only one counts for a day."""

from django.db import migrations

from lotsenwerk.kit.tenancy import same_tenant, wall

ONE_COUNTS = (
    "ALTER TABLE assistance_plan ADD CONSTRAINT assistance_one_plan_counts EXCLUDE USING gist"
    " (int8range(organisation_id, organisation_id, '[]') WITH &&, daterange(first_day, last_day, '[]') WITH &&)"
    " WHERE (state = 'published')"
)


class Migration(migrations.Migration):
    dependencies = [("assistance", "0009_plans"), ("journal", "0002_walls")]

    operations = [
        *wall("assistance_plan", keys={"changes_id": "assistance_plan"}),
        *wall("assistance_pin", keys={"need_id": "assistance_need", "volunteer_id": "people_volunteer"}),
        *wall("assistance_fixedorder", keys={"volunteer_id": "people_volunteer"}),
        *wall("assistance_dayoffer", keys={"plan_id": "assistance_plan", "volunteer_id": "people_volunteer"}),
        same_tenant("assistance_offer", {"day_id": "assistance_dayoffer"}),
        migrations.RunSQL(ONE_COUNTS, "ALTER TABLE assistance_plan DROP CONSTRAINT assistance_one_plan_counts"),
    ]
