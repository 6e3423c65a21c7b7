"""Everything that changes the register: one function for each thing that people do."""

from lanyard.people.actions.addresses import change_address, confirm_address, make_due_addresses, stop_address
from lanyard.people.actions.calendar import add_closure, add_term, remove_closure, remove_term, set_day
from lanyard.people.actions.confirming import confirm, confirm_at_the_computer, refuse, withdraw
from lanyard.people.actions.refusal import Refused
from lanyard.people.actions.roles import add_cover, appoint, end_cover, end_role
from lanyard.people.actions.roster import (
    RegisterMoved,
    roster_apply,
    roster_explain,
    roster_forget,
    roster_hold,
    roster_preview,
)
from lanyard.people.actions.same_person import answer_same
from lanyard.people.actions.trust import load_trust
from lanyard.people.actions.unsent import forget_unsent, keep_unsent, sweep_unsent

__all__ = [
    "Refused",
    "RegisterMoved",
    "add_closure",
    "add_cover",
    "add_term",
    "answer_same",
    "appoint",
    "change_address",
    "confirm",
    "confirm_address",
    "confirm_at_the_computer",
    "end_cover",
    "end_role",
    "forget_unsent",
    "keep_unsent",
    "load_trust",
    "make_due_addresses",
    "refuse",
    "remove_closure",
    "remove_term",
    "roster_apply",
    "roster_explain",
    "roster_forget",
    "roster_hold",
    "roster_preview",
    "set_day",
    "stop_address",
    "sweep_unsent",
    "withdraw",
]
