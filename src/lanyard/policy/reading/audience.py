"""Who a clause binds, by rule: who must act, not who is mentioned.

The subject of its sentences comes first, then whoever acts in a passive ("approved by the headteacher"), then the lead,
then the headings, then whom the document is for, and last whoever is named at all. Pure: words in, audiences out.
"""

import re
from collections.abc import Iterable, Set
from functools import lru_cache

from lanyard.policy.reading.people import (
    AND,
    AUDIENCES,
    EACH,
    LABEL,
    PEOPLE,
    ROLES,
    headed,
    named,
    renamed,
)
from lanyard.policy.reading.shape import begins_with_bare_verb, is_fragment, opens_list, sentences
from lanyard.policy.reading.vocabulary import AUXILIARY

__all__ = ["AUDIENCES", "audience_of"]

EVERYONE = re.compile(
    r"\b(?:everyone|everybody|all (?:users|individuals)|(?:whole|entire)(?: \w+)? community|"
    r"(?:all |any )?members? of (?:the|our)(?: \w+){0,5} community|(?:school|trust|setting|academy) community|"
    r"community (?:is|are|members))\b",
    re.I,
)
ANYONE = re.compile(r"\b(?:anyone|anybody|nobody|no[ -]one|whoever|those who|people who|users)\b", re.I)
COLLECTS = re.compile(
    r"\b(?:collecting|dropping off|picking up|who (?:collect|drop|pick))\w* (?:off |up )?(?:a|their|your) child", re.I
)
OPERATORS = re.compile(
    r"(?<!through )(?<!via )\bofficial (?:\w+ ){0,2}"
    r"(?:social media|channels?|accounts?|use|communications?|sites?|platforms?|activity|presence|pages?)|"
    r"\b(?:run|runs|running|manage|manages|managing|operate|operates|operating|set up|setting up|moderat\w+|"
    r"post on|posting on|administer\w*|looks? after|looking after|responsible for) (?:\w+ ){0,5}(?:channels?|accounts?|"
    r"pages?|groups?|online social media activity)|"
    r"\b(?:account|page|channel) (?:owners?|holders?|admin(?:istrator)?s?|operators?|managers?)|\bmoderators?\b|"
    r"\badministrators? of (?:the|our|any|an?) (?:\w+ )?(?:groups?|pages?|channels?|accounts?)|"
    r"\badministrators of our channels|"
    r"\bambassadors? for\b|\b(?:post\w*|speak\w*|communicat\w*|activities|write) (?:online )?(?:on behalf of|for) the "
    r"(?:school|trust|academy|setting|college)\b|"
    r"\b(?:school|trust|academy)(?:'s|\u2019s)? (?:own )?social media (?:channels?|accounts?|pages?)\b",
    re.I,
)
FOLLOWERS = re.compile(r"\b(?:who|that) (?:follow|like)\b", re.I)
MENTIONED_ONLY = re.compile(
    r"\b(?:from|of|regarding|about|between|amongst?|involving|with|concerning|around|towards?|for|to|against|"
    r"'s|\u2019s)\s+"
    rf"(?:(?:any|all|the|our|their|other|current|past|former|or|and|a|an)\s+)*(?:{PEOPLE}|[\w/\u2019']+)"
    rf"(?:{AND}(?:(?:their|the|other|past)\s+)*(?:{PEOPLE}))*",
    re.I,
)
CONDITION = re.compile(
    r"^(?:if|where(?:ver)?|when(?:ever)?|whilst|while|after|before|once|until|as|although|even though|at|in|on|during|"
    r"outside|within|under|since|unless)\b[^,]*,\s*",
    re.I,
)
ASKED = re.compile(
    r"\b(?:ask|expect|encourage|require|want|invite|advise|remind|urge|request)s?\s+(?P<who>[^.:;]{3,80}?)\s+"
    r"(?:(?:not|never|always) )?to\b",
    re.I,
)
"""Whom a sentence asks: "We ask parents to ..."."""
IN_BRACKETS = re.compile(r"\([^)]*\)")
LONGEST_LABEL = 5
"""Words. A shorter lead without a verb names those its bullets are for ("Pupils:")."""
FIRST_NOUNS = (
    r"(?!(?:of|to|with|by|from|for|about|between|on|in|at|that|which|must|should|will|may|can|is|are|and|who)\b)"
)
SUBJECT = re.compile(
    rf"^\W*{EACH}(?:{FIRST_NOUNS}[\w\u2019'/-]+\s+)?(?:\w+(?:ed|ing|ior|ary|al|y)\s+)?(?P<who>(?:{PEOPLE})\b(?:\s*\([^)]*\))?"
    rf"(?:{AND}{EACH}(?:{FIRST_NOUNS}[\w\u2019'-]+\s+)?(?:{PEOPLE})\b(?:\s*\([^)]*\))?)*)(?P<rest>.*)",
    re.I | re.S,
)
SUBJECT_BY_ROLE = re.compile(rf"^\W*{EACH}(?:{ROLES})\s+(?:\([^)]*\)\s*)?(?=[a-z])", re.I)
THINGS = (
    r"['\u2019]?s?['\u2019]?\s+(?:data|images?|photo\w*|pictures?|names?|information|records?|details|policy|policies|"
    r"protection|work\b|consent|permission|voices?|safety|welfare)\b"
)
ABOUT_A_THING = re.compile(THINGS, re.I)
"""What follows somebody's word where not they act but others, with something of theirs."""
AGENT = re.compile(
    rf"\b(?:is|are|be|been|being)\b[^.;]*?\bby\s+(?P<who>{EACH}(?:(?:{PEOPLE})\b|{ROLES})(?:{AND}{EACH}(?:{PEOPLE})\b)*)|"
    rf"\b(?:responsibility of|duty of|rests? with|lies? with|falls? to|up to)\s+(?P<whose>{EACH}(?:{PEOPLE})\b"
    rf"(?:{AND}{EACH}(?:{PEOPLE})\b)*)",
    re.I,
)
THE_SCHOOL = re.compile(
    r"^\W*(?:(?:the|our)\s+)?(?:(?-i:[A-Z])[\w\u2019'.-]*\s+){0,5}(?:school|trust|academy|college|setting|nursery|club|"
    r"federation|WDAT)\b(?!['\u2019]s)|^\W*we\b",
    re.I,
)
ONLY_SOME = re.compile(r"Only (?!to\b|if\b|when\b)")
PRONOUN = re.compile(r"^(?:they|he or she|he/she)\b", re.I)
APPLIES_TO = re.compile(
    r"^\W*(?:this|the|these|our|it)\b[^.;]{0,60}?\b(?:appl(?:y|ies) to|is (?:meant )?for|covers?|is aimed at)\s+"
    r"(?P<who>[^.;]+)",
    re.I,
)
"""Whom a document says it is for."""
RUNS = re.compile(r"\W*(?:account|page|channel|administrators?|moderators?|those|people|whoever)\b", re.I)
HAS_LINE_MANAGER = re.compile(r"\b(?:their|your|my) line manager\b", re.I)
TOLD = re.compile(
    r"\b(?:to|from)\s+(?:(?:the|their|your|our|a|an)\s+)?"
    r"(?:head ?teacher|dsl|designated safeguarding lead|trustees|governors|governing (?:body|board)|"
    r"chair of governors|leadership team)\b",
    re.I,
)
"""Whom something is told to; the clause is not for them."""
FIRST_PERSON = re.compile(r"\b(?:I|I['\u2019]m|I['\u2019]ll|[Mm]y|[Mm]e)\b(?!\.)")
SECOND_PERSON = re.compile(r"\byou(?:r|rs)?\b", re.I)
OF_A_PARENT = re.compile(r"\b(?:my|your) (?:own )?(?:child(?:ren)?|son|daughter)\b|\bson or daughter\b", re.I)
OF_A_CHILD = re.compile(
    r"\b(?:my|your) (?:teachers?|mum|dad|parents?|friends?|homework|school ?work|work|class(?:mates)?|family|carer)\b|"
    r"\bgrown-?ups?\b|\ban adult\b|\badults? I trust|\btrusted adult|\b(?:a|the|my) (?:member of )?(?:teacher|staff)\b",
    re.I,
)
OF_STAFF = re.compile(
    r"\b(?:my|your) (?:class|pupils|students|role|line manager|colleagues|employ\w+|professional|team)\b|"
    r"\b(?:pupils|students|children)\b|\bprofessional",
    re.I,
)


