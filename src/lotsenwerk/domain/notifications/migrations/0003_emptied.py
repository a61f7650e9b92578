"""A letter's words are forgotten before the letter is: then there are none."""

from django.db import migrations

from lotsenwerk.kit.fields import EncryptedJSONField


class Migration(migrations.Migration):
    dependencies = [("notifications", "0002_walls")]

    operations = [
        migrations.AlterField("letter", "told", EncryptedJSONField(null=True)),
    ]
