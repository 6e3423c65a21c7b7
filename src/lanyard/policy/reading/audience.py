"""Who a clause is for, by rule: the subject of its sentences, then whoever it names, then its lead, then its headings.

Pure: words in, audiences out. "Staff will not contact children" is for staff, because staff are the subject.
"""

import re
from collections.abc import Iterable, Set
from functools import lru_cache

from lanyard.policy.reading.shape import begins_with_bare_verb, is_fragment, opens_list, sentences
from lanyard.policy.reading.vocabulary import AUXILIARY

AUDIENCES = ("children", "parents", "staff", "governors", "operators", "everyone")

NAMED = {
    "children": r"child(?:ren)?|pupils?|learners?|students?|young (?:people|person)|boys|girls",
    "parents": r"parents?|carers?|guardians?|famil(?:y|ies)|household",
    "staff": r"staff|teachers?|employees?|volunteers?|contractors?|visitors?|leaders|leadership(?: team)?|"
    r"head ?teachers?|principal|dsls?|designated safeguarding leads?|line managers?|colleagues|secretary",
    "governors": r"governors?|governing (?:body|board)|trustees|trust board|local board",
}
PATTERNS = {audience: re.compile(rf"\b(?:{words})\b", re.I) for audience, words in NAMED.items()}

EVERYONE = re.compile(
    r"\b(?:everyone|everybody|anyone|all (?:users|individuals)|(?:whole|entire)(?: \w+)? community|"
    r"(?:all |any )?members? of (?:the|our)(?: \w+){0,5} community|(?:school|trust|setting|academy) community|"
    r"community (?:is|are|members))\b",
    re.I,
)
OPERATORS = re.compile(
    r"(?<!through )(?<!via )\bofficial (?:\w+ ){0,2}"
    r"(?:social media|channels?|accounts?|use|communications?|sites?|platforms?|activity|presence)|"
    r"\b(?:run|runs|running|manage|manages|managing|operate|operates|operating|set up|setting up|moderat\w+|"
    r"post on|posting on|administer\w*) (?:\w+ ){0,5}(?:channels?|accounts?|pages?|groups?|"
    r"online social media activity)|"
    r"\bambassadors? for\b|\b(?:post\w*|speak\w*|communicat\w*|activities) on behalf of the "
    r"(?:school|trust|academy|setting|college)\b|"
    r"\b(?:school|trust|academy)(?:'s|\u2019s)? (?:own )?social media (?:channels?|accounts?|pages?)\b",
    re.I,
)
FOLLOWERS = re.compile(r"\b(?:who|that) (?:follow|like)\b", re.I)
MENTIONED_ONLY = re.compile(
    r"\b(?:from|of|regarding|about|between|amongst?|involving|with|concerning|around|towards?|for|'s|\u2019s)\s+"
    r"(?:(?:any|all|the|our|their|other|current|past|or|and|a|an)\s+)*[\w/\u2019']+(?:\s+(?:and|or)\s+[\w/\u2019']+)*",
    re.I,
)
MEMBERS_OF = re.compile(r"\bmembers? of (staff|the public)\b", re.I)
CONDITION = re.compile(r"^(?:if|where|when|whilst|while|after|as|although|even though)\b[^,]*,\s*", re.I)
ASKED = re.compile(
    r"\b(?:ask|expect|encourage|require|want|invite|advise|remind|urge|request)s?\s+(?P<who>[^.:;]{3,80}?)\s+"
    r"(?:(?:not|never|always) )?to\b",
    re.I,
)
"""Whom a sentence asks: "We ask parents to ..."."""
CHAIR = re.compile(r"\bchair of (?:the )?(?:governors|trustees|governing (?:body|board)|board)\b", re.I)
IN_BRACKETS = re.compile(r"\([^)]*\)")
LONGEST_LABEL = 5
"""Words. A shorter lead without a verb names those its bullets are for ("Pupils:")."""
PEOPLE = "|".join(NAMED.values())
FOR_THEM = re.compile(
    rf"\b(?:for|by|(?:ask|expect|require|want|need)\w* (?:of|from))\s+(?P<who>(?:\w+\s+){{0,2}}(?:{PEOPLE})\b.*)", re.I
)
FIRST_IN_HEADING = re.compile(
    rf"^(?:(?:all|our|the)\s+)*(?:{PEOPLE})(?:['\u2019]s?)?"
    rf"(?:(?:,|/|\s*&|\s+and|\s+or|\s*,\s*and)\s*(?:{PEOPLE})(?:['\u2019]s?)?)*"
    r"(?=$|\s*:|\s+(?:and (?:social|the|their)|us(?:e|ing|age)\b|conduct|behaviou?r|responsibilit|expectation|rules|"
    r"guid|online|on social|must|should|will|may|can|are|post|communicat|personal|activit|accounts?|social))"
    r"|^(?:all )?(?:children|pupils) & young people",
    re.I,
)
ONLY_SOME = re.compile(r"Only (?!to\b|if\b|when\b)")
PRONOUN = re.compile(r"^(?:they|he or she|he/she)\b", re.I)
HAS_LINE_MANAGER = re.compile(r"\btheir line manager\b", re.I)
TOLD = re.compile(
    r"\b(?:to|from)\s+(?:(?:the|their|your|our|a|an)\s+)?"
    r"(?:head ?teacher|dsl|designated safeguarding lead|trustees|governors|governing (?:body|board)|"
    r"chair of governors|leadership team)\b",
    re.I,
)
"""Whom something is told to; the clause is not for them."""
TITLES = re.compile(
    r"\bchild(?:ren)? protection\b|"
    r"\bchildren(?:'s|\u2019s) (?:social care|services)\b|\bstudent(?= teachers?\b)|\bsafeguarding children\b|"
    r"\bkeeping children safe in education\b|"
    r"\bworking together to safeguard children\b",
    re.I,
)
"""Names of documents and procedures that hold a word for children without being for them."""


