"""The order of a document as a list of nodes, and the moves that keep it a proper outline. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from lanyard.kernel.refusals import Refused

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Node(Generic[Key]):
    """A clause's place: its own key, its section's number, and the key of the clause it is nested under."""

    key: Key
    section: int
    parent: Key | None = None


def subtree(nodes: Sequence[Node[Key]], key: Key) -> set[Key]:
    """The clause and everything nested under it, at any depth."""
    found = {key}
    for node in nodes:
        if node.parent in found:
            found.add(node.key)
    return found


def siblings(nodes: Sequence[Node[Key]], key: Key) -> list[Key]:
    """The clauses at the same place of the outline, itself included, in order."""
    own = next(node for node in nodes if node.key == key)
    return [node.key for node in nodes if (node.section, node.parent) == (own.section, own.parent)]


def moved(nodes: Sequence[Node[Key]], key: Key, step: int) -> list[Node[Key]]:
    """The clause one place up (-1) or down (+1) among its siblings, with what is nested under it."""
    peers = siblings(nodes, key)
    place = peers.index(key) + step
    if not 0 <= place < len(peers):
        raise Refused("This clause is already the first here." if step < 0 else "This clause is already the last here.")
    upper, lower = (peers[place], key) if step < 0 else (key, peers[place])
    going_up = subtree(nodes, lower)
    rest = [node for node in nodes if node.key not in going_up]
    at = next(i for i, node in enumerate(rest) if node.key == upper)
    return [*rest[:at], *(node for node in nodes if node.key in going_up), *rest[at:]]


def moved_to_section(nodes: Sequence[Node[Key]], key: Key, section: int) -> list[Node[Key]]:
    """The clause as the last of another section, with what is nested under it."""
    going = subtree(nodes, key)
    block = [
        replace(node, section=section, parent=None if node.key == key else node.parent)
        for node in nodes
        if node.key in going
    ]
    rest = [node for node in nodes if node.key not in going]
    at = sum(1 for node in rest if node.section <= section)
    return [*rest[:at], *block, *rest[at:]]


def added_after(nodes: Sequence[Node[Key]], key: Key, new: Sequence[Key]) -> list[Node[Key]]:
    """New clauses right after a clause and what is nested under it, at the same place of the outline."""
    own = next(node for node in nodes if node.key == key)
    under = subtree(nodes, key)
    at = max(i for i, node in enumerate(nodes) if node.key in under) + 1
    return [*nodes[:at], *(Node(k, own.section, own.parent) for k in new), *nodes[at:]]


def added_to_section(nodes: Sequence[Node[Key]], section: int, new: Key) -> list[Node[Key]]:
    """A new clause as the last of a section."""
    at = sum(1 for node in nodes if node.section <= section)
    return [*nodes[:at], Node(new, section), *nodes[at:]]


def next_sibling(nodes: Sequence[Node[Key]], key: Key) -> Key | None:
    """The clause that follows at the same place of the outline, if there is one."""
    peers = siblings(nodes, key)
    place = peers.index(key) + 1
    return peers[place] if place < len(peers) else None


def without(nodes: Sequence[Node[Key]], key: Key) -> list[Node[Key]]:
    """The outline without a clause. Refused while clauses are nested under it."""
    if len(subtree(nodes, key)) > 1:
        raise Refused("There are clauses under this one. Remove or move them first.")
    return [node for node in nodes if node.key != key]


def joined(nodes: Sequence[Node[Key]], key: Key, other: Key) -> list[Node[Key]]:
    """The outline with `other` gone and what was nested under it now under `key`."""
    return [
        replace(node, parent=key) if node.parent == other else node for node in nodes if node.key != other
    ]  # fmt: skip


def numbers(nodes: Sequence[Node[Key]]) -> dict[Key, str]:
    """The number of each clause: "3.2" for the second of section 3, "3.2.1" for the first nested under it."""
    found: dict[Key, str] = {}
    counts: Counter[tuple[int, Key | None]] = Counter()
    for node in nodes:
        counts[node.section, node.parent] += 1
        above = found[node.parent] if node.parent is not None else str(node.section)
        found[node.key] = f"{above}.{counts[node.section, node.parent]}"
    return found
