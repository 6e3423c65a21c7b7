"""What this room tells people. A channel may be named, a person never is."""

from __future__ import annotations

from lanyard.channels.choices import Event, What
from lanyard.notices.messages import message

_ENDS = {
    What.APPROVAL: "Check that everything is still as proposed. The executive headteacher decides on another year.",
    What.ASSESSMENT: "Go through its risks, so that they can be agreed again in time.",
}
_ENDED = {
    What.APPROVAL: "Nothing may be posted there until it is approved again.",
    What.ASSESSMENT: "Nothing may be posted there until its risks are agreed again.",
}

# To whoever agrees risk assessments: one is ready.
RISKS_TO_AGREE = message(
    "channels:risks-to-agree",
    "Agree the risk assessment: {channel}",
    "A channel was proposed. Its risk assessment must be agreed before a decision.",
    subject="A risk assessment to agree",
)
# To whoever decides on channels: one waits.
TO_DECIDE = message(
    "channels:to-decide",
    "Decide on a channel: {channel}",
    "Its risk assessment is agreed. It can’t go live without your approval.",
    subject="A channel to decide on",
)
# To whoever decides on channels: a channel is to be another account.
ADDRESS_TO_DECIDE = message(
    "channels:address-to-decide",
    "Decide on the account: {channel}",
    "A different account has been requested. The register shows it as official once you approve it.",
    subject="The address of an official channel",
)
# To who asked for it; the case is whether it was approved.
ADDRESS_DECIDED = message(
    "channels:address-decided",
    {True: "Account approved: {channel}", False: "Account refused: {channel}"},
    {True: "The register shows the new address.", False: "The register has not changed."},
    subject="The address of an official channel",
)
# To who runs it, and to who decides or agrees; the case is what ends, and whether it has.
RUNS_OUT = message(
    "channels:runs-out",
    {(what, False): f"Ends soon: {what.label.lower()}, {{channel}}" for what in What}
    | {(what, True): f"Ended: {what.label.lower()}, {{channel}}" for what in What},
    {(what, False): _ENDS[what] for what in What} | {(what, True): _ENDED[what] for what in What},
    subject="An official channel needs renewing",
)
# To who runs it and to who decided: what the approval asked for was not met in time.
CONDITION_LATE = message(
    "channels:condition-late",
    "A condition is overdue: {channel}",
    "Mark it as met on the channel’s page.",
    subject="A condition of an official channel is overdue",
)
# To who proposed it; the case is whether it was approved.
DECIDED = message(
    "channels:decided",
    {True: "Approved: {channel}", False: "Refused: {channel}"},
    {True: "Read the conditions.", False: "Read why. You can change the proposal."},
    subject="A decision on your channel",
)
# To families and staff (OFF8); the case is what happened.
CHANNEL_NEWS = message(
    "channels:news",
    {
        Event.OPENED: "A new official account: {channel}",
        Event.HANDED_OVER: "An official account has changed hands: {channel}",
        Event.CLOSED: "An official account has closed: {channel}",
    },
    {
        Event.OPENED: "It is listed on the school’s page of official accounts. You do not have to use it: you "
        "will get the news another way too.",
        Event.HANDED_OVER: "Different people now run it. It is still an official account.",
        Event.CLOSED: "It is no longer used. If anything new appears there, tell the school.",
    },
    subject="News about official accounts",
)
# To the headteacher, the other leaders and who runs the channel (OFF6); the case is whether it was a drill.
LOG_IN_OPENED = message(
    "channels:log-in-opened",
    {False: "Sealed log-in opened: {channel}", True: "Drill: Sealed log-in opened: {channel}"},
    "See who opened it and when. If you did not expect this, ask them now.",
    urgent=True,
    subject="A sealed log-in was opened",
)
# To who runs the channel: the password is to be changed, and the new one sealed (OFF6).
CHANGE_PASSWORD = message(
    "channels:change-password",
    "Change the password: {channel}",
    "Its sealed log-in was opened. Change the password on the service, then seal the new one.",
    urgent=True,
    subject="A password to change",
)
# To the other leaders: one of them asks for a sealed log-in, and two are needed (OFF6).
SECOND_PERSON_NEEDED = message(
    "channels:second-person",
    "Confirm that a sealed log-in is opened: {channel}",
    "A colleague needs it now. Speak to them, then confirm it.",
    urgent=True,
    subject="A sealed log-in is requested",
)
