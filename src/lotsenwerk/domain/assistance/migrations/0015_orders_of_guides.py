"""Orders of guides: what is to be reached and what not, how often at most, further appointments, ticks of a report."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import lotsenwerk.kit.fields
from lotsenwerk.kit.tenancy import same_tenant


class Migration(migrations.Migration):
    dependencies = [("assistance", "0014_bills")]

    operations = [
        migrations.AddField(
            model_name="inquiry",
            name="bring",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=20), default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="inquiry",
            name="follows",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="further",
                to="assistance.inquiry",
            ),
        ),
        migrations.AddField(model_name="inquiry", name="has_no_date", field=models.BooleanField(default=False)),
        migrations.AddField(
            model_name="inquiry", name="most_meetings", field=models.PositiveSmallIntegerField(null=True)
        ),
        migrations.AddField(
            model_name="inquiry", name="not_about", field=lotsenwerk.kit.fields.EncryptedTextField(blank=True)
        ),
        migrations.AddField(
            model_name="report",
            name="did",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=20), default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="reached",
            field=models.CharField(
                blank=True, choices=[("yes", "Yes"), ("partly", "Partly"), ("no", "No")], max_length=6
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="what_next",
            field=models.CharField(
                blank=True,
                choices=[
                    ("nothing", "Nothing"),
                    ("appointment", "Appointment"),
                    ("signpost", "Signpost"),
                    ("alone", "Alone"),
                    ("call_us", "Call Us"),
                ],
                max_length=12,
            ),
        ),
        same_tenant("assistance_inquiry", {"follows_id": "assistance_inquiry"}),
    ]
