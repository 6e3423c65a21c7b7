"""What this room does to its tables. An anchor is part of the audit trail and so is no event of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from lanyard.records import attachments, head_file, keyring, rotation
from lanyard.records.audit import record
from lanyard.records.chain import START, Anchor, Head, same, seal_of
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
        raise ChainBroken("The end of the audit trail was changed. Run “lanyard audit verify” to see where.")
    made = Anchor(head.number, head.digest, seal_of(key, head.number, head.digest, on.isoformat()), on.isoformat())
    if not AuditAnchor.objects.filter(date=on, number=head.number).exists():
        AuditAnchor(date=on, number=made.number, digest=made.digest, seal=made.seal).append()
    return made


@transaction.atomic
def begin_head_file() -> bool:
    """Write the file beside the key where an installation has none yet; answers whether it did.

    Raises `ChainBroken` where the head record is not genuine.
    """
    home = settings.LANYARD_HOME
    if head_file.path_in(home).exists():
        return False
    head_file.keep(home, _genuine_head(audit_key(home)))
    return True


@transaction.atomic
def accept_restored() -> tuple[int, int]:
    """Take the trail as it ends now, after a backup was restored; that this was done is an event of the trail.

    Answers the number up to which the file beside the key knew it, and the one up to which it goes now. Raises
    `ChainBroken` where the file or the head record is not genuine, and `NothingLost` where no end is missing.
    """
    home = settings.LANYARD_HOME
    key = audit_key(home)
    try:
        beside = head_file.known(home)
    except head_file.Damaged:
        beside = None
    now = _genuine_head(key)
    if beside is not None and not same(beside.seal, seal_of(key, beside.number, beside.digest)):
        raise ChainBroken("The file keys/audit-head was changed: it is not from a backup of this installation.")
    if beside is not None and beside.number <= now.number:
        raise NothingLost("No end of the audit trail is missing.")
    was = beside.number if beside else now.number
    record("audit:restore", by="system:restore", about=None, detail={"was": was, "now": now.number})
    transaction.on_commit(lambda: head_file.keep(home, _genuine_head(key)))
    return was, now.number


class NothingLost(Exception):
    """Nothing has to be accepted; the text says so."""


def _genuine_head(key: bytes) -> Head:
    head = AuditHead.objects.first()
    if head is None:
        return Head(0, START, seal_of(key, 0, START))
    if not same(head.seal, seal_of(key, head.number, head.digest)):
        raise ChainBroken("The end of the audit trail was changed. Run “lanyard audit verify” to see where.")
    return Head(head.number, head.digest, head.seal)


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


def sweep_uploads(*, before: datetime) -> int:
    """Delete the files in the folder of uploads that were last written before this moment; answers how many.

    They belong to nothing yet, so nothing is recorded: what was taken in is an attachment, elsewhere and sealed.
    """
    folder = Path(settings.UPLOADS)
    left = [path for path in folder.glob("*") if path.is_file() and path.stat().st_mtime < before.timestamp()]
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
