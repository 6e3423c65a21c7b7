"""What a clause may be about among several things: one linked policy, one duty of operators, one piece of advice.

Found by the words of the clause, confirmed by the person who confirms the clause (`Clause.about`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from lanyard.policy.clause_ids import data_file

LINKED = "linked:"
# The clause IDs whose controls tell linked policies apart.
_LINKED_IDS = ("LINK1", "CHI6")


@dataclass(frozen=True)
class About:
    """One such thing: a key that never changes, the clause IDs it belongs to, its name, and how policies call it."""

    key: str
    clause_ids: tuple[str, ...]
    name: str
    words: tuple[str, ...]


@cache
def known() -> Mapping[str, About]:
    """Every such thing that comes with Lanyard, by key."""
    linked = tomllib.loads(data_file("linked-policies.toml"))["policy"]
    rows = [About(LINKED + row["key"], _LINKED_IDS, row["name"], tuple(row["words"])) for row in linked]
    for row in tomllib.loads(data_file("items.toml"))["item"]:
        rows.append(About(row["key"], (row["clause"],), row["name"], tuple(row["words"])))
    return {row.key: row for row in rows}


def name_of(key: str) -> str:
    """What an item is called; one that a trust added by its key, in words."""
    return known()[key].name if key in known() else key.removeprefix(LINKED).replace("_", " ").replace("-", " ")


def of_clause_ids(clause_ids: Collection[str]) -> list[About]:
    """What a clause that serves these clause IDs may be about."""
    return [one for one in known().values() if set(one.clause_ids) & set(clause_ids)]


def of_kind(kind: str) -> list[About]:
    """All of one kind, such as "operator"."""
    return [one for one in known().values() if one.key.startswith(f"{kind}:")]


def own_linked(rows: Iterable[tuple[str, str]]) -> list[About]:
    """A trust's own linked policies, from key and name: known by their name without the word "policy"."""
    found = []
    for key, name in rows:
        words = re.sub(r"\b(policy|policies)\b", "", name.casefold()).strip(" :,")
        if LINKED + key not in known() and words:
            found.append(About(LINKED + key, _LINKED_IDS, name, (" ".join(words.split()),)))
    return found


def suggested(text: str, clause_ids: Collection[str], own: Iterable[About] = ()) -> list[str]:
    """The keys of what a clause is about by its words; none where it names nothing of the kind."""
    plain = " ".join(re.sub(r"[‘’]", "'", text.casefold()).split())
    choice = [*of_clause_ids(clause_ids), *(one for one in own if set(one.clause_ids) & set(clause_ids))]
    return [one.key for one in choice if any(_holds(plain, phrase) for phrase in one.words)]


def _holds(plain: str, phrase: str) -> bool:
    return re.search(r"\b" + ".*".join(re.escape(part.strip()) for part in phrase.split("…")), plain) is not None
