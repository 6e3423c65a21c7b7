from django.db import migrations

import lanyard.records.fields


class Migration(migrations.Migration):

    dependencies = [
        ('concerns', '0007_labels_in_plain_words'),
    ]

    operations = [
        migrations.AddField(
            model_name='report',
            name='language',
            field=lanyard.records.fields.EncryptedTextField(blank=True, null=True),
        ),
    ]
