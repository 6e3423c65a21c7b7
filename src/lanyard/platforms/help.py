"""Which guide the pages of this room link to."""

from lanyard.kernel import help

help.add("platforms", "parent-and-public", look_up_a_service="platforms platform which-service")
