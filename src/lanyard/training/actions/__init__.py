"""What people do in this room, each in one transaction with its audit event and its notices."""

from lanyard.training.actions.attending import record_session, take_back
from lanyard.training.actions.editions import confirm_points, publish_edition
from lanyard.training.actions.loading import load_courses, load_documents
from lanyard.training.actions.own_documents import (
    Details,
    NewWording,
    add_document,
    change_document,
    give_up_draft,
    publish_draft,
    withdraw_document,
    write_draft,
)
from lanyard.training.actions.reminding import remind
from lanyard.training.actions.reminding_all import Reminded, remind_all
from lanyard.training.actions.signing import enter_paper_sign_off, exempt, sign
from lanyard.training.actions.training_reminders import remind_of_training

__all__ = [
    "Details",
    "NewWording",
    "Reminded",
    "add_document",
    "change_document",
    "confirm_points",
    "enter_paper_sign_off",
    "exempt",
    "give_up_draft",
    "load_courses",
    "load_documents",
    "publish_draft",
    "publish_edition",
    "record_session",
    "remind",
    "remind_all",
    "remind_of_training",
    "sign",
    "take_back",
    "withdraw_document",
    "write_draft",
]
