"""What people do in this room, each in one transaction with its audit event and its notices."""

from lanyard.training.actions.attending import record_session, take_back
from lanyard.training.actions.editions import confirm_points, publish_edition
from lanyard.training.actions.loading import load_courses, load_documents
from lanyard.training.actions.reminding import remind
from lanyard.training.actions.signing import enter_paper_sign_off, exempt, sign
from lanyard.training.actions.training_reminders import remind_of_training

__all__ = [
    "confirm_points",
    "enter_paper_sign_off",
    "exempt",
    "load_courses",
    "load_documents",
    "publish_edition",
    "record_session",
    "remind",
    "remind_of_training",
    "sign",
    "take_back",
]
