from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("rooms", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="ticket",
            name="left_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
