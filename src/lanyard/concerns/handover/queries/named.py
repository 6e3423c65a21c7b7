"""Everybody whose name a redacted text must not hold: the people of a case, the reporter, families, colleagues, anybody
else on the register of the school, and whoever is named in words alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q

from lanyard.concerns.core.choices import PartyRole
from lanyard.concerns.core.models import Concern
from lanyard.concerns.core.questions import QUESTIONS, Holds
from lanyard.concerns.core.rules.everyday_words import BOTH, EVERYDAY
from lanyard.concerns.core.rules.likely_names import likely_names, names_in_answer
from lanyard.concerns.handover.nameless import texts_of
from lanyard.concerns.handover.queries.bystanders import bystanders
from lanyard.concerns.handover.rules.redaction import SOMEBODY, Named, labels, parts_of, words_of
from lanyard.people.choices import STAFF_KINDS, Kind
from lanyard.people.models import FamilyLink, Person
from lanyard.platforms import queries as platforms
from lanyard.policy.models import Agency

# Between the names of several people.
_SEVERAL = re.compile(r"\s+(?:and|with|&)\s+|[;\n]")
_SHORTEST = 3
_CHILDREN = (PartyRole.CHILD, PartyRole.OTHER_CHILD)


@dataclass
class _Somebody:
    kind: str
    names: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


class NameRegister:
    """Everybody once, in the order in which they were met."""

    def __init__(self) -> None:
        self.found: dict[str, _Somebody] = {}

    def add(self, kind: str, name: str = "", *, person: Person | None = None, other: str = "") -> None:
        """Add somebody, or what else they are called; `person` is who they are on the register."""
        names = [name] if name.strip() else []
        others = [other] if other else []
        if person:
            names += [person.full_name, f"{person.given_name} {person.family_name}"]
            others.append(person.email)
        key = str(person.pk) if person else f"name:{_folded(name)}"
        called = {_folded(one) for one in names}
        same = next((k for k, row in self.found.items() if called & set(map(_folded, row.names))), key)
        row = self.found.setdefault(key if key in self.found else same, _Somebody(kind))
        row.names += [one for one in names if one not in row.names]
        row.others += [one for one in others if one]


def named_in(concern: Concern, content: Mapping[str, Any]) -> list[Named]:
    """Who is who, with the label that stands instead of each. Never in the file itself.

    The reporter's name is used here and shown to nobody. Somebody who is several of these has one label.
    """
    roll, parties, reporter = NameRegister(), list(concern.parties.all()), getattr(concern, "reporter", None)
    register = _register([*(party.person for party in parties), reporter.person if reporter else ""])
    for party in parties:
        person = register.get(party.person)
        roll.add("Child" if party.role in _CHILDREN or _is_pupil(person) else "Adult", party.name, person=person)
    if reporter:
        roll.add("Person", reporter.name, person=register.get(reporter.person), other=reporter.contact)
    _add_families(roll, register)
    _add_answers(roll, content["report"]["answers"])
    _add_colleagues(roll, content)
    return [*_with_letters(concern, list(roll.found.values()), content), *_user_names(content)]


def _with_letters(concern: Concern, people: list[_Somebody], content: Mapping[str, Any]) -> list[Named]:
    """The people of the case, then others of the school who are named in it, each with a letter; then all else that
    looks like a name."""
    texts = [*texts_of(content), concern.school.name, concern.trust.name]
    known = parts_of(name for row in people for name in row.names)
    others, shared = bystanders(concern, words_of(texts), known)
    kinds = [row.kind for row in people] + ["Child" if row.is_pupil else "Adult" for row in others]
    given = labels(kinds)
    named = [Named(label, tuple(row.names), tuple(row.others)) for label, row in zip(given, people, strict=False)]
    for label, other in zip(given[len(people) :], others, strict=True):
        named += [_word(label, word) for word in sorted(other.words)]
        known |= other.words
    named += [_word(SOMEBODY, word) for word in sorted(shared)]
    likely = _likely(concern, texts, content["report"]["answers"])
    return named + [Named(SOMEBODY, (w,), capital=capital) for w, capital in likely.items() if w not in known | shared]


def _word(label: str, word: str) -> Named:
    """One word of somebody's name. What is a word as well is their name only with a capital letter."""
    return Named(label, (word,), capital=word in BOTH or word in EVERYDAY or len(word) < _SHORTEST)


def _likely(concern: Concern, texts: list[str], answers: Mapping[str, Any]) -> dict[str, bool]:
    """Words that look like names, and whether only with a capital letter."""
    nobody = [concern.school.name, concern.trust.name, *(name for _, name in platforms.names())]
    nobody += Agency.objects.values_list("name", flat=True)
    found = likely_names(texts, frozenset(words_of(nobody)))
    named = [str(answers.get(key, "")) for key, one in QUESTIONS.items() if one.holds is Holds.NAMES]
    # What an answer names is a name everywhere.
    return {one.word: one.capital for some in (found, *map(names_in_answer, named)) for one in some}


def _add_answers(roll: NameRegister, answers: Mapping[str, Any]) -> None:
    """Whom an answer names that is a name, or several."""
    for key, question in QUESTIONS.items():
        if question.holds is Holds.NAME:
            for name in filter(str.strip, _SEVERAL.split(str(answers.get(key, "")))):
                roll.add("Person", name.strip())


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _register(ids: list[str]) -> dict[str, Person]:
    """The people on the register with these ids, with what they are. Two queries."""
    keys = {UUID(pk) for pk in ids if pk}
    people = Person.objects.filter(pk__in=keys).prefetch_related("memberships")
    return {str(person.pk): person for person in people}


def _is_pupil(person: Person | None) -> bool:
    kinds = {row.kind for row in person.memberships.all()} if person else set()
    return Kind.PUPIL in kinds and not kinds & STAFF_KINDS


def _add_families(roll: NameRegister, register: Mapping[str, Person]) -> None:
    """The adults of the children's families, the children of the adults', and brothers and sisters."""
    people = [person.pk for person in register.values()]
    parents = FamilyLink.objects.filter(child__in=people).values("adult")
    rows = FamilyLink.objects.filter(Q(child__in=people) | Q(adult__in=people) | Q(adult__in=parents))
    near: dict[str, set[Person]] = defaultdict(set)
    for link in rows.select_related("child", "adult").order_by("start", "pk"):
        near["Adult"].add(link.adult)
        near["Child"].add(link.child)
    for kind in ("Adult", "Child"):
        for person in sorted(near[kind], key=lambda one: (one.family_name, one.given_name, str(one.pk))):
            roll.add(kind, person=person)


def _add_colleagues(roll: NameRegister, content: Mapping[str, Any]) -> None:
    rows = [row for part in ("entries", "messages", "actions", "advice", "parents") for row in content[part]]
    rows += [edit for row in content["entries"] for edit in row["edits"]]
    names = {row.get(key, "") for row in [*rows, content["debrief"] or {}] for key in ("by", "owner")}
    for name in sorted(filter(None, names)):
        roll.add("Adult", name)


def _user_names(content: Mapping[str, Any]) -> list[Named]:
    """Accounts that a reporter named, whoever they belong to."""
    written = str(content["report"]["answers"].get("usernames", ""))
    found = [piece.strip("@.") for piece in re.split(r"[\s,;]+", written)]
    return [Named(f"[user name {n}]", (), (name,)) for n, name in enumerate(filter(None, found), 1)]
