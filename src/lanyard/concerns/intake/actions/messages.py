"""What the school and a reporter write to each other (BRE3), the reporter by a code or signed in, and never named."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from lanyard.concerns.core import receipts
from lanyard.concerns.core.actions.at_risk import said_by_reporter
from lanyard.concerns.core.actions.clocks import begin_clock, people_who_deal
from lanyard.concerns.core.actions.common import need_handler, note, place_of
from lanyard.concerns.core.actions.spoken import keep_out_spoken_of
from lanyard.concerns.core.actions.telling import tell_reporter
from lanyard.concerns.core.choices import ClockKind, State
from lanyard.concerns.core.kinds import KINDS
from lanyard.concerns.core.messages import ANSWERED, NEWS, about, page_of
from lanyard.concerns.core.models import Concern, Message
from lanyard.concerns.core.rules import answers
from lanyard.concerns.intake.queries.receipt import reporter_in_person
from lanyard.kernel.languages import in_english
from lanyard.notices.actions import tell
from lanyard.people.models import Person, User
from lanyard.records import moments
from lanyard.records.audit import record

BY = "system:messages"


def write_back(*, concern: Concern, text: str, form: str, danger: str = "") -> bool:
    """Keep what the reporter wrote, and tell those who deal with the concern; answers False for a form sent twice.

    `form` is what the form's token stands for; `danger` is their answer to whether somebody is in danger. Never
    refused, also when the concern is closed.
    """
    once = receipts.once_of(form)
    if Message.objects.filter(sent_once=once).exists():
        return False
    try:
        with in_english(), moments.to_the_minute(), transaction.atomic():
            _write_back(concern, text, once)
            said_by_reporter(concern, answers.read({"danger": danger}))
    except IntegrityError:
        if Message.objects.filter(sent_once=once).exists():
            return False
        raise
    return True


def _write_back(concern: Concern, text: str, once: str) -> None:
    now = moments.now()
    made = Message.objects.create(concern=concern, text=text, from_reporter=True, at=now, sent_once=once)
    keep_out_spoken_of(concern, text, f"message:{made.pk}", author=reporter_in_person(concern))
    is_first = Concern.objects.filter(pk=concern.pk, has_news=False).update(has_news=True)
    # Until somebody has opened it, one notice an hour is enough, however much is written.
    told = once if is_first else f"{concern.pk}:{now:%Y%m%d%H}"
    tell(NEWS(url=page_of(concern.pk), about=about(concern.pk), once=told), who_deals_with(concern), by=BY)
    record("concern:write-back", by=BY, about=concern, place=place_of(concern))


@transaction.atomic
def answer_reporter(*, by: User, concern: Concern, text: str, form: str = "") -> Message | None:
    """Write to the reporter, who reads it with their code; meets the promise to tell them, and makes the next one.

    `form` is what the form's token stands for: sent twice, it is one message (then the answer is None). Raises
    `Refused` for who does not deal with the concern.
    """
    need_handler(by, concern)
    once = receipts.once_of(form or receipts.new_form())
    if Message.objects.filter(sent_once=once).exists():
        return None
    made = tell_reporter(concern, text, by, once=once)
    Concern.objects.filter(pk=concern.pk).update(has_news=False)
    if concern.state in (State.NEW, State.OPEN) and ClockKind.UPDATE in KINDS[concern.type].clocks:
        begin_clock(concern, ClockKind.UPDATE, timezone.now())
    note("concern:answer", concern, by)
    reporter = reporter_in_person(concern)
    if reporter:
        # Nothing in it leads from the person to the concern.
        tell(ANSWERED(url=reverse("concerns:mine")), [reporter], by=BY)
    return made


def who_deals_with(concern: Concern) -> list[Person]:
    """Who is told that the reporter wrote: whoever it is assigned to, else all who deal with it.

    Never anybody who is shut out of it.
    """
    everybody = people_who_deal(concern)
    assigned = [person for person in everybody if person.pk == concern.assigned_to_id]
    return assigned or everybody
