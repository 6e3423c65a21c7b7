"""Giving a trust the documents and courses that come with Lanyard."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from django.db import transaction
from django.utils import timezone

from lanyard.people.models import Trust, User
from lanyard.records.audit import record
from lanyard.training import courses
from lanyard.training.actions.editions import publish_edition
from lanyard.training.models import Course, Document, DocumentAudience

BY = "system:documents-load"


@transaction.atomic
def load_documents(*, trust: Trust, by: User | str = BY) -> list[Document]:
    """Add the documents that the trust does not have yet, with their first edition in force from today.

    A document that is there stays as it is: its wording is the trust's own by now. Answers those added.
    """
    present = set(Document.objects.filter(trust=trust).values_list("key", flat=True))
    return [_load(trust, entry, by) for entry in shipped() if entry["key"] not in present]


@transaction.atomic
def load_courses(*, trust: Trust, by: User | str = BY) -> list[Course]:
    """Add the courses that the trust does not have yet. Answers those added."""
    present = set(Course.objects.filter(trust=trust).values_list("key", flat=True))
    made = [Course.objects.create(trust=trust, **one) for one in courses.shipped() if one["key"] not in present]
    for course in made:
        record("course:load", by=by, about=course, place=trust, detail={"key": course.key})
    return made


def shipped() -> list[dict]:
    """The documents that come with Lanyard, as `data/documents.toml` lists them, each with its `text`."""
    folder = files("lanyard.training") / "data"
    entries = tomllib.loads((folder / "documents.toml").read_text(encoding="utf-8"))["document"]
    return [{**entry, "text": (folder / entry["file"]).read_text(encoding="utf-8")} for entry in entries]


def _load(trust: Trust, entry: dict, by: User | str) -> Document:
    document = Document.objects.create(
        trust=trust,
        key=entry["key"],
        title=entry["title"],
        keeps=entry["clauses"],
        days_to_sign=entry["days_to_sign"],
    )
    DocumentAudience.objects.bulk_create(
        [DocumentAudience(document=document, kind=kind) for kind in entry["asked_of"]]
        + [DocumentAudience(document=document, role=role) for role in entry["asked_of_roles"]]
    )
    record("document:load", by=by, about=document, place=trust, detail={"key": document.key})
    publish_edition(by=by, document=document, text=entry["text"], is_major=True, in_force_from=timezone.localdate())
    return document