def audience_of(text: str, lead: str, headings: Iterable[str], for_whom: Iterable[str] = ()) -> tuple[str, ...]:
    """A subset of AUDIENCES in their order, never empty; "everyone" stands alone and is the answer when nothing tells.

    headings: the section's name and those above it, nearest first, the document's title last. for_whom: whom somebody
    said the document is for; it comes before its title and before guesses from who is mentioned.
    """
    text, lead = renamed(text), renamed(lead)
    headings = tuple(headings)
    fragment = is_fragment(text) and not ONLY_SOME.match(text)
    found: Set[str] = frozenset() if fragment else _acting(text)
    if fragment or opens_list(lead):
        found = found or _acting(lead)
    found = found or _spoken_to(text, lead, headings, for_whom)
    if found:
        return _in_order(found)
    if not fragment and THE_SCHOOL.match(text) and not for_whom:
        found = _mentioned(text)
    return _in_order(found or _from_around(text, lead, headings, frozenset(for_whom), fragment=fragment))


def _from_around(
    text: str, lead: str, headings: tuple[str, ...], for_whom: frozenset[str], *, fragment: bool
) -> Set[str]:
    """Whom the place of a clause is for, where its own sentence has no people for a subject."""
    if not fragment and OPERATORS.search(text) and not FOLLOWERS.search(text):
        return {"operators"}
    if not fragment and EVERYONE.search(text):
        return {"everyone"}
    if not fragment and ANYONE.match(text) and not any(headed(heading) for heading in headings):
        return {"everyone"}
    found: Set[str] = next((who for heading in headings[:-1] if (who := headed(heading))), frozenset())
    found = found or for_whom or (headed(headings[-1]) if headings else frozenset())
    told = fragment and not lead and begins_with_bare_verb(text)
    known = {"operators", "everyone"} if told else {*AUDIENCES}
    for mentioned in (_mentioned(MENTIONED_ONLY.sub(" ", text)), _mentioned(text)):
        found = found or (mentioned & known)
    found = found or _mentioned(lead)
    for heading in headings:
        here = _mentioned(MENTIONED_ONLY.sub(" ", heading)) or _mentioned(heading)
        found = found or (here & ({"operators", "everyone"} if fragment else {*AUDIENCES}))
    return found or {"everyone"}


