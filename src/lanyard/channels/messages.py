"""What this room tells people. A channel may be named, a person never is."""

from __future__ import annotations

from dataclasses import dataclass

from lanyard.channels.choices import Event, What
from lanyard.notices.messages import Message, register

_OPENED = "It is listed on the school’s page of official accounts. You need not use it: news also comes another way."
_SAYS = {
    Event.OPENED: _OPENED,
    Event.HANDED_OVER: "Other people run it from now on. It is still an official account.",
    Event.CLOSED: "It is no longer used. If it seems to speak again, tell the school.",
}
_ENDS = {
    What.APPROVAL: "Look whether all is still as it was proposed. The executive headteacher decides for another year.",
    What.ASSESSMENT: "Go through its risks, so that they can be agreed again in time.",
}
_ENDED = {
    What.APPROVAL: "Nothing may be posted there until it is decided on again.",
    What.ASSESSMENT: "Nothing may be posted there until its risks are agreed again.",
}
_TITLE = {
    Event.OPENED: "A new official account",
    Event.HANDED_OVER: "An official account has changed hands",
    Event.CLOSED: "An official account has closed",
}


@register
@dataclass(frozen=True, kw_only=True)
class RisksToAgree(Message):
    """To whoever agrees risk assessments: one is ready."""

    kind = "channels:risks-to-agree"
    subject = "A risk assessment to agree"

    channel: str

    @property
    def title(self) -> str:
        return f"Agree the risk assessment: {self.channel}"[:150]

    @property
    def says(self) -> str:
        return "A channel was proposed. It goes on once its risk assessment is agreed."


@register
@dataclass(frozen=True, kw_only=True)
class ToDecide(Message):
    """To whoever decides on channels: one waits."""

    kind = "channels:to-decide"
    subject = "A channel to decide on"

    channel: str

    @property
    def title(self) -> str:
        return f"Decide on a channel: {self.channel}"[:150]

    @property
    def says(self) -> str:
        return "Its risk assessment is agreed. It can’t go live without your approval."


@register
@dataclass(frozen=True, kw_only=True)
class AddressToDecide(Message):
    """To whoever decides on channels: a channel is to be another account."""

    kind = "channels:address-to-decide"
    subject = "The address of an official channel"

    channel: str

    @property
    def title(self) -> str:
        return f"Decide on the account: {self.channel}"[:150]

    @property
    def says(self) -> str:
        return "It is to be another account. The register shows it as official once you approve it."


@register
@dataclass(frozen=True, kw_only=True)
class AddressDecided(Message):
    """To who asked for it: whether the channel is the other account now."""

    kind = "channels:address-decided"
    subject = "The address of an official channel"

    channel: str
    approved: bool

    @property
    def title(self) -> str:
        return f"Account {'approved' if self.approved else 'refused'}: {self.channel}"[:150]

    @property
    def says(self) -> str:
        return "The register shows the new address." if self.approved else "The register shows what it showed before."


@register
@dataclass(frozen=True, kw_only=True)
class RunsOut(Message):
    """To who runs it, and to who decides or agrees: an approval or a risk assessment ends soon, or has ended."""

    kind = "channels:runs-out"
    subject = "An official channel needs renewing"

    channel: str
    what: What
    ended: bool

    @property
    def title(self) -> str:
        return f"{'Ended' if self.ended else 'Ends soon'}: {self.what.label.lower()}, {self.channel}"[:150]

    @property
    def says(self) -> str:
        return _ENDED[self.what] if self.ended else _ENDS[self.what]


@register
@dataclass(frozen=True, kw_only=True)
class ConditionLate(Message):
    """To who runs it and to who decided: what the approval asked for was not met in time."""

    kind = "channels:condition-late"
    subject = "A condition of an official channel is late"

    channel: str

    @property
    def title(self) -> str:
        return f"A condition is past its day: {self.channel}"[:150]

    @property
    def says(self) -> str:
        return "Say on the channel’s page when it is met."


@register
@dataclass(frozen=True, kw_only=True)
class Decided(Message):
    """To who proposed it: what was decided."""

    kind = "channels:decided"
    subject = "Your channel was decided on"

    channel: str
    approved: bool

    @property
    def title(self) -> str:
        return f"{'Approved' if self.approved else 'Refused'}: {self.channel}"[:150]

    @property
    def says(self) -> str:
        return "Read the conditions." if self.approved else "Read why. You can change the proposal."


@register
@dataclass(frozen=True, kw_only=True)
class ChannelNews(Message):
    """To families and staff: a channel opened, changed hands or closed (OFF8)."""

    kind = "channels:news"
    subject = "News about official accounts"

    channel: str
    event: Event

    @property
    def title(self) -> str:
        return f"{_TITLE[self.event]}: {self.channel}"[:150]

    @property
    def says(self) -> str:
        return _SAYS[self.event]


@register
@dataclass(frozen=True, kw_only=True)
class LogInOpened(Message):
    """To the headteacher, the other leaders and who runs the channel: its sealed log-in was opened (OFF6)."""

    kind = "channels:log-in-opened"
    urgent = True
    subject = "A sealed log-in was opened"

    channel: str
    is_drill: bool = False

    @property
    def title(self) -> str:
        return f"{'Drill: ' if self.is_drill else ''}Sealed log-in opened: {self.channel}"[:150]

    @property
    def says(self) -> str:
        return "See by whom and when. If you know nothing of it, ask them now."


@register
@dataclass(frozen=True, kw_only=True)
class ChangePassword(Message):
    """To who runs the channel: the password is to be changed, and the new one sealed (OFF6)."""

    kind = "channels:change-password"
    urgent = True
    subject = "A password to change"

    channel: str

    @property
    def title(self) -> str:
        return f"Change the password: {self.channel}"[:150]

    @property
    def says(self) -> str:
        return "Its sealed log-in was opened. Change the password on the service, then seal the new one."


@register
@dataclass(frozen=True, kw_only=True)
class SecondPersonNeeded(Message):
    """To the other leaders: one of them asks for a sealed log-in, and two are needed (OFF6)."""

    kind = "channels:second-person"
    urgent = True
    subject = "A sealed log-in is asked for"

    channel: str

    @property
    def title(self) -> str:
        return f"Confirm opening a sealed log-in: {self.channel}"[:150]

    @property
    def says(self) -> str:
        return "A colleague asks for it now. Speak with them, then confirm it."
