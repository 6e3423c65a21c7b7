"""This room's rows of the permission table. What the object decides (who proposed it) is in the actions."""

from lanyard.kernel.gate import table
from lanyard.people.choices import Role

LEADERS = {
    Role.EXECUTIVE_HEADTEACHER,
    Role.HEADTEACHER,
    Role.DSL,
    Role.DEPUTY_DSL,
    Role.LEADERSHIP,
    Role.IT_LEAD,
    Role.TRUST_ADMINISTRATOR,
}
RUN = {Role.EXECUTIVE_HEADTEACHER, Role.HEADTEACHER, Role.LEADERSHIP}
# They agree risks and decide where the leaders may not.
CHAIRS = {Role.CHAIR_OF_GOVERNORS, Role.CHAIR_OF_TRUSTEES}
# The chair of trustees decides where the executive headteacher may not (OFF2).
DECIDE = {Role.EXECUTIVE_HEADTEACHER, Role.CHAIR_OF_TRUSTEES}

table.add(
    "channels:read",
    "Sees the channels of a school, with proposals, risks and decisions; others see what they proposed or run",
    {*LEADERS, *CHAIRS, Role.MODERATOR, Role.CHANNEL_OPERATOR, "staff"},
)
table.add("channels:read-all", "Sees every channel of a school", {*LEADERS, *CHAIRS})
table.add("channels:propose", "Proposes a channel", {"staff", *LEADERS})
table.add(
    "channels:agree-risks",
    "Agrees the risk assessment of a channel that someone else proposed",
    {Role.HEADTEACHER, Role.EXECUTIVE_HEADTEACHER, Role.CHAIR_OF_GOVERNORS, Role.CHAIR_OF_TRUSTEES},
)
table.add("channels:decide", "Decides on channels that someone else proposed", DECIDE)
table.add("channels:run", "Puts a channel live, pauses or closes it, and chooses who runs it", RUN)
table.add(
    "channels:check",
    "Records a channel’s security check and who was told about it",
    {*RUN, Role.IT_LEAD, Role.DSL, Role.DEPUTY_DSL, Role.MODERATOR, Role.CHANNEL_OPERATOR},
)
table.add(
    "channels:see-log-in",
    "Sees whether a log-in is sealed and when it was opened, and seals it for a channel they run",
    {*RUN, Role.DSL, Role.DEPUTY_DSL, Role.CHANNEL_OPERATOR},
)
table.add(
    "channels:open-log-in",
    "Opens the sealed log-in of a channel, with a reason and a new second step; everyone concerned is told",
    {*RUN, Role.DSL, Role.DEPUTY_DSL},
    sensitive=True,
)
