"""A proof of work that a browser does while somebody writes, so that a machine can't send thousands for nothing.

It never decides whether a report is taken: one that comes without a proof, as from a browser without scripts, is taken
like any other, and in a flood stands in a line of its own.
"""

from __future__ import annotations

import hashlib

# A phone finds one in well under a second.
BITS = 14


def is_solved(form: str, answer: str) -> bool:
    """Whether SHA-256 of the form's token and the answer begins with enough zero bits."""
    if not answer or len(answer) > 20:
        return False
    digest = hashlib.sha256(f"{form}:{answer}".encode()).digest()
    return int.from_bytes(digest[:4], "big") >> (32 - BITS) == 0
