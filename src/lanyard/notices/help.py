"""Which guide the pages of this room link to."""

from lanyard.kernel import help

help.add("notices", "staff", when_you_are_asked="mine")
