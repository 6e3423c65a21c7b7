"""Words inside cases: opened and looked through one after the other, for nothing of them stands in the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from lanyard.concerns.core.models import Concern, Entry, Message, Party, Report
from lanyard.concerns.core.queries.visible import seen_by_name, visible_to
from lanyard.people.models import School, User
from lanyard.people.queries.levels import schools_by_role
from lanyard.records.keyring import keyring

AT_MOST = 50
# As far back as one search looks at one school; the page says when there is more.
LOOKS_AT = 5_000
_LONGEST = 200
_FEW = 300
# Whose words are looked through.
_COLUMNS = ((Report, ("account", "child_words")), (Party, ("name",)), (Entry, ("text",)), (Message, ("text",)))


@dataclass(frozen=True)
class Found:
    """The concerns in which all words occur, newest first; whether there may be more, and whether all were read."""

    concerns: list[Concern]
    more: bool
    all_read: bool


def words_in(text: str) -> list[str]:
    """The words to look for, whatever their case."""
    return list(dict.fromkeys(text[:_LONGEST].casefold().split()))


def search(user: User, school: School, text: str) -> Found:
    """The concerns at the school that the user may see and in which every word occurs somewhere. Six queries."""
    words = words_in(text)
    seen = visible_to(user).filter(school=school).order_by("-received_at", "pk")
    ids = list(seen.values_list("pk", flat=True)[: LOOKS_AT + 1])
    all_read = len(ids) <= LOOKS_AT
    hits = []
    if words:
        texts = _texts(school, ids)
        for pk in ids[:LOOKS_AT]:
            if _has(words, texts.get(pk, [])):
                hits.append(pk)
                if len(hits) > AT_MOST:
                    break
    shown = Concern.objects.filter(pk__in=hits[:AT_MOST]).select_related("school", "assigned_to")
    return Found(list(shown.order_by("-received_at", "pk")), len(hits) > AT_MOST, all_read)


def schools_to_search(user: User, on: date) -> list[School]:
    """The schools at which a role of the user's reads concerns, or of which they see one by name. One query."""
    by_name = Q(pk__in=seen_by_name(user, on).values("school"))
    return list(School.objects.filter(schools_by_role(user, on) | by_name).order_by("name"))


def _texts(school: School, ids: list[UUID]) -> dict[UUID, list[tuple[str, str]]]:
    """For each concern its sealed texts, each with what it is bound to; nothing is opened yet.

    Where somebody sees much of a school, all of its texts are read, which is quicker than to ask for each; those of
    concerns that they don't see stay sealed, for nobody looks among them.
    """
    which: dict[str, object] = {"concern__in": ids} if len(ids) <= _FEW else {"concern__school": school}
    found: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    for model, columns in _COLUMNS:
        # As plain text, so that no row becomes more than a tuple.
        as_text = {f"sealed_{column}": Cast(column, TextField()) for column in columns}
        rows = model.objects.filter(**which).order_by().annotate(**as_text)
        for concern, pk, *tokens in rows.values_list("concern_id", "pk", *as_text):
            for column, token in zip(columns, tokens, strict=True):
                found[concern].append((token, f"{model._meta.db_table}.{column}.{pk}"))
    return found


def _has(words: list[str], sealed: list[tuple[str, str]]) -> bool:
    left = set(words)
    for text in _opened(sealed):
        left = {word for word in left if word not in text}
        if not left:
            return True
    return False


def _opened(sealed: list[tuple[str, str]]) -> Iterator[str]:
    ring = keyring()
    for token, context in sealed:
        yield ring.open(token, context).decode().casefold()
