"""What changed between two editions, clause by clause along their lines, then word by word. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "ins", "del"]

TOKEN = re.compile(r"\s+|\w+(?:['’-]\w+)*|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """A run of words that stayed (same), came (ins) or went (del)."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Placed:
    """A clause as it is compared: the line it follows, its number, its section's title and its words."""

    line: Hashable
    number: str
    section: str
    text: str
    lead: str = ""


@dataclass(frozen=True)
class Change:
    """What became of one clause: its numbers before and after; `moved` may go together with changed words."""

    line: Hashable
    kind: Literal["added", "removed", "changed", "moved"]
    before: str
    after: str
    section: str
    pieces: tuple[Piece, ...]
    moved: bool = False


def words(before: str, after: str) -> tuple[Piece, ...]:
    """The two texts as one run of pieces. What both begin and end with is never marked as changed."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    old_middle, new_middle = old[head : len(old) - tail], new[head : len(new) - tail]
    pieces = [Piece("same", "".join(old[:head]))]
    for tag, i, j, k, m in SequenceMatcher(None, old_middle, new_middle, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(old_middle[i:j])))
        else:
            pieces += [Piece("del", "".join(old_middle[i:j])), Piece("ins", "".join(new_middle[k:m]))]
    pieces.append(Piece("same", "".join(old[len(old) - tail :])))
    return _tidied(pieces)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _tidied(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Changes with nothing but a space between them become one, which is how a reader sees them."""
    done: list[Piece] = []
    gone = came = ""

    def flush() -> None:
        nonlocal gone, came
        done.extend(Piece(kind, text) for kind, text in (("del", gone), ("ins", came)) if text)
        gone = came = ""

    queue = [piece for piece in pieces if piece.text]
    for place, piece in enumerate(queue):
        following = queue[place + 1].kind if place + 1 < len(queue) else "same"
        if piece.kind == "del":
            gone += piece.text
        elif piece.kind == "ins":
            came += piece.text
        elif piece.text.isspace() and (gone and came) and following != "same":
            gone, came = gone + piece.text, came + piece.text
        else:
            flush()
            done.append(piece)
    flush()
    return tuple(done)


def compare(before: Sequence[Placed], after: Sequence[Placed]) -> list[Change]:
    """Every clause that was added, removed, changed or moved; in the order of the new edition, removed ones in place.

    Moved means out of the order of those around it, or to another section; a number that shifts because of a clause
    before it is no move.
    """
    old = {clause.line: clause for clause in before}
    new = {clause.line: clause for clause in after}
    stayed = _in_order(
        [clause.line for clause in before if clause.line in new], [c.line for c in after if c.line in old]
    )
    sections = {clause.section for clause in after}
    changes: list[Change] = []
    removed = _removed_after(before, new)
    changes += [_gone(clause) for clause in removed.pop(None, [])]
    for clause in after:
        earlier = old.get(clause.line)
        change = _change(earlier, clause, in_order=clause.line in stayed, sections=sections)
        changes += [change] if change else []
        changes += [_gone(gone) for gone in removed.pop(clause.line, [])]
    return changes


def _change(before: Placed | None, after: Placed, *, in_order: bool, sections: set[str]) -> Change | None:
    if before is None:
        return Change(after.line, "added", "", after.number, after.section, words("", _whole(after)))
    elsewhere = before.section != after.section and before.section in sections
    moved = not in_order or elsewhere
    changed = _whole(before) != _whole(after)
    if not (moved or changed):
        return None
    kind = "changed" if changed else "moved"
    pieces = words(_whole(before), _whole(after))
    return Change(after.line, kind, before.number, after.number, after.section, pieces, moved)


def _gone(clause: Placed) -> Change:
    return Change(clause.line, "removed", clause.number, "", clause.section, words(_whole(clause), ""))


def _whole(clause: Placed) -> str:
    return f"{clause.lead} {clause.text}" if clause.lead else clause.text


def _removed_after(before: Sequence[Placed], new: dict[Hashable, Placed]) -> dict[Hashable | None, list[Placed]]:
    """Removed clauses by the last clause before them that stayed."""
    found: dict[Hashable | None, list[Placed]] = {}
    last = None
    for clause in before:
        if clause.line in new:
            last = clause.line
        else:
            found.setdefault(last, []).append(clause)
    return found


def _in_order(before: Sequence[Hashable], after: Sequence[Hashable]) -> set[Hashable]:
    """The largest set of lines that follow each other in the same order in both."""
    place = {line: i for i, line in enumerate(before)}
    tops: list[int] = []
    ends: list[Hashable] = []
    previous: dict[Hashable, Hashable | None] = {}
    for line in after:
        at = bisect_left(tops, place[line])
        previous[line] = ends[at - 1] if at else None
        if at == len(tops):
            tops.append(place[line])
            ends.append(line)
        else:
            tops[at], ends[at] = place[line], line
    kept: set[Hashable] = set()
    line = ends[-1] if ends else None
    while line is not None:
        kept.add(line)
        line = previous[line]
    return kept
