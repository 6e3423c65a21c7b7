"""Messages that only the tests send."""

from dataclasses import dataclass

from lanyard.notices.messages import Message, Step, register
from lanyard.notices.queries.audience import line_manager, role
from lanyard.notices.rules import WorkingTime
from lanyard.people.choices import Role


@register
@dataclass(frozen=True, kw_only=True)
class Decide(Message):
    """Urgent; goes to the headteacher after a day, then to the chair."""

    kind = "test:decide"
    urgent = True
    subject = "A decision waits for you in Lanyard"
    escalation = (
        Step(WorkingTime(days=1), role(Role.HEADTEACHER)),
        Step(WorkingTime(days=2), role(Role.CHAIR_OF_GOVERNORS)),
    )

    @property
    def title(self) -> str:
        return "Decide on a channel"

    @property
    def says(self) -> str:
        return "Somebody is waiting for your decision."


@register
@dataclass(frozen=True, kw_only=True)
class ReadThis(Message):
    """Not urgent; the line manager hears after four working hours unless it was read."""

    kind = "test:read-this"
    subject = "A page to read"
    escalation = (Step(WorkingTime(hours=4), line_manager, reading_is_enough=True),)

    @property
    def title(self) -> str:
        return "Read the new guide"

    @property
    def says(self) -> str:
        return "There is a new guide."
