"""Bills of a pool and what stands on them, behind the wall."""

import django.db.models.deletion
from django.db import migrations, models

import lotsenwerk.kit.fields
import lotsenwerk.kit.tenancy
from lotsenwerk.kit.tenancy import wall

_ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
_ORGANISATION = models.BigIntegerField(default=lotsenwerk.kit.tenancy.current_organisation_id, editable=False)


class Migration(migrations.Migration):
    dependencies = [("assistance", "0013_walls_of_inquiries"), ("people", "0009_walls_of_becoming_one")]

    operations = [
        migrations.CreateModel(
            name="Bill",
            fields=[
                ("id", _ID),
                ("organisation_id", _ORGANISATION),
                ("ref", models.CharField(max_length=10)),
                ("year", models.PositiveSmallIntegerField()),
                ("number", models.PositiveIntegerField()),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("name", models.CharField(max_length=120)),
                ("address", lotsenwerk.kit.fields.EncryptedTextField(blank=True)),
                ("sender", models.CharField(max_length=400)),
                ("payment", models.CharField(blank=True, max_length=500)),
                ("cents", models.PositiveIntegerField()),
                ("issued_at", models.DateTimeField()),
                ("issued_by_user_id", models.BigIntegerField(null=True)),
                ("cancelled_at", models.DateTimeField(null=True)),
                ("cancelled_by_user_id", models.BigIntegerField(null=True)),
                ("because", models.CharField(blank=True, max_length=300)),
                (
                    "cooperation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bills",
                        to="assistance.cooperation",
                    ),
                ),
                (
                    "pool",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="bills", to="people.pool"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["organisation_id", "ref"], name="assistance_bill_ref"),
                    models.UniqueConstraint(
                        fields=["organisation_id", "year", "number"], name="assistance_bill_number"
                    ),
                    models.CheckConstraint(condition=models.Q(number__gte=1), name="assistance_bill_from_one"),
                ],
            },
        ),
        migrations.CreateModel(
            name="BillPosition",
            fields=[
                ("id", _ID),
                ("organisation_id", _ORGANISATION),
                ("cents", models.PositiveIntegerField()),
                ("counts", models.BooleanField(default=True)),
                (
                    "bill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="positions", to="assistance.bill"
                    ),
                ),
                (
                    "deployment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="positions",
                        to="assistance.deployment",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(counts=True),
                        fields=["organisation_id", "deployment"],
                        name="assistance_billed_once",
                    ),
                ],
            },
        ),
        *wall("assistance_bill", keys={"pool_id": "people_pool", "cooperation_id": "assistance_cooperation"}),
        *wall(
            "assistance_billposition",
            keys={"bill_id": "assistance_bill", "deployment_id": "assistance_deployment"},
        ),
    ]
