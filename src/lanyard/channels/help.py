"""Which guide the pages of this room link to."""

from lanyard.kernel import help

help.add(
    "channels",
    "propose-a-channel",
    propose_one="propose trust-propose change risks add-hazard hazard",
    run_one="mine check tell log-in seal-log-in meet",
)
help.add(
    "channels",
    "headteacher",
    official_channels="channels of-school channel agree operators address",
    a_page_has_been_taken_over="open-log-in opening",
)
help.add("channels", "executive-headteacher", decide_on_official_channels="decisions decide decide-address")
help.add("channels", "parent-and-public", see_which_accounts_are_real="schools public")
