"""Handing a case to another school or system: the file, its row with the hash, and the receipt that comes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lanyard.concerns.casework.queries.case import files_of
from lanyard.concerns.core.actions.common import need_handler, note
from lanyard.concerns.core.kinds import KINDS
from lanyard.concerns.core.models import Concern, Handover
from lanyard.concerns.core.print import chronology_pdf
from lanyard.concerns.handover.actions.printing import keep_step
from lanyard.concerns.handover.casefile import ATTACHMENTS, LARGEST, REDACTED
from lanyard.concerns.handover.casefile.writing import About, sha256, write
from lanyard.concerns.handover.chronology import printed
from lanyard.concerns.handover.nameless import nameless
from lanyard.concerns.handover.queries.casefile import content_of, plain
from lanyard.concerns.handover.queries.named import named_in
from lanyard.concerns.handover.rules.redaction import Redact, redactor
from lanyard.kernel.refusals import Refused
from lanyard.people.models import User
from lanyard.records import attachments
from lanyard.records import queries as records
from lanyard.records.attachments import Attachment
from lanyard.records.fields import CannotDecrypt

_ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}


@dataclass(frozen=True)
class Export:
    """A file that was made: its bytes, and the row that says so."""

    content: bytes
    handover: Handover


def attachments_of(concern: Concern) -> list[Attachment]:
    """The files of a concern that its readers open; none for a type to which nothing can be attached.

    What a reporter sent goes as its clean copy. The original stays here, sealed, for whoever may ask for it.
    """
    if not KINDS[concern.type].files:
        return []
    return list(files_of(concern.pk))


@transaction.atomic
def export_case(*, concern: Concern, level: str, to: str, where: str, password: str, by: User) -> Export:
    """The file of the case for somebody else. Without a password, `where` says in whose hands it goes.

    Raises `Refused` for who does not deal with the case, for a file that is lost, and for more than fits in a file.
    """
    need_handler(by, concern)
    redacted = level == REDACTED
    hide: Redact = str
    content = content_of(concern)
    files: dict[str, bytes] = {}
    if redacted:
        # A picture or a scan can't be made nameless, so none goes.
        hide = redactor(named_in(concern, content))
        content = nameless(content, hide)
    else:
        content["attachments"], files = _files(concern, by)
    now = timezone.now()
    who = "a colleague" if redacted else by.person.full_name
    chronology = chronology_pdf(printed(content, redacted=redacted, printed_on=timezone.localdate(), by=who))
    made = write(content, files, chronology, _about(concern, level, to, now, (who, hide)), password)
    if len(made) > LARGEST:
        raise Refused("The files in this case are too large. A case can have 200 MB in total.")
    row = Handover.objects.create(
        concern=concern, outwards=True, other=to, sha256=sha256(made), redacted=redacted, at=now, by=by.person
    )
    how = "protected with a password" if password else f"without a password: {where}"
    keep_step(concern, f"File of the case made for {to}, {how}", f"SHA-256 {row.sha256}", by)
    note("concern:export", concern, by, level=level, sha256=row.sha256, sealed=bool(password))
    return Export(made, row)


def _files(concern: Concern, by: User) -> tuple[list[dict], dict[str, bytes]]:
    rows, files = [], {}
    for place, found in enumerate(attachments_of(concern), 1):
        try:
            held = attachments.open(found, by=by, subject="concern-file")
        except (attachments.FileLost, CannotDecrypt) as problem:
            raise Refused(f"We can’t read the file “{found.name}”, so no export was made. {problem}") from problem
        name = f"{ATTACHMENTS}{place:02}.{_ENDINGS[found.content_type]}"
        files[name] = held
        rows.append(
            {
                "file": name, "name": found.name, "content_type": found.content_type, "size": len(held),
                "sha256": found.sha256, "stored_at": plain(found.stored_at),
            }
        )  # fmt: skip
        if sum(map(len, files.values())) > LARGEST:
            raise Refused("The files in this case are too large. A case can have 200 MB in total.")
    return rows, files


def _about(concern: Concern, level: str, to: str, now: datetime, made: tuple[str, Redact]) -> About:
    """What the file says of itself; without names that too is redacted. `made` is who made it, and what hides names."""
    head, (who, hide) = records.head(), made
    return About(
        case=concern.ref, school=hide(concern.school.name), trust=hide(concern.trust.name), exported_by=who,
        exported_at=now, for_whom=hide(to), level=level, audit_number=head.number if head else 0,
        audit_digest=head.digest if head else "",
    )  # fmt: skip


@transaction.atomic
def keep_receipt(*, concern: Concern, handover: Handover, receipt: str, by: User) -> Handover:
    """Keep what the other side sent back for a file. Raises `Refused` for who does not deal with the case."""
    need_handler(by, concern)
    if not handover.outwards:
        raise Refused("This file came from another school, so the receipt is theirs.")
    handover.receipt, handover.receipt_at = receipt, timezone.now()
    handover.save(update_fields=["receipt", "receipt_at"])
    note("concern:receipt", concern, by, handover=handover.pk)
    return handover
