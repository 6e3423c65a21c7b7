"""Is this a policy at all? One rule, in words a person can check. Pure functions."""

from collections.abc import Sequence
from functools import lru_cache

from lanyard.policy.reading.clauses import Draft
from lanyard.policy.reading.shape import begins_with_bare_verb, sentences
from lanyard.policy.reading.vocabulary import DUTY, FIELD, LIFE_ONLINE, POLICY_NAME

FEWEST_DUTIES = 3
LEAST_SHARE = 0.2
LEAST_SHARE_IN_RUNNING_TEXT = 0.5
FEWEST_DUTIES_ONLINE = 2
LEAST_SHARE_ONLINE = 0.1


def is_policy(title: str, drafts: Sequence[Draft], *, has_items: bool) -> bool:
    """True when at least three clauses, and one in five, state a duty, and the title or the duties speak of the field.

    A clause is taken with its lead. In running text without any list every second clause must state a duty: an essay
    on life online says "should" now and then, a policy hardly ever stops saying it. Where the title does not speak of
    the field, two clauses, and one in ten, must state a duty online: a newsletter says "see our website", a code of
    conduct says what must not be posted. A document of one or two clauses says nothing else than duties, one of them
    online, unless its title names it.
    """
    if names_one(title) and len(drafts) >= FEWEST_DUTIES:
        return True
    duties = sum(1 for draft in drafts if _states_duty(draft))
    if 0 < len(drafts) < FEWEST_DUTIES and duties == len(drafts):
        return names_one(title) or any(_is_duty_online(draft) for draft in drafts)
    share = LEAST_SHARE if has_items else LEAST_SHARE_IN_RUNNING_TEXT
    if duties < max(FEWEST_DUTIES, share * len(drafts)):
        return False
    if FIELD.search(title):
        return True
    telling = sum(1 for draft in drafts if _is_duty_online(draft))
    return telling >= max(FEWEST_DUTIES_ONLINE, LEAST_SHARE_ONLINE * len(drafts))


def names_one(title: str) -> bool:
    """True for a title that is the name of a policy of the field, whatever tense its clauses are written in."""
    return bool(POLICY_NAME.search(title) and FIELD.search(title))


def _is_duty_online(draft: Draft) -> bool:
    """True when one sentence, with the lead and the section it stands in, states a duty and speaks of life online."""
    duty_before, field_before = _duty_in(draft.lead), _online_in(draft.lead) or _online_in(draft.section)
    return any(
        (field_before or LIFE_ONLINE.search(sentence))
        and (duty_before or DUTY.search(sentence) or begins_with_bare_verb(sentence))
        for sentence in sentences(draft.text)
    )


def _states_duty(draft: Draft) -> bool:
    return begins_with_bare_verb(draft.text) or bool(DUTY.search(draft.text)) or _duty_in(draft.lead)


@lru_cache(maxsize=64)
def _duty_in(words: str) -> bool:
    """Remembered, as _online_in is, because all bullets of a list ask it of one lead."""
    return bool(DUTY.search(words))


@lru_cache(maxsize=64)
def _online_in(words: str) -> bool:
    return bool(LIFE_ONLINE.search(words))
