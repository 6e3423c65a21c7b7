"""The database itself refuses to change published wording and signatures."""

from django.db import migrations

from lanyard.training import triggers


def install(apps, schema_editor):
    triggers.install(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("training", "0001_initial")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
