"""What this room does to its tables. An anchor is part of the audit trail and so is no event of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from lanyard.records import attachments, keyring, rotation
from lanyard.records.audit import record
from lanyard.records.chain import Anchor, same, seal_of
from lanyard.records.keys import audit_key
from lanyard.records.models import AuditAnchor, AuditHead

# Undone uploads are rare: more files than this without an attachment, and than there are with one, are a mistake.
MOST_LEFT = 20


class ChainBroken(Exception):
    """The head of the chain is not what it was; the text says what to do."""


@transaction.atomic
def anchor(*, on: date) -> Anchor | None:
    """Keep what the last event is on this day; None while nothing was recorded. Raises `ChainBroken`."""
    head = AuditHead.objects.select_for_update().first()
    if head is None:
        return None
    key = audit_key(settings.LANYARD_HOME)
    latest = AuditAnchor.objects.last()
    if not same(head.seal, seal_of(key, head.number, head.digest)) or (latest and latest.number > head.number):
        raise ChainBroken("The end of the audit trail was changed. Run «lanyard audit verify» to see where.")
    made = Anchor(head.number, head.digest, seal_of(key, head.number, head.digest, on.isoformat()), on.isoformat())
    if not AuditAnchor.objects.filter(date=on, number=head.number).exists():
        AuditAnchor(date=on, number=made.number, digest=made.digest, seal=made.seal).append()
    return made


class TooManyUnnamed(Exception):
    """So many files belong to no attachment that this can't be their database; the text says so."""


@transaction.atomic
def sweep_attachments(*, before: datetime) -> int:
    """Delete the files that uploads undone before this moment have left behind; answers how many there were.

    Raises `TooManyUnnamed`, and deletes nothing, where an installation was joined to the wrong database.
    """
    left, named = attachments.unnamed(before)
    if len(left) > max(named, MOST_LEFT):
        raise TooManyUnnamed(
            f"{len(left)} attached files are not known to this database, and {named} are. None was deleted. "
            "Check that LANYARD_DATABASE_URL and LANYARD_HOME belong together."
        )
    if left:
        record("attachment:sweep", by="system:attachments", about=None, detail={"files": len(left)})
        for path in left:
            path.unlink(missing_ok=True)
    return len(left)


@dataclass(frozen=True)
class Rotation:
    """What a rotation did: the key that seals now, whether it is new, how many values it took over, what is damaged."""

    active: str
    is_new: bool
    values: int
    damaged: tuple[str, ...]


def rotate_keys(*, by: str) -> Rotation:
    """Seal every encrypted value with a new key; a rotation that was cut off is finished first, without a new key.

    Runs in many short transactions, so that the site goes on working and nothing is lost if it is cut off. Raises
    `KeysMissing` or `CannotDecrypt` when the key file can't be read or written.
    """
    done, is_new = rotation.reseal(), False
    if not done.values:
        keyring.add_key()
        done, is_new = rotation.reseal(), True
    active = keyring.keyring().active
    with transaction.atomic():
        detail = {"key": active, "values": done.values, "damaged": len(done.damaged)}
        record("keys:rotate", by=by, about=None, detail=detail)
    return Rotation(active, is_new, done.values, tuple(done.damaged))
