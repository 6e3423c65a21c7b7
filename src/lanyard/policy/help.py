"""Which guide the pages of this room link to."""

from lanyard.kernel import help

help.add(
    "policy",
    "headteacher-policy",
    bring_in_the_policy_you_have="editions import start adopt-model make-clause",
    confirm_each_clause="clauses draft-clause add-clause split-clause join-clause move-clause remove-clause "
    "add-control decide-control",
    have_it_approved_and_put_it_in_force="edition changes submit send-back approve put-in-force withdraw relies-on",
    when_a_review_is_due="triggers raise-trigger close-trigger finish-review",
)
help.add("policy", "headteacher", keep_the_list_of_linked_policies="linked keep-linked")
help.add(
    "policy",
    "executive-headteacher",
    guidance_and_agencies="guidance keep-guidance change-source change-guidance guidance-checked keep-agency",
)
help.add("policy", "dsl", who_to_ask="agencies")
help.add("policy", "parent-and-public", read_the_schools_policy="texts text")
