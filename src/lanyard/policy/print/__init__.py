"""The policy on paper: a tagged PDF made by Typst from the text of an edition."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from lanyard.ui.printing import pdf


@dataclass(frozen=True)
class PrintedClause:
    """A clause on paper; `depth` is 0, or more for a clause under another."""

    number: str
    text: str
    depth: int


@dataclass(frozen=True)
class PrintedSection:
    """A section on paper, its number in its title."""

    title: str
    clauses: tuple[PrintedClause, ...]


@dataclass(frozen=True)
class PrintedPolicy:
    """What stands on paper. `about` lines follow the place: the edition, since when it holds, when it is reviewed."""

    title: str
    owner: str
    place: str
    footer: str
    about: tuple[str, ...]
    sections: tuple[PrintedSection, ...]


def pdf_of(policy: PrintedPolicy) -> bytes:
    """The policy as a PDF that screen readers can follow (PDF/UA-1: tags, outline, title and language)."""
    return pdf(__name__, "policy.typ", policy=asdict(policy))
