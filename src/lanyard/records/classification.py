"""How sensitive each stored field is, as the models themselves say, and what they leave unsaid.

Every model has an inner class `Data` whose tuples `public`, `personal` and `sensitive` name its fields. Left out are
ids and links to other rows, which say nothing by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db import models

from lanyard.records.fields import EncryptedField

CLASSES = ("public", "personal", "sensitive")
MEANINGS = {
    "public": "may be published, or says nothing about a person",
    "personal": "is about a person who can be told from it",
    "sensitive": "could harm a person if the wrong reader saw it",
}


def house_models() -> list[type[models.Model]]:
    """All models of the house, in the order of the rooms and their tables."""
    rooms = [app for app in apps.get_app_configs() if app.name.startswith("lanyard.")]
    return [model for room in rooms for model in room.get_models()]


def stored_fields(model: type[models.Model]) -> list[models.Field]:
    """The fields that must be classified."""
    return [field for field in model._meta.concrete_fields if not field.is_relation and not _is_bare_id(field)]


def _is_bare_id(field: models.Field) -> bool:
    return field.primary_key and field.name == "id"


def class_of(model: type[models.Model], name: str) -> list[str]:
    """The classes that name the field: one if all is well."""
    return [kind for kind in CLASSES if name in getattr(getattr(model, "Data", None), kind, ())]


def problems(checked: Iterable[type[models.Model]]) -> list[str]:
    """Fields in no class or in two, and names in a class that are no field, each as one line."""
    return [line for model in checked for line in _problems_of(model)]


def _problems_of(model: type[models.Model]) -> Iterator[str]:
    names = [field.name for field in stored_fields(model)]
    for name in names:
        kinds = class_of(model, name)
        if len(kinds) != 1:
            yield f"{model._meta.label}.{name} is in {' and '.join(kinds) or 'no class'}"
    named = {name for kind in CLASSES for name in getattr(getattr(model, "Data", None), kind, ())}
    for name in sorted(named - set(names)):
        yield f"{model._meta.label}.Data names {name}, which is no field to classify"


def as_page() -> str:
    """The page docs/data-classification.md: every field of every table with its class."""
    lines = [
        "# What is stored, and how sensitive it is",
        "",
        "This page is made from the models; a test keeps it in step. Ids and links between tables are left out.",
        "",
        *(f"- **{kind}**: {MEANINGS[kind]}" for kind in CLASSES),
    ]
    for model in house_models():
        fields = stored_fields(model)
        if fields:
            lines += ["", f"## {model._meta.label}", "", _first_line(model), "", "| field | class | at rest |"]
            lines += ["|---|---|---|", *(_row(model, field) for field in fields)]
    return "\n".join(lines) + "\n"


def _first_line(model: type[models.Model]) -> str:
    return (model.__doc__ or "").strip().split("\n\n")[0].replace("\n", " ")


def _row(model: type[models.Model], field: models.Field) -> str:
    kind = " and ".join(class_of(model, field.name)) or "not classified"
    # Bytes are what a row seals by itself, with a key that stands beside them in an encrypted field.
    is_sealed = isinstance(field, EncryptedField | models.BinaryField)
    return f"| {field.name} | {kind} | {'encrypted' if is_sealed else 'plain'} |"
