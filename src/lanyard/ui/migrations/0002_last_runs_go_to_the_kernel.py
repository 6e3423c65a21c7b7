from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("ui", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.AlterModelTable("LastRun", "kernel_lastrun")],
            state_operations=[migrations.DeleteModel("LastRun")],
        )
    ]
