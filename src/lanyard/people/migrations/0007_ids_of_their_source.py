from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0006_who_is_who'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='person',
            name='one_person_per_source_id',
        ),
        migrations.RemoveField(
            model_name='person',
            name='source_id',
        ),
    ]
