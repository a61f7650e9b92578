"""The wall around courses."""

from django.db import migrations

from lotsenwerk.kit.tenancy import wall


class Migration(migrations.Migration):
    dependencies = [("training", "0001_initial"), ("gatherings", "0004_walls_of_sign_up")]

    operations = [
        *wall("training_course", keys={"sign_up_list_id": "gatherings_signuplist"}),
        *wall("training_coursecarrier", keys={"course_id": "training_course"}),
        *wall("training_session", keys={"course_id": "training_course"}),
        *wall("training_attendance", keys={"session_id": "training_session", "sign_up_id": "gatherings_signup"}),
        *wall(
            "training_certificate",
            keys={
                "course_id": "training_course",
                "sign_up_id": "gatherings_signup",
                "person_id": "people_person",
            },
        ),
    ]
