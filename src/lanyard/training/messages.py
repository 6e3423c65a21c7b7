"""What this room tells people. None names a person; all lead to a page that does, for those who may see it."""

from __future__ import annotations

from lanyard.notices.messages import message
from lanyard.training.rules import Rung

# To somebody who has to sign a document: first asked, and reminded; the case is the rung of the ladder.
SIGN_THIS = message(
    "training:sign-this",
    "Sign: {document}",
    {
        Rung.ASKED: "It is short. Read it, type your name, and you are done.",
        Rung.WEEK_BEFORE: "It is due within a week.",
        Rung.DUE: "It is due today.",
        Rung.WEEK_LATE: "It was due a week ago.",
        Rung.TWO_WEEKS_LATE: "It was due two weeks ago. The headteacher is told how many are this late.",
    },
    subject="A document for you to sign",
)
# To somebody who has to sign a document, because somebody of their school pressed “Remind”.
PLEASE_SIGN = message(
    "training:please-sign",
    "Please sign: {document}",
    "Your school asks you to sign it. It is short: read it, type your name, and you are done.",
    urgent=True,
    subject="A document for you to sign",
)
# To a line manager: people they manage are a week late.
TEAM_IS_LATE = message(
    "training:team-is-late",
    "{people} in your team: {document}",
    "They are a week late. Please ask what is holding them up.",
    subject="Signatures that are late in your team",
)
# To the headteacher: people of the school are two weeks late.
SCHOOL_IS_LATE = message(
    "training:school-is-late",
    "{people} two weeks late: {document}",
    "They have been reminded four times, and their line managers have been told.",
    subject="Signatures that are late at your school",
)
# To somebody who has just signed: where the receipt is.
RECEIPT = message(
    "training:receipt",
    "You signed: {document}",
    "Your record shows the exact wording you signed.",
    urgent=True,
    subject="The receipt for your signature",
)
# To somebody whose role asks for training; the case is the call: never took part, lapses soon, or has lapsed.
TAKE_PART = message(
    "training:take-part",
    "Take part in training: {course}",
    {
        "never": "There is no record yet that you took part. Ask when the next session is.",
        "again": "Your training is valid until {until:%-d %B %Y}. Ask when the next session is.",
        "last": "Your training is valid until {until:%-d %B %Y}, which is within a week.",
        "lapsed": "Your training was valid until {until:%-d %B %Y}. You may not post until you have taken part again.",
    },
    subject="Training for you to take part in",
)
# To somebody of whom it was entered that they took part.
IN_DATE = message(
    "training:in-date",
    "Your training has been recorded: {course}",
    "It is valid until {until:%-d %B %Y}.",
    subject="Your training has been recorded",
)
# To the headteacher: people whose role asks for training have none that is in date.
ROLE_IS_UNTRAINED = message(
    "training:role-is-untrained",
    "{people} without up-to-date training: {course}",
    "They have been told. Plan a session, and record who took part.",
    subject="Training that is out of date at your school",
)
