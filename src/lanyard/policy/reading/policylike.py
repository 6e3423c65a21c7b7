"""Is this a policy at all? One rule, in words a person can check. Pure functions."""

from collections.abc import Sequence

from lanyard.policy.reading.clauses import Draft
from lanyard.policy.reading.shape import begins_with_bare_verb
from lanyard.policy.reading.vocabulary import DUTY, FIELD

FEWEST_DUTIES = 3
LEAST_SHARE = 0.2
LEAST_SHARE_IN_RUNNING_TEXT = 0.5
FEWEST_FIELD_MENTIONS = 2


def is_policy(title: str, drafts: Sequence[Draft], *, has_items: bool) -> bool:
    """True when at least three clauses, and one in five, state a duty, and the title or two clauses speak of the field.

    A clause is taken with its lead. In running text without any list every second clause must state a duty: an essay
    on life online says "should" now and then, a policy hardly ever stops saying it.
    """
    duties = sum(1 for draft in drafts if _states_duty(draft))
    share = LEAST_SHARE if has_items else LEAST_SHARE_IN_RUNNING_TEXT
    if duties < max(FEWEST_DUTIES, share * len(drafts)):
        return False
    sections = {draft.section for draft in drafts}
    mentions = sum(1 for text in [*sections, *(draft.text for draft in drafts)] if FIELD.search(text))
    return bool(FIELD.search(title)) or mentions >= FEWEST_FIELD_MENTIONS


def _states_duty(draft: Draft) -> bool:
    return begins_with_bare_verb(draft.text) or bool(DUTY.search(f"{draft.lead} {draft.text}"))
