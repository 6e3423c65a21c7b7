"""The database itself refuses to change or remove what was recorded."""

from django.db import migrations

from lanyard.records import triggers


def install(apps, schema_editor):
    triggers.install(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("records", "0001_audit_chain")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
