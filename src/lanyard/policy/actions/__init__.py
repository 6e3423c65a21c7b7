"""Everything this room writes, one function a use case."""

from lanyard.policy.actions.clauses import (
    clause_add,
    clause_confirm,
    clause_edit,
    clause_join,
    clause_move,
    clause_remove,
    clause_split,
    section_confirm,
)
from lanyard.policy.actions.controls import control_add, control_decide, controls_none
from lanyard.policy.actions.editions import adopt_model, import_document, start_edition
from lanyard.policy.actions.first_edition import check_dates, edition_confirm, enter_as_approved
from lanyard.policy.actions.load import load_data
from lanyard.policy.actions.not_taken import clause_from_not_taken
from lanyard.policy.actions.records import (
    change_guidance_edition,
    change_guidance_source,
    keep_agency,
    keep_guidance_edition,
    keep_linked_policy,
    mark_guidance_checked,
    rely_on_guidance,
)
from lanyard.policy.actions.reviews import close_trigger, finish_review, open_trigger, raise_due_triggers
from lanyard.policy.actions.steps import approve, put_in_force, send_back, start_due_editions, submit, withdraw

__all__ = [
    "adopt_model",
    "approve",
    "change_guidance_edition",
    "change_guidance_source",
    "check_dates",
    "clause_add",
    "clause_confirm",
    "clause_edit",
    "clause_from_not_taken",
    "clause_join",
    "clause_move",
    "clause_remove",
    "clause_split",
    "close_trigger",
    "control_add",
    "control_decide",
    "controls_none",
    "edition_confirm",
    "enter_as_approved",
    "finish_review",
    "import_document",
    "keep_agency",
    "keep_guidance_edition",
    "keep_linked_policy",
    "load_data",
    "mark_guidance_checked",
    "open_trigger",
    "put_in_force",
    "raise_due_triggers",
    "rely_on_guidance",
    "section_confirm",
    "send_back",
    "start_due_editions",
    "start_edition",
    "submit",
    "withdraw",
]
