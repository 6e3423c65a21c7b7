"""Compute what every sentence of the catalogue means, and keep it beside the catalogue.

    .venv/bin/python tools/meanings.py

To be done again after a change of clause-ids.toml or clause-wordings.toml; a test says so. What a control says it
checks is kept too, and computed anew where it has changed since. Without the file all sentences are computed whenever a
document is read, which takes 15 seconds.
"""

import os
import sys
from pathlib import Path

from lanyard.kernel.commands import with_django_unconfigured
from lanyard.policy.reading.meaning import KEPT, written

DATA = Path(__file__).parent.parent / "src" / "lanyard" / "policy" / "data"


@with_django_unconfigured
def sentences() -> list[str]:
    """All that a clause is compared with."""
    from lanyard.policy.clause_ids import clause_ids, other_wordings
    from lanyard.policy.registry import candidates

    described = (text for entry in clause_ids().values() for text in entry.described)
    return [*described, *other_wordings(), *(text for texts in candidates().values() for text in texts)]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lanyard.project.settings")
    (DATA / KEPT).write_bytes(written(sentences()))
    sys.stdout.write(f"{KEPT} written.\n")
