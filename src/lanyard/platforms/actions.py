"""Loading the catalogue: the only thing that this room writes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from lanyard.platforms import catalogue
from lanyard.platforms.catalogue import BadCatalogue, Entry
from lanyard.platforms.models import MinimumAge, Platform, PlatformDomain
from lanyard.records.audit import record

LOADER = "system:platforms-load"


@dataclass
class Loaded:
    """What a file changed, as keys of platforms."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    # Checked here on a later day than in the file, and therefore left alone.
    newer_here: list[str] = field(default_factory=list)
    # Kept, because concerns, channels and logs may name them.
    not_in_file: list[str] = field(default_factory=list)


def load_shipped() -> Loaded:
    """Load the catalogue that comes with this version; for setting up."""
    return load(catalogue.read_file(catalogue.SHIPPED))


@transaction.atomic
def load(data: Mapping[str, Any], *, by: str = LOADER) -> Loaded:
    """Bring the catalogue up to a file (as TOML reads it): its rows replace a platform's facts, domains and ages.

    Safe to run again: what is as in the file is not touched. A platform that was checked here on a later day than in
    the file stays as it is, and so does one that the file lacks. Raises BadCatalogue, and then nothing is changed.
    """
    entries = catalogue.entries(data)
    stored = {row.key: row for row in Platform.objects.prefetch_related("domains", "ages")}
    done = Loaded(not_in_file=sorted(set(stored) - {entry.platform.key for entry in entries}))
    written = []
    for entry in entries:
        outcome = _compare(entry, stored.get(entry.platform.key))
        getattr(done, outcome).append(entry.platform.key)
        if outcome in ("new", "changed"):
            written.append(entry)
    _refuse_taken_domains(written, stored)
    _write(written, stored)
    if written:
        record("platforms:load", by=by, about=None, detail={"new": len(done.new), "changed": len(done.changed)})
    return done


def _compare(entry: Entry, here: Platform | None) -> str:
    """The list of `Loaded` to which the platform belongs."""
    if here is None:
        return "new"
    if here.checked > entry.platform.checked:
        return "newer_here"
    same = (
        _facts(here) == _facts(entry.platform)
        and _all_facts(here.domains.all()) == _all_facts(entry.domains)
        and _all_facts(here.ages.all()) == _all_facts(entry.ages)
    )
    return "same" if same else "changed"


def _facts(row: Platform | PlatformDomain | MinimumAge) -> tuple:
    """All that is said by a row of the catalogue, to compare it by."""
    return tuple(repr(getattr(row, name)) for name in row.Data.public)


def _all_facts(rows: Iterable[PlatformDomain | MinimumAge]) -> set[tuple]:
    return {_facts(row) for row in rows}


def _refuse_taken_domains(written: Collection[Entry], stored: Mapping[str, Platform]) -> None:
    """A domain may move between platforms that the file writes, not away from one that stays as it is."""
    moving = {entry.platform.key for entry in written}
    owners = {domain.name: key for key, row in stored.items() if key not in moving for domain in row.domains.all()}
    for entry in written:
        for domain in entry.domains:
            if domain.name in owners:
                raise BadCatalogue(
                    f"platform “{entry.platform.key}”, field “domains”: “{domain.name}” is of “{owners[domain.name]}”, "
                    "which this file does not change"
                )


def _write(written: Collection[Entry], stored: Mapping[str, Platform]) -> None:
    """Write the platforms, then their domains and ages anew, in a handful of queries."""
    for entry in written:
        if here := stored.get(entry.platform.key):
            entry.platform.pk = here.pk
            parts: list[PlatformDomain | MinimumAge] = [*entry.domains, *entry.ages]
            for row in parts:
                row.platform = entry.platform
    old = [entry.platform for entry in written if entry.platform.key in stored]
    Platform.objects.bulk_create(entry.platform for entry in written if entry.platform.key not in stored)
    Platform.objects.bulk_update(old, Platform.Data.public)
    for model in (PlatformDomain, MinimumAge):
        model.objects.filter(platform__in=old).delete()
    PlatformDomain.objects.bulk_create(domain for entry in written for domain in entry.domains)
    MinimumAge.objects.bulk_create(age for entry in written for age in entry.ages)
