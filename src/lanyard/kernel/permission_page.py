"""The page docs/permissions.md: the whole permission table, for people who decide who may do what."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from lanyard.kernel.gate import Permission

# Parts of role keys that people write in capitals.
CAPITALS = {"dsl": "DSL", "it": "IT"}

HEAD = """\
# Who may do what

This page is made from the permission table in the code; a test keeps it in step. To generate it again:

    lanyard permissions > docs/permissions.md

How to read it:

- Each row is one permission. Whoever holds one of its roles has it. What no row allows is closed.
- A role held at a school counts at that school. A role held at the trust counts at all its schools.
- Anyone covering a role has what the role has, for as long as the cover lasts.
- *staff* is no role but a group: everybody who works, governs or helps at the school.
- A second step is a passkey or an authenticator app. Where it says yes, the page asks for it if the sign-in had none.
- A permission opens a page or a button. What a person then sees there may be less than everything. Why it is built
  like this: [decision 2](decisions/0002-one-permission-table.md).
"""


def as_markdown(table: Iterable[Permission]) -> str:
    """The table as a page: one row a permission, grouped by room, both in the order of their names."""
    rows = sorted(table, key=lambda row: row.key)
    return HEAD + "".join(_room(name, found) for name, found in groupby(rows, key=_room_of))


def _room_of(row: Permission) -> str:
    return row.key.partition(":")[0]


def _room(name: str, rows: Iterable[Permission]) -> str:
    lines = ["", f"## {name}", "", "| permission | what it allows | who has it | second step |", "|---|---|---|---|"]
    return "\n".join([*lines, *(_line(row) for row in rows)]) + "\n"


def _line(row: Permission) -> str:
    who = ", ".join(sorted(map(in_words, row.roles), key=str.lower))
    return f"| `{row.key}` | {row.says} | {who} | {'yes' if row.sensitive else 'no'} |"


def in_words(role: str) -> str:
    """A role's key as people write it, such as "deputy DSL"."""
    return " ".join(CAPITALS.get(word, word) for word in role.split("_"))
