"""What a school's live policy may take from its concerns, and when so much is late that a clause is not kept.

The live policy is read by people whom a concern may be about. So what counts is only what is held where its type
usually is: what went higher because of whom it is about counts nowhere, nor does whistleblowing. And it counts only
once a day is over and a clock has run out, never because it arrived.
"""

from __future__ import annotations

from collections.abc import Mapping

from lanyard.people.rules.routing import DATA, DEPUTY, DSL, HEAD, LINE_MANAGER

# Group -> the levels at which it counts. A DSL who finds a clause less well kept than what they see themselves must not
# learn from it that something about them is held above them.
COUNTED: Mapping[str, tuple[str, ...]] = {
    "safeguarding": (DSL, DEPUTY),
    "staff": (HEAD,),
    "myself": (HEAD,),
    "contact": (LINE_MANAGER, DSL, DEPUTY, HEAD),
    "data": (DATA,),
    "complaint": (HEAD,),
    "other": (HEAD,),
}
