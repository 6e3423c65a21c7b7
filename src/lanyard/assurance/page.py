"""The live policy as a value: what the page shows, worked out from clauses and readings. No Django here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
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

    `about` are the keys of what it is about, among several things that a control tells apart.
    """

    id: Any
    number: str
    text: str
    depth: int
    audience: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    parts: tuple[LiveClause, ...] = ()
    about: frozenset[str] = frozenset()

    @property
    def everything(self) -> list[Evidence]:
        """Its own evidence, and that of the points of its list."""
        return [*self.evidence, *(e for part in self.parts for e in part.everything)]

    @property
    def anchor(self) -> str:
        """The number as part of an address: "6-1" for 6.1."""
        return self.number.replace(".", "-")

    @property
    def status(self) -> Status:
        return worst(e.status for e in self.everything)

    @property
    def lead(self) -> Evidence | None:
        """The evidence that decides the status: the worst, and of several alike the first that counts something."""
        alike = [e for e in self.everything if e.status == self.status]
        return next((e for e in alike if e.reading.total is not None), alike[0] if alike else None)

    @property
    def attention(self) -> list[Attention]:
        """What is missing, the worst evidence first, each thing once."""
        ordered = sorted(self.everything, key=lambda e: e.status != self.status)
        return list({a.says: a for e in ordered for a in e.reading.attention}.values())


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


def counts(sections: Iterable[LiveSection]) -> list[tuple[Status, int]]:
    """How many clauses stand how, in the order of the bar; only what there is."""
    found = Counter(c.status for s in sections for c in s.clauses)
    return [(status, found[status]) for status in BAR if found[status]]


def filtered(sections: Iterable[LiveSection], show: str, owners: frozenset[str]) -> list[LiveSection]:
    """The clauses a filter leaves: a status, an audience, or `mine` (something waits for one of the reader's roles)."""

    def wanted(clause: LiveClause) -> bool:
        if show == "mine":
            return any(e.owner in owners and e.status in TROUBLE for e in clause.everything)
        return clause.status == show or show in clause.audience or any(show in part.audience for part in clause.parts)

    if not show:
        return list(sections)
    kept = [LiveSection(s.number, s.title, tuple(c for c in s.clauses if wanted(c))) for s in sections]
    return [s for s in kept if s.clauses]


TROUBLE = (Status.NOT_KEPT, Status.NEEDS_ATTENTION)


def chips(sections: list[LiveSection], owners: frozenset[str], show: str, day: str) -> list[dict[str, Any]]:
    """The filters of the page, each with its count; those that would show nothing are left out.

    `show` is the one in use; `day` is added to each address ("&day=…", or nothing today).
    """
    total = sum(len(s.clauses) for s in sections)
    asked = [
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
    found = [("", "All", total)]
    for key, label in asked:
        found.append((key, label, sum(len(s.clauses) for s in filtered(sections, key, owners))))
    return [
        {"label": f"{label} {count}", "url": f"?show={key}{day}", "here": key == show}
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
