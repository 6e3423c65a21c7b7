"""Which guide the pages of this room link to."""

from lanyard.kernel import help

help.add(
    "assurance",
    "headteacher",
    read_the_live_policy="live causes",
    see_the_evidence_behind_a_clause="clause controls",
    make_a_statement="attest statements",
)
help.add("assurance", "executive-headteacher", compare_the_schools="trust")
