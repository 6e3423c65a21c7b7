"""Which guide the pages of this room link to."""

from lanyard.kernel import help

help.add("disclosures", "staff", declare_a_contact_online="mine declare own change renew withdraw")
help.add("disclosures", "headteacher", decide_on_what_staff_declare="register decide discuss meet")
