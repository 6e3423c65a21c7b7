"""What lets somebody go on for a while after they showed a code, without the code being in the page."""

from __future__ import annotations

from django.core import signing

MINUTES = 30
_SALT = "concerns.pass"


def new_pass(concern_id: object) -> str:
    """A sealed note that this concern's code was shown now."""
    return signing.dumps(str(concern_id), salt=_SALT)


def concern_in(text: str) -> str | None:
    """The id of the concern whose code was shown less than half an hour ago; None for anything else."""
    try:
        return signing.loads(text, salt=_SALT, max_age=MINUTES * 60)
    except (signing.BadSignature, TypeError):
        return None
