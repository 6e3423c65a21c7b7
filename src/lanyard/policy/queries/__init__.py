"""What this room answers: editions and clauses, what they are reviewed for, and the dated records around them."""

from lanyard.policy.queries.clauses import clauses_of, clauses_of_many, confirmed_controls, placed
from lanyard.policy.queries.editions import (
    edition_here,
    edition_in_force,
    editions_at,
    editions_in_force,
    policy_of,
)
from lanyard.policy.queries.guidance import Reliance, reliances, reliances_of
from lanyard.policy.queries.linked import LinkedPolicyStatus, linked_policies, linked_policy_statuses
from lanyard.policy.queries.reviews import ReviewStatus, open_trigger_count, open_triggers, review_statuses

__all__ = [
    "LinkedPolicyStatus",
    "Reliance",
    "ReviewStatus",
    "clauses_of",
    "clauses_of_many",
    "confirmed_controls",
    "edition_here",
    "edition_in_force",
    "editions_at",
    "editions_in_force",
    "linked_policies",
    "linked_policy_statuses",
    "open_trigger_count",
    "open_triggers",
    "placed",
    "policy_of",
    "reliances",
    "reliances_of",
    "review_statuses",
]
