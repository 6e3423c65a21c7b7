"""The words and the sense of a clause together with those around it: its lead, its list and its section."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from lanyard.policy.reading.meaning import Vectors, meanings, unit
from lanyard.policy.reading.model import Worded
from lanyard.policy.reading.shape import stands_alone
from lanyard.policy.reading.stems import Stems, Vector
from lanyard.policy.reading.stems import unit as unit_words

LEAD = 0.8
LEAD_OF_A_SENTENCE = 0.25
"""Weight of a clause's lead beside its own words (1.0): a fragment needs it, a full sentence hardly does."""

LIST = 0.8
OPENS = 1.6
"""Weight of the other bullets of its list for a fragment, and of all of them for the words that open the list.

The sense of "We expect everybody to:" lies in the bullets.
"""

MOST_OF_A_LIST = 40
"""Bullets of one list that are looked at; no list of a policy is longer, and a file made to be slow is kept short."""

SECTION = 0.15
"""Weight of the section's name."""

Place = tuple[str, str]
"""A list: the section and the lead that its bullets have in common."""


def words_in_context(clauses: Sequence[Worded], known: Stems) -> list[Vector]:
    """Each clause's words with those around it: bullets of one list are about one matter."""
    own = [known.vector(clause.text) for clause in clauses]
    lists = {place: _sum(own[one] for one in members) for place, members in lists_of(clauses).items()}
    return [_words(clause, words, lists, known) for clause, words in zip(clauses, own, strict=True)]


def _words(clause: Worded, own: Vector, lists: Mapping[Place, Vector], known: Stems) -> Vector:
    found: Vector = defaultdict(float)
    _add(found, own, 1.0)
    alone = stands_alone(clause.text)
    if clause.lead:
        _add(found, known.vector(clause.lead), LEAD_OF_A_SENTENCE if alone else LEAD)
        if not alone:
            _add(found, lists[clause.section, clause.lead], LIST)
    _add(found, lists.get(_opened(clause), {}), LIST)
    _add(found, known.vector(clause.section), SECTION)
    return unit_words(found)


def sense_in_context(clauses: Sequence[Worded]) -> Vectors:
    """What each clause means: a fragment is read on from its lead, words that open a list together with its bullets.

    The name of the section counts lightly.
    """
    own = meanings([clause.text if stands_alone(clause.text) else _opened(clause)[1] for clause in clauses])
    lists = lists_of(clauses)
    rows = own + SECTION * meanings([clause.section for clause in clauses])
    for row, clause in enumerate(clauses):
        members = lists.get(_opened(clause))
        if members:
            rows[row] += OPENS * unit(own[members].sum(axis=0, keepdims=True))[0]
    return unit(rows)


def _opened(clause: Worded) -> Place:
    """The list that a clause's words open, if any does."""
    return clause.section, f"{clause.lead} {clause.text}".strip()


def lists_of(clauses: Sequence[Worded]) -> dict[Place, list[int]]:
    """For each section and lead the bullets that finish it, by their place."""
    found: dict[Place, list[int]] = defaultdict(list)
    for place, clause in enumerate(clauses):
        if clause.lead and len(found[clause.section, clause.lead]) < MOST_OF_A_LIST:
            found[clause.section, clause.lead].append(place)
    return found


def _sum(vectors) -> Vector:
    whole: Vector = defaultdict(float)
    for vector in vectors:
        _add(whole, vector, 1.0)
    return unit_words(whole)


def _add(to: Vector, vector: Vector, share: float) -> None:
    for term, weight in vector.items():
        to[term] += share * weight
