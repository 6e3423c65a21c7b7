"""What reading a policy gives back, and the one error it can raise."""

from dataclasses import dataclass
from typing import Protocol

NONE = "none"
"""Key, among the controls compared, of what no control keeps; never an answer."""


class CannotRead(Exception):
    """The file can't be read as a policy; str() is one plain sentence saying why and, where it helps, what to do."""


class NotAPolicy(CannotRead):
    """The words can be read, but they are not what a policy says, or not in English: a question, and no refusal.

    found: what was read all the same, for whoever answers the question with yes.
    """

    def __init__(self, says: str, found: "ReadPolicy") -> None:
        super().__init__(says)
        self.found = found


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Words, or a picture of words, that became no clause.

    where: the place in the document ("page 3", "line 12", "footnote 2"), in lower case.
    text: the words as they stand there; "" for a picture.
    why: one plain sentence.
    after: key of the clause that stands before it, where that is known, or "".
    """

    where: str
    text: str
    why: str
    after: str = ""


class Worded(Protocol):
    """What is compared: a clause's key, its words, the lead that completes them and the section they stand in."""

    @property
    def key(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def lead(self) -> str: ...
    @property
    def section(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A control that may keep a clause, or a clause ID that it may serve, with the chance that it does, from 0 to 1."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class ReadClause:
    """One thing the policy states, in the document's own words.

    key: section number and place in it, as "3.2"; a clause nested under it is "3.2.1". Unique in the document.
    section: name of the section as written, without its number or emoji.
    parent: key of the clause this one is nested under, or None.
    lead: the words before it that complete its sense ("Children will be advised:"), or "".
    audience: who the clause is for, never empty; "everyone" stands alone.
    controls: at most three suggestions, best first; none where none fits.
    clause_ids: the same for what the clause asks for.
    none_fits: the chance from 0 to 1 that no control keeps it, or None while nothing has been compared.
    """

    key: str
    section: str
    text: str
    parent: str | None
    lead: str
    audience: tuple[str, ...]
    controls: tuple[Suggestion, ...] = ()
    clause_ids: tuple[Suggestion, ...] = ()
    none_fits: float | None = None


@dataclass(frozen=True, slots=True)
class ReadPolicy:
    """A policy document read into clauses.

    owner: the trust, school or person the document names as its owner or author, or None.
    review: the next review date ("2027-01" or "2027-01-31"); where the document gives no date, how often it is
        reviewed in its own words ("at least annually"); or None.
    edition: version or date of this edition as written ("1.0", "Autumn 2022"), or None.
    sections: names of the sections that hold clauses, in order.
    warnings: what a person should look at before relying on this, one plain sentence each.
    not_taken: everything else that was read, in the order of the document.
    """

    title: str
    owner: str | None
    review: str | None
    edition: str | None
    sections: tuple[str, ...]
    clauses: tuple[ReadClause, ...]
    warnings: tuple[str, ...] = ()
    not_taken: tuple[NotTaken, ...] = ()
