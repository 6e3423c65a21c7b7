"""Messages that only the tests send."""

from lanyard.notices.messages import Step, message
from lanyard.notices.queries.audience import line_manager, role
from lanyard.notices.rules import WorkingTime
from lanyard.people.choices import Role

# Urgent; goes to the headteacher after a day, then to the chair.
DECIDE = message(
    "test:decide",
    "Decide on a channel",
    "Somebody is waiting for your decision.",
    urgent=True,
    subject="A decision waits for you in Lanyard",
    escalation=(
        Step(WorkingTime(days=1), role(Role.HEADTEACHER)),
        Step(WorkingTime(days=2), role(Role.CHAIR_OF_GOVERNORS)),
    ),
)
# Not urgent; the line manager hears after four working hours unless it was read.
READ_THIS = message(
    "test:read-this",
    "Read the new guide",
    "There is a new guide.",
    subject="A page to read",
    escalation=(Step(WorkingTime(hours=4), line_manager, reading_is_enough=True),),
)
