from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="LastRun",
            fields=[
                ("job", models.CharField(max_length=100, primary_key=True, serialize=False)),
                ("started", models.DateTimeField()),
                ("finished", models.DateTimeField(blank=True, null=True)),
                ("failed", models.CharField(blank=True, max_length=100)),
            ],
        ),
    ]
