"""Measures the pages of official channels with ten for each of 100 schools; part of `bench.live_policy`, in its trust.

Prints server time per page (median and 95th percentile) and queries, against the target, and how long the controls of
channels take for all schools.
"""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterator
from itertools import cycle, islice
from typing import Any
from uuid import UUID, uuid4

from bench.measuring import Page, holder, measured, timed

EACH = 10
# Of the two seconds that all rooms have together.
TARGET_CONTROLS_S = 1.0


def measure() -> bool:
    """Print every figure; answer whether a target was missed."""
    from django.db import connection

    from lanyard.channels.models import Channel

    print(f"Channels on {connection.vendor}: {Channel.objects.count()}")
    missed = controls()
    for page in pages():
        missed |= measured(page)
    return missed


def fill() -> None:
    """Copies of the demonstration's channels, with all that belongs to each, until every school has ten."""
    from lanyard.channels import models

    by_school = defaultdict(list)
    for channel in models.Channel.objects.filter(school__isnull=False):
        by_school[channel.school_id].append(channel)
    more = [one for rows in by_school.values() for one in islice(cycle(rows), max(0, EACH - len(rows)))]
    channels = _copies(more)
    for child in (models.ProtectionCheck, models.LinkCheck, models.Told, models.Operator):
        _copy_of(child, "channel", channels)
    _copy_of(models.Hazard, "assessment", _copy_of(models.Assessment, "channel", channels))
    _copy_of(models.Condition, "decision", _copy_of(models.Decision, "channel", channels))


def _copy_of(model: type, parent: str, parents: dict[UUID, list[UUID]]) -> dict[UUID, list[UUID]]:
    """Copies of the rows for the copies of their parents: which ones there are of each."""
    made: dict[UUID, list[UUID]] = {}
    rows = []
    for row in model.objects.filter(**{f"{parent}__in": list(parents)}):
        keys = [uuid4() for _ in parents[getattr(row, f"{parent}_id")]]
        for key, of in zip(keys, parents[getattr(row, f"{parent}_id")], strict=True):
            rows.append(_again(row, id=key, **{f"{parent}_id": of}))
        made[row.pk] = keys
    model.objects.bulk_create(rows, batch_size=500)
    return made


def _again(row: Any, **changes: Any) -> Any:
    """A copy that is sealed anew: what is encrypted can only be read in the row that it was written for."""
    return type(row)(**{field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields} | changes)


def _copies(channels: list[Any]) -> dict[UUID, list[UUID]]:
    made: dict[UUID, list[UUID]] = defaultdict(list)
    rows = []
    for n, channel in enumerate(channels):
        rows.append(_again(channel, id=uuid4(), name=f"{channel.name[:90]} {n}"))
        made[channel.pk].append(rows[-1].pk)
    type(rows[0]).objects.bulk_create(rows, batch_size=500)
    return made


def controls() -> bool:
    """The controls of channels, for all schools, as the nightly snapshot reads them."""
    from django.utils import timezone

    from lanyard.assurance.actions import open_schools, read_all
    from lanyard.assurance.registry import Scope
    from lanyard.assurance.registry import measured as all_measured

    ours = [control for control in all_measured() if control.id.startswith("channels.")]
    today = timezone.localdate()
    runs, queries = timed(lambda: read_all(Scope(open_schools(today), today, timezone.now()), ours), 3)
    print(f"Controls of channels, all schools: median {statistics.median(runs):.2f} s, {queries} queries "
          f"(target {TARGET_CONTROLS_S:.1f} s)")  # fmt: skip
    return statistics.median(runs) > TARGET_CONTROLS_S


def pages() -> Iterator[Page]:
    """Every list of the room, and the page of one channel and of one decision, for those who use them most."""
    from lanyard.channels.models import Channel
    from lanyard.people.models import School

    school = next(one for one in School.objects.order_by("name") if holder("headteacher", one))
    head, leads = holder("headteacher", school), holder("executive_headteacher")
    waiting = list(Channel.objects.filter(state="assessed").values_list("pk", flat=True))
    own = list(school.channels.values_list("pk", flat=True))
    yield Page("Channels of a school", head, lambda n: f"/schools/{school.slug}/channels/")
    yield Page("Channels of the trust", leads, lambda n: "/channels/")
    yield Page("Channels to decide on", leads, lambda n: "/channels/decisions/")
    if waiting:
        yield Page("Deciding on one", leads, lambda n: f"/channels/{waiting[n % len(waiting)]}/decide/")
    yield Page("A channel", head, lambda n: f"/channels/{own[n % len(own)]}/")
    yield Page("Its risks", head, lambda n: f"/channels/{own[n % len(own)]}/risks/")
    yield Page("Official accounts, public", None, lambda n: f"/schools/{school.slug}/official-accounts/")
    yield Page("First page, who decides", leads, lambda n: "/")
