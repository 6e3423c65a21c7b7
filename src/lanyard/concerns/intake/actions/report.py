"""Taking a report in: its receipt, and that one form makes one concern (BRE1, EXP7, CHI7)."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from django.db import IntegrityError

from lanyard.concerns.core import receipts
from lanyard.concerns.core.kinds import KINDS
from lanyard.concerns.core.models import Clock, Concern
from lanyard.concerns.core.report_input import ReportInput
from lanyard.concerns.intake.actions.asking import strike
from lanyard.concerns.intake.actions.batch_writer import BatchWriter
from lanyard.concerns.intake.actions.store_reports import HashedReport, StoredReport, store_reports
from lanyard.records import attachments

# A whole school that reports in one minute is taken in as it comes, many at a time.
_writer: BatchWriter[HashedReport, StoredReport] = BatchWriter(store_reports)
# Around reading what was sent, up to taking it in.
on_the_way = _writer.on_the_way


@dataclass(frozen=True)
class Receipt:
    """What the reporter is told: the code, and whether it went past a level that had nobody, or nobody inside is left.

    `at_once` says that somebody was told now although the school is closed. `clocks` are all of the concern.
    """

    code: str
    concern: Concern
    clocks: tuple[Clock, ...]
    at_once: bool = True

    @property
    def passed_up(self) -> bool:
        return self.concern.passed_up

    @property
    def outside(self) -> bool:
        return not self.concern.level


def report(sent: ReportInput) -> Receipt:
    """Take a report in. Sending one form twice makes one concern and answers the same code.

    Raises `Refused` with a sentence for a file that can't be taken; then nothing is kept.
    """
    code = receipts.code_of(sent.form)
    # Slow on purpose, so never while the database, or anybody else, waits.
    files = tuple(attachments.prepare(upload) for upload in sent.files if KINDS[sent.type].files)
    arrived = HashedReport(sent, receipts.hash_for(sent.form, sent.worked_out), files)
    for last in (False, False, True):
        try:
            kept = _writer.submit(arrived)
            return Receipt(code, kept.concern, kept.clocks, kept.at_once)
        except IntegrityError:
            if (known := _known(receipts.once_of(sent.form))) is not None:
                return _again(sent, known, code)
            # A reference was drawn that there is already: another is drawn.
            if last:
                raise
    raise AssertionError


def _known(once: str) -> Concern | None:
    return Concern.objects.filter(sent_once=once).select_related("report").first()


def _again(sent: ReportInput, known: Concern, code: str) -> Receipt:
    """The receipt of a form that was sent before; or, if it says something else now, of a report of its own.

    Somebody who goes back to a page that was sent and writes another report must not lose it.
    """
    same = (known.school_id, known.type, known.report.account) == (sent.school.pk, sent.type, sent.account)
    if same:
        if sent.struck:
            strike(known, sent)
        return Receipt(code, known, tuple(known.clocks.all()))
    words = json.dumps([str(sent.school.pk), sent.type, sent.account])
    return report(replace(sent, form=receipts.once_of(f"{sent.form}:{words}")))
