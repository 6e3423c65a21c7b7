"""Of whom the free text of a report or a case says something, as far as they could be told of it or read it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from lanyard.concerns.core.kinds import KINDS
from lanyard.concerns.core.queries.everybody import Everybody
from lanyard.concerns.core.questions import QUESTIONS, Holds
from lanyard.concerns.core.rules import spoken_of as rules
from lanyard.concerns.core.rules.spoken_of import ABOUT_ADULTS, Spoken, spoken_of
from lanyard.people.models import Person
from lanyard.people.rules import routing

# Where the account, the child's own words and the answers of a report stand.
WORDS = "words"
# What asks for a name is compared as a name, and what is asked of a child names the child.
_NOT_FREE = "child_class"


@dataclass(frozen=True)
class Texts:
    """Free text, and what has to be known of the report with it.

    Where `all_named`, whoever could be told and is named is meant, whatever is said of them. `children` are words of
    children's names.
    """

    text: str
    of_adults: bool
    all_named: bool = False
    children: frozenset[str] = frozenset()


def texts_of(kind: str, account: str, child_words: str, answers: Mapping[str, Any]) -> Texts:
    """The free text of a report, and every answer that may name somebody."""
    said = [account, child_words]
    for question in (QUESTIONS[key] for key in KINDS[kind].asks):
        answer = str(answers.get(question.key, "") or "").strip()
        if not answer or not question.may_name or question.part or question.key == _NOT_FREE:
            continue
        # Whoever is named there was told, unless more is said.
        said.append(f"I told {answer}" if question.key == "told_in_person" else answer)
    texts = in_case(kind, answers, "\n\n".join(one for one in said if one.strip()))
    return replace(texts, all_named=texts.of_adults)


def in_case(kind: str, answers: Mapping[str, Any], text: str) -> Texts:
    """A text that came later into a case of this type. It names those who deal with it all the time: "thank you, Mrs
    Doyle"."""
    group = KINDS[kind].group
    asked = [str(answers.get(key, "")) for key, one in QUESTIONS.items() if one.holds is Holds.NAME and key == "child"]
    children = frozenset(word for name in asked for word in re.findall(r"[^\W\d_]+", name.casefold()))
    of_adults = group in ABOUT_ADULTS or str(answers.get("about", "")) in routing.SAID
    return Texts(text, of_adults, children=children)


def spoken(
    texts: Texts, everybody: Everybody, *, more: Iterable[UUID] = (), but: Collection[UUID] = ()
) -> list[Spoken[UUID]]:
    """Of whom of those who could be told the text says something; `more` could be too, `but` are not meant.

    First only they are looked for, which is quick; everybody else at the school only where one of them was found,
    because a name may be clearly somebody else's.
    """
    could_read = (everybody.acting | set(more)) - set(but)
    for names in (everybody.only(could_read), everybody.names):
        found = spoken_of(
            texts.text, names, of_adults=texts.of_adults, all_named=texts.all_named, children=texts.children
        )
        found = [one for one in found if one.id in could_read]
        if not found:
            return []
    return found


def named_in(texts: Texts, everybody: Everybody) -> set[UUID]:
    """Whom of all at the school the text may name, whatever it says of them."""
    return rules.named_in(texts.text, everybody.names)


def kept_out(
    found: Iterable[Spoken[UUID]], groups: Iterable[str], graph: routing.Graph[UUID], *, of_adults: bool, level: str,
    by_name: Iterable[UUID],
) -> set[UUID]:  # fmt: skip
    """Whom of these the text keeps out, while it is held at this level and these read it by name.

    Whoever reads it now, whatever is said; whoever is told if nobody answers, where it is clear or is about adults:
    what is said of them in passing would otherwise take a child's case past all who can help.
    """
    now = {person for role in routing.VIEWERS.get(level, ()) for person in graph.everybody(role)} | set(by_name)
    levels = {one for group in groups for one in (*routing.LADDERS[group], *routing.last_resort(routing.Report(group)))}
    later = {person for one in levels for role in routing.VIEWERS[one] for person in graph.everybody(role)}
    later |= {person for managers in graph.managers.values() for person in managers}
    return {one.id for one in found if one.id in now or (one.id in later and (one.clearly or of_adults))}


def people_for(everybody: Everybody, ids: Iterable[UUID]) -> list[Person]:
    """The people, in a steady order."""
    return [everybody.people[pk] for pk in sorted(set(ids)) if pk in everybody.people]
