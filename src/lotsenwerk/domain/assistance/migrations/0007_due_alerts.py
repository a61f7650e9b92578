"""The alerts that are due are found by the index that lets each of them be due once; a second one is needless."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("assistance", "0006_reasons_to_call")]

    operations = [migrations.RemoveIndex(model_name="alert", name="assistance_alerts_due")]
