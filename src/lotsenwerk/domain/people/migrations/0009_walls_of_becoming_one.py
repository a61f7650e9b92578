"""The wall around pools, the ladder, interest, declarations and qualifications."""

from django.db import migrations

from lotsenwerk.kit.tenancy import wall


class Migration(migrations.Migration):
    dependencies = [("people", "0008_becoming_one"), ("organisations", "0001_initial")]

    operations = [
        *wall("people_pool"),
        *wall("people_poolrule", keys={"pool_id": "people_pool"}),
        *wall("people_poolmember", keys={"pool_id": "people_pool", "volunteer_id": "people_volunteer"}),
        *wall("people_ladderstep", keys={"member_id": "people_poolmember"}),
        *wall("people_declarationtext"),
        *wall(
            "people_signeddeclaration",
            keys={"volunteer_id": "people_volunteer", "text_id": "people_declarationtext"},
        ),
        *wall("people_qualification", keys={"volunteer_id": "people_volunteer"}),
        *wall("people_interest", keys={"person_id": "people_person"}),
    ]
