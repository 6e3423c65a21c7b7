"""Keeping out whoever a message or an entry of a case says something of, while they could read it or would be told."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from lanyard.concerns.core.actions.clocks import as_routed
from lanyard.concerns.core.actions.name_keys import keep_keys
from lanyard.concerns.core.actions.possible import keep_out
from lanyard.concerns.core.kinds import KINDS
from lanyard.concerns.core.models import Concern, Reader
from lanyard.concerns.core.queries.everybody import Everybody, everybody_at
from lanyard.concerns.core.queries.spoken import WORDS, in_case, kept_out, people_for, spoken
from lanyard.people.models import Person


def keep_out_spoken_of(
    concern: Concern,
    text: str,
    source: str,
    *,
    author: Person | None = None,
    only: Collection[UUID] | None = None,
    everybody: Everybody | None = None,
) -> int:
    """Keep out of the case whom this text says something of, in the caller's transaction; answers how many.

    Whoever wrote it is not meant by it; with `only`, none but these are looked for. What they had read before, they
    know: that can't be undone.
    """
    today, kept = timezone.localdate(), 0
    everybody = everybody or everybody_at(concern.school, today)
    by_name = _by_name(concern)
    texts = in_case(concern.type, concern.report.answers, text)
    # The report decided by all whom it names; so does whoever comes to the school, or to a role, after it.
    texts = replace(texts, all_named=texts.of_adults and source == WORDS)
    found = spoken(texts, everybody, more=by_name, but={author.pk} if author else ())
    found = [one for one in found if only is None or one.id in only]
    if only is None:
        # It is new: whoever comes to the school later is found by it.
        keep_keys(concern, texts=[text])
    done: set[UUID] = set()
    while found:
        register, report = as_routed(concern)
        groups = {report.group, str(KINDS[concern.type].group)}
        more = kept_out(found, groups, register.graph, of_adults=texts.of_adults, level=concern.level, by_name=by_name)
        more -= done
        if not more:
            break
        done |= more
        for person in people_for(everybody, more):
            kept += keep_out(concern, person, source) is not None
    return kept


def _by_name(concern: Concern) -> set[UUID]:
    """Who was let in by name and still is."""
    still = Q(end__isnull=True) | Q(end__gte=timezone.localdate())
    return set(Reader.objects.filter(still, concern=concern).values_list("person", flat=True))
