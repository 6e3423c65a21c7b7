"""Every stored field says how sensitive it is."""

from __future__ import annotations

from pathlib import Path

from django.db import models
from django.test.utils import isolate_apps

from lanyard.records import classification
from lanyard.records.fields import EncryptedTextField

PAGE = Path(__file__).parents[2] / "docs" / "data-classification.md"
REMAKE = (
    "docs/data-classification.md is out of step with the models. Make it anew: .venv/bin/lanyard manage shell -v 0 -c "
    '"from lanyard.records.classification import as_page; print(as_page(), end=str())" > docs/data-classification.md'
)


def test_every_field_of_the_house_is_in_one_class():
    assert classification.problems(classification.house_models()) == []


def test_the_page_is_in_step_with_the_models():
    assert PAGE.read_text(encoding="utf-8") == classification.as_page(), REMAKE


def test_unclassified_doubly_classified_and_unknown_names_are_found():
    with isolate_apps("lanyard.records"):

        class Half(models.Model):
            name = models.TextField()
            twice = models.TextField()
            forgotten = EncryptedTextField()
            friend = models.ForeignKey("self", on_delete=models.CASCADE)

            class Meta:
                app_label = "records"

            class Data:
                public = ("name", "twice", "gone")
                sensitive = ("twice",)

        class Nothing(models.Model):
            code = models.CharField(primary_key=True, max_length=5)

            class Meta:
                app_label = "records"

    assert classification.problems([Half, Nothing]) == [
        "records.Half.twice is in public and sensitive",
        "records.Half.forgotten is in no class",
        "records.Half.Data names gone, which is no field to classify",
        "records.Nothing.code is in no class",
    ]


def test_the_page_says_what_is_encrypted():
    assert "| name | sensitive | encrypted |" in classification.as_page().split("## records.Attachment")[1]
