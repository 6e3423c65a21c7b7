"""Which guide the pages of this room link to."""

from lanyard.kernel import help

help.add("records", "data-protection-lead", see_what_was_done="audit-school audit-trust")
