"""Turns that nobody confirmed are found by service and day, however many were confirmed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("coaching", "0001_initial")]
    operations = [
        migrations.AddIndex(
            model_name="beurt",
            index=models.Index(
                condition=models.Q(("status", "gepland")), fields=["dienst", "datum"], name="beurt_open"
            ),
        ),
    ]
