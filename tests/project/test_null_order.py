"""Where a value may be missing, an order says where that goes: SQLite puts it first, PostgreSQL last."""

from django.apps import apps
from django.db.models import Model


def _undecided(model: type[Model]) -> list[str]:
    nullable = {field.name for field in model._meta.concrete_fields if field.null}
    return [by for by in model._meta.ordering if isinstance(by, str) and by.lstrip("-") in nullable]


def test_no_table_is_in_an_order_that_depends_on_the_database():
    ours = [model for model in apps.get_models() if model.__module__.startswith("lanyard.")]
    assert {model._meta.label: by for model in ours if (by := _undecided(model))} == {}
