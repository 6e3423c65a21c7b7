"""Everything that changes the register: one function for each thing that people do."""

from lanyard.people.actions.calendar import add_closure, add_term, remove_closure, remove_term, set_day
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

__all__ = [
    "Refused",
    "RegisterMoved",
    "add_closure",
    "add_cover",
    "add_term",
    "answer_same",
    "appoint",
    "end_cover",
    "end_role",
    "load_trust",
    "remove_closure",
    "remove_term",
    "roster_apply",
    "roster_explain",
    "roster_forget",
    "roster_hold",
    "roster_preview",
    "set_day",
]
