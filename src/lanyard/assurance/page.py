"""The live policy as a value: what the page shows, worked out from clauses and readings. No Django here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from lanyard.assurance.readings import Attention, Reading, Status, worst

# The order of the bar.
BAR = (
    Status.KEPT, Status.IN_PROGRESS, Status.NEEDS_ATTENTION, Status.NOT_KEPT, Status.ATTESTED, Status.NOT_MEASURED,
    Status.NOT_IN_USE,
)  # fmt: skip


@dataclass(frozen=True)
class Evidence:
    """One control beside one clause, as this reader may see it.

    `read_on` is the past day that is shown, where only the day of its reading is on record and not the hour.
    """

    control_id: str
    checks: str
    asks: str
    owner: str
    owner_name: str
    kind: str
    reading: Reading
    checked_at: datetime | None
    read_on: date | None = None

    @property
    def status(self) -> Status:
        return self.reading.status


@dataclass(frozen=True)
class LiveClause:
    """A clause of the policy with everything that keeps it. `parts` are the points of its list, which count with it.

    `about` are the keys of what it is about, among several things that a control tells apart. `topics` are its clause
    IDs and their sections in the catalogue ("OFF3", "OFF"), and those of its parts. `like` is an earlier clause of
    the section that shows the same evidence, which stands there once.
    """

    id: Any
    number: str
    text: str
    depth: int
    audience: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    parts: tuple[LiveClause, ...] = ()
    about: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    like: LiveClause | None = None

    @cached_property
    def everything(self) -> list[Evidence]:
        """Its own evidence, and that of the points of its list."""
        return [*self.evidence, *(e for part in self.parts for e in part.everything)]

    @property
    def anchor(self) -> str:
        """The number as part of an address: "6-1" for 6.1."""
        return self.number.replace(".", "-")

    @cached_property
    def status(self) -> Status:
        return worst(e.status for e in self.everything)

    @cached_property
    def lead(self) -> Evidence | None:
        """The evidence that decides the status: the worst, and of several alike the first that counts something."""
        alike = [e for e in self.everything if e.status == self.status]
        return next((e for e in alike if e.reading.total is not None), alike[0] if alike else None)

    @cached_property
    def attention(self) -> list[Attention]:
        """What is missing, the worst evidence first, each thing once."""
        ordered = sorted(self.everything, key=lambda e: e.status != self.status)
        return list({a.says: a for e in ordered for a in e.reading.attention}.values())

    @property
    def evidence_shown(self) -> tuple:
        """What the page shows beside it: two clauses with the same need it once."""
        lead = self.lead
        said = (lead.control_id, lead.reading.says) if lead else ()
        return (self.status, *said, *(a.says for a in self.attention))

    @property
    def words(self) -> str:
        """What a search looks into: its number and words, those of its parts, and what its evidence says."""
        beside = (part for e in self.everything for part in (e.reading.says, e.owner_name))
        return " ".join([self.number, self.text, *(part.words for part in self.parts), *beside]).casefold()


@dataclass(frozen=True)
class LiveSection:
    """A section of the policy with its clauses."""

    number: str
    title: str
    clauses: tuple[LiveClause, ...]

    @property
    def kept(self) -> int:
        """How many of its clauses are kept; what is not in use is not."""
        return sum(c.status == Status.KEPT for c in self.clauses)

    @property
    def trouble(self) -> list[tuple[Status, int]]:
        """How many of its clauses are not kept or need attention; only what there is."""
        return [(status, count) for status, count in counts([self]) if status in TROUBLE]


def counts(sections: Iterable[LiveSection]) -> list[tuple[Status, int]]:
    """How many clauses stand how, in the order of the bar; only what there is."""
    found = Counter(c.status for s in sections for c in s.clauses)
    return [(status, found[status]) for status in BAR if found[status]]


@dataclass(frozen=True)
class Asked:
    """What a reader asked to see: a status, an audience or `mine`; words to be found in a clause; one of its topics.

    `owners` are the reader's roles.
    """

    show: str = ""
    words: str = ""
    topic: str = ""
    owners: frozenset[str] = frozenset()

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        return bool(self.show or self.words.strip() or self.topic)

    def wants(self, clause: LiveClause) -> bool:
        """Whether a clause is among what was asked for."""
        text = clause.words
        return (
            self._shows(clause)
            and (not self.topic or self.topic in clause.topics)
            and all(word in text for word in self.words.casefold().split())
        )

    def _shows(self, clause: LiveClause) -> bool:
        show = self.show
        if show == "mine":
            return any(e.owner in self.owners and e.status in TROUBLE for e in clause.everything)
        parts = (part.audience for part in clause.parts)
        return show in ("", clause.status, *clause.audience) or any(show in audience for audience in parts)


def filtered(sections: Iterable[LiveSection], asked: Asked) -> list[LiveSection]:
    """The clauses that were asked for, in sections; without those that have none."""
    if not asked.is_narrowed:
        return list(sections)
    kept = [LiveSection(s.number, s.title, tuple(c for c in s.clauses if asked.wants(c))) for s in sections]
    return [s for s in kept if s.clauses]


def with_equals_folded(sections: Iterable[LiveSection]) -> list[LiveSection]:
    """The same clauses, each of which knows the first before it in its section that shows the same evidence."""

    def folded(clauses: Iterable[LiveClause]) -> Iterator[LiveClause]:
        first: dict[tuple, LiveClause] = {}
        for clause in clauses:
            before = first.setdefault(clause.evidence_shown, clause)
            yield clause if before is clause or clause.lead is None else replace(clause, like=before)

    return [LiveSection(s.number, s.title, tuple(folded(s.clauses))) for s in sections]


TROUBLE = (Status.NOT_KEPT, Status.NEEDS_ATTENTION)


def chips(sections: list[LiveSection], asked: Asked, rest: str) -> list[dict[str, Any]]:
    """The filters of the page, each with its count; those that would show nothing are left out.

    `rest` is added to each address ("&day=…", or nothing). Words and a topic go on narrowing what they show.
    """
    labels = [
        ("not_kept", "Not kept"),
        ("needs_attention", "Needs attention"),
        ("in_progress", "In progress"),
        ("mine", "Waiting for me"),
        ("staff", "For staff"),
        ("parents", "For parents"),
        ("children", "For children"),
        ("governors", "For governors"),
        ("operators", "For channel operators"),
        ("not_in_use", "Not in use"),
    ]
    found = []
    for key, label in [("", "All"), *labels]:
        left = filtered(sections, replace(asked, show=key))
        found.append((key, label, sum(len(s.clauses) for s in left)))
    return [
        {"label": f"{label} {count}", "url": f"?show={key}{rest}", "here": key == asked.show}
        for key, label, count in found
        if count or not key
    ]


def controls_of(
    clause_controls: Iterable[str], clause_ids: Iterable[str], serving: Mapping[str, list[str]]
) -> list[str]:
    """The controls beside a clause: those confirmed for it, or else all that serve its clause IDs."""
    confirmed = list(clause_controls)
    return confirmed or list(dict.fromkeys(c for key in clause_ids for c in serving.get(key, [])))


@dataclass(frozen=True)
class Worded:
    """A clause as far as it matters for what it counts with: its key, the clause it is nested under, and its words."""

    key: Any
    parent: Any
    text: str
    lead: str


def promises(clauses: Iterable[Worded]) -> dict[Any, Any]:
    """For each clause the one it counts with: points of a list count with the clause that introduces them.

    A point ends the sentence of its clause ("Children will be advised:"). A sentence of its own that only stands
    indented is a promise of its own. Where the words before a list are no clause, its first point stands for all of it;
    where a list goes on after a gap, its points count with those before.
    """
    found: dict[Any, Any] = {}
    introduces: dict[str, Any] = {}
    texts: dict[Any, str] = {}
    for clause in clauses:
        lead = clause.lead.strip()
        texts[clause.key] = clause.text.strip()
        if clause.parent in found:
            is_point = texts[clause.parent].endswith(":") or found[clause.parent] != clause.parent
            found[clause.key] = found[clause.parent] if is_point else clause.key
        elif lead.endswith(":"):
            found[clause.key] = introduces.setdefault(lead, clause.key)
        else:
            found[clause.key] = clause.key
        introduces[texts[clause.key]] = found[clause.key]
    return found
