"""Which guide the pages of this room link to."""

from lanyard.kernel import help

help.add(
    "people",
    "trust-administrator",
    bring_the_register_up_to_date="import trust-import import-preview trust-import-preview import-columns "
    "trust-import-columns same-people trust-same-people same-person trust-same-person",
    one_person_without_a_file="people person add-person change-person person-leaves merge-person merges contact",
    give_and_end_roles="roles trust-roles appoint trust-appoint",
    what_a_second_leader_confirms="to-confirm proposal address-change first-step witness",
    end_a_role_suspend_access="end-role trust-end-role suspended trust-suspended anybody trust-anybody "
    "reset-second-step trust-reset-second-step",
    say_who_covers="own-roles own-cover cover trust-cover",
    keep_the_calendar="calendar",
)
help.add("people", "data-protection-lead", see_who_gained_access="gained trust-gained")
