"""Every exemption ends: those without a day of their own end a year after they started."""

from datetime import timedelta

from django.db import migrations, models


def end_all(apps, schema_editor):
    exemptions = apps.get_model("training", "Exemption").objects
    for key, start in exemptions.filter(end__isnull=True).values_list("pk", "start"):
        exemptions.filter(pk=key).update(end=start + timedelta(days=365))


class Migration(migrations.Migration):
    dependencies = [("training", "0002_refuse_changes")]
    operations = [
        migrations.RunPython(end_all, migrations.RunPython.noop),
        migrations.AlterField("exemption", "end", models.DateField()),
    ]
