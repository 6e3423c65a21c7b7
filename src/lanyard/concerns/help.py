"""Which guide the pages of this room link to."""

from lanyard.kernel import help

help.add("concerns", "report-a-concern", report="choose-own-school report-staff report-paper mine mine-one")
help.add(
    "concerns",
    "dsl",
    deal_with_a_concern="queue search case acknowledge judge add-party edit-party end-party step-back assign "
    "transfer offer consult entry edit-entry ground outside-ref ask-advice answer-advice "
    "parents add-action finish-action decide close reopen review debrief add-lesson",
    out_of_hours="out-of-hours",
)
help.add(
    "concerns",
    "headteacher",
    look_after_lessons="lessons own-lessons finish-lesson",
    deal_with_a_concern_about_staff="threshold patterns",
)
help.add("concerns", "governor", see_how_many_concerns_there_were="counts trust-counts")
help.add(
    "concerns",
    "hand-over-a-case",
    print_the_chronology="print",
    hand_over_to_another_school_or_system="export receipt",
    import_a_case="import take-in",
    keep_it_longer_than_its_retention_period="hold",
)
help.add("concerns", "data-protection-lead", remove_concerns_whose_retention_period_has_ended="retention")
