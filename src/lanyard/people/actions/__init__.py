"""Everything that changes the register: one function for each thing that people do."""

from lanyard.people.actions.addresses import change_address, confirm_address, make_due_addresses, stop_address
from lanyard.people.actions.calendar import add_closure, add_term, remove_closure, remove_term, set_day
from lanyard.people.actions.confirming import confirm, confirm_at_the_computer, refuse, withdraw
from lanyard.people.actions.merging import BACK_FOR, merge_people, split_people
from lanyard.people.actions.register import MaybeKnown, add_person, change_person, end_person, mark_contact
from lanyard.people.actions.roles import add_cover, appoint, end_cover, end_role, undo_end_cover
from lanyard.people.actions.roster import (
    RegisterMoved,
    roster_apply,
    roster_explain,
    roster_forget,
    roster_hold,
    roster_preview,
)
from lanyard.people.actions.same_person import answer_same
from lanyard.people.actions.suspending import restore, suspend
from lanyard.people.actions.trust import load_trust
from lanyard.people.actions.unsent import forget_unsent, keep_unsent, sweep_unsent
from lanyard.people.actions.witnessing import ask_witness, give_code, reset_second_step, show_code

__all__ = [
    "BACK_FOR",
    "MaybeKnown",
    "RegisterMoved",
    "add_closure",
    "add_cover",
    "add_person",
    "add_term",
    "answer_same",
    "appoint",
    "ask_witness",
    "change_address",
    "change_person",
    "confirm",
    "confirm_address",
    "confirm_at_the_computer",
    "end_cover",
    "end_person",
    "end_role",
    "forget_unsent",
    "give_code",
    "keep_unsent",
    "load_trust",
    "make_due_addresses",
    "mark_contact",
    "merge_people",
    "refuse",
    "remove_closure",
    "remove_term",
    "reset_second_step",
    "restore",
    "roster_apply",
    "roster_explain",
    "roster_forget",
    "roster_hold",
    "roster_preview",
    "set_day",
    "show_code",
    "split_people",
    "stop_address",
    "suspend",
    "sweep_unsent",
    "undo_end_cover",
    "withdraw",
]
