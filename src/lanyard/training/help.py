"""Which guide the pages of this room link to."""

from lanyard.kernel import help

help.add("training", "staff", sign="sign", your_sign_offs="mine signed", for_line_managers="team")
help.add(
    "training",
    "headteacher",
    look_after_signatures="counts at-school paper exempt",
    enter_training="training new-session session take-back",
)
help.add("training", "executive-headteacher", documents_that_people_sign="documents editions edition publish points")
help.add("training", "trust-administrator", add_a_document_of_your_own_to_sign="add change write draft withdraw")
