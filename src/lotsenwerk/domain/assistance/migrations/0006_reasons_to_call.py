"""One more reason to call a client back: nobody came. No table changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assistance", "0005_walls_of_shopping_help")]

    operations = [
        migrations.AlterField(
            model_name="callback",
            name="reason",
            field=models.CharField(
                choices=[
                    ("who_comes", "Who Comes"),
                    ("somebody_else_comes", "Somebody Else Comes"),
                    ("cancelled", "Cancelled"),
                    ("nobody_came", "Nobody Came"),
                ],
                max_length=20,
            ),
        ),
    ]
