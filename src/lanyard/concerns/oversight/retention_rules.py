"""How long concerns are kept, from the dated data that comes with this version."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from lanyard.concerns.oversight.rules.retention import Rule

SHIPPED = Path(__file__).parent / "data" / "retention.toml"


@cache
def rules() -> tuple[Rule, ...]:
    """The rules in their order: the first that fits holds."""
    read = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))
    return tuple(_rule(row) for row in read["rule"])


def _rule(row: dict) -> Rule:
    some = {name: frozenset(row.get(name, ())) for name in ("groups", "types", "outcomes")}
    same = {name: row[name] for name in ("key", "says", "years", "not_before", "source", "verified")}
    return Rule(start=row["from"], days=row.get("days", 0), **same, **some)
