"""The wall around inquiries, deployments and what belongs to them."""

from django.db import migrations

from lotsenwerk.kit.tenancy import same_tenant, wall

POOL, VOLUNTEER, CLIENT = "people_pool", "people_volunteer", "people_client"
NUMBER, COOPERATION, ASSIGNMENT = "assistance_clientnumber", "assistance_cooperation", "assistance_assignment"


class Migration(migrations.Migration):
    dependencies = [
        ("assistance", "0012_inquiries"),
        ("people", "0009_walls_of_becoming_one"),
        ("journal", "0002_walls"),
    ]

    operations = [
        *wall("assistance_poolterms", keys={"pool_id": POOL}),
        *wall("assistance_exclusion", keys={"terms_id": "assistance_poolterms"}),
        *wall("assistance_cooperation", keys={"pool_id": POOL, "client_id": CLIENT}),
        *wall("assistance_clientnumber", keys={"pool_id": POOL}),
        *wall("assistance_bias", keys={"volunteer_id": VOLUNTEER, "number_id": NUMBER}),
        *wall(
            "assistance_inquiry",
            keys={
                "pool_id": POOL,
                "cooperation_id": COOPERATION,
                "client_id": CLIENT,
                "number_id": NUMBER,
                "need_id": "assistance_need",
            },
        ),
        *wall("assistance_inquirychange", keys={"inquiry_id": "assistance_inquiry"}),
        *wall("assistance_officehour", keys={"pool_id": POOL}),
        *wall(
            "assistance_officeduty", keys={"office_hour_id": "assistance_officehour", "volunteer_id": VOLUNTEER}
        ),
        *wall("assistance_officedayoff", keys={"office_hour_id": "assistance_officehour"}),
        *wall(
            "assistance_deployment",
            keys={
                "pool_id": POOL,
                "volunteer_id": VOLUNTEER,
                "assignment_id": ASSIGNMENT,
                "office_hour_id": "assistance_officehour",
                "cooperation_id": COOPERATION,
                "number_id": NUMBER,
            },
        ),
        *wall("assistance_signedsheet", keys={"deployment_id": "assistance_deployment"}),
        *wall("assistance_feedback", keys={"assignment_id": ASSIGNMENT}),
        *wall(
            "assistance_signpost",
            keys={"client_id": CLIENT, "volunteer_id": VOLUNTEER, "assignment_id": ASSIGNMENT},
        ),
        same_tenant("assistance_need", {"pool_id": POOL}),
    ]
