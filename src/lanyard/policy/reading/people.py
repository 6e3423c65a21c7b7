"""The words by which policies name people, and whom headings and labels are for. Pure data and functions."""

import re
from functools import lru_cache

AUDIENCES = ("children", "parents", "staff", "governors", "operators", "everyone")

NAMED = {
    "children": r"child(?:ren)?|pupils?|learners?|students?|young (?:people|persons?|members?)|boys|girls|boarders?|"
    r"prefects?|sixth[- ]form(?:ers?)?|digital leaders|school council|apprentices?|players?|year groups?",
    "parents": r"parents?|carers?|guardians?|famil(?:y|ies)|households?|mums?|dads?|grandparents?",
    "staff": r"staff|teachers?|employees?|volunteers?|contractors?|visitors?|leaders|leadership(?: team)?|"
    r"head ?teachers?|principals?|dsls?|designated safeguarding leads?|line managers?|colleagues|secretary|"
    r"practitioners?|coach(?:es)?|tutors?|trainees?|teaching assistants?|tas|senco|slt|house ?masters?|matrons?|"
    r"technicians?|key workers?|childminders?",
    "governors": r"governors?|governing (?:body|bodies|board)|trustees|trust board|local (?:governing )?board|"
    r"directors|(?:members of )?the board|local (?:governing|academy) (?:body|bodies|committees?)",
}
ROLES = (
    r"(?:[\w-]+ ){0,3}(?:officers?|managers?|co-?ordinators?|leads?|leaders?|mentors?|workers?|assistants?|nurses?|"
    r"counsellors?|supervisors?|caretakers?|bursars?|librarians?|deputy|deputies|administrators? of the school|"
    r"office|adults(?: who work| working)?|heads?(?: of [\w ]{3,20}?)?|team|receptionists?)"
)
"""Posts in a school that are named by a word too common to tell anything elsewhere."""
PATTERNS = {audience: re.compile(rf"\b(?:{words})\b", re.I) for audience, words in NAMED.items()}
PEOPLE = "|".join(NAMED.values())
OTHER_NAMES = (
    (
        re.compile(r"\b(?:student|trainee|pupil) teachers?\b|\bhouse ?parents?\b|\bstudents on placement\b", re.I),
        "staff",
    ),
    (re.compile(r"\b(?:parent|staff|safeguarding|link) governors?\b", re.I), "governors"),
    (
        re.compile(r"\b(?:chair|members?) of (?:the )?(?:governors|trustees|governing (?:body|board)|board)\b", re.I),
        "governors",
    ),
    (re.compile(r"\bmembers? of staff\b", re.I), "staff"),
    (re.compile(r"\bmembers? of the public\b", re.I), "public"),
    (re.compile(r"\b(?<!your )(?<!my )(?:child|student)(?:'s|\u2019s) (?=coach|teacher|tutor)", re.I), ""),
)
"""Names that hold another's word: a house parent is staff, a parent governor is a governor."""
TITLES = re.compile(
    r"\bchild(?:ren)? protection\b|"
    r"\bchildren(?:'s|\u2019s) (?:social care|services)\b|\bsafeguarding children\b|"
    r"\bkeeping children safe in education\b|\bparent ?(?:mail|pay|hub)\b|\bstaff ?room\b|"
    r"\bworking together to safeguard children\b",
    re.I,
)
"""Names of documents and procedures that hold a word for people without being for them."""
AND = r"(?:\s*,\s*(?:and|or)?|\s*/|\s*&|\s+and(?:/or)?|\s+or|\s+as well as)\s*"
EACH = (
    r"(?:(?:all|any|the|our|your|their|every|each|no|some|both|other|new|only|named|individual|fellow|current|former|a|an)"
    r"\s+)*"
)
FOR_THEM = re.compile(
    rf"\b(?:for|by|(?:ask|expect|require|want|need)\w* (?:of|from))\s+(?P<who>(?:\w+\s+){{0,2}}(?:{PEOPLE})\b.*)", re.I
)
FIRST_IN_HEADING = re.compile(
    r"^(?:(?:all|our|the|what(?: we ask of)?|information for|advice (?:for|to)|teaching(?: and)?|non-teaching|support|"
    r"supply|school|senior|older|younger|new|class|link|primary|secondary)\s+)*"
    rf"(?:{PEOPLE})(?:['\u2019]s?)?"
    rf"(?:{AND}(?:the )?(?:{PEOPLE})(?:['\u2019]s?)?)*"
    r"(?=$|\s*[:(\u2013\u2014-]|\s+(?:and (?:social|the|their)|us(?:e|ing|age)\b|conduct|behaviou?r|responsibilit|"
    r"expectation|rules|roles?|guid|online|on social|must|should|will|may|can|are|do\b|post|communicat|personal|"
    r"activit|accounts?|social|code|agreement|charter|promise|acceptable|aup|ict|e-?safety|device|mobile|phone|bring|"
    r"in year|remote|handbook|internet|technology|section|advice|policy|protocol|declaration|contract))"
    r"|^(?:all )?(?:children|pupils) & young people",
    re.I,
)
FOR_CHILDREN = re.compile(
    r"\b(?:ks\s?[1-5]|key stage|eyfs|early years|reception|foundation(?: stage)?|years? (?:[1-9]|1[0-3]|one|two|three|"
    r"four|five|six)\b|infants?|juniors?|sixth[- ]form)",
    re.I,
)
AGREEMENT = re.compile(
    r"\b(?:agreement|rules|promises?|charter|contract|aup|acceptable use|pledge|safe|safely)\b", re.I
)
LABEL = re.compile(rf"^(?P<who>{EACH}(?:{PEOPLE})(?:{AND}(?:{PEOPLE}))*(?: [\w ]{{1,20}})?):\s+\S", re.I)


@lru_cache(maxsize=64)
def renamed(text: str) -> str:
    """The text with the names of documents gone, and people who are called after others called what they are.

    Remembered, because all bullets of a list ask it of one lead.
    """
    text = TITLES.sub(" ", text)
    for pattern, name in OTHER_NAMES:
        text = pattern.sub(name, text)
    return text


def named(text: str) -> frozenset[str]:
    """The audiences whose words stand in the text."""
    return frozenset(audience for audience, pattern in PATTERNS.items() if pattern.search(text))


@lru_cache(maxsize=256)
def headed(heading: str) -> frozenset[str]:
    """Whom a heading says it is for: "Governors", "Rules for parents", "Pupil agreement (Years 3 and 4)"."""
    heading = renamed(heading)
    meant = FOR_THEM.search(heading)
    if meant:
        return named(meant["who"])
    first = FIRST_IN_HEADING.match(heading)
    if first:
        return named(first[0])
    years = FOR_CHILDREN.search(heading)
    return frozenset({"children"}) if years and (AGREEMENT.search(heading) or not named(heading)) else frozenset()
