"""The live policy on paper, for governors: a tagged PDF of at most six pages, made by Typst. It holds no addresses.

What it says is cut to what fits: first it leaves out the words of clauses that are in order, then those of all but
the sections. What is missing and who acts always stays, the worst first.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from io import BytesIO

from pypdf import PdfReader

from lanyard.assurance.page import BAR, LiveClause, LiveSection
from lanyard.assurance.queries.live import LivePolicy
from lanyard.assurance.readings import Status
from lanyard.assurance.rules.causes import GAPS, Cause
from lanyard.assurance.rules.comparing import Change
from lanyard.records.required import required
from lanyard.ui.printing import pdf
from lanyard.ui.words import day_in_words, how_many

PAGES = 6
# How many causes are listed with what to do, where all of them would be too many; and things to do about each.
CAUSES, SHORTER, ACTIONS = 24, 12, 3
# How much of a clause is quoted where there is no room for all of it (characters).
QUOTED = 110
WORDS = {
    Status.KEPT: "kept", Status.IN_PROGRESS: "in progress", Status.NEEDS_ATTENTION: "needs attention",
    Status.NOT_KEPT: "not kept", Status.ATTESTED: "stated", Status.NOT_MEASURED: "not yet measured",
    Status.NOT_IN_USE: "not in use",
}  # fmt: skip


@dataclass(frozen=True)
class PaperClause:
    """A clause on paper, with its status in words and its line of evidence."""

    number: str
    text: str
    status: str
    word: str
    says: str


@dataclass(frozen=True)
class PaperSection:
    """A section on paper: its clauses that are shown, and the numbers of those that are in order and are not."""

    title: str
    figures: str
    clauses: tuple[PaperClause, ...]
    others: str


@dataclass(frozen=True)
class PaperCause:
    """What is missing: the clauses it spoils, what to do, who acts, by when."""

    says: str
    status: str
    word: str
    clauses: str
    actions: tuple[str, ...]
    who: str
    due: str


@dataclass(frozen=True)
class Paper:
    """What stands on paper. `bar` holds (status, how many, word); `left_out` says what there was no room for."""

    title: str
    place: str
    edition: str
    headline: str
    compared: str
    bar: tuple[tuple[str, int, str], ...]
    causes: tuple[PaperCause, ...]
    left_out: str
    sections: tuple[PaperSection, ...]
    footer: str


def pdf_of(paper: Paper) -> bytes:
    """The paper as a PDF that screen readers can follow, of at most six pages however long the policy is."""
    made = b""
    for shorter in (paper, *_shorter(paper)):
        made = pdf(__name__, "governors.typ", paper=asdict(shorter))
        if len(PdfReader(BytesIO(made)).pages) <= PAGES:
            return made
    return made


def _shorter(paper: Paper) -> Iterable[Paper]:
    """The same with ever less on it."""
    quoted = replace(paper, sections=tuple(_without_good(section) for section in paper.sections))
    yield quoted
    few = _with_causes(quoted, CAUSES)
    yield few
    bare = tuple(replace(section, clauses=(), others="") for section in paper.sections)
    yield replace(few, sections=bare)
    yield replace(_with_causes(paper, SHORTER), sections=bare[:40])


def _without_good(section: PaperSection) -> PaperSection:
    gaps = {str(status) for status in GAPS}
    shown = tuple(replace(c, text=_quote(c.text)) for c in section.clauses if c.status in gaps)
    others = ", ".join(c.number for c in section.clauses if c.status not in gaps)
    return replace(section, clauses=shown, others=others)


def _with_causes(paper: Paper, most: int) -> Paper:
    if len(paper.causes) <= most:
        return paper
    kept = tuple(replace(cause, actions=cause.actions[:1]) for cause in paper.causes[:most])
    return replace(paper, causes=kept, left_out=f"{how_many(len(paper.causes) - most, 'less severe cause')} left out.")


def _quote(text: str) -> str:
    return text if len(text) <= QUOTED else text[:QUOTED].rsplit(" ", 1)[0] + " …"


def paper_of(policy: LivePolicy, change: Change | None) -> Paper:
    """The live policy as it goes on paper. An edition has to be in force."""
    kept, of = dict(policy.counts).get(Status.KEPT, 0), len(policy.clauses)
    edition = required(policy.edition)
    since = f", in force since {_day(edition.in_force_from)}" if edition.in_force_from else ""
    counts = dict(policy.counts)
    return Paper(
        title=f"Social media policy: how it is kept at {policy.school}",
        place=f"{policy.school} · {day_in_words(policy.day)}",
        edition=f"Edition {edition.number} ({edition.label}){since}",
        headline=f"{kept} of {how_many(of, 'promise')} {'is' if kept == 1 else 'are'} kept.",
        compared=_compared(change),
        bar=tuple((str(status), counts[status], WORDS[status]) for status in BAR if status in counts),
        causes=tuple(_cause(cause) for cause in policy.causes),
        left_out="",
        sections=tuple(_section(section) for section in policy.sections),
        footer=f"{policy.school}, {_day(policy.day)}. Counts of people under five are hidden.",
    )


def _compared(change: Change | None) -> str:
    if change is None:
        return "Nothing was read a month before to compare with."
    return (
        f"{change.verdict}{'' if change.verdict in ('Better', 'Worse') else ','} compared with {_day(change.then_on)}: "
        f"then {change.kept_then} of {change.of_then} were kept and {change.not_kept_then} were not kept."
    )


def _cause(cause: Cause) -> PaperCause:
    actions = tuple(action.says for action in cause.actions if action.says != cause.says)
    more = len(actions) - ACTIONS
    return PaperCause(
        says=cause.says,
        status=str(cause.status),
        word=WORDS[cause.status],
        clauses=", ".join(clause.number for clause in cause.clauses),
        actions=(*actions[:ACTIONS], *([f"and {how_many(more, 'more thing')}"] if more > 0 else [])),
        who=", ".join(cause.who),
        due=_day(cause.due) if cause.due else "",
    )


def _section(section: LiveSection) -> PaperSection:
    return PaperSection(
        title=f"{section.number} {section.title}",
        figures=f"{section.kept} of {len(section.clauses)} kept",
        clauses=tuple(_clause(clause) for clause in section.clauses),
        others="",
    )


def _clause(clause: LiveClause) -> PaperClause:
    says = clause.lead.reading.says if clause.lead else ""
    return PaperClause(clause.number, clause.text, str(clause.status), WORDS[clause.status], says)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
