"""Measures how long an import takes: a policy of 200 clauses, read and compared as an upload is. For `make bench`."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

from lanyard.kernel.commands import with_django_unconfigured

CLAUSES = 200
TARGET_S = 10.0


def document(folder: Path) -> Path:
    """A policy of so many clauses, no two alike, made of the model policy's sentences and the wordings of schools."""
    from lanyard.policy.clause_ids import clause_ids

    rounds = zip(*(entry.wordings[:8] for entry in clause_ids().values()), strict=True)
    texts = [text for told in rounds for text in told][:CLAUSES]
    lines = "\n".join(f"- {text} This is clause {number}." for number, text in enumerate(texts, start=1))
    path = folder / "policy.md"
    path.write_text(f"# Social media policy\n\n## Rules\n\n{lines}\n", encoding="utf-8")
    return path


@with_django_unconfigured
def main() -> None:
    """Read, print. Exit code 1 when it takes longer than it may."""
    from lanyard.policy.reading.apart import read_apart
    from lanyard.policy.registry import compared
    from lanyard.policy.suggesting import known_clause_ids

    with tempfile.TemporaryDirectory(prefix="lanyard-bench-") as folder:
        path = document(Path(folder))
        began = time.perf_counter()
        found = read_apart(path, compared(), known_clause_ids())
        took = time.perf_counter() - began
    suggested = sum(bool(clause.controls) for clause in found.clauses)
    print(
        f"Importing {len(found.clauses)} clauses: {took:.1f} s (target {TARGET_S:.0f} s); {suggested} with suggestions"
    )
    raise SystemExit(1 if took > TARGET_S else 0)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lanyard.project.settings")
    main()
