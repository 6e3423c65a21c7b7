"""What everybody owes on a day: the one query behind every page, reminder, count and control about signing.

It is written in SQL because it joins three kinds of audience and is counted in the database for all schools at once.
The words are the same for SQLite and PostgreSQL except for counting days and months, and for putting rows in one text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models import QuerySet

from lanyard.people.models import Person, School
from lanyard.people.queries.held import as_uuid
from lanyard.training.models import Document
from lanyard.training.owed_sql import ALIKE, DIALECTS, ROWS, STANDING
from lanyard.training.rules import State, due_on


class Owed(NamedTuple):
    """How one person stands with one document at one school. `asked` is when it was first asked of them there.

    `edition_id` is the edition in force, the one to sign if it is owed. `due` is the last day that is not late, `title`
    the document's.
    """

    person_id: UUID
    school_id: UUID
    document_id: UUID
    edition_id: UUID
    asked: date
    due: date
    state: State
    title: str


class Counts(NamedTuple):
    """How the people of one school stand with one document, or with several taken together."""

    signed: int
    exempt: int
    owed: int
    overdue: int

    @property
    def asked(self) -> int:
        """Everybody who has to sign: those exempt left out."""
        return self.signed + self.owed + self.overdue


class Alike(NamedTuple):
    """How many people of one school stand in these states with all the documents that are asked of them there.

    `due` is the last day that is not late, of each document that they still have time to sign.
    """

    school_id: UUID
    states: dict[UUID, State]
    people: int
    due: dict[UUID, date]


# A person stands as with the document that they stand worst with.
_WORSE = (State.EXEMPT, State.SIGNED, State.OWED, State.OVERDUE)


def owed(
    on: date,
    *,
    people: QuerySet[Person] | None = None,
    schools: QuerySet[School] | None = None,
    documents: QuerySet[Document] | None = None,
) -> list[Owed]:
    """How everybody stands on the day with every document that applies to them, in no order.

    The edition in force is the highest that has started. Being asked starts with the first major edition that the
    person has not signed, on the day their last signature has to be renewed, or when they came, whichever is later: a
    new edition gives nobody more time who owes the one before. Those who have left are not there. One query.
    """
    return [_owed(*row) for row in _run(ROWS, on, people, schools, documents)]


def standings(on: date, *, schools: QuerySet[School], documents: QuerySet[Document] | None = None) -> list[Alike]:
    """The same, counted: how many people of each school stand alike with all documents. One query for all schools."""
    rows = _run(ALIKE, on, None, schools, documents)
    return [_alike(as_uuid(school), states.split(","), people) for school, states, people in rows]


def document_counts(rows: Iterable[Alike]) -> dict[tuple[UUID, UUID], Counts]:
    """The figures of each (school, document) that has anybody to ask."""
    found: dict[tuple[UUID, UUID], Counts] = {}
    for row in rows:
        for document, state in row.states.items():
            found[row.school_id, document] = _more(found.get((row.school_id, document)), state, row.people)
    return found


def people_counts(rows: Iterable[Alike], documents: Collection[UUID]) -> dict[UUID, Counts]:
    """The people of each school by how they stand with these documents together: late with one is late.

    Somebody who has signed all that they are not exempt from counts as having signed.
    """
    found: dict[UUID, Counts] = {}
    for row in rows:
        states = [state for document, state in row.states.items() if document in documents]
        if states:
            found[row.school_id] = _more(found.get(row.school_id), max(states, key=_WORSE.index), row.people)
    return found


def _more(counts: Counts | None, state: State, people: int) -> Counts:
    counts = counts or Counts(0, 0, 0, 0)
    return counts._replace(**{state: getattr(counts, state) + people})


def next_due(rows: Iterable[Alike], documents: Collection[UUID]) -> dict[UUID, date]:
    """For each school where somebody still has time to sign one of these documents: the first day it is due."""
    found: dict[UUID, date] = {}
    for row in rows:
        for day in (day for document, day in row.due.items() if document in documents):
            found[row.school_id] = min(day, found.get(row.school_id, day))
    return found


def _alike(school: UUID, parts: list[str], people: int) -> Alike:
    states, due = {}, {}
    for part in parts:
        document, state, *asked = part.split(" ")
        states[UUID(document)] = State(state)
        if asked:
            due[UUID(document)] = due_on(date.fromisoformat(asked[0]), int(asked[1]))
    return Alike(school, states, people, due)


def _run(
    select: str,
    on: date,
    people: QuerySet[Person] | None,
    schools: QuerySet[School] | None,
    documents: QuerySet[Document] | None,
) -> list[tuple[Any, ...]]:
    params: dict[str, Any] = {"on": on.isoformat()}
    try:
        filters = {
            "of_members": _among("m.person_id", people, "person", params),
            "of_holders": _among("r.person_id", people, "person", params),
            "of_covers": _among("c.person_id", people, "person", params),
            "at_schools": _among("s.id", schools, "school", params),
            "of_documents": _among("d.id", documents, "document", params),
        }
    except EmptyResultSet:
        return []
    sql = (STANDING + select).format(**DIALECTS[connection.vendor], **filters)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def _among(column: str, rows: QuerySet[models.Model] | None, name: str, params: dict[str, Any]) -> str:
    """A condition that the column is the key of one of the rows; what the rows ask for joins `params` by name."""
    if rows is None:
        return ""
    sql, values = rows.order_by().values("pk").query.sql_with_params()
    names = (f"{name}_{number}" for number in range(len(values)))
    params.update({f"{name}_{number}": value for number, value in enumerate(values)})
    return f"AND {column} IN (" + re.sub("%s", lambda _: f"%({next(names)})s", sql) + ")"


def _owed(*row: Any) -> Owed:
    *ids, first, days, state, title = row
    asked = _day(first)
    return Owed(*map(as_uuid, ids), asked, due_on(asked, days), State(state), title)


def _day(value: date | str) -> date:
    """SQLite gives dates as text."""
    return value if isinstance(value, date) else date.fromisoformat(value)
