"""Whom a client trusts is a person of her own: no name and number beside the client any more."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("people", "0005_walls_of_shopping_help")]

    operations = [
        migrations.RemoveField(model_name="client", name="contact_name"),
        migrations.RemoveField(model_name="client", name="contact_phone"),
    ]
