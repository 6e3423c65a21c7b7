"""Each concern counts at the level to which it came, for good; what somebody must not see today counts nowhere."""

from django.db import migrations, models
from django.db.models import Exists, F, OuterRef


def count_where_it_is_held(apps, schema_editor):
    concern, party = apps.get_model("concerns", "Concern"), apps.get_model("concerns", "Party")
    shut_out = party.objects.filter(concern=OuterRef("pk"), role__in=["conflict", "possible"], ended_at__isnull=True)
    concern.objects.filter(~Exists(shut_out)).update(counted_at=F("level"))


class Migration(migrations.Migration):
    dependencies = [("concerns", "0004_keep_out_who_may_be_meant")]

    operations = [
        migrations.RemoveIndex("concern", "concerns_read_as_evidence"),
        migrations.RemoveIndex("concern", "concerns_counted_in_a_trust"),
        migrations.AddField("concern", "counted_at", models.CharField(blank=True, default="", max_length=30), preserve_default=False),
        migrations.RunPython(count_where_it_is_held, migrations.RunPython.noop),
        migrations.AddIndex(
            "concern",
            models.Index(
                fields=[
                    "school", "counted_at", "type", "entered_at", "state", "decided_at", "closed_at", "place", "ground",
                    "id",
                ],
                name="concerns_read_as_evidence",
            ),
        ),
        migrations.AddIndex(
            "concern",
            models.Index(
                fields=[
                    "trust", "received_at", "counted_at", "type", "route", "entered_at", "closed_at", "year_group",
                    "platform", "school", "id",
                ],
                name="concerns_counted_in_a_trust",
            ),
        ),
    ]  # fmt: skip