def audience_of(text: str, lead: str, headings: Iterable[str], for_whom: Iterable[str] = ()) -> tuple[str, ...]:
    """A subset of AUDIENCES in their order, never empty; "everyone" stands alone and is the answer when nothing tells.

    headings: the section's name and those above it, nearest first. The subject of a lead comes before those whom the
    bullet only names, because the bullet finishes the lead's sentence. An order without a subject ("Never add pupils as
    friends.") is for whoever the heading is for, and not for those it names.
    """
    text, lead = TITLES.sub(" ", text), TITLES.sub(" ", lead)
    headings = tuple(headings)
    fragment = is_fragment(text) and not ONLY_SOME.match(text)
    found: Set[str] = frozenset() if fragment else _addressed(text)
    if fragment or opens_list(lead):
        found = found or _addressed(lead)
    if fragment:
        found = found or next((named for heading in headings if (named := _headed(heading))), frozenset())
    told = fragment and not lead and begins_with_bare_verb(text)
    found = found or (_mentioned(text) & ({"operators", "everyone"} if told else {*AUDIENCES}))
    found = found or _addressed(lead) or _mentioned(lead)
    for heading in headings:
        named = _mentioned(heading) & ({"operators", "everyone"} if fragment else {*AUDIENCES})
        found = found or _addressed(heading) or _headed(heading) or named
    return _in_order(found or {"everyone"})


@lru_cache(maxsize=64)
def _headed(heading: str) -> frozenset[str]:
    """Whom a heading says it is for: "Governors", "Rules for parents", "Use of social media by staff"."""
    meant = FOR_THEM.search(heading)
    if meant:
        return frozenset(_named(meant["who"]))
    first = FIRST_IN_HEADING.match(heading)
    return frozenset(_named(first[0])) if first else frozenset()


def _in_order(found: Set[str]) -> tuple[str, ...]:
    if "everyone" in found:
        return ("everyone",)
    return tuple(audience for audience in AUDIENCES if audience in found)


def _named(text: str) -> set[str]:
    return {audience for audience, pattern in PATTERNS.items() if pattern.search(text)}


def _mentioned(text: str) -> set[str]:
    """Everyone the words name, apart from those who are only told."""
    if OPERATORS.search(text) and not FOLLOWERS.search(text):
        return {"operators"}
    return {"everyone"} if EVERYONE.search(text) else _named(TOLD.sub(" ", text))


@lru_cache(maxsize=64)
def _addressed(text: str) -> frozenset[str]:
    """Whoever is the subject of one of the sentences. Remembered, because all bullets of a list ask it of one lead."""
    found: set[str] = set()
    if text.rstrip().endswith(":") and len(text.split()) <= LONGEST_LABEL and not AUXILIARY.search(text):
        return frozenset(_named(text))
    for sentence in sentences(text):
        subject = CHAIR.sub("governors", _subject(sentence))
        if EVERYONE.search(subject):
            return frozenset({"everyone"})
        others = _named(subject) & {"parents", "children", "governors"}
        if OPERATORS.search(subject) and not FOLLOWERS.search(subject) and ("official" in subject or not others):
            found.add("operators")
        else:
            found |= _named(MENTIONED_ONLY.sub(" ", MEMBERS_OF.sub(r"\1", subject)))
        asked = ASKED.search(sentence)
        if asked and not found:
            found |= _named(MENTIONED_ONLY.sub(" ", MEMBERS_OF.sub(r"\1", IN_BRACKETS.sub("", asked["who"]))))
        if HAS_LINE_MANAGER.search(sentence):
            found = found or {"staff"}
    return frozenset(found)


def _subject(sentence: str) -> str:
    """The words before the first verb; of a sentence with a condition those after it, or the condition's for "they"."""
    condition = CONDITION.match(sentence)
    whole = sentence[condition.end() :] if condition else sentence
    verb = AUXILIARY.search(whole)
    subject = whole[: verb.start()] if verb else ""
    if not condition:
        return subject
    if OPERATORS.search(condition[0]) or PRONOUN.match(subject):
        return condition[0]
    return subject.rpartition(",")[2]
