"""Loading the dated records that come with Lanyard. What people here have checked later is never undone."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from lanyard.policy.actions.common import Actor
from lanyard.policy.clause_ids import data_file
from lanyard.policy.models import Agency, GuidanceEdition, GuidanceSource
from lanyard.records.audit import record


@transaction.atomic
def load_data(*, by: Actor = "system:load-data") -> dict[str, int]:
    """Bring guidance and agencies up to the files that come with this version; answers how many rows changed.

    Safe to run again: a row is written only if it is new, or was checked later in the file than here.
    """
    changed = {"guidance": _load_guidance(), "agencies": _load_agencies()}
    for kind, event in (("guidance", "guidance:load"), ("agencies", "agency:load")):
        if changed[kind]:
            record(event, by=by, about=None, detail={"rows": changed[kind]})
    return changed


def _load_guidance() -> int:
    changed = 0
    for entry in tomllib.loads(data_file("guidance.toml"))["source"]:
        editions = entry.pop("editions")
        entry["model_relies_on"] = entry.pop("relied_on", "")
        key = entry.pop("key")
        # What somebody here has changed stays as they have it.
        source = GuidanceSource.objects.filter(key=key, edited_on__isnull=False).first()
        if source is None:
            source, _ = GuidanceSource.objects.update_or_create(key=key, defaults=entry)
        for edition in editions:
            edition["read_in"] = edition.pop("source")
            known = GuidanceEdition.objects.filter(source=source, label=edition["label"]).first()
            changed += _keep(known or GuidanceEdition(source=source), edition)
    return changed


def _load_agencies() -> int:
    changed, replaced = 0, {}
    for entry in tomllib.loads(data_file("agencies.toml"))["agency"]:
        entry["read_in"] = entry.pop("source")
        if old := entry.pop("replaces", ""):
            replaced[entry["key"]] = old
        known = Agency.objects.filter(key=entry["key"]).first()
        changed += _keep(known or Agency(), entry)
    for new, old in replaced.items():
        Agency.objects.filter(key=new, replaces__isnull=True).update(replaces=Agency.objects.get(key=old))
    return changed


def _keep(row: GuidanceEdition | Agency, fields: Mapping[str, Any]) -> int:
    """Write the fields unless somebody has checked the row on the same day or later."""
    if row.checked is not None and row.checked >= fields["checked"]:
        return 0
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    return 1
