"""What people do in this room, each in one transaction with its audit event and its notices."""

from lanyard.training.actions.editions import publish_edition
from lanyard.training.actions.loading import load_documents
from lanyard.training.actions.reminding import remind
from lanyard.training.actions.signing import enter_paper_sign_off, exempt, sign

__all__ = ["enter_paper_sign_off", "exempt", "load_documents", "publish_edition", "remind", "sign"]
