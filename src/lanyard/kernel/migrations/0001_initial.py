from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [("ui", "0002_last_runs_go_to_the_kernel")]

    operations = [
        # The table is there already, from when it was another room's.
        migrations.SeparateDatabaseAndState(
            state_operations=[
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
        )
    ]
