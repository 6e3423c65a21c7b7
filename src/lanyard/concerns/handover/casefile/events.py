"""The chronology of a case, from what is in its file: everything that happened, in the order in which it happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

HANDED_OVER = "handed_over"


@dataclass(frozen=True)
class Earlier:
    """Earlier versions of an entry it was changed, and why it was."""

    text: str
    happened_at: datetime
    reason: str
    at: datetime
    by: str


@dataclass(frozen=True)
class Event:
    """One line of the chronology. `head` says what it is and by whom, `says` what was written."""

    happened_at: datetime
    entered_at: datetime
    head: str
    says: str
    earlier: tuple[Earlier, ...] = ()

    @property
    def text(self) -> str:
        """Both together, as another school keeps it."""
        return "\n".join(part for part in (self.head, self.says) if part)


def events_of(content: Mapping[str, Any], words: Mapping[str, Mapping[str, str]]) -> list[Event]:
    """The events of the content of a case, the first first. `words` says codes as people do, by their kind."""
    found = [*_entries(content, words), *_messages(content), *_done(content, words), *_advice(content)]
    found += [*_parents(content, words), *_ends(content, words)]
    return sorted(found, key=lambda event: (event.happened_at, event.entered_at, event.text))


def _entries(content: Mapping[str, Any], words: Mapping[str, Mapping[str, str]]) -> Iterator[Event]:
    for row in content["entries"]:
        earlier = tuple(
            Earlier(e["old_text"], moment(e["old_happened_at"]), e["reason"], moment(e["at"]), e["by"])
            for e in row["edits"]
        )
        # What came from another school brings its own heading.
        head = "" if row["kind"] == HANDED_OVER else _head(words["entry"][row["kind"]], row["by"])
        yield Event(
            moment(row["happened_at"]), moment(row["entered_at"]), head, _why(row["text"], row["reason"]), earlier
        )


def _messages(content: Mapping[str, Any]) -> Iterator[Event]:
    for row in content["messages"]:
        head = "The reporter wrote" if row["from_reporter"] else _head("Message to the reporter", row["by"])
        yield Event(moment(row["at"]), moment(row["at"]), head, row["text"])


def _done(content: Mapping[str, Any], words: Mapping[str, Mapping[str, str]]) -> Iterator[Event]:
    names = _names(content)
    for row in content["actions"]:
        what = words["action"][row["kind"]]
        about = f" ({names[row['person']]})" if row["person"] else ""
        spans = [
            f"Who does it: {row['owner']}" if row["owner"] else "",
            f"Due: {row['due']}" if row["due"] else "",
            f"From {row['start']} to {row['until']}" if row["start"] and row["until"] else "",
            f"Appeal: {row['appeal']}" if row["appeal"] else "",
        ]
        says = "\n".join(part for part in (row["says"], *spans) if part)
        added = moment(row["added_at"])
        yield Event(added, added, _head(f"{what}{about}", row["by"]), says)
        if row["done_at"]:
            done = moment(row["done_at"])
            yield Event(done, done, f"Done: {what}{about}", row["done_how"])


def _advice(content: Mapping[str, Any]) -> Iterator[Event]:
    for row in content["advice"]:
        asked = moment(row["asked_at"])
        reference = f"\nReference: {row['reference']}" if row["reference"] else ""
        yield Event(asked, asked, _head(f"Advice asked from {row['agency']}", row["by"]), f"{row['asked']}{reference}")
        if row["answered_at"]:
            answered = moment(row["answered_at"])
            yield Event(answered, answered, f"Answer from {row['agency']}", row["answer"])


def _parents(content: Mapping[str, Any], words: Mapping[str, Mapping[str, str]]) -> Iterator[Event]:
    names = _names(content)
    for row in content["parents"]:
        at = moment(row["at"])
        about = f" of {names[row['person']]}" if row["person"] else ""
        yield Event(at, at, _head(f"Parents{about}: {words['parents'][row['contact']]}", row["by"]), row["note"])


def _ends(content: Mapping[str, Any], words: Mapping[str, Mapping[str, str]]) -> Iterator[Event]:
    case, debrief = content["case"], content["debrief"]
    if case["acknowledged_at"]:
        yield _step(case["acknowledged_at"], "Acknowledged")
    if case["decided_at"]:
        yield _step(case["decided_at"], "Decided", words["outcome"].get(case["outcome"], ""))
    if debrief:
        asked = (
            ("happened", "What happened"),
            ("expected", "What should have happened"),
            ("cause", "Why"),
            ("why_none", "Why there was none"),
        )
        says = "\n".join(f"{label}: {debrief[key]}" for key, label in asked if debrief[key])
        at = moment(debrief["at"])
        yield Event(at, at, _head("Debrief" if debrief["held"] else "No debrief", debrief["by"]), says)
    if case["closed_at"]:
        yield _step(case["closed_at"], "Closed")


def _step(at: str, head: str, says: str = "") -> Event:
    return Event(moment(at), moment(at), head, says)


def _names(content: Mapping[str, Any]) -> dict[str, str]:
    return {row["key"]: row["name"] for row in content["people"]}


def _head(what: str, by: str) -> str:
    return f"{what}, by {by}" if by else what


def _why(text: str, reason: str) -> str:
    return f"{text}\nReason: {reason}" if reason else text


def moment(text: str) -> datetime:
    """A moment of the file, with its time zone. Raises ValueError for anything else."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(f"“{text}” has no time zone.")
    return found