def _spoken_to(text: str, lead: str, headings: tuple[str, ...], for_whom: Iterable[str]) -> Set[str]:
    """Who says "I", or is called "you", in a document or section that is for one kind of people."""
    whole = f"{lead} {text}" if lead else text
    first, second = bool(FIRST_PERSON.search(whole)), bool(SECOND_PERSON.search(whole))
    if (first or second) and OF_A_PARENT.search(whole):
        return {"parents"}
    around = [who for heading in headings[:-1] if (who := headed(heading))]
    around += [frozenset(for_whom)] if for_whom else []
    around += [headed(headings[-1])] if headings else []
    one = next((who for who in around if who), frozenset())
    if one == {"children"} and re.match(r"\W*(?:we|our)\b", text, re.I) and not named(text):
        return one
    if not first and not second and not begins_with_bare_verb(text):
        return frozenset()
    if one:
        return one if first or second else frozenset()
    if OF_A_CHILD.search(whole):
        return {"children"}
    return {"staff"} if first and OF_STAFF.search(whole) else frozenset()


def _in_order(found: Set[str]) -> tuple[str, ...]:
    if "everyone" in found:
        return ("everyone",)
    return tuple(audience for audience in AUDIENCES if audience in found)


def _mentioned(text: str) -> Set[str]:
    """Everyone the words name, apart from those who are only told."""
    if OPERATORS.search(text) and not FOLLOWERS.search(text):
        return {"operators"}
    return {"everyone"} if EVERYONE.search(text) else named(TOLD.sub(" ", text))


