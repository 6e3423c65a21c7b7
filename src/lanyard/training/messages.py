"""What this room tells people. None names a person; all lead to a page that does, for those who may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lanyard.notices.messages import Message, register
from lanyard.training.rules import Rung

_SAYS = {
    Rung.ASKED: "It is short. Read it, type your name, and you are done.",
    Rung.WEEK_BEFORE: "It is due within a week.",
    Rung.DUE: "It is due today.",
    Rung.WEEK_LATE: "It was due a week ago.",
    Rung.TWO_WEEKS_LATE: "It was due two weeks ago. The headteacher is told how many are this late.",
}


@register
@dataclass(frozen=True, kw_only=True)
class SignThis(Message):
    """To somebody who has to sign a document: first asked, and reminded on each rung of the ladder."""

    kind = "training:sign-this"
    subject = "A document for you to sign"

    document: str
    rung: Rung

    @property
    def title(self) -> str:
        return f"Sign: {self.document}"[:150]

    @property
    def says(self) -> str:
        return _SAYS[self.rung]


@register
@dataclass(frozen=True, kw_only=True)
class TeamIsLate(Message):
    """To a line manager: people they manage are a week late."""

    kind = "training:team-is-late"
    subject = "Signatures that are late in your team"

    document: str
    count: int

    @property
    def title(self) -> str:
        return f"{_people(self.count)} in your team: {self.document}"[:150]

    @property
    def says(self) -> str:
        return "A signature is a week late. Please ask what is in the way."


@register
@dataclass(frozen=True, kw_only=True)
class SchoolIsLate(Message):
    """To the headteacher: people of the school are two weeks late."""

    kind = "training:school-is-late"
    subject = "Signatures that are late at your school"

    document: str
    count: int

    @property
    def title(self) -> str:
        return f"{_people(self.count)} two weeks late: {self.document}"[:150]

    @property
    def says(self) -> str:
        return "They have been reminded four times, and their line managers have been told."


@register
@dataclass(frozen=True, kw_only=True)
class Receipt(Message):
    """To somebody who has just signed: where the receipt is."""

    kind = "training:receipt"
    urgent = True
    subject = "The receipt for your signature"

    document: str

    @property
    def title(self) -> str:
        return f"You signed: {self.document}"[:150]

    @property
    def says(self) -> str:
        return "Your record shows the exact wording you signed."


_CALLS = {
    "never": "Nobody has entered yet that you took part. Ask when the next session is.",
    "again": "Your training is good until {until:%d/%m/%Y}. Ask when the next session is.",
    "last": "Your training is good until {until:%d/%m/%Y}, which is within a week.",
    "lapsed": "Your training was good until {until:%d/%m/%Y}. You may not post until you have taken part again.",
}


@register
@dataclass(frozen=True, kw_only=True)
class TakePart(Message):
    """To somebody whose role asks for training that they never took part in, or that lapses soon, or has."""

    kind = "training:take-part"
    subject = "Training for you to take part in"
    course: str
    call: str
    until: date | None

    @property
    def title(self) -> str:
        return f"Take part in training: {self.course}"[:150]

    @property
    def says(self) -> str:
        return _CALLS[self.call].format(until=self.until)


@register
@dataclass(frozen=True, kw_only=True)
class InDate(Message):
    """To somebody of whom it was entered that they took part."""

    kind = "training:in-date"
    subject = "Your training was entered"
    course: str
    until: date

    @property
    def title(self) -> str:
        return f"Your training was entered: {self.course}"[:150]

    @property
    def says(self) -> str:
        return f"It is good until {self.until:%d/%m/%Y}."


@register
@dataclass(frozen=True, kw_only=True)
class RoleIsUntrained(Message):
    """To the headteacher: people whose role asks for training have none that is in date."""

    kind = "training:role-is-untrained"
    subject = "Training that is not in date at your school"
    course: str
    count: int

    @property
    def title(self) -> str:
        return f"{_people(self.count)} without training in date: {self.course}"[:150]

    @property
    def says(self) -> str:
        return "They have been told. Plan a session, and enter who took part."


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"
