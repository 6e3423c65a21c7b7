import lanyard.records.fields
from django.db import migrations, models

# The types that asked it, and are not about a child at risk anyhow.
_ASKED = ("staff_conduct", "complaint", "whistleblowing", "other")


def keep_what_was_said(apps, schema_editor):
    """What reporters of open concerns answered stands in their answers. A task hands on what somebody else holds."""
    Concern, Report = (apps.get_model("concerns", name) for name in ("Concern", "Report"))
    Concern.objects.filter(in_danger=True).update(child_at_risk="yes")
    rows = Report.objects.filter(concern__type__in=_ASKED).exclude(concern__state="closed").order_by("pk")
    for report in rows.iterator(chunk_size=500):
        said = str(report.answers.get("child_at_risk", ""))
        if said in ("yes", "no", "unknown"):
            Concern.objects.filter(pk=report.concern_id, child_at_risk="").update(child_at_risk=said)


class Migration(migrations.Migration):

    dependencies = [
        ('concerns', '0005_count_in_weeks_that_are_over'),
    ]

    operations = [
        migrations.AddField(
            model_name='concern',
            name='child_at_risk',
            field=models.CharField(blank=True, choices=[('', 'Nobody has said yet'), ('yes', 'Yes'), ('no', 'No'), ('unknown', 'I don’t know')], default='', max_length=7),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='reader',
            name='kind',
            field=models.CharField(choices=[('chosen', 'Chosen by the reporter'), ('assigned', 'Deals with it'), ('consulted', 'Asked for advice'), ('escalated', 'Told because nobody answered in time'), ('out_of_hours', 'Named for out of hours'), ('beside', 'Deals with what else it is')], max_length=12),
        ),
        migrations.AddField(
            model_name='report',
            name='why_no_child',
            field=lanyard.records.fields.EncryptedTextField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='concern',
            name='place',
            field=models.CharField(blank=True, choices=[('', 'Not known'), ('on_site', 'At school'), ('off_site', 'Away from school'), ('both', 'Both'), ('unfound', 'It could not be found out')], max_length=8),
        ),
        migrations.RunPython(keep_what_was_said, migrations.RunPython.noop, elidable=True),
    ]
