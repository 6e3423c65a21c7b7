"""A policy document read into its clauses: the engine behind the policy room, usable as a library without Django.

    policy = read(Path("social-media-policy.docx"))
    to_json(policy)

Reads .md, .txt, .html, .docx and .pdf. Keys are "section.clause", nested ones "section.clause.part".
"""

from lanyard.policy.reading.audience import AUDIENCES, audience_of
from lanyard.policy.reading.model import NONE, CannotRead, NotAPolicy, NotTaken, ReadClause, ReadPolicy, Suggestion
from lanyard.policy.reading.reader import read, with_controls
from lanyard.policy.reading.suggestions import LIKELY, CannotSuggest, suggest
from lanyard.policy.reading.written import to_json

__all__ = [
    "AUDIENCES",
    "LIKELY",
    "NONE",
    "CannotRead",
    "CannotSuggest",
    "NotAPolicy",
    "NotTaken",
    "ReadClause",
    "ReadPolicy",
    "Suggestion",
    "audience_of",
    "read",
    "suggest",
    "to_json",
    "with_controls",
]
