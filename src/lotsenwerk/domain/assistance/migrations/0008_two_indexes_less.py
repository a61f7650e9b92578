"""Two indexes that nobody asks for: the key to the client and the rule of one running cascade serve those reads."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("assistance", "0007_due_alerts")]

    operations = [
        migrations.RemoveIndex(model_name="rhythm", name="assistance_rhythms_of"),
        migrations.RemoveIndex(model_name="cascade", name="assistance_cascade_next"),
    ]