@lru_cache(maxsize=64)
def _acting(text: str) -> frozenset[str]:
    """Whoever acts in one of the sentences. Remembered, because all bullets of a list ask it of one lead."""
    found: set[str] = set()
    label = LABEL.match(text)
    if label:
        return named(label["who"])
    if text.rstrip().endswith(":") and len(text.split()) <= LONGEST_LABEL and not AUXILIARY.search(text):
        return named(text)
    for sentence in sentences(text):
        applies = APPLIES_TO.match(sentence)
        who = _mentioned(applies["who"]) if applies else _subject(sentence)
        if "everyone" in who:
            return frozenset({"everyone"})
        found |= who
        asked = ASKED.search(sentence)
        if asked and not found and not FIRST_PERSON.match(sentence.lstrip()):
            found |= _people_in(asked["who"])
        agent = AGENT.search(sentence)
        if agent and not who:
            found |= named(agent["who"] or agent["whose"]) or {"staff"}
        if HAS_LINE_MANAGER.search(sentence) and not FIRST_PERSON.search(sentence):
            found = found or {"staff"}
    return frozenset(found)


def _people_in(text: str) -> frozenset[str]:
    return named(MENTIONED_ONLY.sub(" ", IN_BRACKETS.sub("", text)))


def _subject(sentence: str) -> Set[str]:
    """Whoever the sentence is about; of a sentence with a condition those after it, or the condition's for "they"."""
    condition = CONDITION.match(sentence)
    whole = sentence[condition.end() :] if condition else sentence
    if condition and (PRONOUN.match(whole) or OPERATORS.search(condition[0])):
        before = condition[0]
        if OPERATORS.search(before) and not FOLLOWERS.search(before):
            return {"operators"}
        return named(before)
    return _people_at_start(whole)


def _people_at_start(sentence: str) -> Set[str]:
    """The people who are the subject of a sentence, by its first words; whether or not its verb is an auxiliary."""
    verb = AUXILIARY.search(sentence)
    before = sentence[: verb.start()] if verb else ""
    early = before or " ".join(sentence.split()[:9])
    if FIRST_PERSON.match(sentence.lstrip()) or SECOND_PERSON.match(sentence.lstrip()):
        return set()
    if EVERYONE.search(before or " ".join(sentence.split()[:5])):
        return {"everyone"}
    if COLLECTS.search(early):
        return {"parents"}
    start = SUBJECT.match(sentence)
    who: Set[str] = named(start["who"]) if start and not ABOUT_A_THING.match(start["rest"]) else frozenset()
    if OPERATORS.search(early) and not FOLLOWERS.search(early):
        who = _running(sentence, early, before, who)
    return who or _by_post(sentence, before)


def _running(sentence: str, early: str, before: str, who: Set[str]) -> Set[str]:
    """Those who run an account, where the first words speak of one; parents who run their own stay parents."""
    known = bool(who or before or ANYONE.search(early) or RUNS.match(sentence))
    others = who & {"parents", "children", "governors"}
    return {"operators"} if known and ("official" in early or not others) else who


def _by_post(sentence: str, before: str) -> Set[str]:
    """Staff by the name of a post ("The network manager"), or whoever stands before the verb."""
    if THE_SCHOOL.match(sentence) or (ANYONE.match(sentence.lstrip()) and not before):
        return set()
    return {"staff"} if SUBJECT_BY_ROLE.match(sentence) else _people_in(before)
